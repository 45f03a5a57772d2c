"""A file that somebody hands to the bot: looked at first, and taken in once they say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path, PurePath

from bot.words import _
from storage.imports.reading import Source, sources
from storage.imports.rehearsing import Preview, tried
from storage.imports.rows import Problem, Wish
from storage.imports.running import in_batches, in_savepoints
from storage.memory import Memory
from storage.session import Scope, Session

MOST_BYTES = 20 << 20
LOOKED_AT = 1_000  # rows of a preview
AT_ONCE = 5_000  # rows taken in within one unit of work, a second or two


def silent(_done: int, _total: int) -> None:
    pass


def preview(
    session: Session, name: str, data: bytes, *, zone: str, at: datetime, wish: Wish | None = None
) -> list[Preview]:
    """What is in a file called `name`, by the first rows of each of its lists; nothing of it is kept.

    The session must be one that may write. `zone` and `at` as for `import_source`. Raises Problem for a file that is
    too big, cannot be read or is no list that we know.
    """
    with opened(name, data, wish) as found:
        point = session.connection.begin_nested()
        try:
            return [tried(in_savepoints(session), source, zone, at, silent, LOOKED_AT) for source in found]
        finally:
            point.rollback()
            session.named()


def bring(
    session: Session, name: str, data: bytes, *, zone: str, at: datetime, wish: Wish | None = None
) -> list[Preview]:
    """Takes a file in within the unit of work of whoever asks; what became of its rows.

    Raises Problem as `preview` does, and for one with more rows than may hold up everybody else: see `bring_long`.
    """
    with opened(name, data, wish) as found:
        for source in found:
            if next((True for n, _row in enumerate(source.rows()) if n == AT_ONCE), False):
                raise Problem(
                    _("{file} has more than {most} rows: import it with rapport import.", file=name, most=AT_ONCE)
                )
        return [tried(in_savepoints(session), source, zone, at, silent, None) for source in found]


def bring_long(
    memory: Memory, scope: Scope, name: str, data: bytes, *, zone: str, at: datetime, wish: Wish | None = None
) -> list[Preview]:
    """The same with as many rows as there may be, batch by batch beside everybody else. It blocks: for a thread."""
    with opened(name, data, wish) as found:
        return [tried(in_batches(memory, scope), source, zone, at, silent, None) for source in found]


@contextmanager
def opened(name: str, data: bytes, wish: Wish | None) -> Iterator[list[Source]]:
    """The sources in a file, those first that others refer to."""
    path = Path(PurePath(name.replace("\\", "/").replace("\0", "")).name or "file")
    if len(data) > MOST_BYTES:
        raise Problem(_("{file} is too big: {most} MB at most.", file=path, most=MOST_BYTES >> 20))
    with ExitStack() as stack:
        found = [stack.enter_context(closing(source)) for source in sources(path, data, wish)]
        yield sorted(found, key=lambda source: source.rank)

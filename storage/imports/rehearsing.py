"""An import that writes nothing: what a file is, how it is read, and what would become of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from storage.backup import backup
from storage.imports.reading import Source
from storage.imports.rejects import Kept
from storage.imports.running import Import, Progress, Result, Writes, in_batches, in_savepoints
from storage.memory import Memory
from storage.session import Scope, Session

T = TypeVar("T")


@dataclass(slots=True)
class Preview:
    """What a source is. `columns` are its columns with the fields they are read into, "" where they are not read.

    `system` is whose export it is, "" for a file of ours; `rows` how many were looked at, `whole` whether that is
    all. `first` are the first rows as they would be stored, `reasons` (line, why) of the first that would be rejected.
    """

    name: str
    kind: str
    system: str
    columns: list[tuple[str, str]]
    result: Result
    rows: int = 0
    whole: bool = True
    first: list[dict[str, str]] = field(default_factory=list)
    reasons: list[tuple[int, str]] = field(default_factory=list)


class TakenBack(Exception):  # noqa: N818 - what ends a rehearsal
    """Undoes everything that was written."""


def tried(write: Writes, source: Source, zone: str, at: datetime, progress: Progress, most: int | None) -> Preview:
    """What becomes of the rows of a source, or of the first `most` of them, where `write` writes."""
    kept = Kept()
    importing = Import(write, source, kept, zone, at)
    result = importing.run(progress, most)
    layout = source.layout
    name = source.path.name + (f" ({source.sheet})" if source.sheet else "")
    return Preview(
        name=name,
        kind=source.kind,
        system=layout.style.system,
        columns=layout.pairs(),
        result=result,
        rows=importing.looked_at,
        whole=most is None or importing.looked_at < most,
        first=importing.kind.samples,
        reasons=kept.first,
    )


def rehearse(
    memory: Memory, workspace: int, files: Sequence[Source], *, zone: str, at: datetime, progress: Progress
) -> list[Preview]:
    """What an import of files, one after the other, would do. Nothing is written.

    On SQLite it is done to a copy, so that nobody waits for it; on PostgreSQL in a transaction that is taken back.
    """

    def work(write: Writes) -> list[Preview]:
        return [tried(write, source, zone, at, progress, None) for source in files]

    return on_copy(memory, workspace, work) if memory.sqlite else taken_back(memory, workspace, work)


def on_copy(memory: Memory, workspace: int, work: Callable[[Writes], T]) -> T:
    assert memory.file is not None
    with TemporaryDirectory(dir=memory.file.parent) as folder:
        backup(memory, Path(folder) / "copy.db")
        copy = Memory(f"sqlite:///{Path(folder) / 'copy.db'}")
        try:
            return work(in_batches(copy, Scope(workspace)))
        finally:
            copy.close()


def taken_back(memory: Memory, workspace: int, work: Callable[[Writes], T]) -> T:
    done: list[T] = []

    def rehearsed(session: Session) -> None:
        done.append(work(in_savepoints(session)))
        raise TakenBack

    try:
        memory.write_now(Scope(workspace), rehearsed)
    except TakenBack:
        memory.forget(workspace)
    return done[0]

"""`rapport import`: CSV files into the memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.wiring import Failure, Installation, clock, installation
from bot.settings import Settings
from bot.words import _, _n

if TYPE_CHECKING:
    from storage.imports import Result

Progress = Callable[[int, int], None]


def bring(settings: Settings, files: Sequence[Path]) -> None:
    """Imports `files` and says what became of their rows. Raises Refusal before anything is read in if one is unfit."""
    with installation(settings) as here:
        for file in in_order(files):
            with shown(file.name) as progress:
                result = import_into(here, file, progress)
            sys.stdout.writelines(line + "\n" for line in told(file, result))
            sys.stdout.flush()


def in_order(files: Sequence[Path]) -> list[Path]:
    """What others refer to comes first, in whatever order it was typed: teammates, accounts, people, interactions."""
    from storage.imports.reading import COLUMNS, Source

    def rank(file: Path) -> int:
        if not file.is_file():
            raise Failure(_("There is no file {file}.", file=str(file)))
        with closing(Source(file)) as source:
            return list(COLUMNS).index(source.kind)

    return sorted(files, key=rank)


def import_into(here: Installation, file: Path, progress: Progress) -> Result:
    from storage.imports import import_file

    zone = here.settings.timezone
    return import_file(here.memory, here.scope.workspace, file, zone=zone, at=clock(), progress=progress)


@contextmanager
def shown(name: str) -> Iterator[Progress]:
    """A bar on standard error while a file is read, where somebody sees it."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(name, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def told(file: Path, result: Result) -> list[str]:
    lines = [
        _(
            "{file}: {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected.",
            file=file.name,
            new=result.new,
            changed=result.changed,
            unchanged=result.unchanged,
            rejected=result.rejected,
        )
    ]
    if result.owners:
        said = _n("{n} account without owner", "{n} accounts without owner", result.owners)
        lines.append(_("{accounts}: now of whoever had the first contact.", accounts=said))
    if result.rejected_file:
        lines.append(_("Rejected rows, each with its reason: {file}", file=str(result.rejected_file)))
    return lines

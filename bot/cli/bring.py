"""`rapport import`: files of ours, of Salesforce and of HubSpot into the memory."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.brought import previewed, told
from bot.cli.wiring import Failure, Installation, clock, installation
from bot.message import Refusal
from bot.settings import Settings
from bot.words import _

if TYPE_CHECKING:
    from storage.imports import Source

Progress = Callable[[int, int], None]
ENDINGS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}  # of what is looked at in a folder
SELDOM = 20_000  # objects between two looks for garbage
REJECTED = 3  # exit code: everything was read, and some of it not taken


@dataclass(frozen=True, slots=True)
class How:
    """`kind` and `columns` say how files are to be read where it is not to be seen, `dates` is "dmy" or "mdy"."""

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    dry_run: bool = False
    again: bool = False
    quiet: bool = False


def bring(settings: Settings, files: Sequence[Path], how: How) -> int:
    """Imports `files` and what is in folders among them, and says what became of their rows; the exit code.

    Raises Refusal before anything is read in if a file that was named is unfit. Of a folder, what is no list of ours is
    left out, and said.
    """
    with ExitStack() as stack:
        here = stack.enter_context(installation(settings))
        gc.set_threshold(SELDOM)  # rows are many and leave no garbage of the kind that has to be looked for
        found, left = in_order(stack, files, how)
        if left and not how.quiet:
            sys.stdout.write(_("Left out, because Rapport reads no such lists: {files}.", files=", ".join(left)) + "\n")
        if how.dry_run:
            return rehearsed(here, found)
        code = max([imported(here, source, how) for source in found], default=0)
        made_findable(here, how)
        return code


def in_order(stack: ExitStack, files: Sequence[Path], how: How) -> tuple[list[Source], list[str]]:
    """The sources in files and folders, those first that others refer to; and what was left out of folders."""
    found: list[Source] = []
    left: list[str] = []
    for path in files:
        for file in [path] if not path.is_dir() else within(path):
            try:
                found += [stack.enter_context(closing(source)) for source in sources_in(file, how)]
            except Refusal:
                if file is path:
                    raise
                left.append(file.name)
    if unknown := set(how.columns) - {header for source in found for header in source.matched}:
        raise Failure(_("There is no column {column}.", column=sorted(unknown)[0]))
    return sorted(found, key=lambda source: source.rank), left


def within(folder: Path) -> list[Path]:
    """The files in a folder that may be lists, without what an earlier import rejected."""
    found = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in ENDINGS and file.is_file()]
    return [file for file in found if not file.name.endswith(".rejected.csv") and not file.name.startswith((".", "~$"))]


def sources_in(file: Path, how: How) -> list[Source]:
    from storage.imports import Wish, sources

    if not file.is_file():
        raise Failure(_("There is no file {file}.", file=str(file)))
    return sources(file, wish=Wish(how.kind, how.columns, how.dates))


def imported(here: Installation, source: Source, how: How) -> int:
    from storage.imports import import_source

    name, workspace = labelled(source), here.scope.workspace
    with shown(name, quiet=how.quiet) as progress:
        result = import_source(
            here.memory,
            workspace,
            source,
            zone=here.settings.timezone,
            at=clock(),
            progress=progress,
            again=how.again,
        )
    lines = told(name, source.layout.style.system, result)
    if not how.quiet:
        sys.stdout.writelines(line + "\n" for line in lines)
        sys.stdout.flush()
    elif result.rejected:
        sys.stderr.writelines(line + "\n" for line in lines)
    return REJECTED if result.rejected else 0


def made_findable(here: Installation, how: How) -> None:
    """Takes what was noted in the files into the index of words."""
    from storage.imports import in_batches
    from storage.search import index_all

    with shown(_("Index of words"), quiet=how.quiet) as progress:
        index_all(in_batches(here.memory, here.scope), progress)


def import_into(here: Installation, file: Path, progress: Progress) -> None:
    """Imports a file of ours."""
    from storage.imports import import_file

    import_file(here.memory, here.scope.workspace, file, zone=here.settings.timezone, at=clock(), progress=progress)


def labelled(source: Source) -> str:
    return source.path.name + (f" ({source.sheet})" if source.sheet else "")


def rehearsed(here: Installation, found: Sequence[Source]) -> int:
    from storage.imports import rehearse

    zone, workspace = here.settings.timezone, here.scope.workspace
    with shown(_("dry run")) as progress:
        previews = rehearse(here.memory, workspace, found, zone=zone, at=clock(), progress=progress)
    sys.stdout.write("\n\n".join(previewed(preview) for preview in previews) + "\n")
    return REJECTED if any(preview.result.rejected for preview in previews) else 0


@contextmanager
def shown(name: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A bar on standard error while a file is read, with its rate and the time it will take, where somebody sees it."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    rate = TextColumn(_("{n} rows/s", n="{task.fields[rate]}"))
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), rate, TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(name, total=None, rate="")

        def progress(done: int, total: int) -> None:
            passed = bars.tasks[0].elapsed or 0.0
            bars.update(task, completed=done, total=total, rate=f"{done / passed:,.0f}" if passed else "")

        yield progress

"""Files in: accounts, people, teammates and interactions as CSV or XLSX, of ours or as other systems export them.

A file is read in short batches, each a transaction with its sums, so that a running bot beside it is not held up and a
kill in the middle costs nothing: run again, the rows that are there already change nothing.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

from storage.imports.dropped import MOST_BYTES, bring, bring_long, preview
from storage.imports.reading import Source, sources
from storage.imports.rehearsing import Preview, rehearse
from storage.imports.rejects import Rejects
from storage.imports.rows import Problem, Wish
from storage.imports.running import Import, Progress, Result, in_batches
from storage.imports.seen import is_known, keep_known
from storage.memory import Memory
from storage.session import Scope

__all__ = [
    "MOST_BYTES",
    "Preview",
    "Problem",
    "Result",
    "Source",
    "Wish",
    "bring",
    "bring_long",
    "import_file",
    "import_source",
    "in_batches",
    "preview",
    "rehearse",
    "sources",
]


def import_source(
    memory: Memory,
    workspace: int,
    source: Source,
    *,
    zone: str,
    at: datetime,
    progress: Progress,
    again: bool = False,
) -> Result:
    """Imports what one source has into a workspace.

    `zone` is the IANA name for days and moments without one, `at` the aware moment of the import, `progress` is told
    after each batch how many lines of how many are done. Rows that cannot be taken are written beside the file, with
    the reason; of one whose manager or parent is wrong, the rest is taken. What was imported as it is,
    without a rejected row, is passed over unless `again`. Raises Problem for a file that is damaged further down.
    """
    write = in_batches(memory, Scope(workspace))
    digest = source.digest(zone)
    if not again and write(lambda session: is_known(session, digest)):
        return Result(source.kind, same=True)
    rejects = Rejects(source)
    result = Import(write, source, rejects, zone, at).run(progress)
    if result.rejected:
        result.rejected_file = rejects.path
    else:
        write(lambda session: keep_known(session, digest))
    return result


def import_file(
    memory: Memory,
    workspace: int,
    path: Path,
    *,
    zone: str,
    at: datetime,
    progress: Progress,
    wish: Wish | None = None,
    again: bool = False,
) -> list[Result]:
    """The same for all that is in a file: one of a CSV file, one for each sheet of a workbook that is a list of ours.

    Raises Problem for a file that cannot be read or is no such list.
    """
    with ExitStack() as stack:
        found = [stack.enter_context(closing(source)) for source in sources(path, wish=wish)]
        return [
            import_source(memory, workspace, source, zone=zone, at=at, progress=progress, again=again)
            for source in sorted(found, key=lambda source: source.rank)
        ]

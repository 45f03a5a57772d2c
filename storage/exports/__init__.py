"""Files out: everything as CSV, XLSX or JSONL, or what is new in the columns of another system's import.

Read in pages of one transaction that only reads; nothing is kept in memory beside the page at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from storage.exports import book, events, hubspot, salesforce, wanted
from storage.exports.cells import guarded, guarded_but_numbers
from storage.exports.files import CsvFolder, JsonLines, Workbook, Writer, placed
from storage.exports.rows import PAGE, Sheet
from storage.exports.wanted import Wanted
from storage.memory import Memory
from storage.session import Scope, Session

FORMATS = ("csv", "xlsx", "jsonl")
OWN = (*book.SHEETS, *events.SHEETS)
SYSTEMS: dict[str, tuple[Sheet, ...]] = {"salesforce": salesforce.SHEETS, "hubspot": hubspot.SHEETS}


@dataclass(slots=True)
class Result:
    """`rows` by sheet; `cut` texts were too long for a cell."""

    rows: dict[str, int] = field(default_factory=dict)
    cut: int = 0


def export(
    memory: Memory,
    scope: Scope,
    target: Path,
    *,
    form: str,
    system: str = "",
    since: datetime | None = None,
    since_last: bool = False,
    private: bool = False,
    at: datetime,
    progress: Callable[[int, int], None],
) -> Result:
    """Writes the memory of a workspace to `target`: a folder for "csv", a file for "xlsx" and "jsonl".

    With a `system` (of SYSTEMS) it is what that one does not have yet, in the columns of its import. `since` leaves
    out what was noted before that moment, `since_last` what the last export for the same purpose had; `at` is the
    moment of this one. `private` brings the notes along that are for their author alone. `progress` is told rows
    written and rows expected. Raises FileExistsError and OSError; `target` is whole or not there.
    """

    def choose(session: Session) -> Wanted:
        if since is not None:
            return wanted.noted_since(session, since, private=private)
        if since_last:
            return wanted.since_last(session, system, private=private)
        return wanted.everything(session, private=private)

    result = Result()
    with placed(target) as draft:
        chosen = memory.write_now(scope, choose)  # where PostgreSQL's locks are, no reader may be
        writer = opened(draft, form, guarded_but_numbers if system else guarded)
        sheets = SYSTEMS[system] if system else OWN
        try:
            memory.read_now(scope, lambda session: write(session, writer, sheets, chosen, result, progress))
        finally:
            writer.close()
    if since is None:
        memory.write_now(scope, lambda session: wanted.done(session, system, chosen, at))
    return result


def opened(draft: Path, form: str, safe: Callable[[str], str]) -> Writer:
    if form == "csv":
        return CsvFolder(draft, safe)
    draft.touch(mode=0o600)  # what was noted about customers is for nobody else
    return Workbook(draft) if form == "xlsx" else JsonLines(draft)


def write(
    session: Session,
    writer: Writer,
    sheets: Sequence[Sheet],
    chosen: Wanted,
    result: Result,
    progress: Callable[[int, int], None],
) -> None:
    expected, written = sum(chosen.until.values()), 0
    for sheet in sheets:
        writer.begin(sheet.name, sheet.columns)
        count = 0
        for row in sheet.rows(session, chosen):
            writer.add(row)
            count += 1
            if count % PAGE == 0:
                progress(written + count, max(expected, written + count))
        result.rows[sheet.name] = count
        written += count
    writer.end()
    result.cut = writer.cut

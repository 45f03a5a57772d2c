"""Files in: accounts, people, teammates and interactions as CSV.

A file is read in short batches, each a transaction with its sums, so that a running bot beside it is not held up and a
kill in the middle costs nothing: run again, the rows that are there already change nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from storage.imports.accounts import AccountRows
from storage.imports.entries import Fate, Kind, Outcome, batches, count_rows
from storage.imports.interactions import InteractionRows, own
from storage.imports.people import PersonRows
from storage.imports.reading import Problem, Rejected, Row, Source
from storage.imports.rejects import Rejects
from storage.imports.teammates import TeammateRows
from storage.memory import Memory
from storage.session import Scope, Session

__all__ = ["Problem", "Result", "import_file"]

BATCH = 500  # rows in one transaction
BREATH = 0.05  # seconds between two: SQLite has no queue, and who waits for it looks again this often
GROWTH = {1, 8, 64, 512}  # batches after which the database should look at its tables again
TRIES = 3  # of a batch whose new name somebody else has just added too

T = TypeVar("T")
KINDS: dict[str, Callable[[str, datetime], Kind]] = {
    "teammates": TeammateRows,
    "accounts": AccountRows,
    "people": PersonRows,
    "interactions": InteractionRows,
}


@dataclass(slots=True)
class Result:
    """How many rows did what. `owners`: accounts without owner that went to whoever had the first contact."""

    kind: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejected_file: Path | None = None
    owners: int = 0


def import_file(
    memory: Memory, workspace: int, path: Path, *, zone: str, at: datetime, progress: Callable[[int, int], None]
) -> Result:
    """Imports one CSV file into a workspace; its kind is told by its column names.

    `zone` is the IANA name for days and moments without one, `at` the aware moment of the import, `progress` is told
    after each batch how many lines of how many are done. Rows that cannot be taken are written beside the file, with
    the reason; of one whose manager or parent is wrong, the rest is taken. Raises Problem for a file that cannot be
    read.
    """
    with closing(Source(path)) as source:
        return Import(memory, Scope(workspace), source, zone, at).run(progress)


class Import:
    def __init__(self, memory: Memory, scope: Scope, source: Source, zone: str, at: datetime) -> None:
        self._memory = memory
        self._scope = scope
        self._source = source
        self._rejects = Rejects(source.path, source.headers)
        self._result = Result(source.kind)
        self._links: list[tuple[Row, Outcome]] = []
        self._kind: Kind = KINDS[source.kind](zone, at)

    def run(self, progress: Callable[[int, int], None]) -> Result:
        for n, rows in enumerate(batches(self._source.rows(), BATCH)):
            if n in GROWTH:
                self._write(count_rows)
            self._take(rows)
            progress(self._source.done, self._source.total)
        for pairs in batches(self._links, BATCH):
            self._link(pairs)
        for firsts in batches(self._kind.ownerless(), BATCH):
            self._result.owners += self._write(partial(own, firsts=firsts))
        self._result.rejected = self._rejects.count
        self._result.rejected_file = self._rejects.path if self._rejects.count else None
        return self._result

    def _take(self, rows: Sequence[Row]) -> None:
        readable = [row for row in rows if not row.reason]
        fates = iter(self._write(partial(self._kind.take, rows=readable)))
        self._settle(rows, [Rejected(row.reason) if row.reason else next(fates) for row in rows])

    def _settle(self, rows: Sequence[Row], fates: Sequence[Fate]) -> None:
        self._reject(rows, fates)
        for row, fate in zip(rows, fates, strict=True):
            if isinstance(fate, Outcome):
                self._count(fate, 1)
                if self._kind.link_column and row[self._kind.link_column]:
                    self._links.append((row, fate))

    def _link(self, pairs: Sequence[tuple[Row, Outcome]]) -> None:
        rows = [row for row, _ in pairs]
        fates = self._write(partial(self._kind.link, rows=rows))
        self._reject(rows, fates)
        for (_, before), fate in zip(pairs, fates, strict=True):
            if before is Outcome.UNCHANGED and fate is Outcome.CHANGED:
                self._count(Outcome.UNCHANGED, -1)
                self._count(Outcome.CHANGED, 1)

    def _reject(self, rows: Sequence[Row], fates: Sequence[Fate]) -> None:
        self._rejects.write(
            (row, str(fate)) for row, fate in zip(rows, fates, strict=True) if isinstance(fate, Rejected)
        )

    def _count(self, outcome: Outcome, more: int) -> None:
        setattr(self._result, outcome, getattr(self._result, outcome) + more)

    def _write(self, work: Callable[[Session], T]) -> T:
        here = copy_context()  # the reasons are in the language of whoever imports; the writer's thread has none

        def spoken(session: Session) -> T:
            return here.run(work, session)

        if self._memory.sqlite:
            time.sleep(BREATH)
        for _ in range(TRIES - 1):
            try:
                return self._memory.write_now(self._scope, spoken)
            except IntegrityError:
                continue
        return self._memory.write_now(self._scope, spoken)

"""One file read in: batch by batch, each a transaction with its sums, and what became of its rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy.exc import IntegrityError

from storage.imports.accounts import AccountRows
from storage.imports.entries import Fate, Kind, Outcome, batches, count_rows
from storage.imports.interactions import InteractionRows
from storage.imports.logged import own
from storage.imports.members import MemberRows
from storage.imports.people import PersonRows
from storage.imports.reading import Source
from storage.imports.roles import PositionRows, RoleRows
from storage.imports.rows import Rejected, Row, Skipped
from storage.imports.teammates import TeammateRows
from storage.memory import Memory
from storage.session import Scope, Session

BATCH = 1000  # rows in one transaction
BREATH = 0.05  # seconds between two: SQLite has no queue, and who waits for it looks again this often
GROWTH = {1, 4, 32, 256}  # batches after which the database should look at its tables again
UNCHANGED, TAKEN = 1, 2  # marks of rows, for the second pass
TRIES = 3  # of a batch whose new name somebody else has just added too

T = TypeVar("T")
Progress = Callable[[int, int], None]
KINDS: dict[str, Callable[[str, datetime], Kind]] = {
    "teammates": TeammateRows,
    "accounts": AccountRows,
    "members": MemberRows,
    "people": PersonRows,
    "positions": PositionRows,
    "roles": RoleRows,
    "interactions": InteractionRows,
}


@dataclass(slots=True)
class Result:
    """How many rows did what. `joined` tell of somebody who was there already under another id, `skipped` says why.

    `owners`: accounts without owner that went to whoever had the first contact. `rejected_file` has the rejected rows,
    `same` is a file that was imported already.
    """

    kind: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    joined: int = 0
    rejected: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    rejected_file: Path | None = None
    owners: int = 0
    same: bool = False


class Writes(Protocol):
    """Does each piece of work in a transaction, or a savepoint, of its own."""

    def __call__(self, work: Callable[[Session], T]) -> T: ...


class Reasons(Protocol):
    """Takes the rows that were rejected, or left out in part, with the reasons."""

    count: int

    def write(self, rejected: Sequence[tuple[Row, str]]) -> None: ...


class Import:
    """The reading of one source. Memory does not grow with its rows: a byte is kept for each."""

    def __init__(self, write: Writes, source: Source, reasons: Reasons, zone: str, at: datetime) -> None:
        self._write = write
        self._source = source
        self._reasons = reasons
        self.result = Result(source.kind)
        self.kind: Kind = KINDS[source.kind](zone, at)
        self.looked_at = 0
        self._fates = bytearray()  # a mark of each row, 0 for one that was not taken
        self._linked = False

    def run(self, progress: Progress, most: int | None = None) -> Result:
        """Takes all rows, or the first `most` of them."""
        for n, rows in enumerate(batches(self._rows(most), BATCH)):
            if n in GROWTH:
                self._write(count_rows)
            self.looked_at += len(rows)
            self._take(rows)
            progress(self._source.done, self._source.total)
        if self._linked:
            for pairs in batches(self._to_link(most), BATCH):
                self._link(pairs)
        for firsts in batches(self.kind.ownerless(), BATCH):
            self.result.owners += self._write(partial(own, firsts=firsts))
        self.result.rejected = self._reasons.count
        return self.result

    def _rows(self, most: int | None) -> Iterator[Row]:
        for n, row in enumerate(self._source.rows()):
            if n == most:
                return
            yield row

    def _take(self, rows: Sequence[Row]) -> None:
        readable = [row for row in rows if not row.reason]

        def take(session: Session) -> list[Fate]:
            for row in readable:
                row.troubles.clear()  # of a first try
            return self.kind.take(session, readable)

        fates = iter(self._write(take))
        self._settle(rows, [Rejected(row.reason) if row.reason else next(fates) for row in rows])

    def _settle(self, rows: Sequence[Row], fates: Sequence[Fate]) -> None:
        self._reject(rows, fates)
        column = self.kind.link_column
        for row, fate in zip(rows, fates, strict=True):
            mark = 0
            if isinstance(fate, Outcome):
                self._count(fate, 1)
                mark = UNCHANGED if fate is Outcome.UNCHANGED else TAKEN
                self._linked |= bool(column and row[column])
            elif isinstance(fate, Skipped):
                self.result.skipped[str(fate)] = self.result.skipped.get(str(fate), 0) + 1
            if column:
                self._fates.append(mark)

    def _to_link(self, most: int | None) -> Iterator[tuple[int, Row]]:
        """The rows that were taken and point to another one, read a second time, each with its mark."""
        for mark, row in zip(self._fates, self._rows(most), strict=False):
            if mark and row[self.kind.link_column]:
                yield mark, row

    def _link(self, pairs: Sequence[tuple[int, Row]]) -> None:
        rows = [row for _mark, row in pairs]
        fates = self._write(partial(self.kind.link, rows=rows))
        self._reject(rows, fates)
        for (mark, _row), fate in zip(pairs, fates, strict=True):
            if mark == UNCHANGED and fate is Outcome.CHANGED:
                self._count(Outcome.UNCHANGED, -1)
                self._count(Outcome.CHANGED, 1)

    def _reject(self, rows: Sequence[Row], fates: Sequence[Fate]) -> None:
        self._reasons.write(
            [
                (row, str(fate) if isinstance(fate, Rejected) else "; ".join(row.troubles))
                for row, fate in zip(rows, fates, strict=True)
                if isinstance(fate, Rejected) or row.troubles
            ]
        )

    def _count(self, outcome: Outcome, more: int) -> None:
        setattr(self.result, outcome, getattr(self.result, outcome) + more)


def in_batches(memory: Memory, scope: Scope) -> Writes:
    """Each batch a transaction of its own, beside a bot that is at work on the same database."""

    def write(work: Callable[[Session], T]) -> T:
        here = copy_context()  # the reasons are in the language of whoever imports; the writer's thread has none

        def spoken(session: Session) -> T:
            return here.run(work, session)

        if memory.sqlite:
            time.sleep(BREATH)
        for _ in range(TRIES - 1):
            try:
                return memory.write_now(scope, spoken)
            except IntegrityError:
                continue
        return memory.write_now(scope, spoken)

    return write


def in_savepoints(session: Session) -> Writes:
    """Each batch a savepoint within the one unit of work of somebody who asks."""

    def write(work: Callable[[Session], T]) -> T:
        for _ in range(TRIES - 1):
            try:
                with session.connection.begin_nested():
                    return work(session)
            except IntegrityError:
                session.named()
        with session.connection.begin_nested():
            return work(session)

    return write

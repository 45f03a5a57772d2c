"""The rows that could not be taken, in a file of their own that can be corrected and imported."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import closing
from typing import IO

from bot.words import _
from storage.imports.reading import Source
from storage.imports.rows import Problem, Row

REASON = "reason"  # the first column, overlooked when the file comes back corrected
ENDING = ".rejected.csv"
KEPT = 20  # reasons that are shown


class Rejects:
    """The file of rejected rows, beside the one that is read; there is none before there is a row for it."""

    def __init__(self, source: Source) -> None:
        self.path = source.path.with_name(source.name.removesuffix(".csv") + ENDING)
        if self.path == source.path:  # corrected, and some of it rejected again
            self.path = source.path.with_name(source.path.name.removesuffix(ENDING) + ".again" + ENDING)
        headers = source.headers
        self._kept = [at for at, header in enumerate(headers) if header.strip().lower() != REASON]
        self._headers = headers
        self.count = 0

    def write(self, rejected: Sequence[tuple[Row, str]]) -> None:
        """Adds rows with their reasons, as they stand; the first ones replace the file of an earlier import."""
        rows = [[reason, *self._fields(row)] for row, reason in rejected]
        if not rows:
            return
        with closing(self._open()) as file:
            out = csv.writer(file, lineterminator="\n")
            if not self.count:
                out.writerow([REASON, *(self._headers[at] for at in self._kept)])
            out.writerows(rows)
        self.count += len(rows)

    def _fields(self, row: Row) -> list[str]:
        beyond = row.fields[len(self._headers) :]
        return [row.fields[at] for at in self._kept if at < len(row.fields)] + beyond

    def _open(self) -> IO[str]:
        # the mark at the start is what a spreadsheet knows UTF-8 by
        mode, encoding = ("a", "utf-8") if self.count else ("w", "utf-8-sig")
        try:
            return self.path.open(mode, encoding=encoding, errors="surrogateescape", newline="")
        except OSError as error:
            raise Problem(_("{file} cannot be written: {why}.", file=self.path, why=error.strerror or error)) from None


class Kept:
    """The first rejected rows in memory: (line, reason)."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[tuple[int, str]] = []

    def write(self, rejected: Sequence[tuple[Row, str]]) -> None:
        self.count += len(rejected)
        self.first += [(row.number, reason) for row, reason in rejected[: KEPT - len(self.first)]]

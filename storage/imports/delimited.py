"""CSV, whatever parts its fields, as lists of text.

A row that cannot be read is one of the rows, with its reason: after an unclosed quote only its first line is given up,
and reading goes on with the next.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import BinaryIO

from bot.words import _
from storage.imports import encodings

MOST = 100_000  # characters in one field
SEPARATORS = (",", ";", "\t")

Record = tuple[list[str], str]  # the fields, and why they cannot be read


class Lines:
    """The lines of a file, with a way back for those a broken row has swallowed."""

    def __init__(self, file: Iterable[str]) -> None:
        self._file = iter(file)
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self.taken.append(line)
        self.number += 1
        return line

    def give_back(self) -> str:
        """Gives back all lines taken but the first, which is the result."""
        first, *rest = self.taken
        self._again.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


class Delimited:
    """An open text file as records. Closing it closes the file."""

    def __init__(self, file: BinaryIO, encoding: str, separator: str, total: int) -> None:
        self._text = TextIOWrapper(file, encoding=encoding, errors=encodings.errors(encoding), newline="")
        self._lines = Lines(self._text)
        self._separator = separator
        self.total = total

    @property
    def done(self) -> int:
        return self._lines.number

    def close(self) -> None:
        self._text.close()

    def records(self) -> Iterator[Record]:
        rows = csv.reader(self._lines, strict=True, skipinitialspace=True, delimiter=self._separator)
        lines = self._lines
        while True:
            lines.taken.clear()
            try:
                fields = next(rows)
            except StopIteration:
                return
            except csv.Error:
                yield self._broken(lines.give_back())
                continue
            yield fields, ""

    def _broken(self, line: str) -> Record:
        long = len(line) > csv.field_size_limit()
        line = line.rstrip("\r\n")
        try:
            fields = next(csv.reader([line], delimiter=self._separator))
        except csv.Error:
            fields = line.split(self._separator)
        return fields, too_long() if long else _("a quotation mark in this row has no partner")


def too_long() -> str:
    return _("a field is longer than {most} characters", most=MOST)


def flaw(fields: list[str], columns: int) -> str:
    """Why no row may look like this, "" if it may."""
    if len(fields) > columns and any(field.strip() for field in fields[columns:]):
        return _("there are more fields than column names; a field with a comma needs quotation marks")
    for field in fields:
        if len(field) > MOST:
            return too_long()
        if "\0" in field:
            return _("there is a NUL character in this row")
        if not field.isascii() and any("\ud800" <= letter <= "\udfff" or letter == "\ufffd" for letter in field):
            return _("there are bytes in this row that are no text in the file's encoding")
    return ""

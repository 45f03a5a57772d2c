"""A CSV file as rows: which encoding, which kind, and what cannot be read at all.

A row that cannot be read is one of the rows, with its reason: after an unclosed quote only its first line is given up,
and reading goes on with the next.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.message import Refusal
from bot.words import _

COLUMNS = {
    "teammates": ("email", "name", "slack_id", "timezone", "locale", "manager", "country"),
    "accounts": ("name", "tier", "owner", "domain", "external_id", "parent", "industry", "team", "last_activity"),
    "people": ("name", "account", "title", "department", "role", "email", "external_id"),
    "interactions": ("at", "account", "people", "teammates", "kind", "note", "participants"),
}
NEEDED = {
    "teammates": {"email"},
    "accounts": {"name"},
    "people": {"name", "account"},
    "interactions": {"at", "account", "teammates"},
}
MOST = 100_000  # characters in one field


class Problem(Refusal):
    """A file that cannot be imported at all; the message is one sentence."""


class Rejected(Exception):  # noqa: N818 - a fact about a row, told in its own column
    """A row that cannot be imported; the message is the reason."""


@dataclass(slots=True)
class Row:
    """One row: `fields` as they stand, `cells` by column, and the reason when it cannot be read."""

    fields: list[str]
    cells: dict[str, str]
    reason: str = ""

    def __getitem__(self, column: str) -> str:
        """What stands in a column, "" where the file has no such column."""
        return self.cells.get(column, "")


class Lines:
    """The lines of a file, with a way back for those a broken row has swallowed."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
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


class Source:
    """An open file: its `kind`, its `headers` as they stand, how many lines were read and how many there are."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            encoding, self.total = survey(path)
            # what is no text in that encoding stays as it is: its row is rejected, not the file
            self._file = path.open(encoding=encoding, errors="surrogateescape", newline="")
        except OSError as error:
            raise Problem(_("{file} cannot be read: {why}.", file=path, why=error.strerror or error)) from None
        self._lines = Lines(self._file)
        self._rows = csv.reader(self._lines, strict=True, skipinitialspace=True)
        try:
            self.headers = self._first()
            self._columns = [header.strip().lower().replace(" ", "_") for header in self.headers]
            self.kind = kind_of(self._columns, path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._file.close()

    @property
    def done(self) -> int:
        return self._lines.number

    def _first(self) -> list[str]:
        try:
            for fields in self._rows:
                if any(field.strip() for field in fields):
                    return fields
        except csv.Error:
            raise unknown(self.path) from None
        raise Problem(_("{file} is empty.", file=self.path))

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank."""
        while True:
            self._lines.taken.clear()
            try:
                fields = next(self._rows)
            except StopIteration:
                return
            except csv.Error:
                yield self._broken(self._lines.give_back())
                continue
            if any(field.strip() for field in fields):
                yield self._row(fields)

    def _row(self, fields: list[str]) -> Row:
        cells = {column: field.strip() for column, field in zip(self._columns, fields, strict=False) if column}
        return Row(fields, cells, flaw(fields, len(self._columns)))

    def _broken(self, line: str) -> Row:
        long = len(line) > csv.field_size_limit()
        line = line.rstrip("\r\n")
        try:
            fields = next(csv.reader([line]))
        except csv.Error:
            fields = line.split(",")
        return Row(fields, {}, too_long() if long else _("a quotation mark in this row has no partner"))


def flaw(fields: list[str], columns: int) -> str:
    """Why no row may look like this, "" if it may."""
    if any(field.strip() for field in fields[columns:]):
        return _("there are more fields than column names; a field with a comma needs quotation marks")
    for field in fields:
        if len(field) > MOST:
            return too_long()
        if "\0" in field:
            return _("there is a NUL character in this row")
        if not field.isascii() and any("\ud800" <= letter <= "\udfff" for letter in field):
            return _("there are bytes in this row that are no text in the file's encoding")
    return ""


def too_long() -> str:
    return _("a field is longer than {most} characters", most=MOST)


def survey(path: Path) -> tuple[str, int]:
    """The encoding of a file and how many lines it has.

    UTF-8 if most lines beyond ASCII are, else cp949: one broken line does not turn a whole file into other letters.
    """
    lines, good, bad = 0, 0, 0
    with path.open(encoding="latin-1", newline="") as file:
        bom = file.read(3) == "\xef\xbb\xbf"
        file.seek(0)
        for line in file:
            lines += 1
            if not line.isascii():
                try:
                    line.encode("latin-1").decode()
                    good += 1
                except UnicodeDecodeError:
                    bad += 1
    return ("utf-8-sig" if bom or good >= bad else "cp949"), lines


def kind_of(columns: list[str], path: Path) -> str:
    """The kind whose columns these are: the most of them, else the one the file is named after."""
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise Problem(_("{file} has the column {column} twice.", file=path, column=twice[0]))
    fitting = {kind: len(set(columns) & set(known)) for kind, known in COLUMNS.items() if NEEDED[kind] <= set(columns)}
    best = [kind for kind, known in fitting.items() if known == max(fitting.values())]
    named = [kind for kind in best if kind in path.name.lower()]
    if len(best) == 1 or len(named) == 1:
        return (named or best)[0]
    raise unknown(path)


def unknown(path: Path) -> Problem:
    return Problem(
        _(
            "{file} is no list of accounts, people, teammates or interactions: its first line must name the columns, "
            "such as {example}.",
            file=path,
            example=",".join(COLUMNS["accounts"][:3]),
        )
    )

"""The sheets of an Excel workbook (.xlsx) as lists of text."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, BinaryIO

from bot.words import _
from storage.imports.delimited import Record
from storage.imports.rows import Problem

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how a workbook begins: .xlsx, .xls
SOME = 256  # rows read at a time
MOST_BYTES = 4 << 30  # of everything in a workbook, unpacked
MOST_STRINGS = 512 << 20  # of its table of texts, which is kept in memory while it is read


class Damaged(Problem):
    """A workbook that cannot be opened or not be read to its end."""


@contextmanager
def whole() -> Iterator[None]:
    """What goes wrong in a damaged workbook is as manifold as the ways to damage it."""
    try:
        yield
    except Problem:
        raise
    except Exception as error:
        raise Damaged(_("it is damaged ({what})", what=type(error).__name__)) from error


def names(file: BinaryIO) -> list[str]:
    """The names of its sheets. Raises Damaged."""
    with whole():
        book = opened(file)
        found = [sheet.title for sheet in book.worksheets]
        book.close()
        return found


def opened(file: BinaryIO) -> Any:
    from openpyxl import load_workbook

    with zipfile.ZipFile(file) as packed:
        sizes = {each.filename: each.file_size for each in packed.infolist()}
    strings = max((size for name, size in sizes.items() if name.lower().endswith("sharedstrings.xml")), default=0)
    if sum(sizes.values()) > MOST_BYTES or strings > MOST_STRINGS:
        raise Damaged(_("it is too big; save it as CSV"))
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that are of no interest here
        return load_workbook(file, read_only=True, data_only=True)


class Sheet:
    """One sheet as records. Closing it closes the file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        with whole():
            self._book = opened(file)
            self._sheet = self._book[name]
            self.total = self._sheet.max_row or 0
            self._sheet.reset_dimensions()  # some programs write there what is not so
        self.done = 0

    def close(self) -> None:
        self._book.close()
        self._file.close()

    def records(self) -> Iterator[Record]:
        rows = self._sheet.iter_rows(values_only=True)
        while some := self._some(rows):
            for row in some:
                self.done += 1
                yield [text(value) for value in row], ""

    def _some(self, rows: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        with whole(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(islice(rows, SOME))


def text(value: Any) -> str:
    """A cell as CSV would have it: a day as 2026-03-02, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):  # a time of more than a day
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)

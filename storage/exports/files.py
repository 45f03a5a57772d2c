"""Files out: written beside, brought to the disk and then renamed, so that they are whole or not there at all."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, Protocol

from storage.backup import sync_folder
from storage.exports.cells import as_text
from storage.exports.rows import Row, Value

TALLEST, LONGEST = 1_048_575, 32_767  # rows under the headings of a sheet, characters in a cell of Excel's


class Writer(Protocol):
    """`cut` counts the texts that no cell could hold whole."""

    cut: int

    def begin(self, name: str, columns: Mapping[str, str]) -> None: ...
    def add(self, row: Row) -> None: ...
    def end(self) -> None:
        """Brings all of it to the disk."""

    def close(self) -> None:
        """Lets go of what is open, also where it did not come to an end."""


class CsvFolder:
    """A CSV file for each sheet: UTF-8 with a mark at the start, by which Excel knows it. `safe` makes each cell so."""

    def __init__(self, folder: Path, safe: Callable[[str], str]) -> None:
        self.cut = 0
        self._folder = folder
        self._safe = safe
        self._file: IO[str] | None = None
        folder.mkdir(mode=0o700)

    def begin(self, name: str, columns: Mapping[str, str]) -> None:
        self.end()
        self._file = (self._folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="")
        self._keys = tuple(columns.values())
        self._out = csv.writer(self._file)
        self._out.writerow(columns)

    def add(self, row: Row) -> None:
        safe = self._safe
        self._out.writerow([safe(as_text(row[key])) for key in self._keys])

    def end(self) -> None:
        if self._file is not None:
            to_disk(self._file)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


class JsonLines:
    """A line of JSON for each row, `table` first; days and moments in ISO 8601, all else as it is."""

    def __init__(self, file: Path) -> None:
        self.cut = 0
        self._file = file.open("w", encoding="utf-8")

    def begin(self, name: str, columns: Mapping[str, str]) -> None:
        self._name, self._columns = name, columns

    def add(self, row: Row) -> None:
        values = {"table": self._name} | {column: row[key] for column, key in self._columns.items()}
        self._file.write(json.dumps(values, ensure_ascii=False, default=as_text) + "\n")

    def end(self) -> None:
        to_disk(self._file)

    def close(self) -> None:
        self._file.close()


class Workbook:
    """A sheet each in one XLSX file, a further one where one is full. Moments are UTC's: Excel knows no zones."""

    def __init__(self, file: Path) -> None:
        from openpyxl import Workbook as Book

        self.cut = 0
        self._path = file
        self._book = Book(write_only=True)

    def begin(self, name: str, columns: Mapping[str, str]) -> None:
        self._name, self._columns, self._number = name, columns, 0
        self._next()

    def _next(self) -> None:
        self._number += 1
        self._rows = 0
        self._sheet = self._book.create_sheet(self._name if self._number == 1 else f"{self._name} {self._number}")
        self._sheet.freeze_panes = "A2"
        self._sheet.append(list(self._columns))

    def add(self, row: Row) -> None:
        if self._rows == TALLEST:
            self._next()
        self._rows += 1
        self._sheet.append([self._cell(row[key]) for key in self._columns.values()])

    def _cell(self, value: Value) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(UTC).replace(tzinfo=None)
        if value is None or isinstance(value, int | date):
            return value
        text = as_text(value)
        if len(text) > LONGEST:
            self.cut += 1
        return self._text(text[:LONGEST]) if text else None

    def _text(self, text: str) -> Any:
        """A cell that is a text whatever stands in it; signs that XML has no room for as Excel writes them."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
        from openpyxl.utils.escape import escape

        if text[0] not in "=#" and not ILLEGAL_CHARACTERS_RE.search(text):
            return text
        cell = WriteOnlyCell(self._sheet, escape(text) if ILLEGAL_CHARACTERS_RE.search(text) else text)
        cell.data_type = "s"
        return cell

    def end(self) -> None:
        self._book.save(self._path)
        with self._path.open("rb") as file:
            os.fsync(file.fileno())

    def close(self) -> None:
        for sheet in self._book.worksheets:
            if not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()  # it kept the rows so far in a file


def to_disk(file: IO[str]) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """Where to write what is to become `target`, a file or a folder; nothing of it stays if that fails.

    Raises FileExistsError where there is something already, unless it is an empty folder.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise FileExistsError(str(target))
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield draft
        if draft.is_dir():
            sync_folder(draft)
        elif target.is_dir():
            raise FileExistsError(str(target))
        draft.rename(target)
        sync_folder(target.absolute().parent)
    finally:
        if draft.is_dir():
            shutil.rmtree(draft)
        else:
            draft.unlink(missing_ok=True)

"""The number of a note in the index: its day, its id, and whether it is of a contact or an insight."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, literal_column

DAY, HIGHEST = 32, 2**31 - 1  # bits behind the day; the highest id
NOTE, INSIGHT = 0, 1


def numbered(day: date, ref: int, kind: int) -> int:
    """The number of a note: it grows with the day, and on one day with the id. As the triggers reckon it."""
    return day.toordinal() << DAY | ref << 1 | kind


def first(day: date) -> int:
    """The lowest number of a day."""
    return day.toordinal() << DAY


def last(day: date) -> int:
    return first(day) + (1 << DAY) - 1


def ref(number: int) -> tuple[int, int]:
    """NOTE or INSIGHT, and the id."""
    return number & 1, number >> 1 & HIGHEST


def day_of(number: int) -> date:
    return date.fromordinal(number >> DAY)


def ref_in(number: ColumnElement[int]) -> ColumnElement[int]:
    """The id in a number."""
    return number.op(">>")(literal_column("1")).op("&")(literal_column(str(HIGHEST)))


def is_of(number: ColumnElement[int], kind: int) -> ColumnElement[bool]:
    return number.op("&")(literal_column("1")) == kind


def is_row(number: ColumnElement[int], column: ColumnElement[Any], kind: int) -> ColumnElement[bool]:
    """That a number is that of the row with the id in `column`."""
    return (column == ref_in(number)) & is_of(number, kind)

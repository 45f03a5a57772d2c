"""Rows out of the memory, some at a time, so that a million of them take no more room than a thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, bindparam, or_

from storage.exports.wanted import Wanted
from storage.session import Found, Session

PAGE = 1000  # rows read at once

Value = str | int | bool | date | datetime | Sequence[str | int] | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file or sheet: `columns` are its headings in their order, each with what `rows` call it."""

    name: str
    columns: Mapping[str, str]
    rows: Callable[[Session, Wanted], Iterator[Row]]


def own(name: str, columns: Sequence[str], rows: Callable[[Session, Wanted], Iterator[Row]]) -> Sheet:
    """A sheet of Rapport's own. "id" is what an import takes for the id of another system, so ours is not called so."""
    return Sheet(name, {("rapport_id" if column == "id" else column): column for column in columns}, rows)


def paged(session: Session, statement: Any, **values: Any) -> Iterator[list[Found]]:
    """Pages of a statement that selects by `past` and `most`, ordered by `id`."""
    past = 0
    while found := session.rows(statement, past=past, most=PAGE, **values):
        yield found
        past = found[-1]["id"]


def page(of: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The rows of a page, among those up to the end of an export."""
    return of.c.id > bindparam("past"), of.c.id <= bindparam("until")


MOST: BindParameter[int] = bindparam("most")


def new(of: Table, noted: ColumnElement[Any], moment: str = "at") -> ColumnElement[bool]:
    """What came after the last export; see `Wanted`."""
    return or_(of.c.id > bindparam("after"), noted >= bindparam(moment))


def gathered(rows: Sequence[Found], by: str) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = {}
    for row in rows:
        found.setdefault(row[by], []).append(row)
    return found

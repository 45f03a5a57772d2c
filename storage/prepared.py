"""Statements compiled once and run on SQLite's own cursor.

SQLAlchemy takes some 25 µs to get a compiled statement to the driver and its row back, five times what SQLite takes for
a row by its key, and an answer reads ten. What is prepared here is compiled by SQLAlchemy and converted by its types;
it only goes the short way. PostgreSQL, where a statement waits for the network, goes the usual one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.exc import IntegrityError

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`names` are the parameters in their order, `fixed` the values a statement brings along itself."""

    sql: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    binders: tuple[tuple[int, Convert], ...]
    keys: tuple[str, ...]
    readers: tuple[tuple[str, Convert], ...]

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        fixed = self.fixed
        given = [values[name] if name in values else fixed[name] for name in self.names]
        for place, convert in self.binders:
            given[place] = convert(given[place])
        return given

    def read(self, raw: sqlite3.Connection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows, as dicts by column."""
        keys, readers = self.keys, self.readers
        rows = [dict(zip(keys, row, strict=True)) for row in raw.execute(self.sql, self.bound(values))]
        for name, convert in readers:
            for row in rows:
                row[name] = convert(row[name])
        return rows

    def write(self, raw: sqlite3.Connection, values: Mapping[str, Any]) -> int:
        """The id of the row that was inserted. Raises SQLAlchemy's IntegrityError, as the usual way does."""
        try:
            return raw.execute(self.sql, self.bound(values)).lastrowid or 0
        except sqlite3.IntegrityError as error:
            raise IntegrityError(self.sql, None, error, hide_parameters=True) from error

    def write_all(self, raw: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        try:
            raw.executemany(self.sql, [self.bound(values) for values in rows])
        except sqlite3.IntegrityError as error:
            raise IntegrityError(self.sql, None, error, hide_parameters=True) from error


def prepared(statement: Any, dialect: Dialect) -> Prepared | None:
    """`statement` made ready; None for one whose text depends on its values (a list for IN)."""
    compiled: Any = statement.compile(dialect=dialect)
    if compiled.post_compile_params or compiled.literal_execute_params:
        return None
    names = tuple(compiled.positiontup or ())
    binders = [
        (place, convert)
        for place, name in enumerate(names)
        if (convert := compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) is not None
    ]
    columns = list(statement.exported_columns)  # of a select, or of RETURNING
    readers = [
        (column.key, convert)
        for column in columns
        if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    keys = tuple(column.key for column in columns)
    return Prepared(str(compiled), names, compiled.params, tuple(binders), keys, tuple(readers))

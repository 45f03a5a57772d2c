"""One unit of work of one workspace, as one viewer may see it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, CursorResult

from storage.prepared import Prepared, prepared
from storage.statements import adding, by_id, setting
from storage.tables import Row

if TYPE_CHECKING:
    from storage.known import Known


Found = Mapping[str, Any]  # a row that was read, by column
READY: dict[Any, Prepared | None] = {}  # the statements of SQLite's short way, each made ready at its first use


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose memory, and who looks: ids of our own tables. Without a viewer, only what everybody may see."""

    workspace: int
    viewer: int | None = None


class Session:
    """What handlers and jobs are handed. It is opened and committed by a Memory, nowhere else."""

    def __init__(self, connection: Connection, scope: Scope, known: Callable[[Session], Known]) -> None:
        self.connection = connection
        self.workspace = scope.workspace
        self.viewer = scope.viewer
        self.me: Found | None = None  # the viewer's row, once answer() has let them in
        self.dialect = connection.dialect.name
        self.changes: list[tuple[str, int, str, str]] = []
        self.renamed = False
        self.hooked = False  # whether what is logged is told to a webhook
        self.names_at: tuple[int, int] | None = None  # the workspace's version and epoch, where they were read already
        self._known = known
        self._raw: Any = connection.connection.dbapi_connection if self.dialect == "sqlite" else None
        self._current: Known | None = None

    @property
    def known(self) -> Known:
        """The names of this workspace as they are now, kept in memory between sessions."""
        if self._current is None:
            self._current = self._known(self)
        return self._current

    def named(self) -> None:
        """Says that this session added or dropped names: they are read anew, and again if it is rolled back."""
        self.renamed = True
        self._current = self.names_at = None

    def run(self, statement: Any, **values: Any) -> CursorResult[Any]:
        """Runs a statement made by `storage.statements` with its bound values; the workspace is bound here."""
        assert statement.get_execution_options().get("ours"), "a statement that is not bound to a workspace"
        return self.connection.execute(statement, {"workspace": self.workspace, **values})

    def many(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        """The same once for each of `rows`, none of them read back."""
        if not rows:
            return
        given = [{"workspace": self.workspace, **row} for row in rows]
        short = self._short(statement)
        if short is not None:
            short.write_all(self._raw, given)
        else:
            self.connection.execute(statement, given)

    def rows(self, statement: Any, **values: Any) -> list[Found]:
        short = self._short(statement)
        if short is not None:
            return list(short.read(self._raw, {"workspace": self.workspace, **values}))
        return [dict(row) for row in self.run(statement, **values).mappings()]

    def one(self, statement: Any, **values: Any) -> Found | None:
        """The first row, if there is one."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def value(self, statement: Any, **values: Any) -> Any:
        """The first column of the first row; None where there is no row."""
        found = self.one(statement, **values)
        return next(iter(found.values())) if found else None

    def _short(self, statement: Any) -> Prepared | None:
        """The statement made ready for the short way, where there is one."""
        assert statement.get_execution_options().get("ours"), "a statement that is not bound to a workspace"
        if self._raw is None:
            return None
        if statement not in READY:
            READY[statement] = prepared(statement, self.connection.dialect)
        return READY[statement]

    def add(self, model: type[Row], **values: Any) -> int:
        """Inserts a row, columns left out at their defaults; its id where the table has one of its own."""
        statement, defaults = adding(model)
        short = self._short(statement)
        if short is not None:
            return short.write(self._raw, {"workspace": self.workspace, **defaults, **values})
        key = self.run(statement, **{**defaults, **values}).inserted_primary_key
        return int(key[0]) if key is not None and "id" in model.model_fields else 0

    def add_all(self, model: type[Row], rows: Sequence[dict[str, Any]]) -> None:
        statement, defaults = adding(model)
        self.many(statement, [{**defaults, **row} for row in rows])

    def get(self, model: type[Row], row: int) -> Found | None:
        return self.one(by_id(model), row=row)

    def set(self, model: type[Row], row: int, **values: Any) -> None:
        """Changes columns of a row, noted for the journal; nothing where they are so already. Raises LookupError."""
        now = self.get(model, row)
        if now is None:
            raise LookupError(f"{model.__name__} {row}")
        values = {name: value for name, value in values.items() if now[name] != value}
        if values:
            self.run(setting(model, tuple(values)), row=row, **{f"new_{name}": value for name, value in values.items()})
            self.changed(model, row, {name: now[name] for name in values}, values)

    def changed(self, model: type[Row], row: int, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Notes a change for the journal (storage.journal): {} before means added, {} after means taken away."""
        self.changes.append((model.__table__.name, row, as_text(before), as_text(after)))


def as_text(values: dict[str, Any]) -> str:
    return json.dumps(values, default=plain, ensure_ascii=False) if values else ""


def plain(value: Any) -> str:
    assert isinstance(value, date | datetime)
    return value.isoformat()

"""Every statement is built here, so that each one binds the workspace it is for.

`ours` adds `workspace_id = :workspace` for each table a statement names and has not bound itself (an outer join binds
in its ON clause), and marks it; a Session runs marked statements only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Delete,
    Dialect,
    Executable,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.selectable import Alias, FromClause, Join

from storage.tables import Row

BUILT: list[Any] = []  # all of them, for the test that compiles every one
WORKSPACE: BindParameter[int] = bindparam("workspace", required=True)
UNSCOPED = {"workspace"}  # the one table that belongs to nobody

S = TypeVar("S", bound=Select[Any] | Update | Delete)
X = TypeVar("X", bound=Executable)


def table(model: type[Row]) -> Table:
    return model.__table__


def ours(statement: S) -> S:
    """`statement` for one workspace only."""
    for each in named_tables(statement):
        if each not in bound_tables(statement):
            statement = statement.where(each.c.workspace_id == WORKSPACE)  # type: ignore[assignment]
    return marked(statement)


def named_tables(statement: Any) -> list[FromClause]:
    """Each table and alias that a statement reads or writes; of a join the leftmost, which none empties, first."""
    if isinstance(statement, Update | Delete):
        return [statement.table]
    return [each for source in statement.get_final_froms() for each in joined(source)]


def joined(source: Any) -> list[FromClause]:
    if isinstance(source, Join):
        return joined(source.left) + joined(source.right)
    return [source] if isinstance(source, Table | Alias) and source.name not in UNSCOPED else []


def bound_tables(statement: Any) -> set[Any]:
    """The tables that the statement binds to the workspace asked for.

    That is by comparing their `workspace_id` with it, or with that of a table so bound; with each other is not enough.
    """
    bound: set[Any] = set()
    pairs = []
    for each in visitors.iterate(statement):
        if isinstance(each, BinaryExpression) and each.operator is operators.eq:
            sides = [side for side in (each.left, each.right) if getattr(side, "name", "") == "workspace_id"]
            tables = [side.table for side in sides if hasattr(side, "table")]
            if len(tables) == 2:
                pairs.append(set(tables))
            elif any(isinstance(side, BindParameter) and side.key == WORKSPACE.key for side in (each.left, each.right)):
                bound.update(tables)
    while more := {one for pair in pairs if pair & bound for one in pair} - bound:
        bound |= more
    return bound


def marked(statement: X) -> X:
    """Puts a statement that binds its workspace by itself among those a Session runs."""
    statement = statement.execution_options(ours=True)
    BUILT.append(statement)
    return statement


@cache
def adding(model: type[Row]) -> tuple[Insert, Mapping[str, Any]]:
    """The insert of one row of `model` and the defaults of its columns."""
    defaults = {
        name: None if field.is_required() else field.default
        for name, field in model.model_fields.items()
        if name not in ("id", "workspace_id")
    }
    values: dict[str, Any] = {name: bindparam(name) for name in defaults} | {"workspace_id": WORKSPACE}
    return marked(insert(model).values(values)), defaults


@cache
def adding_unless_there(model: type[Row], dialect: str) -> Any:
    """Insert-or-ignore: what is there already stays as it is."""
    values: dict[str, Any] = {name: bindparam(name) for name in adding(model)[1]} | {"workspace_id": WORKSPACE}
    return marked(dialect_insert(dialect)(table(model)).values(values).on_conflict_do_nothing())


@cache
def by_id(model: type[Row]) -> Any:
    """Selects one row by its `id`."""
    return ours(select(table(model)).where(table(model).c.id == bindparam("row")))


@cache
def setting(model: type[Row], columns: tuple[str, ...]) -> Any:
    """Updates `columns` of one row by its `id`."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
    return ours(update(model).where(table(model).c.id == bindparam("row")).values(**values))


@cache
def deleting(model: type[Row]) -> Any:
    return ours(delete(model).where(table(model).c.id == bindparam("row")))


def upsert(model: type[Row], dialect: str, changed: Mapping[str, Callable[[Any], Any]]) -> Any:
    """Insert a row of `model`; where its key is there, set `changed` (column → expression of the new row)."""
    values: dict[str, Any] = {c.name: bindparam(c.name) for c in table(model).c if c.name not in ("id", "workspace_id")}
    keys = [c.name for c in table(model).primary_key]
    statement = dialect_insert(dialect)(table(model)).values(values | {"workspace_id": WORKSPACE})
    set_ = {name: value(statement.excluded) for name, value in changed.items()}
    return marked(statement.on_conflict_do_update(index_elements=keys, set_=set_))


def dialect_insert(dialect: str) -> Any:
    """The `insert` of a dialect, which alone knows ON CONFLICT; imported when it is the one in use."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert


def unbound(statement: Any, dialect: Dialect) -> list[str]:
    """The tables that a part of `statement` names and neither value nor comparison binds: none, if it is right."""
    if isinstance(statement, Insert):
        bound = statement.table.name in UNSCOPED or "workspace" in statement.compile(dialect=dialect).params
        return [] if bound else [statement.table.name]
    parts = [each for each in visitors.iterate(statement) if isinstance(each, Select | Update | Delete)]
    bound_here = bound_tables(statement)
    named: list[Any] = [each for part in parts for each in named_tables(part) if each not in bound_here]
    return sorted({str(getattr(each, "element", each).name) for each in named} - UNSCOPED)

"""Taking a merge apart: what it moved and is still there goes back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from storage import aliases
from storage.journal import typed
from storage.merging.ways import (
    AGAIN,
    BY_COLUMN,
    BY_KEY,
    BY_NAME,
    MODELS,
    POINT,
    POSITION_AGAIN,
    RENAME,
    UNPOINT,
    Moved,
    recount,
    this,
)
from storage.session import Found, Session
from storage.statements import adding_unless_there, by_id, setting
from storage.tables import Merge, Position, Row

UNDONE_WITHIN = timedelta(days=1)


def get(session: Session, merged: int) -> Found | None:
    return session.get(Merge, merged)


def part(session: Session, merged: int, at: datetime) -> bool:
    """Takes a merge apart: all that it moved and that is still there goes back. What came since stays where it is.

    False where that cannot be: it was done already or is older than UNDONE_WITHIN, or `kept` is gone since, or somebody
    else has taken the name. Raises LookupError where there is no such merge.
    """
    row = get(session, merged)
    if row is None:
        raise LookupError(f"merge {merged}")
    kind, gone, kept = row["kind"], row["gone"], row["kept"]
    model = MODELS[kind]
    there = session.get(model, kept) is not None and session.get(model, gone) is None
    if row["undone_at"] is not None or at - row["at"] > UNDONE_WITHIN or not there:
        return False
    moved = Moved(**json.loads(row["moved"]))
    try:
        with session.connection.begin_nested():
            session.run(AGAIN[kind], **typed_row(model, moved.gone))
    except IntegrityError:
        return False
    unfill(session, moved)
    take_back_columns(session, moved, gone, kept)
    take_back_keys(session, moved, gone, kept)
    session.many(RENAME, [{"this": name, "other": gone} for name in moved.names])
    session.many(POINT, [{"what": kind, "this": external, "other": gone} for external in moved.origins])
    session.many(UNPOINT, [{"what": kind, "this": external} for external in moved.added])
    aliases.renew(session, kind, [gone, kept])
    recount(session, moved)
    session.run(setting(Merge, ("undone_at",)), row=merged, new_undone_at=at)
    session.changes.clear()
    return True


def unfill(session: Session, moved: Moved) -> None:
    """What was filled in and has not changed since is again as it was."""
    for name, row, column, before, after in reversed(moved.filled):
        model = BY_NAME[name]
        now = session.one(by_id(model), row=row)
        if now is not None and now[column] == typed(model, column, after):
            session.run(setting(model, (column,)), row=row, **{f"new_{column}": typed(model, column, before)})


def take_back_columns(session: Session, moved: Moved, gone: int, kept: int) -> None:
    for name, ids in moved.columns.items():
        table_name, _dot, column = name.partition(".")
        back = BY_COLUMN[BY_NAME[table_name], column].back
        session.many(back, [{"this": key, "one": kept, "other": gone} for key in ids])


def take_back_keys(session: Session, moved: Moved, gone: int, kept: int) -> None:
    for name, keys in moved.keys.items():
        table_name, _dot, column = name.partition(".")
        model = BY_NAME[table_name]
        rows = [{"one": kept, "other": gone, **this(typed_row(model, key))} for key in keys]
        session.many(BY_KEY[model, column].there, rows)
    for name, dropped in moved.dropped.items():
        for row in dropped:
            restore(session, BY_NAME[name], row)


def restore(session: Session, model: type[Row], row: dict[str, Any]) -> None:
    """Puts a dropped row back, unless what it belongs to is gone since."""
    values = typed_row(model, row)
    statement = POSITION_AGAIN if model is Position else adding_unless_there(model, session.dialect)
    try:
        with session.connection.begin_nested():
            session.run(statement, **values)
    except IntegrityError:
        return


def typed_row(model: type[Row], row: dict[str, Any]) -> dict[str, Any]:
    return {name: typed(model, name, value) for name, value in row.items()}

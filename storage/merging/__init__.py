"""Two accounts or people that were one: everything of the one moves to the other, and for a day it can be taken apart.

What was moved is kept as JSON beside it: ids of rows by table and column, rows that stood twice and were dropped, what
was filled in, and the row that is gone.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import Any

from storage import aliases
from storage.merging.parting import get, part
from storage.merging.ways import (
    BY_COLUMN,
    BY_KEY,
    COLUMNS,
    FILLED,
    HEIR,
    HELD,
    KEYS,
    MODELS,
    NAMES,
    ORIGINS,
    POINT,
    POSITION,
    RENAME,
    WHERE_MET,
    Moved,
    others_of,
    recount,
    this,
)
from storage.session import Found, Session, plain
from storage.statements import adding_unless_there, by_id, deleting, setting, table
from storage.tables import Account, Merge, Origin, Position, Row

__all__ = ["counts", "get", "heir", "merge", "part"]


def counts(session: Session, kind: str, one: int) -> Counter[str]:
    """How many rows of each table are of an account or a person: what a merge would move."""
    found: Counter[str] = Counter()
    for model, column in COLUMNS[kind]:
        found[table(model).name] += len(session.rows(BY_COLUMN[model, column].which, one=one))
    for model, column in KEYS[kind]:
        found[table(model).name] += len(session.rows(BY_KEY[model, column].which, one=one))
    return found


def heir(session: Session, kind: str, ref: int) -> int:
    """What an account or a person has become part of; itself where it has not."""
    for _step in range(20):
        kept = session.value(HEIR, what=kind, one=ref)
        if kept is None:
            break
        ref = int(kept)
    return ref


def merge(session: Session, kind: str, gone: int, kept: int, at: datetime) -> int:
    """Makes `gone` a part of `kept`, both of one `kind` ("account" or "person"); the id by which it is taken apart.

    Raises LookupError where one of them is not there, ValueError where they are the same.
    """
    model = MODELS[kind]
    row, heir_row = session.get(model, gone), session.get(model, kept)
    if row is None or heir_row is None:
        raise LookupError(f"{kind} {gone} into {kept}")
    if gone == kept:
        raise ValueError(f"{kind} {kept} into itself")
    moved = Moved(gone={name: value for name, value in row.items() if name != "workspace_id"})
    moved.recounted = (
        [gone, kept] if kind == "account" else [r["account_id"] for r in session.rows(WHERE_MET, one=gone)]
    )
    if kind == "account":
        lift(session, moved, gone, kept)
    move_columns(session, moved, kind, gone, kept)
    move_keys(session, moved, kind, gone, kept)
    join_positions(session, moved, kind, gone, kept)
    fill(session, moved, model, kept, {name: row[name] for name in FILLED[kind]})
    move_origins(session, moved, kind, gone, kept, row["external_id"] if heir_row["external_id"] else "")
    moved.names = [r["id"] for r in session.rows(NAMES, kind=kind, one=gone)]
    session.many(RENAME, [{"this": name, "other": kept} for name in moved.names])
    session.run(deleting(model), row=gone)
    aliases.renew(session, kind, [gone, kept])
    recount(session, moved)
    assert session.viewer is not None
    text = json.dumps(asdict(moved), default=plain, ensure_ascii=False)
    session.changes.clear()
    return session.add(Merge, kind=kind, kept=kept, gone=gone, moved=text, teammate_id=session.viewer, at=at)


def move_columns(session: Session, moved: Moved, kind: str, gone: int, kept: int) -> None:
    for model, column in COLUMNS[kind]:
        ways = BY_COLUMN[model, column]
        ids = [r["id"] for r in session.rows(ways.which, one=gone)]
        if ids:
            session.run(ways.there, one=gone, other=kept)
            moved.columns[f"{table(model).name}.{column}"] = ids


def move_keys(session: Session, moved: Moved, kind: str, gone: int, kept: int) -> None:
    """Of two rows that differ in nothing but this, the one of `kept` stays."""
    for model, column in KEYS[kind]:
        ways, t = BY_KEY[model, column], table(model)
        others = others_of(t, column)
        there = {tuple(r[name] for name in others) for r in session.rows(ways.which, one=kept)}
        rows = session.rows(ways.which, one=gone)
        twice = [r for r in rows if tuple(r[name] for name in others) in there]
        alone = [{name: r[name] for name in others} for r in rows if r not in twice]
        session.many(ways.there, [{"one": gone, "other": kept, **this(key)} for key in alone])
        session.many(ways.drop, [{"one": gone, **this({name: r[name] for name in others})} for r in twice])
        keep(moved.keys, f"{t.name}.{column}", alone)
        keep(moved.dropped, t.name, [without_workspace(r) for r in twice])


def keep(where: dict[str, list[dict[str, Any]]], name: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        where.setdefault(name, []).extend(rows)


def without_workspace(row: Found) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "workspace_id"}


def join_positions(session: Session, moved: Moved, kind: str, gone: int, kept: int) -> None:
    """Two jobs that one person now holds at one account are one; what only the second one says is filled in."""
    came = set(moved.columns.get(f"position.{kind}_id", ()))
    held: dict[tuple[int, int], int] = {}
    rows = sorted(session.rows(HELD[kind], one=kept), key=lambda r: (r["id"] in came, r["id"]))
    for row in rows:
        first = held.setdefault((row["person_id"], row["account_id"]), row["id"])
        if first != row["id"] and row["id"] in came:
            fill(session, moved, Position, first, {name: row[name] for name in POSITION})
            session.run(deleting(Position), row=row["id"])
            keep(moved.dropped, "position", [without_workspace(row) | {f"{kind}_id": gone}])


def fill(session: Session, moved: Moved, model: type[Row], row: int, values: dict[str, Any]) -> None:
    """Sets what is empty in a row."""
    now = session.one(by_id(model), row=row)
    assert now is not None
    put(session, moved, model, row, {name: value for name, value in values.items() if value and not now[name]})


def put(session: Session, moved: Moved, model: type[Row], row: int, values: dict[str, Any]) -> None:
    now = session.one(by_id(model), row=row)
    assert now is not None
    if values:
        session.run(setting(model, tuple(values)), row=row, **{f"new_{name}": value for name, value in values.items()})
    moved.filled += [(table(model).name, row, name, now[name], value) for name, value in values.items()]


def lift(session: Session, moved: Moved, gone: int, kept: int) -> None:
    """The group above `gone` becomes that of `kept`, and no account becomes its own parent."""
    parents = {gone: parent_of(session, gone), kept: parent_of(session, kept)}
    chain = [kept]
    while (above := parents.get(chain[-1], parent_of(session, chain[-1]))) is not None and above not in chain:
        chain.append(above)
    over = parents[gone]
    if gone in chain:  # kept belongs to gone: what stands between them moves up
        top = chain[chain.index(gone) - 1]
        put(session, moved, Account, top, {"parent_id": over})
    elif parents[kept] is None and over is not None and kept not in above_of(session, over):
        put(session, moved, Account, kept, {"parent_id": over})


def above_of(session: Session, account: int) -> list[int]:
    """An account and all above it."""
    chain = [account]
    while (above := parent_of(session, chain[-1])) is not None and above not in chain:
        chain.append(above)
    return chain


def parent_of(session: Session, account: int) -> int | None:
    row = session.get(Account, account)
    return row["parent_id"] if row is not None else None


def move_origins(session: Session, moved: Moved, kind: str, gone: int, kept: int, second: str) -> None:
    """Ids of other systems lead to `kept`; `second` is that of `gone`, where `kept` has one of its own."""
    moved.origins = [r["external_id"] for r in session.rows(ORIGINS, what=kind, one=gone)]
    session.many(POINT, [{"what": kind, "this": external, "other": kept} for external in moved.origins])
    if second and second not in moved.origins:
        session.run(adding_unless_there(Origin, session.dialect), kind=kind, external_id=second, ref=kept)
        moved.added = [second]

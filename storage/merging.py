"""Two accounts or people that were one: everything of the one moves to the other, and for a day it can be taken apart.

What was moved is kept as JSON beside it: ids of rows by table and column, rows that stood twice and were dropped, what
was filled in, and the row that is gone.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import aliases, sums
from storage.journal import typed
from storage.session import Found, Session, plain
from storage.statements import WORKSPACE, adding_unless_there, by_id, deleting, marked, ours, setting, table
from storage.tables import (
    About,
    Account,
    Fact,
    Helper,
    Insight,
    Interaction,
    Invited,
    Merge,
    Met,
    Name,
    Nudged,
    Occasion,
    Origin,
    Person,
    Plan,
    Position,
    Promise,
    Row,
    Snooze,
)

UNDONE_WITHIN = timedelta(days=1)
MODELS: dict[str, type[Row]] = {"account": Account, "person": Person}
# where rows with an id of their own name an account or a person
COLUMNS: dict[str, tuple[tuple[type[Row], str], ...]] = {
    "account": (
        (Account, "parent_id"),
        *((model, "account_id") for model in (Position, Interaction, Insight, Fact, Promise, Plan)),
    ),
    "person": (
        *((model, "person_id") for model in (Position, Insight, Fact, Promise, Occasion)),
        (Fact, "value_id"),
    ),
}
# where they are a part of the row's key, so that both may have the same one
KEYS: dict[str, tuple[tuple[type[Row], str], ...]] = {
    "account": tuple((model, "account_id") for model in (Helper, Snooze, Nudged)),
    "person": tuple((model, "person_id") for model in (Met, About, Invited)),
}
FILLED = {
    "account": ("tier", "owner_id", "domain", "external_id", "industry", "last_activity"),
    "person": ("email", "external_id", "phone", "source", "purpose", "birthday", "likes"),
}
POSITION = ("rank", "duty", "department", "role", "since")


@dataclass(slots=True)
class Moved:
    """`columns` by "table.column" the ids, `keys` the other parts of keys, `dropped` rows by table, `filled` as
    (table, id, column, before, after), `names` ids, `origins` external ids, `recounted` accounts, `gone` the row.
    """

    columns: dict[str, list[int]] = field(default_factory=dict)
    keys: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    dropped: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    filled: list[tuple[str, int, str, Any, Any]] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    recounted: list[int] = field(default_factory=list)
    gone: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ways:
    """The statements for one column: which rows, all of them there, and some of them back."""

    which: Any
    there: Any
    back: Any


@dataclass(frozen=True, slots=True)
class KeyWays:
    """The same for a part of a key, one row at a time; `drop` for one that stands twice."""

    which: Any
    there: Any
    drop: Any


def column_ways(model: type[Row], column: str) -> Ways:
    t = table(model)
    here = t.c[column] == bindparam("one")
    to: dict[str, Any] = {column: bindparam("other")}
    return Ways(
        ours(select(t.c.id).where(here).order_by(t.c.id)),
        ours(update(t).where(here).values(to)),
        ours(update(t).where(here, t.c.id == bindparam("this")).values(to)),
    )


def key_ways(model: type[Row], column: str) -> KeyWays:
    t = table(model)
    others = others_of(t, column)
    here = and_(t.c[column] == bindparam("one"), *(t.c[name] == bindparam(f"this_{name}") for name in others))
    return KeyWays(
        ours(select(t).where(t.c[column] == bindparam("one")).order_by(*(t.c[name] for name in others))),
        ours(update(t).where(here).values({column: bindparam("other")})),
        ours(delete(t).where(here)),
    )


def others_of(t: Table, column: str) -> list[str]:
    """What else the key of a table is made of."""
    return [c.name for c in t.primary_key if c.name not in ("workspace_id", column)]


BY_COLUMN = {(model, column): column_ways(model, column) for pairs in COLUMNS.values() for model, column in pairs}
BY_KEY = {(model, column): key_ways(model, column) for pairs in KEYS.values() for model, column in pairs}
NAME, ORIGIN, MERGE, POS = table(Name), table(Origin), table(Merge), table(Position)
DONE, MET = table(Interaction), table(Met)
NAMES = ours(select(NAME.c.id).where(NAME.c.kind == bindparam("kind"), NAME.c.ref == bindparam("one")))
RENAME = ours(update(NAME).where(NAME.c.id == bindparam("this")).values(ref=bindparam("other")))
ORIGINS = ours(select(ORIGIN.c.external_id).where(ORIGIN.c.kind == bindparam("what"), ORIGIN.c.ref == bindparam("one")))
POINT = ours(
    update(ORIGIN)
    .where(ORIGIN.c.kind == bindparam("what"), ORIGIN.c.external_id == bindparam("this"))
    .values(ref=bindparam("other"))
)
UNPOINT = ours(delete(ORIGIN).where(ORIGIN.c.kind == bindparam("what"), ORIGIN.c.external_id == bindparam("this")))
WHERE_MET = ours(
    select(DONE.c.account_id)
    .select_from(MET.join(DONE, (DONE.c.id == MET.c.interaction_id) & (DONE.c.workspace_id == MET.c.workspace_id)))
    .where(MET.c.person_id == bindparam("one"))
    .distinct()
    .order_by(DONE.c.account_id)
)
HELD = {
    kind: ours(select(POS).where(POS.c[f"{kind}_id"] == bindparam("one"), POS.c.until.is_(None)).order_by(POS.c.id))
    for kind in MODELS
}
HEIR = ours(
    select(MERGE.c.kept)
    .where(MERGE.c.kind == bindparam("what"), MERGE.c.gone == bindparam("one"), MERGE.c.undone_at.is_(None))
    .order_by(MERGE.c.id.desc())
    .limit(1)
)
AGAIN = {
    kind: marked(
        insert(table(model)).values({c.name: bindparam(c.name) for c in table(model).c} | {"workspace_id": WORKSPACE})
    )
    for kind, model in MODELS.items()
}


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


def this(key: dict[str, Any]) -> dict[str, Any]:
    return {f"this_{name}": value for name, value in key.items()}


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


def recount(session: Session, moved: Moved) -> None:
    for account in moved.recounted:
        sums.recount(session, account)


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


BY_NAME: dict[str, type[Row]] = {table(model).name: model for model, _column in (*BY_COLUMN, *BY_KEY)} | {
    "person": Person
}
POSITION_AGAIN = marked(insert(POS).values({c.name: bindparam(c.name) for c in POS.c} | {"workspace_id": WORKSPACE}))

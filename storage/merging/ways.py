"""What a merge moves: every column that names an account or a person, and the statements for there and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, insert, select, update

from storage import sums
from storage.session import Session
from storage.statements import WORKSPACE, marked, ours, table
from storage.tables import (
    About,
    Account,
    Fact,
    Handover,
    HandoverPerson,
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

MODELS: dict[str, type[Row]] = {"account": Account, "person": Person}
# where rows with an id of their own name an account or a person
COLUMNS: dict[str, tuple[tuple[type[Row], str], ...]] = {
    "account": (
        (Account, "parent_id"),
        *((model, "account_id") for model in (Position, Interaction, Insight, Fact, Promise, Plan, Handover)),
    ),
    "person": (
        *((model, "person_id") for model in (Position, Insight, Fact, Promise, Occasion)),
        (Fact, "value_id"),
    ),
}
# where they are a part of the row's key, so that both may have the same one
KEYS: dict[str, tuple[tuple[type[Row], str], ...]] = {
    "account": tuple((model, "account_id") for model in (Helper, Snooze, Nudged)),
    "person": tuple((model, "person_id") for model in (Met, About, Invited, HandoverPerson)),
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


BY_NAME: dict[str, type[Row]] = {table(model).name: model for model, _column in (*BY_COLUMN, *BY_KEY)} | {
    "person": Person
}
POSITION_AGAIN = marked(insert(POS).values({c.name: bindparam(c.name) for c in POS.c} | {"workspace_id": WORKSPACE}))


def this(key: dict[str, Any]) -> dict[str, Any]:
    return {f"this_{name}": value for name, value in key.items()}


def recount(session: Session, moved: Moved) -> None:
    for account in moved.recounted:
        sums.recount(session, account)

"""What was done, so that it can be taken back: also what a log created, except what others have built upon."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, bindparam, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage import aliases, hooks, sums
from storage.known import drop_names
from storage.session import Found, Session
from storage.statements import deleting, ours, setting, table
from storage.tables import (
    About,
    Account,
    Change,
    Fact,
    Handover,
    Insight,
    Interaction,
    Invited,
    Journal,
    Met,
    Name,
    Occasion,
    Person,
    Plan,
    Position,
    Promise,
    Row,
    Snooze,
    Teammate,
)

JOURNAL, CHANGE, POSITION = table(Journal), table(Change), table(Position)
CONTACT, ACCOUNT, PLAN = table(Interaction), table(Account), table(Plan)
MODELS: dict[str, type[Row]] = {
    table(model).name: model
    for model in (
        Account,
        Fact,
        Handover,
        Insight,
        Interaction,
        Name,
        Occasion,
        Person,
        Plan,
        Position,
        Promise,
        Snooze,
        Teammate,
    )
}
NAMED = {"account": "account", "person": "person"}
MADE = {"person", "position"}  # what a corrected contact keeps of those it replaces, beside all of the account

CHANGES = ours(select(CHANGE).where(CHANGE.c.journal_id == bindparam("journal")).order_by(CHANGE.c.id.desc()))
LAST = ours(
    select(func.max(JOURNAL.c.id)).where(
        JOURNAL.c.teammate_id == bindparam("teammate"),
        JOURNAL.c.kind.in_(("log", "plan")),
        JOURNAL.c.undone_at.is_(None),
    )
)
MOVE = ours(update(CHANGE).where(CHANGE.c.id == bindparam("change")).values(journal_id=bindparam("heir")))


def names_them(where: Table) -> Any:
    """Whether a row of `where` names the person of a position."""
    return exists(
        select(where.c.person_id).where(
            where.c.workspace_id == POSITION.c.workspace_id, where.c.person_id == POSITION.c.person_id
        )
    )


KNOWN_TO_ANYBODY = ours(
    select(POSITION.c.id).where(
        POSITION.c.id == bindparam("position"),
        or_(*(names_them(table(model)) for model in (Met, About, Invited, Promise, Fact, Insight))),
    )
)
# what tells of a contact that goes: of what colleagues logged of the same meeting the next one is the first now
SAME = ours(select(CONTACT.c.id).where(CONTACT.c.same_as == bindparam("gone")).order_by(CONTACT.c.id))
JOIN = ours(update(CONTACT).where(CONTACT.c.same_as == bindparam("gone")).values(same_as=bindparam("first")))
REOPEN = ours(update(PLAN).where(PLAN.c.interaction_id == bindparam("gone")).values(interaction_id=None, state="open"))
RECENT = ours(
    select(JOURNAL.c.id, CONTACT.c.day, CONTACT.c.kind, CONTACT.c.note, ACCOUNT.c.name.label("account"))
    .select_from(
        JOURNAL.join(
            CONTACT, (CONTACT.c.id == JOURNAL.c.interaction_id) & (CONTACT.c.workspace_id == JOURNAL.c.workspace_id)
        ).join(ACCOUNT, (ACCOUNT.c.id == CONTACT.c.account_id) & (ACCOUNT.c.workspace_id == JOURNAL.c.workspace_id))
    )
    .where(JOURNAL.c.teammate_id == bindparam("teammate"), JOURNAL.c.undone_at.is_(None))
    .order_by(JOURNAL.c.id.desc())
    .limit(bindparam("most"))
)
LATER = ours(
    select(func.count())
    .select_from(
        CHANGE.join(JOURNAL, (JOURNAL.c.id == CHANGE.c.journal_id) & (JOURNAL.c.workspace_id == CHANGE.c.workspace_id))
    )
    .where(
        CHANGE.c.table == bindparam("table"),
        CHANGE.c.row == bindparam("row"),
        CHANGE.c.journal_id > bindparam("journal"),
        JOURNAL.c.undone_at.is_(None),
    )
)


def keep(session: Session, kind: str, at: datetime, interaction: int | None = None) -> int:
    """Writes what this session has changed as one entry of its viewer; the entry's id, by which it can be undone."""
    assert session.viewer is not None
    entry = session.add(Journal, teammate_id=session.viewer, kind=kind, at=at, interaction_id=interaction)
    rows = [
        {"journal_id": entry, "table": name, "row": row, "before": before, "after": after}
        for name, row, before, after in session.changes
    ]
    session.add_all(Change, rows)
    session.changes.clear()
    if session.hooked and interaction is not None:
        hooks.logged(session, entry, interaction, at)
    return entry


def get(session: Session, entry: int) -> Found | None:
    return session.get(Journal, entry)


def recent(session: Session, most: int) -> list[Found]:
    """The viewer's last logged contacts that are not taken back, newest first: id, day, kind, note, account."""
    return session.rows(RECENT, teammate=session.viewer, most=most)


def last(session: Session) -> int | None:
    """The viewer's last logged contact that is not taken back."""
    found = session.run(LAST, teammate=session.viewer).scalar()
    return int(found) if found is not None else None


def made(session: Session, entry: int) -> dict[str, list[int]]:
    """By table, the rows that an entry added, oldest first."""
    found: dict[str, list[int]] = {}
    for change in reversed(session.rows(CHANGES, journal=entry)):
        if not change["before"]:
            found.setdefault(change["table"], []).append(change["row"])
    return found


def replace(session: Session, entry: int, at: datetime) -> None:
    """Takes an entry back but for whom it created and whose account it is, because a corrected one takes its place.

    To be followed by `inherit`, once that one is kept.
    """
    if session.hooked:
        hooks.gone(session, "contact.replaced", entry, at)
    take_back_contact(session, entry)
    for change in session.rows(CHANGES, journal=entry):
        if not stays(change):
            take_back(session, change)
    session.run(setting(Journal, ("undone_at",)), row=entry, new_undone_at=at)


def stays(change: Found) -> bool:
    return change["table"] == "account" or (change["table"] in MADE and not change["before"])


def inherit(session: Session, entry: int, heir: int, account: int, people: Collection[int]) -> None:
    """What `entry` created and `heir` still needs is from now on undone with `heir`; the rest is taken back.

    `heir` is about `account` and `people`.
    """
    for change in session.rows(CHANGES, journal=entry):
        if stays(change):
            if concerns(session, change, account, people):
                session.run(MOVE, change=change["id"], heir=heir)
            else:
                take_back(session, change)


def concerns(session: Session, change: Found, account: int, people: Collection[int]) -> bool:
    if change["table"] != "position":
        return change["row"] == account if change["table"] == "account" else change["row"] in people
    held = session.get(Position, change["row"])
    return held is not None and held["person_id"] in people and held["account_id"] == account


def undo(session: Session, entry: int, at: datetime) -> list[str]:
    """Takes an entry back, newest change first; the names of what stays because others have built upon it."""
    left = []
    if session.hooked:
        hooks.gone(session, "contact.undone", entry, at)
    take_back_contact(session, entry)
    for change in session.rows(CHANGES, journal=entry):
        if not take_back(session, change):
            left.append(json.loads(change["after"]).get("name", ""))
    session.run(setting(Journal, ("undone_at",)), row=entry, new_undone_at=at)
    session.changes.clear()
    return [name for name in left if name]


def take_back(session: Session, change: Found) -> bool:
    """Whether the row is again as it was before the change."""
    model, row = MODELS[change["table"]], int(change["row"])
    if session.run(LATER, table=change["table"], row=row, journal=change["journal_id"]).scalar_one():
        return False
    if change["before"]:
        before = {name: typed(model, name, value) for name, value in json.loads(change["before"]).items()}
        session.run(setting(model, tuple(before)), row=row, **{f"new_{name}": value for name, value in before.items()})
        return True
    if model is Name:
        aliases.drop(session, row)
        return True
    if (
        model is Position
        and "since" not in json.loads(change["after"])
        and session.one(KNOWN_TO_ANYBODY, position=row) is not None
    ):
        return True
    try:
        with session.connection.begin_nested():
            session.run(deleting(model), row=row)
    except IntegrityError:
        return False
    if change["table"] in NAMED:
        drop_names(session, NAMED[change["table"]], row)
    return True


def take_back_contact(session: Session, entry: int) -> None:
    """Removes the contact of an entry, with all that was learned in it; what was planned is open again."""
    kept = get(session, entry)
    row = session.get(Interaction, kept["interaction_id"]) if kept is not None and kept["interaction_id"] else None
    if row is None:
        return
    others = [one["id"] for one in session.rows(SAME, gone=row["id"])]
    if others:
        session.run(JOIN, gone=row["id"], first=others[0])
        session.run(setting(Interaction, ("same_as",)), row=others[0], new_same_as=None)
    session.run(REOPEN, gone=row["id"])
    session.run(deleting(Interaction), row=row["id"])
    sums.recount_day(session, row["account_id"], row["day"])


def typed(model: type[Row], column: str, value: Any) -> Any:
    """A value of the journal as the column's own type."""
    kind = table(model).c[column].type.python_type
    return kind.fromisoformat(value) if value is not None and kind in (date, datetime) else value

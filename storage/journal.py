"""What was done, so that it can be taken back: also what a log created, except what others have built upon."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.exc import IntegrityError

from storage import sums
from storage.known import drop_names
from storage.session import Found, Session
from storage.statements import deleting, ours, setting, table
from storage.tables import (
    Account,
    Change,
    Fact,
    Insight,
    Interaction,
    Journal,
    Met,
    Person,
    Plan,
    Position,
    Promise,
    Row,
    Snooze,
    Teammate,
)

JOURNAL, CHANGE, POSITION, MET = table(Journal), table(Change), table(Position), table(Met)
CONTACT, ACCOUNT = table(Interaction), table(Account)
MODELS: dict[str, type[Row]] = {
    table(model).name: model
    for model in (Account, Fact, Insight, Interaction, Person, Plan, Position, Promise, Teammate, Snooze)
}
NAMED = {"account": "account", "person": "person"}

CHANGES = ours(select(CHANGE).where(CHANGE.c.journal_id == bindparam("journal")).order_by(CHANGE.c.id.desc()))
LAST = ours(
    select(func.max(JOURNAL.c.id)).where(
        JOURNAL.c.teammate_id == bindparam("teammate"), JOURNAL.c.kind == "log", JOURNAL.c.undone_at.is_(None)
    )
)
INHERIT = ours(
    update(CHANGE)
    .where(CHANGE.c.journal_id == bindparam("journal"), CHANGE.c.table != "interaction")
    .values(journal_id=bindparam("heir"))
)
MET_BY_ANYBODY = ours(
    select(func.count())
    .select_from(
        POSITION.join(MET, (MET.c.person_id == POSITION.c.person_id) & (MET.c.workspace_id == POSITION.c.workspace_id))
    )
    .where(POSITION.c.id == bindparam("position"))
)
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


def replace(session: Session, entry: int, at: datetime) -> None:
    """Takes back the contact of an entry alone, because a corrected one takes its place; see `inherit`."""
    row = get(session, entry)
    assert row is not None
    take_back_contact(session, row["interaction_id"])
    session.run(setting(Journal, ("undone_at",)), row=entry, new_undone_at=at)


def inherit(session: Session, entry: int, heir: int) -> None:
    """What `entry` created beside its contact is from now on undone with `heir`."""
    session.run(INHERIT, journal=entry, heir=heir)


def undo(session: Session, entry: int, at: datetime) -> list[str]:
    """Takes an entry back, newest change first; the names of what stays because others have built upon it."""
    stays = []
    for change in session.rows(CHANGES, journal=entry):
        if not take_back(session, change):
            stays.append(json.loads(change["after"]).get("name", ""))
    session.run(setting(Journal, ("undone_at",)), row=entry, new_undone_at=at)
    session.changes.clear()
    return [name for name in stays if name]


def take_back(session: Session, change: Found) -> bool:
    """Whether the row is again as it was before the change."""
    model, row = MODELS[change["table"]], int(change["row"])
    if session.run(LATER, table=change["table"], row=row, journal=change["journal_id"]).scalar_one():
        return False
    if change["before"]:
        before = {name: typed(model, name, value) for name, value in json.loads(change["before"]).items()}
        session.run(setting(model, tuple(before)), row=row, **{f"new_{name}": value for name, value in before.items()})
        return True
    if model is Interaction:
        take_back_contact(session, row)
        return True
    if model is Position and session.run(MET_BY_ANYBODY, position=row).scalar_one():
        return True
    try:
        with session.connection.begin_nested():
            session.run(deleting(model), row=row)
    except IntegrityError:
        return False
    if change["table"] in NAMED:
        drop_names(session, NAMED[change["table"]], row)
    return True


def take_back_contact(session: Session, interaction: int) -> None:
    row = session.get(Interaction, interaction)
    if row is not None:
        session.run(deleting(Interaction), row=interaction)
        sums.recount(session, row["account_id"])


def typed(model: type[Row], column: str, value: Any) -> Any:
    """A value of the journal as the column's own type."""
    kind = table(model).c[column].type.python_type
    return kind.fromisoformat(value) if value is not None and kind in (date, datetime) else value

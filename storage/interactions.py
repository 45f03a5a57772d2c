"""Logged contacts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from storage import sums
from storage.seen import readable, viewer
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Interaction, Met, Person, Teammate, Took

DONE, MET, TOOK, P, T = table(Interaction), table(Met), table(Took), table(Person), table(Teammate)
SAME = ours(
    select(DONE.c.id)
    .where(
        DONE.c.author_id == bindparam("author"), DONE.c.said == bindparam("said"), DONE.c.noted_on == bindparam("on")
    )
    .limit(1)
)
LAST = ours(
    select(DONE.c.id, DONE.c.day, DONE.c.kind, DONE.c.note, T.c.name.label("author"))
    .select_from(DONE.join(T, (T.c.id == DONE.c.author_id) & (T.c.workspace_id == DONE.c.workspace_id)))
    .where(
        DONE.c.account_id == bindparam("account"),
        DONE.c.note != "",
        DONE.c.day <= bindparam("until"),
        readable(DONE),
    )
    .order_by(DONE.c.day.desc(), DONE.c.id.desc())
    .limit(bindparam("most"))
)
WHO = ours(
    select(P.c.id, P.c.name)
    .select_from(MET.join(P, (P.c.id == MET.c.person_id) & (P.c.workspace_id == MET.c.workspace_id)))
    .where(MET.c.interaction_id == bindparam("interaction"))
    .order_by(P.c.name)
)
MATES = ours(
    select(T.c.id, T.c.name)
    .select_from(TOOK.join(T, (T.c.id == TOOK.c.teammate_id) & (T.c.workspace_id == TOOK.c.workspace_id)))
    .where(TOOK.c.interaction_id == bindparam("interaction"))
    .order_by(T.c.name)
)
KINDS = ours(
    select(TOOK.c.teammate_id, DONE.c.kind, func.count().label("times"))
    .select_from(DONE.join(TOOK, (TOOK.c.interaction_id == DONE.c.id) & (TOOK.c.workspace_id == DONE.c.workspace_id)))
    .where(DONE.c.account_id == bindparam("account"), DONE.c.day > bindparam("since"), DONE.c.day <= bindparam("until"))
    .group_by(TOOK.c.teammate_id, DONE.c.kind)
)


def digest(typed: str) -> str:
    """What the same words are known by, however long they are."""
    return hashlib.sha256(typed.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact to log. `mates` and `people` are ids; `typed` is the whole line it was logged with."""

    account: int
    author: int
    mates: Sequence[int]
    people: Sequence[int]
    day: date
    kind: str
    note: str
    typed: str
    at: datetime
    participants: int = 0


def log(session: Session, contact: Contact) -> int:
    """Stores a contact and counts it; the id."""
    row = session.add(
        Interaction,
        account_id=contact.account,
        author_id=contact.author,
        day=contact.day,
        kind=contact.kind,
        note=contact.note,
        participants=contact.participants,
        typed=contact.typed,
        said=digest(contact.typed),
        noted_on=contact.at.date(),
        noted_at=contact.at,
    )
    session.add_all(Met, [{"interaction_id": row, "person_id": person} for person in contact.people])
    session.add_all(Took, [{"interaction_id": row, "teammate_id": mate} for mate in contact.mates])
    weight = sums.circle_weight(contact.participants, len(contact.mates), len(contact.people))
    sums.count(session, contact.account, contact.day.toordinal(), contact.mates, contact.people, weight)
    session.changed(Interaction, row, {}, {"day": contact.day})
    return row


def said_already(session: Session, author: int, typed: str, on: date) -> int | None:
    """The contact that `author` logged with the same words on the same day."""
    found = session.value(SAME, author=author, said=digest(typed), on=on)
    return int(found) if found is not None else None


def get(session: Session, interaction: int) -> Found | None:
    return session.get(Interaction, interaction)


def people_of(session: Session, interaction: int) -> list[Found]:
    return session.rows(WHO, interaction=interaction)


def mates_of(session: Session, interaction: int) -> list[Found]:
    return session.rows(MATES, interaction=interaction)


def last_notes(session: Session, account: int, until: date, most: int = 1) -> list[Found]:
    """The newest contacts up to a day with a note that the viewer may read: id, day, kind, note, author."""
    return session.rows(LAST, account=account, until=until, most=most, **viewer(session))


def kinds(session: Session, account: int, since: date, until: date) -> dict[int, dict[str, int]]:
    """By teammate, how many contacts of each kind after `since` and up to `until`."""
    found: dict[int, dict[str, int]] = {}
    for row in session.rows(KINDS, account=account, since=since, until=until):
        found.setdefault(row["teammate_id"], {})[row["kind"]] = row["times"]
    return found

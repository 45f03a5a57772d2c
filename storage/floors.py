"""Ties that a teammate states though no contact shows them ("friends since school"), shown as stated."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, select

from bot.rules.strength import FLOOR
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Fact, Person, Teammate

F, T, P = table(Fact), table(Teammate), table(Person)
STATED = (
    select(
        *(F.c.id, F.c.account_id, F.c.person_id, F.c.value, F.c.day),
        T.c.id.label("teammate"),
        T.c.name,
        T.c.email,
        T.c.active,
        P.c.name.label("person"),
    )
    .select_from(
        F.join(T, (T.c.id == F.c.author_id) & (T.c.workspace_id == F.c.workspace_id)).join(
            P, (P.c.id == F.c.person_id) & (P.c.workspace_id == F.c.workspace_id)
        )
    )
    .where(F.c.kind == FLOOR, F.c.value != "", F.c.day <= bindparam("until"))
    .order_by(F.c.day.desc(), F.c.id.desc())
)
AT = ours(STATED.where(F.c.account_id == bindparam("account")))
OF = ours(STATED.where(F.c.person_id == bindparam("person")))
MINE = ours(
    select(F.c.id, F.c.value).where(
        F.c.kind == FLOOR, F.c.person_id == bindparam("person"), F.c.author_id == bindparam("teammate")
    )
)


def state(session: Session, person: int, account: int, text: str, day: date, at: datetime) -> int:
    """The viewer states how they know a person at an account, in place of what they stated before; the id.

    With no text it is taken back. Noted for the journal, which brings back what was there.
    """
    row = session.one(MINE, person=person, teammate=session.viewer)
    if row is not None:
        session.set(Fact, row["id"], account_id=account, value=text, day=day)
        return int(row["id"])
    values = {"person_id": person, "account_id": account, "kind": FLOOR, "value": text}
    fact = session.add(Fact, **values, author_id=session.viewer, day=day, noted_at=at)
    session.changed(Fact, fact, {}, values)
    return fact


def stated(session: Session, person: int) -> bool:
    """Whether the viewer states anything of a person."""
    row = session.one(MINE, person=person, teammate=session.viewer)
    return row is not None and row["value"] != ""


def at(session: Session, account: int, until: date) -> list[Found]:
    """What teammates stated up to a day of people at an account, newest first.

    Rows of id, account_id, person_id, value, day, teammate (an id), name, email, active, person (a name).
    """
    return session.rows(AT, account=account, until=until)


def of(session: Session, person: int, until: date) -> list[Found]:
    """The same of one person."""
    return session.rows(OF, person=person, until=until)

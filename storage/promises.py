"""What we said we would do, by when: open until it was kept or broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select

from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Person, Promise, Teammate

P, A, H, T = table(Promise), table(Account), table(Person), table(Teammate)
OPEN, KEPT, BROKEN = "open", "kept", "broken"


def promises() -> Select[Any]:
    """Promises with the names of whom they concern, the one due first first, those without a day last."""
    account = (A.c.id == P.c.account_id) & (A.c.workspace_id == P.c.workspace_id)
    person = (H.c.id == P.c.person_id) & (H.c.workspace_id == P.c.workspace_id)
    keeper = (T.c.id == P.c.teammate_id) & (T.c.workspace_id == P.c.workspace_id)
    read = select(P, A.c.name.label("account"), H.c.name.label("person"), T.c.name.label("teammate"))
    read = read.select_from(P.join(A, account).join(T, keeper).outerjoin(H, person)).where(
        P.c.workspace_id == WORKSPACE
    )
    return read.order_by(P.c.due.is_(None), P.c.due, P.c.id)


STILL = P.c.state == OPEN
THEN = (P.c.made_on <= bindparam("day")) & (P.c.settled_on.is_(None) | (P.c.settled_on > bindparam("day")))
MINE = P.c.teammate_id == bindparam("teammate")
DUE = MINE & (P.c.due <= bindparam("until"))

ONE = ours(promises().where(P.c.id == bindparam("promise")))
OPEN_MINE = ours(promises().where(STILL, MINE))
OPEN_OF = ours(promises().where(STILL, P.c.account_id == bindparam("account")))
OPEN_TO = ours(promises().where(STILL, P.c.person_id == bindparam("person")))
DUE_NOW = ours(promises().where(STILL, DUE))
DUE_THEN = ours(promises().where(THEN, DUE))


def make(
    session: Session,
    *,
    account: int,
    person: int | None,
    teammate: int,
    text: str,
    due: date | None,
    on: date,
    interaction: int | None,
) -> int:
    """Keeps a promise that `teammate` made on the day `on`; the id. `interaction` is the contact it was made at."""
    values = {"account_id": account, "person_id": person, "teammate_id": teammate, "text": text, "due": due}
    row = session.add(Promise, **values, made_on=on, interaction_id=interaction)
    session.changed(Promise, row, {}, values)
    return row


def get(session: Session, promise: int) -> Found | None:
    """A promise as all questions here give it: its columns, and the names `account`, `person` (or None), `teammate`."""
    return session.one(ONE, promise=promise)


def open_of(session: Session, account: int) -> list[Found]:
    """What is still promised to an account."""
    return session.rows(OPEN_OF, account=account)


def mine(session: Session, teammate: int) -> list[Found]:
    """What a teammate has still to keep."""
    return session.rows(OPEN_MINE, teammate=teammate)


def due(session: Session, teammate: int, day: date, until: date, past: bool = False) -> list[Found]:
    """What a teammate has to keep by the day `until`, as it is on `day`, which with `past` lies behind us."""
    if past:
        return session.rows(DUE_THEN, teammate=teammate, day=day, until=until)
    return session.rows(DUE_NOW, teammate=teammate, until=until)


def settle(session: Session, promise: int, state: str, on: date) -> None:
    """It was KEPT or BROKEN on a day, noted for the journal. Raises LookupError where there is none."""
    session.set(Promise, promise, state=state, settled_on=None if state == OPEN else on)


def inherit(session: Session, gone_person: int, successor: int, accounts: Sequence[int] = ()) -> list[int]:
    """What is still open to somebody who left is owed to their successor; the ids, noted for the journal.

    With `accounts` only what was promised there, for somebody who stays elsewhere.
    """
    rows = session.rows(OPEN_TO, person=gone_person)
    passed_on = [row["id"] for row in rows if not accounts or row["account_id"] in accounts]
    for promise in passed_on:
        session.set(Promise, promise, person_id=successor)
    return passed_on

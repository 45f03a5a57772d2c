"""What we said we would do, by when: open until it was kept or broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select

from storage.seen import VIEWER, readable, viewer
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Interaction, Person, Promise, Teammate

P, A, H, T, MADE_AT = table(Promise), table(Account), table(Person), table(Teammate), table(Interaction)
OPEN, KEPT, BROKEN = "open", "kept", "broken"
WITHOUT_A_DAY = timedelta(days=7)  # so old is a promise that names no day when it is spoken of


def promises() -> Select[Any]:
    """Promises with the names of whom they concern, the one due first first, those without a day last."""
    account = (A.c.id == P.c.account_id) & (A.c.workspace_id == P.c.workspace_id)
    person = (H.c.id == P.c.person_id) & (H.c.workspace_id == P.c.workspace_id)
    keeper = (T.c.id == P.c.teammate_id) & (T.c.workspace_id == P.c.workspace_id)
    where_to = (A.c.name.label("account"), A.c.external_id.label("account_ref"), H.c.name.label("person"))
    read = select(P, *where_to, T.c.name.label("teammate"), T.c.email.label("teammate_ref"))
    read = read.select_from(P.join(A, account).join(T, keeper).outerjoin(H, person))
    read = read.where(P.c.workspace_id == WORKSPACE)
    return read.order_by(P.c.due.is_(None), P.c.due, P.c.id)


STILL = P.c.state == OPEN
THEN = (P.c.made_on <= bindparam("day")) & (P.c.settled_on.is_(None) | (P.c.settled_on > bindparam("day")))
MINE = P.c.teammate_id == bindparam("teammate")
DUE = MINE & or_(P.c.due <= bindparam("until"), P.c.due.is_(None) & (P.c.made_on <= bindparam("since")))
TO_BE_READ = or_(
    P.c.interaction_id.is_(None),
    P.c.teammate_id == VIEWER,
    exists(
        select(MADE_AT.c.id)
        .where(MADE_AT.c.workspace_id == P.c.workspace_id, MADE_AT.c.id == P.c.interaction_id, readable(MADE_AT))
        .correlate(P)
    ),
)

ONE = ours(promises().where(P.c.id == bindparam("promise"), TO_BE_READ))
OPEN_MINE = ours(promises().where(STILL, MINE))
OPEN_OF = ours(promises().where(STILL, P.c.account_id == bindparam("account"), TO_BE_READ))
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
    """A promise, None for one that is not there or that the viewer may not read.

    All questions here give its columns, the names `account`, `person` (or None) and `teammate`, and with `_ref` behind
    them the account's external id and the teammate's mail address.
    """
    return session.one(ONE, promise=promise, **viewer(session))


def open_of(session: Session, account: int) -> list[Found]:
    """What is still promised to an account, as far as the viewer may read of it."""
    return session.rows(OPEN_OF, account=account, **viewer(session))


def mine(session: Session, teammate: int) -> list[Found]:
    """What a teammate has still to keep."""
    return session.rows(OPEN_MINE, teammate=teammate)


def due(session: Session, teammate: int, day: date, until: date, past: bool = False) -> list[Found]:
    """What a teammate has to keep by the day `until`, or for a week without a day for it, as it is on `day`.

    `past` says that `day` lies behind us: what was settled since was still open then.
    """
    asked = {"teammate": teammate, "until": until, "since": day - WITHOUT_A_DAY}
    return session.rows(DUE_THEN, **asked, day=day) if past else session.rows(DUE_NOW, **asked)


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

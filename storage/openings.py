"""Who came to an account lately, which may be an old friend."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, case, or_, select

from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Person, Position

POS, P, A = table(Position), table(Person), table(Account)
CAME = ours(
    select(POS.c.id, POS.c.person_id, POS.c.account_id, POS.c.since, POS.c.department)
    .add_columns(case((POS.c.duty != "", POS.c.duty), else_=POS.c.rank).label("title"))
    .add_columns(P.c.name, A.c.name.label("account"), A.c.external_id, A.c.owner_id)
    .select_from(
        POS.join(P, (P.c.id == POS.c.person_id) & (P.c.workspace_id == POS.c.workspace_id)).join(
            A, (A.c.id == POS.c.account_id) & (A.c.workspace_id == POS.c.workspace_id)
        )
    )
    .where(
        POS.c.since > bindparam("after"),
        POS.c.since <= bindparam("today"),
        POS.c.until.is_(None),
        or_(A.c.owner_id == bindparam("teammate"), A.c.owner_id.is_(None)),
    )
    .order_by(POS.c.since.desc(), POS.c.id)
)
BEFORE = ours(
    select(A.c.id, A.c.name)
    .distinct()
    .select_from(POS.join(A, (A.c.id == POS.c.account_id) & (A.c.workspace_id == POS.c.workspace_id)))
    .where(POS.c.person_id == bindparam("person"), POS.c.account_id != bindparam("account"))
    .order_by(A.c.name)
)


def came(session: Session, teammate: int, today: date, after: date) -> list[Found]:
    """The positions begun after a day and up to today, at the accounts of a teammate and at those that nobody owns.

    Rows of id, person_id, account_id, since, department, title, name, account, external_id, owner_id.
    """
    return session.rows(CAME, teammate=teammate, today=today, after=after)


def before(session: Session, person: int, account: int) -> list[Found]:
    """The other accounts (id, name) where a person holds or held a position."""
    return session.rows(BEFORE, person=person, account=account)

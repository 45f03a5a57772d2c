"""What a search shows while somebody types: the names of many rows in one small question."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select, true

from storage.session import Session
from storage.statements import ours, table
from storage.tables import Account, Person, Teammate

A, P, T = table(Account), table(Person), table(Teammate)
ACCOUNTS = ours(select(A.c.id, A.c.name).where(A.c.id.in_(bindparam("refs", expanding=True))))
PEOPLE = ours(select(P.c.id, P.c.name).where(P.c.id.in_(bindparam("refs", expanding=True))))
COLLEAGUES = ours(select(T.c.id, T.c.name, T.c.email).where(T.c.active == true()).order_by(T.c.name, T.c.id))


def accounts(session: Session, refs: Sequence[int]) -> dict[int, str]:
    """The names of accounts by id; those that are gone are left out."""
    return {row["id"]: row["name"] for row in session.rows(ACCOUNTS, refs=list(refs))} if refs else {}


def people(session: Session, refs: Sequence[int]) -> dict[int, str]:
    """The same of people."""
    return {row["id"]: row["name"] for row in session.rows(PEOPLE, refs=list(refs))} if refs else {}


def colleagues(session: Session) -> tuple[tuple[int, str, str], ...]:
    """Id, name and mail address of all teammates who are still here, by name."""
    return tuple((row["id"], row["name"], row["email"]) for row in session.rows(COLLEAGUES))

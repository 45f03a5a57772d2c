"""The account team beside the owner: its helpers."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select

from storage.session import Found, Session
from storage.statements import adding_unless_there, ours, table
from storage.tables import Helper, Teammate

H, T = table(Helper), table(Teammate)
OF = ours(
    select(T.c.id, T.c.name, T.c.email, T.c.active)
    .select_from(H.join(T, (T.c.id == H.c.teammate_id) & (T.c.workspace_id == H.c.workspace_id)))
    .where(H.c.account_id == bindparam("account"))
    .order_by(T.c.name, T.c.id)
)
DROP = ours(delete(H).where(H.c.account_id == bindparam("account"), H.c.teammate_id == bindparam("teammate")))


def helpers(session: Session, account: int) -> list[Found]:
    """The account's helpers by name: id, name, email, active."""
    return session.rows(OF, account=account)


def add(session: Session, account: int, teammate: int) -> bool:
    """Makes a teammate a helper; whether they were none before."""
    there = any(mate["id"] == teammate for mate in helpers(session, account))
    session.run(adding_unless_there(Helper, session.dialect), account_id=account, teammate_id=teammate)
    return not there


def drop(session: Session, account: int, teammate: int) -> bool:
    """A teammate is a helper no longer; whether they were one."""
    there = any(mate["id"] == teammate for mate in helpers(session, account))
    session.run(DROP, account=account, teammate=teammate)
    return there

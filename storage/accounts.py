"""Accounts: the companies we sell to."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from bot.rules.names import folded
from storage.known import add_names
from storage.session import Found, Session
from storage.statements import adding, adding_unless_there, ours, table
from storage.tables import Account, Teammate

A, T = table(Account), table(Teammate)
BY_KEY = ours(select(A.c.id).where(A.c.key == bindparam("key")))
WITH_OWNER = ours(
    select(A, T.c.name.label("owner"), T.c.email.label("owner_email"))
    .select_from(A.outerjoin(T, (T.c.id == A.c.owner_id) & (T.c.workspace_id == A.c.workspace_id)))
    .where(A.c.id == bindparam("account"))
)


def get(session: Session, account: int) -> Found | None:
    """An account with its `owner` and `owner_email` (None without one)."""
    return session.one(WITH_OWNER, account=account)


def create(session: Session, name: str, owner: int | None = None) -> int:
    """The account of this name, made where there is none; the id. Two who create the same one at once get one."""
    key = folded(name)
    there = session.value(BY_KEY, key=key)
    if there is not None:
        return int(there)
    values = {**adding(Account)[1], "name": name, "key": key, "owner_id": owner}
    session.run(adding_unless_there(Account, session.dialect), **values)
    account = int(session.value(BY_KEY, key=key))
    session.changed(Account, account, {}, {"name": name, "owner_id": owner})
    add_names(session, "account", [(account, name)])
    return account


def own(session: Session, account: int, teammate: int | None) -> None:
    session.set(Account, account, owner_id=teammate)


def set_tier(session: Session, account: int, tier: str) -> None:
    session.set(Account, account, tier=tier)

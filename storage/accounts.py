"""Accounts: the companies we sell to."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from bot.rules.names import folded
from storage.known import add_names
from storage.session import Found, Session
from storage.statements import adding, adding_unless_there, ours, table
from storage.tables import Account, Teammate

A, T = table(Account), table(Teammate)
BY_KEY = ours(select(A.c.id).where(A.c.key == bindparam("key")))
WITH_OWNER = ours(
    select(A, T.c.name.label("owner"), T.c.email.label("owner_email"), T.c.active.label("owner_active"))
    .select_from(A.outerjoin(T, (T.c.id == A.c.owner_id) & (T.c.workspace_id == A.c.workspace_id)))
    .where(A.c.id == bindparam("account"))
)

PARTS = ours(select(A.c.id, A.c.name).where(A.c.parent_id == bindparam("account")).order_by(A.c.name, A.c.id))
INDUSTRIES = ours(
    select(A.c.industry)
    .where(A.c.industry != "")
    .group_by(A.c.industry)
    .order_by(func.count().desc(), A.c.industry)
    .limit(bindparam("most"))
)
DEEPEST = 50  # companies above one another


def get(session: Session, account: int) -> Found | None:
    """An account with its `owner`, `owner_email` and whether they are still one of us, `owner_active`; None without."""
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


def parts(session: Session, account: int) -> list[Found]:
    """The accounts that belong to an account: id, name; by name."""
    return session.rows(PARTS, account=account)


def above(session: Session, account: int) -> list[int]:
    """The accounts that an account belongs to, its own parent first."""
    found: list[int] = []
    row = get(session, account)
    while row is not None and row["parent_id"] not in (None, account, *found) and len(found) < DEEPEST:
        found.append(row["parent_id"])
        row = get(session, row["parent_id"])
    return found


def belong(session: Session, account: int, parent: int | None) -> None:
    """Puts an account below `parent`. Raises ValueError where `parent` is, or is below, the account itself."""
    if parent is not None and account in (parent, *above(session, parent)):
        raise ValueError("an account cannot be a part of itself")
    session.set(Account, account, parent_id=parent)


def set_industry(session: Session, account: int, industry: str) -> None:
    session.set(Account, account, industry=industry)


def industries(session: Session, most: int) -> list[str]:
    """The industries that accounts are in, those of most accounts first."""
    return [str(row["industry"]) for row in session.rows(INDUSTRIES, most=most)]

"""An account at the head of an answer: everything that one row tells of it, so that the answer asks once."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, func, or_, select

from bot.rules.strength import FLOOR
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Fact, Teammate, Tier
from storage.workspaces import NO_TIER, TIERS

A, T, TIER, F = table(Account), table(Teammate), table(Tier), table(Fact)

PART = A.alias("part")
KIN = or_(
    A.c.parent_id.is_not(None),
    exists(select(PART.c.id).where(PART.c.workspace_id == A.c.workspace_id, PART.c.parent_id == A.c.id)),
)
LIMIT = func.coalesce(
    *(
        select(TIER.c.limit).where(TIER.c.workspace_id == A.c.workspace_id, TIER.c.name == name).scalar_subquery()
        for name in (A.c.tier, NO_TIER)
    ),
    TIERS[NO_TIER][1],
)
STATED = exists(
    select(F.c.id).where(
        F.c.workspace_id == A.c.workspace_id, F.c.account_id == A.c.id, F.c.kind == FLOOR, F.c.value != ""
    )
)
HEAD = ours(
    select(A, T.c.name.label("owner"), T.c.email.label("owner_email"), T.c.active.label("owner_active"))
    .add_columns(LIMIT.label("limit"), KIN.label("kin"), STATED.label("stated"))
    .select_from(A.outerjoin(T, (T.c.id == A.c.owner_id) & (T.c.workspace_id == A.c.workspace_id)))
    .where(A.c.workspace_id == WORKSPACE, A.c.id == bindparam("account"))
)
OTHER = A.c.id != bindparam("account")
NAMED = (A.c.id, A.c.name, A.c.parent_id)
PARTS = ours(select(*NAMED).where(A.c.parent_id == bindparam("above"), OTHER).order_by(A.c.name, A.c.id))
PARENT = ours(select(*NAMED).where(A.c.id == bindparam("above"), OTHER))


def head(session: Session, account: int) -> Found | None:
    """An account as `accounts.get` gives it, with three things more.

    `limit`: that of its tier, in days. `kin`: whether it has a parent or parts. `stated`: whether a tie was stated.
    """
    return session.one(HEAD, account=account)


def kin(session: Session, row: Found) -> dict[int, tuple[str, str]]:
    """The accounts of one group with an account (a row with id and parent_id), by id: name, and what they are to it.

    That is "parent", "part" or "sibling".
    """
    account, above = row["id"], row["parent_id"]
    found = {}
    if above is not None:
        found = {one["id"]: (str(one["name"]), "parent") for one in session.rows(PARENT, above=above, account=account)}
        found |= {one["id"]: (str(one["name"]), "sibling") for one in session.rows(PARTS, above=above, account=account)}
    return found | {
        one["id"]: (str(one["name"]), "part") for one in session.rows(PARTS, above=account, account=account)
    }

"""Accounts like one: of the same tier and industry, with the roles that they know somebody in and who of us does."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from bot.rules import likeness
from bot.rules.likeness import Likely
from bot.rules.strength import THREAD, score
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Position, Teammate, Tie

A, POS, T, TIE = table(Account), table(Position), table(Teammate), table(Tie)
MOST = 100  # accounts that are looked at, so that an answer takes as long in a large book
PEERS = (
    select(A.c.id)
    .where(
        A.c.workspace_id == WORKSPACE,
        A.c.tier == bindparam("tier"),
        A.c.industry == bindparam("industry"),
        A.c.id != bindparam("account"),
    )
    .order_by(A.c.id.desc())
    .limit(MOST)
    .subquery("peers")
)
HELD = ours(
    select(PEERS.c.id, POS.c.role).select_from(
        PEERS.outerjoin(
            POS,
            (POS.c.account_id == PEERS.c.id)
            & (POS.c.workspace_id == WORKSPACE)
            & POS.c.until.is_(None)
            & (POS.c.role != ""),
        )
    )
)
COVERED_BY = ours(
    select(T.c.id, T.c.name, func.count(POS.c.account_id.distinct()).label("accounts"))
    .select_from(
        POS.join(PEERS, PEERS.c.id == POS.c.account_id)
        .join(
            TIE,
            (TIE.c.workspace_id == POS.c.workspace_id)
            & (TIE.c.account_id == POS.c.account_id)
            & (TIE.c.person_id == POS.c.person_id),
        )
        .join(T, (T.c.id == TIE.c.teammate_id) & (T.c.workspace_id == TIE.c.workspace_id))
    )
    .where(
        POS.c.until.is_(None),
        POS.c.role == bindparam("role"),
        TIE.c.score > bindparam("alive"),
        T.c.active,
    )
    .group_by(T.c.id, T.c.name)
    .order_by(func.count(POS.c.account_id.distinct()).desc(), T.c.name)
)


def missing(session: Session, account: Found, here: set[str]) -> list[Likely]:
    """Which roles most accounts of the tier and industry of `account` have, and this one, with the roles `here`, not.

    Nothing where no industry is noted. Of a large book the MOST newest peers are looked at.
    """
    if not account["industry"]:
        return []
    rows = session.rows(HELD, **like(account))
    peers = len({row["id"] for row in rows})
    return likeness.missing(peers, ((row["id"], row["role"]) for row in rows if row["role"]), here)


def covered_by(session: Session, account: Found, roles: Sequence[str], day: int) -> dict[str, list[Found]]:
    """By role, who of us has a live tie with somebody in it at those peers: name and in how many `accounts`."""
    asked = {**like(account), "alive": score(THREAD, day)}
    return {role: session.rows(COVERED_BY, **asked, role=role) for role in roles}


def like(account: Found) -> dict[str, object]:
    return {"account": account["id"], "tier": account["tier"], "industry": account["industry"]}

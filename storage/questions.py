"""Whose facts a teammate may be asked about again: those they recorded, and those at the accounts they own."""

from __future__ import annotations

from sqlalchemy import bindparam, or_, select

from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Fact, Position

F, A, POS = table(Fact), table(Account), table(Position)
HELD = (
    (POS.c.person_id == F.c.person_id)
    & (POS.c.account_id == F.c.account_id)
    & (POS.c.workspace_id == F.c.workspace_id)
    & POS.c.until.is_(None)
)
THEIRS = ours(
    select(F.c.person_id, F.c.account_id, A.c.owner_id, A.c.name.label("account"), A.c.external_id)
    .distinct()
    .select_from(F.join(A, (A.c.id == F.c.account_id) & (A.c.workspace_id == F.c.workspace_id)).join(POS, HELD))
    .where(or_(F.c.author_id == bindparam("teammate"), A.c.owner_id == bindparam("teammate")))
)


def whose(session: Session, teammate: int) -> dict[tuple[int, int], Found]:
    """By person and account where they hold a position: person_id, account_id, owner_id, account, external_id."""
    return {(row["person_id"], row["account_id"]): row for row in session.rows(THEIRS, teammate=teammate)}

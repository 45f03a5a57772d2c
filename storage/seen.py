"""Which notes and insights somebody may read: their own, those of their accounts' teams, and those that are for all.

Every statement that reads the text of a note or an insight has this condition, and every one that is asked for a single
row asks `may_read`. A session without a viewer, as for what goes to a channel, reads only what is for all.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, bindparam, exists, or_, select

from bot.rules.learned import Visible
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Helper

A, HELPER = table(Account), table(Helper)
VIEWER: BindParameter[int] = bindparam("viewer", required=True)
ON_TEAM = or_(
    A.c.owner_id == VIEWER,
    exists(
        select(HELPER.c.teammate_id).where(
            HELPER.c.workspace_id == A.c.workspace_id, HELPER.c.account_id == A.c.id, HELPER.c.teammate_id == VIEWER
        )
    ),
)
TEAM_OF = ours(select(A.c.id).where(A.c.id == bindparam("account"), ON_TEAM))


def readable(notes: Table) -> ColumnElement[bool]:
    """The condition on `notes` (interaction or insight) for a statement that is run with `**viewer(session)`."""
    theirs = select(A.c.id).where(A.c.workspace_id == notes.c.workspace_id, A.c.id == notes.c.account_id, ON_TEAM)
    return or_(
        notes.c.visible == Visible.ALL.value,
        notes.c.author_id == VIEWER,
        (notes.c.visible == Visible.TEAM.value) & exists(theirs.correlate(notes)),
    )


def viewer(session: Session) -> dict[str, Any]:
    """The value that `readable` binds: the viewer's id, or one that nobody has."""
    return {"viewer": session.viewer or 0}


def on_team(session: Session, account: int) -> bool:
    """Whether the viewer is the account's owner or one of its helpers."""
    return session.one(TEAM_OF, account=account, **viewer(session)) is not None


def may_read(session: Session, note: Found) -> bool:
    """Whether the viewer may read a row of interaction or insight that was read by its id."""
    if note["visible"] == Visible.ALL.value or (session.viewer and note["author_id"] == session.viewer):
        return True
    return note["visible"] == Visible.TEAM.value and bool(note["account_id"]) and on_team(session, note["account_id"])

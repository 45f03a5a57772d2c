"""Who is above whom of us."""

from __future__ import annotations

from bot.message import Refusal
from bot.words import _
from storage import teammates
from storage.session import Found, Session

HIGHEST = 30  # steps that are climbed


def is_above(session: Session, mate: Found) -> bool:
    """Whether the viewer is an administrator, or the manager of `mate` or of one of their managers."""
    if session.me is not None and session.me["admin"]:
        return True
    row: Found | None = mate
    for _step in range(HIGHEST):
        if row is None or not row["manager_id"]:
            return False
        if row["manager_id"] == session.viewer:
            return True
        row = teammates.get(session, row["manager_id"])
    return False


def must_be_above(session: Session, mate: Found) -> None:
    """Raises Refusal to everybody else."""
    if not is_above(session, mate):
        raise Refusal(_("That is for the managers of {name} and for administrators.", name=mate["name"]))

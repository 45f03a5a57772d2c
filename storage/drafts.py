"""Text too long for a button or a form waits here, and so does a line that was asked about; they carry its number."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import bindparam, select

from storage.session import Found, Session
from storage.statements import deleting, ours, table
from storage.tables import Draft

D = table(Draft)
ASKED = ours(
    select(D.c.id, D.c.text, D.c.asked_at)
    .where(D.c.teammate_id == bindparam("teammate"), D.c.asked_at.is_not(None))
    .order_by(D.c.asked_at.desc(), D.c.id.desc())
    .limit(bindparam("most"))
)
LONGEST = 1800  # signs that a button carries by itself; platforms cut at 2,000
FOLDED = re.compile(r"draft:(\d{1,9})")


def folded(session: Session, command: str, text: str) -> str:
    """The command line `command` + `text`, with the number of a draft in place of a text that is too long."""
    return command + text if len(text) <= LONGEST else f"{command}draft:{keep(session, text)}"


def keep(session: Session, text: str, asked_at: datetime | None = None) -> int:
    """Puts a text of the viewer's aside; its number. With `asked_at` it is a line that is open until it is answered."""
    return session.add(Draft, teammate_id=session.viewer, text=text, asked_at=asked_at)


def asked(session: Session, most: int) -> list[Found]:
    """The viewer's lines that were asked about and are not logged yet, newest first: id, text, asked_at."""
    return session.rows(ASKED, teammate=session.viewer, most=most)


def close(session: Session, draft: int) -> bool:
    """The viewer's line was answered, or is not to be logged; False for one that is not there, or somebody else's."""
    row = session.get(Draft, draft)
    if row is None or row["teammate_id"] != session.viewer:
        return False
    session.run(deleting(Draft), row=draft)
    return True


def unfolded(session: Session, text: str) -> str:
    """The text that a command line stands for: of its teammate's own draft only. "" for one that is not there."""
    match = FOLDED.fullmatch(text)
    return kept(session, int(match[1])) if match is not None else text


def kept(session: Session, draft: int) -> str:
    """A text that the viewer put aside; "" for one that is not there, or somebody else's."""
    row = session.get(Draft, draft)
    return str(row["text"]) if row is not None and row["teammate_id"] == session.viewer else ""

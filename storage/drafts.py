"""Text too long for a button or a form waits here; they carry its number."""

from __future__ import annotations

import re

from storage.session import Session
from storage.tables import Draft

LONGEST = 1800  # signs that a button carries by itself; platforms cut at 2,000
FOLDED = re.compile(r"draft:(\d{1,9})")


def folded(session: Session, command: str, text: str) -> str:
    """The command line `command` + `text`, with the number of a draft in place of a text that is too long."""
    return command + text if len(text) <= LONGEST else f"{command}draft:{keep(session, text)}"


def keep(session: Session, text: str) -> int:
    """Puts a text of the viewer's aside; its number."""
    return session.add(Draft, teammate_id=session.viewer, text=text)


def unfolded(session: Session, text: str) -> str:
    """The text that a command line stands for: of its teammate's own draft only. "" for one that is not there."""
    match = FOLDED.fullmatch(text)
    return kept(session, int(match[1])) if match is not None else text


def kept(session: Session, draft: int) -> str:
    """A text that the viewer put aside; "" for one that is not there, or somebody else's."""
    row = session.get(Draft, draft)
    return str(row["text"]) if row is not None and row["teammate_id"] == session.viewer else ""

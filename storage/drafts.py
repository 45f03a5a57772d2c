"""Text too long for a button waits here; the button carries its number."""

from __future__ import annotations

import re

from storage.session import Session
from storage.tables import Draft

LONGEST = 1800  # signs that a button carries by itself; platforms cut at 2,000
FOLDED = re.compile(r"draft:(\d{1,18})")


def folded(session: Session, teammate: int, command: str, text: str) -> str:
    """The command line `command` + `text`, with the number of a draft in place of a text that is too long."""
    if len(text) <= LONGEST:
        return command + text
    return f"{command}draft:{session.add(Draft, teammate_id=teammate, text=text)}"


def unfolded(session: Session, text: str) -> str:
    """The text that a command line stands for: of its teammate's own draft only. "" for one that is not there."""
    match = FOLDED.fullmatch(text)
    if match is None:
        return text
    row = session.get(Draft, int(match[1]))
    return str(row["text"]) if row is not None and row["teammate_id"] == session.viewer else ""

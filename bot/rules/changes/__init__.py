"""What a text tells of people who change: somebody moves, leaves, joins, is promoted or transferred.

    moved Jane Doe to Globex as CFO on 1 March        Jane Doe left ACME, successor John Roe
    박 상무님 전무 승진        김 부장 글로벡스로 이직        이대리님 퇴사, 후임 김철수 과장

The verb stands first, as after a command, or in its place in a sentence. Names that are known are read as one word.
"""

from __future__ import annotations

import re
from datetime import date

from bot.rules import kinds
from bot.rules.changes import english, korean
from bot.rules.changes.told import Change, What, atoms, said
from bot.rules.names import NameIndex

__all__ = ["Change", "What", "plainly", "read", "said", "tells"]

LONGEST = 160  # signs of a sentence that tells of a change and of nothing else
MOST = 1000  # signs of what is read at all: no change takes longer to tell
HANGUL = re.compile("[가-힣]")


def read(text: str, accounts: NameIndex, people: NameIndex, today: date, *, day_first: bool = False) -> Change | None:
    """The change that `text` (NFC) tells of on `today`; None where it tells of none.

    `day_first` where the asker writes 3/4 for the third of April.
    """
    if len(text) > MOST:
        return None
    known = atoms(text, accounts, people)
    for read_in in (korean.read, english.read) if HANGUL.search(text) else (english.read, korean.read):
        found = read_in(text, known, today, day_first)
        if found is not None:
            return found
    return None


def tells(text: str) -> bool:
    """Whether a text has a verb that may tell of a change: enough where it follows /rapport and is no other command."""
    return english.has_verb(text) or korean.has_verb(text)


def plainly(text: str, today: date) -> bool:
    """Whether plain words tell of a change and of nothing else: no kind of contact, no question, nothing left over."""
    text = text.strip()
    if not text or len(text) > LONGEST or "?" in text or "？" in text or "\n" in text:
        return False
    if not tells(text) or kinds.find(text):
        return False
    return english.plainly(text, today) or korean.plainly(text, today)

"""The words that say of a part of a line what it is: `promise:`, `next:`, `need:`, `attitude: supportive`, `(private)`.

What such a word opens is either a clause, which is taken out of the line (what is promised, what is planned), or the
note itself (what was learned, what was asked or given, who may read it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.rules import attitude
from bot.rules.attitude import Attitude
from bot.rules.learned import LEARNED, VISIBLE, Learned, Visible
from bot.rules.line.said import Favour


class Opens(StrEnum):
    PROMISE = "promise"
    PLAN = "plan"
    ATTITUDE = "attitude"
    ABOUT = "about"


Meaning = Opens | Attitude | Learned | Visible | Favour


@dataclass(frozen=True, slots=True)
class Tag:
    """A word at [start, end), with its colon or brackets. `opens`: a colon stands behind it, and what it is about."""

    start: int
    end: int
    means: Meaning
    opens: bool


_WORDS: dict[str, Meaning] = {
    **dict.fromkeys(("promise", "promised", "promises", "약속"), Opens.PROMISE),
    **dict.fromkeys(("next", "next step", "next steps", "plan", "다음", "다음 일정", "다음 단계", "계획"), Opens.PLAN),
    **dict.fromkeys(("attitude", "태도", "성향"), Opens.ATTITUDE),
    **dict.fromkeys(("about", "re", "regarding", "관련"), Opens.ABOUT),
    **dict.fromkeys(("ask", "asked", "부탁", "요청드림", "부탁드림"), Favour.ASK),
    **dict.fromkeys(("give", "gave", "gift", "제공", "선물"), Favour.GIVE),
    **LEARNED,
    **VISIBLE,
}


_BY_WORD = {word.replace(" ", ""): means for word, means in _WORDS.items()}
_ANY = "|".join(sorted(_WORDS, key=len, reverse=True)).replace(" ", "[ \t]?")
# 점심 약속: is an appointment for lunch, 홍길동 부장 관련: speaks of him
_TAG = re.compile(
    rf"(?<![^\s,.;、，。(\[—–·/])(?<![식점저미방][사심녁팅문] (?=약속))(?<![장리사무원임님] (?=관련))"
    rf"(?P<word>{_ANY})[ \t]?[:：](?!//)",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[ \t]*([^,;.\n()、，。]{1,30})")
_ALONE: dict[str, Meaning] = {**attitude.CLEAR, **VISIBLE}
_LONGEST = max(map(len, _ALONE))
_PIECE = re.compile(r"[^,;.()\[\]\n:：、，。—–]+")
_PAIRS = {"(": ")", "[": "]"}


def find(text: str) -> list[Tag]:
    """The tags in a text, in order; of one that is said twice both."""
    found = list(_before_colons(text)) if ":" in text or "：" in text else []
    alone = [tag for tag in _alone(text) if all(tag.end <= one.start or tag.start >= one.end for one in found)]
    return sorted(found + alone, key=lambda tag: tag.start) if alone else found


def _before_colons(text: str) -> Iterator[Tag]:
    for match in _TAG.finditer(text):
        means = _BY_WORD["".join(match["word"].lower().split())]
        if means is not Opens.ATTITUDE:
            yield Tag(*match.span(), means, True)
        elif value := _VALUE.match(text, match.end()):
            said = attitude.called(value[1].strip())
            yield Tag(match.start(), value.end(), said or means, False)
        else:
            yield Tag(*match.span(), means, False)


def _alone(text: str) -> Iterator[Tag]:
    """Words that stand alone between commas or in brackets: ", supportive", "(private)"."""
    for match in _PIECE.finditer(text):
        piece = match[0].strip()
        if not piece or len(piece) > _LONGEST or (means := _ALONE.get(piece.lower())) is None:
            continue
        start = match.start() + match[0].index(piece)
        end = start + len(piece)
        if text[match.end() : match.end() + 1] in (":", "："):
            continue
        closed = start and _PAIRS.get(text[start - 1]) == text[end : end + 1]
        yield Tag(start - 1, end + 1, means, False) if closed else Tag(start, end, means, False)

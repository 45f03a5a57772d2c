"""Which of the days and kinds in a line are those of the contact."""

from __future__ import annotations

import re
from datetime import date

from bot.rules.days import Found
from bot.rules.kinds import Kind
from bot.rules.line.marks import Span
from bot.rules.line.newcomers import clear

How = tuple[Kind, int, int]
# where one sentence ends and the next begins; not after an abbreviation ("Umbrella Corp. yesterday")
SENTENCE = re.compile(r"[!?。]+\s|(?<=[가-힣\d%)])\.\s|(?<=[a-z]{3})\.\s+(?=[A-Z가-힣])")
_PAST_EN = re.compile(r"(?:ed|met|saw|got|took|gave)$", re.IGNORECASE)
_PAST_KO = re.compile(r"(?:(?<!명)함|[했었았였됐왔갔났음뵘]|만남)[가-힣]{0,4}$")
_HAD = re.compile(r"\b(?:had|was|were|did)\s+(?:an?\s+|the\s+)?(?:[a-z]+\s+)?$", re.IGNORECASE)
_TO_COME_EN = re.compile(
    r"\b(?:will|shall|going to|plan(?:s|ned|ning)? (?:to|an?)|scheduled|booked|upcoming)\s+(?:an?\s+)?$", re.IGNORECASE
)
_TO_COME_KO = re.compile(r"\s?(?:할\s?)?(?:예정|하기로|약속(?!\s?있었))|[^,.\n]{0,6}?잡(?:힘|음|았|혔)(?![가-힣])")

_WORD = re.compile(r"[ \t]*([^\W\d_]+)")
_CONNECTS = frozenset("with at to about re for in on w and over regarding from by we i".split())


def to_come(seen: str, how: How) -> Span | None:
    """The words beside the kind that say that the contact is still to come: "will visit", "방문 예정"."""
    _, start, end = how
    if seen[start:end].endswith(("약속", "예정")):
        return start, end
    match = _TO_COME_KO.match(seen, end) or _TO_COME_EN.search(seen, max(0, start - 24), start)
    return match.span() if match is not None else None


def is_over(seen: str, how: How) -> bool:
    """Whether the word for the kind says that the contact lies behind: "called", "had lunch", "통화했습니다"."""
    _, start, end = how
    word = seen[start:end]
    return bool(_PAST_EN.search(word) or _PAST_KO.search(word) or _HAD.search(seen, max(0, start - 24), start))


def contact_day(seen: str, when: list[Found], how: How | None, taken: list[Span], today: date) -> Found | None:
    """The day of the contact: in the first sentence, and no deadline; one behind us before one that is to come.

    What is to come is meant for later when it stands after a comma that follows the kind ("call, visit on Friday"),
    before other words ("통화 5월 초 발주 예정") or beside a kind that is over ("called, demo next week").
    """
    if not when:
        return None
    end = next((m.start() for m in SENTENCE.finditer(seen) if clear(m.start(), m.start() + 1, taken)), len(seen))
    first = [found for found in when if not found.deadline and found.start < end]
    behind = next((found for found in first if found.day <= today), None)
    if behind is not None or how is None:
        return behind or next(iter(first), None)
    if is_over(seen, how):
        return None
    return next((found for found in first if found.end <= how[1] or is_last(seen, found, how, taken)), None)


def is_last(seen: str, day: Found, how: How, taken: list[Span]) -> bool:
    """Whether a day behind the kind belongs to it: no comma between, and no word right after that begins something."""
    if "," in seen[how[2] : day.start]:
        return False
    word = _WORD.match(seen, day.end)
    return word is None or word[1].lower() in _CONNECTS or not clear(word.start(1), word.end(1), taken)

"""Names in a line that nobody knows yet, found by where they stand and what stands beside them."""

from __future__ import annotations

import re

from bot.rules.line.marks import Mention
from bot.rules.line.rest import JOINING
from bot.rules.names import korean_title

HANGUL_NAME = r"[가-힣]{1,4}"
TOGETHER = r"(?:이랑|랑|하고|께서|께|한테서|한테|에게서|에게|과|와)"
# "김철수 과장님이랑", "김 과장과", "김철수님": a name with a title or 님, whatever follows
TITLED = re.compile(
    rf"(?<![가-힣])(?P<name>{HANGUL_NAME} ?[가-힣]{{2,5}}?님?|[가-힣]{{2,4}} ?님){TOGETHER}?(?=[\s,.@:)]|$)"
)
# "김철수랑 통화": a full name with a particle of company
WITH = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{3})(?:이랑|랑|하고|한테|에게|께)(?=[\s,.@:)]|$)")
LATIN = r"[A-Z][\w'’.-]*(?: (?:van|von|de|der|da|al|bin|[A-Z][\w'’.-]*)){0,3}"
AFTER = re.compile(rf"\b(?:with|met|saw|called|visited|emailed|mailed|to|phoned|rang)\s+(?P<name>{LATIN})")
AND = re.compile(r"\s*(?:,|;|/|&|\band\b|(?<=[가-힣])(?:이랑|랑|하고|과|와)(?=\s)|\s및\s|、|，)\s*", re.IGNORECASE)
WORDY = re.compile(r"\d|[?!=<>{}\[\]|\\]")


def before_at(head: str, at: int, taken: list[tuple[int, int]]) -> list[Mention]:
    """New names before the "@" at index `at`: whatever stands there between commas and is not understood already."""
    found = []
    for piece in pieces(head, 0, at):
        for start, end in outside(*piece, taken):
            name = stripped(head[start:end])
            if is_name(name):
                begin = head.index(name, start)
                found.append(Mention(begin, begin + len(name), name))
    return found


def anywhere(head: str, taken: list[tuple[int, int]]) -> list[Mention]:
    """New names that a title, 님, a particle of company or a verb gives away."""
    found: list[Mention] = []
    for pattern in (TITLED, WITH, AFTER):
        for match in pattern.finditer(head):
            start, end = match.span("name")
            if pattern is TITLED and not korean_title(match["name"])[1] and not match["name"].endswith("님"):
                continue
            if clear(start, end, taken) and clear(start, end, [(m.start, m.end) for m in found]):
                found.append(Mention(start, end, match["name"].strip()))
    return sorted(found, key=lambda mention: mention.start)


# "한빛전자 홍길동 부장님": the word before somebody with a title; "한빛전자에서": where it happened
BEFORE_PERSON = re.compile(r"(?:(?<=\s)|^)(?P<name>[A-Za-z가-힣][\w&.-]+)\s+$")
HANGUL = re.compile("[가-힣]")
WHERE_KO = re.compile(r"(?:(?<=\s)|^)(?P<name>[A-Za-z가-힣][\w&.-]+?)(?:에서|에)(?=[\s,.:)]|$)")
WHERE_EN = re.compile(rf"\b(?:at|from|of)\s+(?P<name>{LATIN})")
DEPARTMENT = re.compile(r"[팀부실과]$|(?:본부|센터|사업부)$")


def company(head: str, people: list[Mention], taken: list[tuple[int, int]]) -> list[Mention]:
    """The customer that nobody knows yet, given away by where its name stands; none where that is not clear."""
    korean = [person for person in people if HANGUL.search(person.text)]
    found = [match for person in korean if (match := BEFORE_PERSON.search(head, 0, person.start))]
    for match in (*WHERE_KO.finditer(head), *WHERE_EN.finditer(head), *found):
        start, end = match.span("name")
        if clear(start, end, taken) and not DEPARTMENT.search(match["name"]) and match["name"].lower() not in JOINING:
            return [Mention(start, end, match["name"])]
    return []


def pieces(head: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of head[start:end] between commas and ands."""
    found = []
    for match in AND.finditer(head, start, end):
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, end)]


def outside(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of [start, end) no span of `taken` covers."""
    found = []
    for begin, stop in sorted(taken):
        if stop <= start or begin >= end:
            continue
        if begin > start:
            found.append((start, begin))
        start = max(start, stop)
    return [*found, (start, end)] if start < end else found


def stripped(text: str) -> str:
    words = text.strip(" \t\r\n,.;:@").split()
    while words and words[0].lower() in JOINING:
        words.pop(0)
    while words and words[-1].lower() in JOINING:
        words.pop()
    return " ".join(words) if " ".join(words) in text else ""


def is_name(text: str) -> bool:
    """Whether a piece can be a person's name: one to four words without digits or signs."""
    return bool(text) and len(text) <= 60 and len(text.split()) <= 4 and not WORDY.search(text)


def clear(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= begin or start >= stop for begin, stop in taken)

"""People in a line whom nobody knows yet, found by where they stand and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.rules.line import namelike
from bot.rules.line.marks import Mention
from bot.rules.line.namelike import is_name
from bot.rules.line.rest import JOINING
from bot.rules.names import DUTIES, RANKS, TITLES

Span = tuple[int, int]

TOGETHER = r"(?:이랑|랑|하고|과|와|께서|께|한테서|한테|에게서|에게|의|은|는|이|가|을|를|도)?(?=[^가-힣]|$)"
RANK = "|".join(sorted(RANKS | DUTIES, key=len, reverse=True))
DUTY = "[가-힣]{1,8}(?:팀|파트|셀|실|본부|부문|사업부|센터|그룹|연구소)장"
# "김철수 과장님이랑", "김과장", "박철수 구매팀장", "김철수님": a name with a title or 님, whatever follows
TITLED = re.compile(
    rf"(?<![가-힣])(?P<name>(?P<who>[가-힣]{{1,3}}|(?:남궁|황보|제갈|선우|독고|사공|서문)[가-힣]{{2}})"
    rf"(?: ?(?P<rank>{RANK})님?| (?:{DUTY})님?| ?님)){TOGETHER}"
)
NOBODY = frozenset(
    "담당 해당 신임 전임 후임 구매 영업 기술 우리 저희 다른 모든 여러 그쪽 이쪽 상대 고객 그 새 두 세".split()
)
# "김철수랑 통화": a full name with a particle of company
WITH = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{3})(?:이랑|(?<!이)랑|하고|한테|에게|께)(?=[\s,.@:)]|$)")
CAPITAL = "[A-ZÀ-ÖØ-Þ]"
WORD = rf"(?:{CAPITAL}\.|{CAPITAL}[\w'’-]*)"
LATIN = rf"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?{WORD}(?: (?:van|von|de|der|da|al|bin|{WORD})){{0,3}}"
MEETING = (
    r"with|met|saw|called|emailed|mailed|texted|messaged|phoned|rang|"
    r"(?:talk(?:ed|ing)?|spoke|speaking|wrote|said|reached out) (?:to|with)"
)
AFTER = re.compile(rf"\b(?i:{MEETING}) (?P<name>{LATIN})")
AFTER_VISITED = re.compile(rf"\b(?i:visited) (?P<name>{LATIN})")
NEXT = re.compile(rf"(?: (?:and|&) |, (?=\S+ {CAPITAL}))(?P<name>{LATIN})")
AND = re.compile(
    r"\s*(?:,|;|(?<![wW])/|&|\band\b|(?<=[가-힣])(?:이랑|랑|하고|과|와)(?=\s)|\s및\s|、|，)\s*", re.IGNORECASE
)
ASIDE = re.compile(r"\([^()]*\)|<[^<>]*>")  # "Jane Roe (CTO)"
CAPITAL_WORD = re.compile(rf" {CAPITAL}")
POSSESSIVE = re.compile(r"['’]s\b")


def titled(seen: str, taken: list[Span]) -> list[Mention]:
    """New names that a Korean title or 님 gives away."""
    found: list[Mention] = []
    if seen.isascii():
        return found
    for match in TITLED.finditer(seen):
        duty = match["rank"] and re.fullmatch(DUTY, match["who"] + match["rank"])  # 구매팀장님 names nobody
        if not duty and match["who"] not in NOBODY and match["who"] not in TITLES and clear(*match.span("name"), taken):
            found.append(Mention(*match.span("name"), match["name"]))
    return found


def before_at(seen: str, at: int, taken: list[Span]) -> list[Mention]:
    """New names before the "@" at index `at`: whatever stands there between commas and is not understood already."""
    found = []
    taken = [*taken, *(match.span() for match in ASIDE.finditer(seen, 0, at))]
    for start, end in pieces(seen, 0, at):
        free = outside(start, end, taken)
        for begin, stop in free:
            name = stripped(POSSESSIVE.split(seen[begin:stop])[0])
            if not namelike.ARTICLE.match(seen, begin, stop) and is_name(name, whole=free == [(start, end)]):
                begin = seen.index(name, begin)
                found.append(Mention(begin, begin + len(name), name))
    return found


def anywhere(seen: str, taken: list[Span], companies: bool) -> list[Mention]:
    """New names that a particle of company or a verb gives away, and those that follow with an "and".

    Whom or what one visited is a person only where a customer is named besides (`companies`).
    """
    found: list[Mention] = []
    patterns = [AFTER, *([AFTER_VISITED] if companies else [])] if CAPITAL_WORD.search(seen) else []
    for pattern in patterns if seen.isascii() else (WITH, *patterns):
        for match in pattern.finditer(seen):
            add(found, match, taken)
    for end in [end for _, end in taken] + [mention.end for mention in found]:
        following = NEXT.match(seen, end)
        while following and add(found, following, taken):
            following = NEXT.match(seen, following.end("name"))
    return sorted(found, key=lambda mention: mention.start)


def add(found: list[Mention], match: re.Match[str], taken: list[Span]) -> bool:
    name = POSSESSIVE.split(match["name"])[0].rstrip("'’-")
    start, end = match.start("name"), match.start("name") + len(name)
    named = not all(word.lower() in TITLES for word in name.split()) and not name.endswith("님")
    free = named and clear(start, end, [*taken, *((m.start, m.end) for m in found)])
    if free:
        found.append(Mention(start, end, name))
    return free


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of text[start:end] between commas and ands."""
    for match in AND.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def outside(start: int, end: int, taken: list[Span]) -> list[Span]:
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


def clear(start: int, end: int, taken: list[Span]) -> bool:
    """Whether no span of `taken` touches [start, end)."""
    for begin, stop in taken:  # noqa: SIM110 - asked often, and a generator takes twice as long
        if begin < end and start < stop:
            return False
    return True

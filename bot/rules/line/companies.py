"""The customer of a line that nobody knows yet, found by where its name stands."""

from __future__ import annotations

import re

from bot.rules.line.marks import Mention
from bot.rules.line.newcomers import LATIN, Span, clear, stripped
from bot.rules.line.rest import JOINING

HANGUL = re.compile("[가-힣]")
DEPARTMENT = "[가-힣A-Za-z]*(?:팀|본부|센터|사업부|연구소|[가-힣]부|[가-힣]실|[가-힣]과)"
# "신우상사 정다은 대리님", "신우상사 구매팀 정다은 대리님": the word before somebody with a title
BEFORE_PERSON = re.compile(rf"(?:(?<=\s)|^)(?P<name>[A-Za-z가-힣][\w&.-]+)\s+(?:{DEPARTMENT}\s+)?$")
# "신우상사에서": where it happened
WHERE_KO = re.compile(r"(?:(?<=\s)|^)(?P<name>[A-Za-z가-힣][\w&.-]+?)(?:에서|에)(?=[\s,.:)]|$)")
WHERE_EN = re.compile(rf"\b(?i:at|from|of|visited) (?P<name>{LATIN})")
NO_COMPANY = frozenset(
    "오랜만 이번 덕분 다음 현장 사무실 로비 회의실 본사 지사 공장 카페 식당 커피숍 호텔 공항 여기 거기 저기 그쪽 이쪽 "
    "부스 매장 연구소 창고 근처 앞 중간 처음 나중 오늘 어제 그제 아침 오전 오후 저녁 같이 함께 방금 아까".split()
)
LEGAL_FIRST = re.compile(r"(?:㈜|\((?:주|유|재|사)\)|(?:주식|유한)회사|(?:재단|사단)법인) ?$")
GLUED = re.compile(r"(?<=[가-힣]{2})(?:에서는|에서|에게|의|에|와|과|랑|이랑)$")
MOST_WORDS = 4


def after_at(seen: str, at: int, taken: list[Span]) -> list[Mention]:
    """The name after the "@" at index `at`: up to a comma, a colon or what else was understood."""
    end = min([len(seen), *(start for start, _ in taken if start > at)])
    for sign in ",:：;\n":
        found = seen.find(sign, at + 1, end)
        end = found if found >= 0 else end
    name = company_name(stripped(seen[at + 1 : end]))
    if not name:
        return []
    start = seen.index(name, at + 1)
    return [Mention(start, start + len(name), name)]


def company_name(text: str) -> str:
    """What of a text that begins with a company's name is the name.

    A Korean one is a word, its legal form apart; one in capitals ends before the first word in small letters; more
    than MOST_WORDS in small letters begin with a name of one.
    """
    words = text.split(" ")
    if HANGUL.search(words[0]) or LEGAL_FIRST.match(words[0] + " "):
        most = 2 if LEGAL_FIRST.fullmatch(words[0]) else 1
        return GLUED.sub("", " ".join(words[:most]))
    if words[0][:1].isupper():
        small = [i for i, word in enumerate(words) if word.islower() and word not in ("of", "and", "de", "für", "et")]
        return " ".join(words[: small[0]] if small else words).removesuffix(" of").removesuffix(" and")
    return text if len(words) <= MOST_WORDS else words[0]


def somewhere(seen: str, people: list[Mention], taken: list[Span]) -> list[Mention]:
    """The customer given away by a place or by the person it stands before; none where that is not clear."""
    korean = [person for person in people if HANGUL.search(person.text)]
    found = [match for person in korean if (match := BEFORE_PERSON.search(seen, 0, person.start))]
    for match in (*WHERE_KO.finditer(seen), *WHERE_EN.finditer(seen), *found):
        name = GLUED.sub("", match["name"])
        start, end = match.start("name"), match.start("name") + len(name)
        nothing = re.fullmatch(DEPARTMENT, name) or name.lower() in JOINING or name in NO_COMPANY
        if not nothing and clear(start, end, taken):
            return [Mention(start, end, name)]
    return []

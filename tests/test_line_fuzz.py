"""Whatever is typed, the reader reads it, and every word of it is kept or understood."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import kinds
from bot.rules.line import Line, marks, read, tags
from bot.rules.line.rest import GLUED, JOINING
from bot.rules.names import NameIndex, person_key

TODAY = date(2026, 3, 11)  # a Wednesday
ACCOUNTS = ["ACME", "Globex Inc.", "한빛전자", "LG전자", "대한정밀"]
PEOPLE = ["Jane Doe", "Hong Gildong", "홍길동", "박서준", "Max Muster", "김영희"]
NAMES = [*ACCOUNTS, *PEOPLE, "홍길동 부장님", "정다은 대리님", "Peter Parker", "신우상사", "Initech", "박 상무님"]
WHEN = ["yesterday", "today", "3/9", "last Friday", "어제", "지난주 금요일", "다음주", "by Friday", "2월 3일", "2주 전"]
HOW = ["call", "통화", "lunch", "미팅", "방문했습니다", "카톡", "mail", "명함 교환", "met", "visited"]
SMALL = [*"@ : , . with at and 이랑 에서 - ( ) 's w/ ， ： 함 ; about 건 will 예정".split(), "\n", '"', "“", "”"]
SAID = [
    "promise:",
    "약속:",
    "next:",
    "다음:",
    "need:",
    "문제:",
    "private:",
    "(팀만)",
    "supportive",
    "태도: 우호적",
    "ask:",
    "give:",
]
SAID += [
    "about:",
    "관련:",
    "attitude: purple",
    "asked for a reference",
    "gave them a report",
    "선물 드림",
    "35/13",
    "next week",
]
OTHER = [
    "budget",
    "예산 동결",
    "new:",
    'new:"Ann Lee"',
    "account:3",
    "<@U1>",
    "<!channel>",
    "a@b.co",
    "🎉",
    "10%",
    "again:yes",
]
PIECES = st.sampled_from([*NAMES, *WHEN, *HOW, *SMALL, *SMALL, *SAID, *OTHER]) | st.text(max_size=8)


@st.composite
def lines(draw: st.DrawFn) -> str:
    parts = draw(st.lists(PIECES, max_size=14))
    return "".join(part + draw(st.sampled_from(["", " ", " "])) for part in parts)


def index(names: list[str], of: NameIndex) -> NameIndex:
    for ref, name in enumerate(names, 1):
        of.add(ref, name)
    return of


KNOWN = index(ACCOUNTS, NameIndex()), index(PEOPLE, NameIndex(person_key))


def understood(said: str) -> Line:
    return read(said, *KNOWN, TODAY)


def spans(line: Line) -> list[tuple[int, int]]:
    """Where the names, the days and the tags of a line stand, and each word for the kind that was taken for it."""
    signs = [match.span() for match in (*marks.MARK.finditer(line.typed), *marks.MATE.finditer(line.typed))]
    seen = marks.read(line.typed).seen
    signs += [(tag.start, tag.end) for tag in tags.find(seen)]
    signs += [(start, end) for names in KNOWN for start, end, _ in names.in_text(seen)]
    signs += [(m.start, m.end) for m in (*line.accounts, *line.people, *line.about)]
    found = [line.day, *(promise.due for promise in line.promises), line.plan.day if line.plan else None]
    signs += [(day.start, day.end) for day in found if day is not None]
    took = [line.kind, line.plan.kind if line.plan else None]
    return signs + [(start, end) for kind, start, end in kinds.find(marks.blanked(line.typed, signs)) if kind in took]


def lost(line: Line) -> list[str]:
    """The words that stand in nothing that was understood, that join nothing, and are kept nowhere."""
    places = [
        line.note,
        *line.unread,
        *(promise.text for promise in line.promises),
        line.plan.text if line.plan else "",
    ]
    kept, free = "\n".join(places), marks.blanked(line.typed, spans(line))
    words = Counter(re.findall(r"[^\W_]+", re.sub(r"['’]s\b", " ", free)))
    gone = [word for word, times in words.items() if times > kept.count(word)]
    return [w for w in gone if w.lower() not in JOINING and not GLUED.fullmatch(w) and w not in ("will", "예정")]


@settings(max_examples=400, deadline=None)
@given(lines())
def test_nothing_is_lost_whatever_is_typed(said: str) -> None:
    line = understood(said)
    assert line.typed == said
    assert lost(line) == []
    for mention in (*line.accounts, *line.people, *line.about):
        assert mention.new or said[mention.start : mention.end] == mention.text
    every = sorted((m.start, m.end) for m in (*line.accounts, *line.people, *line.about))
    assert all(end <= start for (_, end), (start, _) in pairwise(every)), "mentions overlap"


@settings(max_examples=200, deadline=None)
@given(lines())
def test_what_is_promised_or_planned_lies_ahead(said: str) -> None:
    line = understood(said)
    assert all(promise.text and (promise.due is None or promise.due.day >= TODAY) for promise in line.promises)
    assert line.plan is None or line.plan.day.day >= TODAY
    assert line.day is None or line.day.day <= TODAY


@settings(max_examples=200, deadline=None)
@given(lines())
def test_a_line_that_a_button_says_again_is_read_the_same(said: str) -> None:
    line = understood(said)
    for mention in (*line.people[:1], *line.about[:1]):
        again = understood(line.replaced(mention, " person:7 "))
        assert any(one.refs == (7,) for one in (*again.people, *again.about))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(said: str) -> None:
    assert understood(said).typed == said


LONG = [
    "x" * 100_000,
    "가" * 100_000,
    "@" * 100_000,
    ":" * 100_000,
    "(" * 100_000,
    " " * 100_000 + "x",
    "ACME Jane Doe today call " * 4_000,
    "한빛전자 홍길동 부장님이랑 통화, " * 5_000,
    "Jane Roe, " * 10_000 + "@ ACME",
    "김철수 과장님 " * 12_000,
    "with <@U1> " * 9_000,
    "1.1.1." * 16_000,
    "a.b@" * 25_000,
    "Mr. A. " * 14_000,
    'new:"' * 20_000,
    "promise: x by Friday, " * 5_000,
    "about: Jane Doe, " * 6_000,
    "need:" * 20_000,
    "(private) " * 10_000,
    "about " * 16_000,
    "asked Jane " * 9_000,
]


@pytest.mark.parametrize("said", LONG, ids=lambda said: f"{said[:12]!r}×")
def test_the_longest_text_is_read_and_kept(said: str) -> None:
    line = understood(said)
    assert line.typed == said

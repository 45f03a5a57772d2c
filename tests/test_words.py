"""Everything that people read is there in Korean, and days, numbers and lists are as each language writes them."""

from __future__ import annotations

import ast
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages import Message

from bot.particles import PARTICLES
from bot.words import _, _n, ago, called, day, listed, moment, speaking, voice
from tools import catalogue

ROOT = catalogue.ROOT
KOREAN = catalogue.known("ko")
SAID = [message for message in catalogue.said() if message.id]


def fields(text: str) -> list[tuple[str, str]]:
    """The name and format of each "{field}" of a template."""
    return [(name, spec or "") for _text, name, spec, _conversion in string.Formatter().parse(text) if name is not None]


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def first(message: Message) -> str:
    return ids(message)[0]


def test_every_text_is_in_the_korean_catalogue_with_a_translation() -> None:
    known = {ids(message): message for message in KOREAN if message.id}
    missing = [first(m) for m in SAID if ids(m) not in known or not all(s.strip() for s in strings(known[ids(m)]))]
    assert missing == []


def strings(message: Message) -> tuple[str, ...]:
    return catalogue.strings(message) or ("",)


def test_the_catalogue_is_what_the_tool_would_write(tmp_path: Path) -> None:
    for room in (*catalogue.ROOMS, "tools"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for language in catalogue.LANGUAGES:
        file = catalogue.path(language).relative_to(ROOT)
        subprocess.run(
            [sys.executable, "tools/catalogue.py"], cwd=tmp_path, check=True, capture_output=True, timeout=60
        )
        assert (tmp_path / file).read_text() == (ROOT / file).read_text(), "run: python tools/catalogue.py"


def test_no_translation_is_of_a_text_that_nobody_says() -> None:
    said = {ids(message) for message in SAID}
    assert [first(message) for message in KOREAN if message.id and ids(message) not in said] == []
    assert not KOREAN.obsolete


def translated() -> Iterator[tuple[Message, str]]:
    for message in KOREAN:
        if message.id:
            yield from ((message, text) for text in strings(message) if text)


def test_a_translation_has_the_fields_of_its_text() -> None:
    for message, text in translated():
        here = {name for name, _spec in fields(text)}
        assert here == {name for name, _spec in fields(ids(message)[-1])}, text
        assert all(spec in PARTICLES or not spec for _name, spec in fields(text)), text


BARE = re.compile(r"\}(?:" + "|".join(sorted(PARTICLES, key=len, reverse=True)) + r")(?=[\s,.:;!?)”’]|$)")


def test_a_particle_after_a_field_agrees_with_it() -> None:
    """ "{account:을}", never "{account}을" or "을(를)"."""
    for _message, text in translated():
        assert not BARE.search(text), text
        assert not re.search(r"[을를이가은는과와]\((?:을|를|이|가|은|는|과|와)\)|\(으\)로|\(이\)랑", text), text


def test_english_texts_name_their_fields_and_nothing_else_of_the_format_language() -> None:
    for message in SAID:
        for text in ids(message):
            assert all(name.isidentifier() and not spec for name, spec in fields(text)), text


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Each `_` and `_n` in the code: where it is, the call, and its text (the one for many)."""
    for room in catalogue.ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "_n"):
                    text = node.args[int(node.func.id == "_n")]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", node, text.value


def test_every_field_of_a_text_is_given_where_it_is_said() -> None:
    found = list(calls())
    assert len(found) > 100
    for where, node, text in found:
        given = {keyword.arg for keyword in node.keywords} | ({"n"} if len(node.args) > 1 else set())
        if None not in given:  # no **values
            assert {name for name, _spec in fields(text)} == given - ({"n"} - {n for n, _ in fields(text)}), where


def test_values_are_not_looked_into() -> None:
    with speaking("en-US"):
        assert _("{name}", name="{name.__class__} {0} %s {}") == "{name.__class__} {0} %s {}"
        for template in ("{name.__class__}", "{name[0]}", "{other}"):
            with pytest.raises(KeyError):
                _(template, name="ACME")
        assert _("{name:>20}", name="ACME") == "ACME"


def test_whole_numbers_are_written_as_the_locale_writes_them() -> None:
    for locale, expected in (("en-US", "1,234,567"), ("de-DE", "1.234.567"), ("ko-KR", "1,234,567"), ("", "1,234,567")):
        with speaking(locale):
            assert _("{n}", n=1_234_567) == expected
    with speaking("en-US"):
        assert _n("{n} row", "{n} rows", 1) == "1 row"
        assert _n("{n} row", "{n} rows", 2000) == "2,000 rows"
        assert _n("{n} row", "{n} rows", 0) == "0 rows"


def test_a_field_may_name_its_particle() -> None:
    with speaking("ko-KR"):
        assert _("{account:을}", account="ACME") == "ACME를"
        assert _("{n:이}", n=1000) == "1,000이"


@pytest.mark.parametrize(
    ("locale", "expected", "with_year"),
    [
        ("en-US", "Fri, Mar 20", "Fri, Mar 20, 2026"),
        ("en-GB", "Fri 20 Mar", "Fri, 20 Mar 2026"),
        ("ko-KR", "3월 20일 금요일", "2026년 3월 20일 금요일"),
    ],
)
def test_a_day_is_written_with_its_weekday(locale: str, expected: str, with_year: str) -> None:
    with speaking(locale):
        assert day(date(2026, 3, 20), date(2026, 12, 31)) == expected
        assert day(date(2026, 3, 20), date(2027, 1, 1)) == with_year
        assert day(date(2026, 3, 20)) == with_year


@pytest.mark.parametrize(
    ("locale", "zone", "expected"),
    [
        ("en-US", "America/New_York", "3/10/26, 9:30 PM"),
        ("en-GB", "Europe/London", "11/03/2026, 01:30"),
        ("ko-KR", "Asia/Seoul", "26. 3. 11. 오전 10:30"),
        ("ko-KR", "Nowhere/At-All", "26. 3. 11. 오전 1:30"),
    ],
)
def test_a_moment_is_told_in_the_listeners_own_zone(locale: str, zone: str, expected: str) -> None:
    with speaking(locale, zone):
        assert " ".join(moment(datetime(2026, 3, 11, 1, 30, tzinfo=UTC)).split()) == expected


@pytest.mark.parametrize(
    ("locale", "items", "expected"),
    [
        ("en-US", [], ""),
        ("en-US", ["Jane"], "Jane"),
        ("en-US", ["Jane", "Tom"], "Jane and Tom"),
        ("en-US", ["Jane", "Tom", "Ann"], "Jane, Tom, and Ann"),
        ("en-GB", ["Jane", "Tom", "Ann"], "Jane, Tom and Ann"),
        ("ko-KR", [], ""),
        ("ko-KR", ["홍길동", "Jane"], "홍길동, Jane"),
        ("ko-KR", ["{0}", "{1}"], "{0}, {1}"),
        ("en-US", ["{0}", "{1}", "{2}"], "{0}, {1}, and {2}"),
    ],
)
def test_a_list_is_written_as_one_speaks(locale: str, items: list[str], expected: str) -> None:
    with speaking(locale):
        assert listed(items) == expected


@pytest.mark.parametrize(
    ("days", "english", "korean"),
    [
        (-1, "today", "오늘"),
        (0, "today", "오늘"),
        (1, "yesterday", "어제"),
        (2, "2 days ago", "2일 전"),
        (1234, "1,234 days ago", "1,234일 전"),
    ],
)
def test_how_long_ago(days: int, english: str, korean: str) -> None:
    with speaking("en-US"):
        assert ago(days) == english
    with speaking("ko-KR"):
        assert ago(days) == korean


@pytest.mark.parametrize(
    ("locale", "name", "title", "expected"),
    [
        ("ko-KR", "홍길동", "부장", "홍길동 부장님"),
        ("ko-KR", "홍길동", "부장님", "홍길동 부장님"),
        ("ko-KR", "홍길동", "", "홍길동 님"),
        ("ko-KR", "Jane Doe", "CTO", "Jane Doe 님"),
        ("en-US", "홍길동", "부장", "홍길동"),
    ],
)
def test_customers_keep_their_rank_or_nim(locale: str, name: str, title: str, expected: str) -> None:
    with speaking(locale):
        assert called(name, title) == expected


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ko-KR", "ko"), ("ko", "ko"), ("en-GB", "en"), ("de-DE", "en"), ("xx-YY", "en"), ("", "en"), ("nonsense!", "en")],
)
def test_whoever_speaks_neither_language_is_spoken_to_in_english(locale: str, language: str) -> None:
    assert voice(locale).language == language


def test_a_language_ends_with_what_is_said_in_it() -> None:
    with speaking("ko-KR"):
        with speaking("en-US"):
            assert ago(0) == "today"
        assert ago(0) != "today"
    with speaking("ko-KR"), pytest.raises(LookupError), speaking("en-US"):
        raise LookupError
    assert ago(0) == "today"

"""What is searched for, read from a line, and what `/rapport find` answers."""

from __future__ import annotations

import random
from datetime import date

import pytest

from bot.message import Button
from bot.rules import query
from bot.rules.query import Said
from handlers.find import Sought
from tests import given
from tests.conversation import Talk, button, buttons, card_of, rows
from tests.test_search import index, insight, note

TODAY = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pricing", Said(rest="pricing")),
        ('"price list" offer', Said(("price list",), "offer")),
        ('"price list', Said(("price list",))),
        ('"since:March" x', Said(("since:March",), "x")),
        ("offer by:Tom kind:call", Said(rest="offer", who="Tom", kind="call")),
        ('offer by:"Tom Smith" at:ACME', Said(rest="offer", who="Tom Smith", account="ACME")),
        ("단가 고객사:한빛전자 작성자:김민수", Said(rest="단가", account="한빛전자", who="김민수")),
        ("account:12 person:3 by:teammate:4", Said(account="12", person="3", who="teammate:4")),
        ("offer since:2026-02-01", Said(rest="offer", since=date(2026, 2, 1))),
        ("offer since:March", Said(rest="offer", since=date(2026, 3, 1))),
        ("offer since:April", Said(rest="offer", since=date(2025, 4, 1))),
        ("since:12 March offer", Said(rest="offer", since=date(2026, 3, 12))),
        ("offer since March", Said(rest="offer", since=date(2026, 3, 1))),
        ("offer since last week until:yesterday", Said(rest="offer", since=date(2026, 3, 2), until=date(2026, 3, 10))),
        ("offer from:jan to:feb", Said(rest="offer", since=date(2026, 1, 1), until=date(2026, 2, 28))),
        ("단가 3월 이후", Said(rest="단가", since=date(2026, 3, 1))),
        ("지난달부터 단가", Said(rest="단가", since=date(2026, 2, 1))),
        ("단가 작년 12월까지", Said(rest="단가", until=date(2025, 12, 31))),
        ("2025년 이후 품질", Said(rest="품질", since=date(2025, 1, 1))),
        ("3월 2일부터 단가", Said(rest="단가", since=date(2026, 3, 2))),
        ("이후 단가", Said(rest="이후 단가")),
        ("since:whenever offer", Said(rest="offer", unread=("since:whenever",))),
        ("offer page:3", Said(rest="offer", page=3)),
        ("offer page:x", Said(rest="offer")),
        ("", Said()),
    ],
)
def test_a_line_that_searches_is_read(text: str, said: Said) -> None:
    assert query.read(text, TODAY) == said


def test_any_text_is_read_without_a_fault() -> None:
    dice = random.Random(3)
    signs = [
        "since:",
        "by:",
        '"',
        ":",
        "3월",
        "이후",
        "March",
        "2026",
        "-",
        "99",
        " ",
        "until",
        "부터",
        "page:",
        "가",
        "\n",
    ]
    for _n in range(3000):
        text = "".join(dice.choice(signs) for _ in range(dice.randint(0, 12)))
        said = query.read(text, TODAY)
        assert 1 <= said.page <= 10_000
        assert query.window(text, [term for term in map(query.term, query.pieces(said.rest)) if term], 20) is not None


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("견적서를 다시 요청", ["견적"], "“견적서를” 다시 요청"),
        ("price\nlist of the Prices", ["price"], "“price” list of the “Prices”"),
        ("the price list is old", ["price li"], "the “price list” is old"),
        ("nothing of it", ["price"], "nothing of it"),
        (f"{'word ' * 30}price {'more ' * 30}", ["price"], "…word word “price” more more more…"),
        (f"price {'more ' * 30}", ["price"], "“price” more more more more more…"),
    ],
)
def test_the_words_around_the_first_hit_are_shown(text: str, words: list[str], shown: str) -> None:
    assert query.window(text, [query.term(word) for word in words], 32) == shown


def test_a_window_is_never_much_longer_than_it_may_be() -> None:
    dice = random.Random(4)
    for _n in range(500):
        text = " ".join("x" * dice.randint(1, 30) for _ in range(dice.randint(1, 60)))
        at = dice.randint(0, len(text))
        text = f"{text[:at]} price {text[at:]}"
        shown = query.window(text, [("price",)], 80)
        assert "“price”" in shown
        assert len(shown) <= 90


async def test_notes_are_found_with_the_name_of_a_customer_beside_the_words(talk: Talk) -> None:
    acme, globex = given.customer(talk, "ACME", "tom"), given.customer(talk, "Globex", "tom")
    note(talk, "tom", acme, "They want better pricing before May", 3)
    note(talk, "ann", globex, "Globex likes our pricing", 2)
    insight(talk, "ann", acme, "pricing is decided in Busan", 1)
    index(talk)
    said = await talk.hear("tom", "/rapport find pricing")
    assert "“pricing”" in card_of(talk.last).title
    assert "3 found" in said
    said = await talk.hear("tom", "/rapport find pricing at ACME")
    assert [row.title for row in rows(talk.last, "found")] == [
        "“pricing” is decided in Busan",
        "They want better “pricing” before May",
    ]
    assert "ACME · need · Ann" in said
    assert "2 found, newest first" in said
    await talk.tap("tom", "“ACME” as a word")
    assert "Nothing found" in card_of(talk.last).title
    assert "Globex likes" in await talk.hear("tom", "/rapport search pricing by:Ann kind:note")
    assert "1 found" in await talk.hear("tom", "/rapport find kind:need")
    assert "1 found" in await talk.hear("tom", "/rapport find ACME since:yesterday")
    knows = await talk.tap("tom", "Who knows ACME")
    assert card_of(knows).title == "ACME"


async def test_korean_notes_are_found_by_two_syllables_and_particles_do_not_matter(talk: Talk) -> None:
    hanbit = given.customer(talk, "한빛전자", "minsu")
    note(talk, "minsu", hanbit, "단가를 낮춰 달라고 함", 20)
    note(talk, "minsu", hanbit, "견적서 송부", 2)
    for said in (
        "/rapport 찾기 단가 한빛전자",
        "/rapport 검색 한빛전자에서 단가",
        '/rapport 찾기 "단가를 낮" 2월 이후',
    ):
        await talk.say("minsu", said)
        assert [row.title.replace("“", "").replace("”", "") for row in rows(talk.last, "found")] == [
            "단가를 낮춰 달라고 함"
        ]
    assert not rows(await talk.say("minsu", "/rapport 찾기 단가 3월 이후"), "found")
    await talk.say(
        "minsu", button(talk.last, "전체" if "전체" in str(buttons(talk.last)) else "Search everywhere").says
    )
    assert len(rows(talk.last, "found")) == 1


async def test_what_was_found_is_paged(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    for n in range(23):
        note(talk, "tom", acme, f"price {n}", n)
    index(talk, 15)
    said = await talk.hear("tom", "/rapport find price")
    assert "1–10 of 23 found" in said
    assert "Newer" not in str(buttons(talk.last))
    for expected in ("11–20 of 23", "21–23 of 23"):
        await talk.tap("tom", "Older")
        assert expected in card_of(talk.last).plain()
    assert "Older" not in str(buttons(talk.last))
    await talk.tap("tom", "Newer")
    assert "11–20 of 23" in card_of(talk.last).plain()
    said = await talk.hear("tom", "/rapport find price page:9")
    assert "Nothing found" in said
    await talk.tap("tom", "First page")
    assert "1–10 of 23" in card_of(talk.last).plain()


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("", "What are you looking for?"),
        ("  ", "What are you looking for?"),
        ('"" ,', "What are you looking for?"),
        ("price since:whenever", "I do not know that day: since:whenever"),
        ("price kind:nonsense", "I do not know that kind"),
        ("price by:Nobody", "which colleague"),
        ("word " * 13, "too many words"),
        ("word" * 200, "too long"),
    ],
)
async def test_what_cannot_be_searched_for_is_said(talk: Talk, said: str, refused: str) -> None:
    assert refused in await talk.hear("tom", f"/rapport find {said}")


async def test_two_of_one_name_are_asked_about(talk: Talk) -> None:
    for name in ("ACME", "Globex"):
        home = given.customer(talk, name, "tom")
        jane = given.person(talk, "Jane Doe", home)
        note(talk, "tom", home, f"price at {name}", people=[jane])
    await talk.say("tom", '/rapport find price person:"Jane Doe"')
    await talk.tap("tom", "Globex")
    assert [row.title for row in rows(talk.last, "found")] == ["“price” at Globex"]


async def test_what_is_private_is_found_by_its_author_alone(talk: Talk) -> None:
    given.customer(talk, "ACME", "tom")
    await talk.say("tom", "/logcontact ACME yesterday call: private: they will not pay the price")
    assert "1 found" in await talk.hear("tom", "/rapport find price")
    assert "Nothing found" in await talk.hear("ann", "/rapport find price")
    await talk.say("tom", "/rapport undo")
    assert "Nothing found" in await talk.hear("tom", "/rapport find price")


def test_a_button_says_what_was_searched_for() -> None:
    sought = Sought(("price list", "offer"), 12, 3, 4, "call", date(2026, 3, 1), date(2026, 3, 9), 2)
    said = query.read(sought.line().removeprefix("/rapport find "), TODAY)
    assert said == Said(
        ("price list", "offer"), "", "12", "3", "teammate:4", "call", date(2026, 3, 1), date(2026, 3, 9), 2
    )
    assert Button("x", sought.line(page=3)).says.endswith("page:3")

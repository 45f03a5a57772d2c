"""Particles agree with what they follow as a Korean reads it aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.particles import PARTICLES, with_particle

FORMS = ("을", "이", "은", "과", "으로", "이랑")


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("서울", "을/이/은/과/로/이랑"),
        ("부산", "을/이/은/과/으로/이랑"),
        ("한빛전자", "를/가/는/와/로/랑"),
        ("홍길동", "을/이/은/과/으로/이랑"),
        ("홍길동 부장님", "을/이/은/과/으로/이랑"),
        ("케이티", "를/가/는/와/로/랑"),
        ("삼성SDS", "를/가/는/와/로/랑"),
        ("Samsung", "을/이/은/과/으로/이랑"),
        ("Google", "을/이/은/과/로/이랑"),
        ("ACME", "를/가/는/와/로/랑"),
        ("3", "을/이/은/과/으로/이랑"),
        ("7", "을/이/은/과/로/이랑"),
        ("9", "를/가/는/와/로/랑"),
    ],
)
def test_each_particle(text: str, forms: str) -> None:
    assert [with_particle(text, form) for form in FORMS] == [text + form for form in forms.split("/")]


def test_either_form_may_be_named() -> None:
    for form, (closed, opened) in PARTICLES.items():
        assert with_particle("부산", form) == f"부산{closed}"
        assert with_particle("제주", form) == f"제주{opened}"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        *((f"{n}", f"{n}을") for n in (0, 1, 3, 6, 7, 8, 10, 20, 100, 2026)),
        *((f"{n}", f"{n}를") for n in (2, 4, 5, 9, 12, 105, 3.14)),
        ("1,000", "1,000을"),
        ("10,000", "10,000을"),
        ("100,000,000", "100,000,000을"),  # 억
        ("1,000,000,000,000", "1,000,000,000,000를"),  # 조
        ("2.0", "2.0을"),
        ("50%", "50%를"),
        ("３", "３을"),
        ("Office 365", "Office 365를"),
    ],
)
def test_numbers_are_read_as_they_are_said(number: str, expected: str) -> None:
    assert with_particle(number, "을") == expected


@pytest.mark.parametrize(
    "expected", ["1로", "2로", "3으로", "6으로", "7로", "8로", "10으로", "LG로", "IBM으로", "Intel로"]
)
def test_after_rieul_as_after_a_vowel_it_is_ro(expected: str) -> None:
    assert with_particle(expected.removesuffix("로").removesuffix("으"), "으로") == expected


SPELLED = """
LG는 KT는 SK는 CJ는 GS는 HP는 IBM은 HMM은 3M은 H&M은 AT&T는 P&G는 SAP는 UBS는 BMW는 AWS는 TSMC는 KPMG는 CGV는
"""
IN_CAPITALS = """
NAVER는 POSCO는 LINE은 SAMSUNG은 NASDAQ은 INTEL은 HYBE는 NCSOFT는 LOTTE는 ZOOM은 EMART는 SHARP는 NASA는 ACME는
"""
CLOSED = """
Samsung은 Amazon은 Zoom은 Intel은 Dell은 Shell은 Apple은 Google은 Oracle은 Chrome은 iPhone은 Prime은 Mobile은
Slack은 Facebook은 TikTok은 KakaoTalk은 Panasonic은 Snap은 WhatsApp은 Internet은 Target은 Lab은 Web은 Group은
Verizon은 Citroën은 Booking.com은 Nasdaq은 Tom은 Ann은 Anne은 John은 Michael은 Kyle은 Patrick은 Eric은 Scott은
Baek은 Seok은 York은 Wayne은 Boeing은 Kim은
"""
OPEN = """
Acme는 Microsoft는 Nike는 Netflix는 Globex는 Tesla는 Toyota는 Uber는 Adobe는 Skype는 Salesforce는 Store는
Bank는 Walmart는 Zendesk는 Spark는 Help는 Ford는 Cloud는 Blog는 GitHub는 Airbnb는 Bosch는 Tech는 Week는 Meet는
Loop는 Fiat는 Merck는 Nestlé는 Orange는 Sony는 Disney+는 Stripe는 Site는 Initech는 Umbrella는 Hooli는 Stark는
Seat는 Software는
"""


@pytest.mark.parametrize("expected", f"{SPELLED} {IN_CAPITALS} {CLOSED} {OPEN}".split())
def test_latin_names_are_read_as_koreans_read_them(expected: str) -> None:
    assert with_particle(expected[:-1], "은") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“한빛전자”", "“한빛전자”를"),
        ("‘서울’", "‘서울’을"),
        ("ACME(주)", "ACME(주)를"),
        ("㈜한빛", "㈜한빛을"),
        ("한빛㈜", "한빛㈜를"),
        ("Globex Inc.", "Globex Inc.를"),
        ("Globex (Korea)", "Globex (Korea)를"),
        ("Initech Co., Ltd.", "Initech Co., Ltd.를"),
        ("McDonald's", "McDonald's를"),
        ("한빛전자 ", "한빛전자 를"),
        ("서울🎉", "서울🎉을"),
        ("🎉", "🎉를"),
        ("", "를"),
        ("—", "—를"),
        ("東京", "東京를"),
        ("Москва", "Москва를"),
        ("서울", "서울을"),  # decomposed
        ("ｌｇ", "ｌｇ를"),
    ],
)
def test_what_stands_around_the_last_sound_is_passed_over(text: str, expected: str) -> None:
    assert with_particle(text, "을") == expected


@given(st.text(), st.sampled_from(sorted(PARTICLES)))
def test_any_text_takes_one_of_the_two_forms(text: str, particle: str) -> None:
    assert with_particle(text, particle) in {text + form for form in PARTICLES[particle]}

"""More of /whoknows: trend, group, functions, one's own network, what is stated, and asking for an introduction."""

from __future__ import annotations

import json

import pytest

from bot.rules import functions
from bot.rules.strength import Trend, before, trend
from storage.tables import Account
from tests import given
from tests.conversation import Talk, button, buttons, card_of, rows
from tests.test_whoknows import acme, tables


@pytest.mark.parametrize(
    ("strength", "lately", "then", "said"),
    [
        (1.0, 1.0, 0.0, Trend.NEW),
        (1.0, 0.5, 1.0, Trend.STEADY),
        (2.0, 1.5, 1.0, Trend.RISING),
        (1.0, 0.0, 2.0, Trend.FALLING),
    ],
)
def test_a_tie_is_held_against_what_it_was_90_days_ago(
    strength: float, lately: float, then: float, said: Trend
) -> None:
    assert before(strength, lately) == then
    assert trend(strength, lately) is said


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("procurement", "구매"),
        ("구매", "구매"),
        ("구매팀 사람", "구매"),
        ("Finance team", "재무"),
        ("CFO", "cfo"),
        ("법무팀", "법무"),
    ],
)
def test_a_function_is_read_in_both_languages(text: str, word: str) -> None:
    found = functions.named(text)
    assert found is not None
    assert word in found.words


@pytest.mark.parametrize("text", ["ACME", "Jane Doe", "Finance Corp", "한빛전자", "", "x" * 10_000])
def test_a_name_is_no_function(text: str) -> None:
    assert functions.named(text) is None


async def test_who_has_fallen_and_who_has_risen_is_said(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    given.contact(talk, "ann", account, [200, 210, 220])
    given.contact(talk, "tom", account, [1, 5, 9, 200])
    await talk.say("ann", "/whoknows ACME")
    assert [(row.title, row.detail.split(":")[0]) for row in rows(talk.last, "colleagues")] == [
        ("Tom", "warm, rising"),
        ("Ann", "weak, falling"),
    ]


async def test_a_group_answers_for_its_parts_said_apart(talk: Talk) -> None:
    group, part, other = (given.customer(talk, name) for name in ("Hanbit", "Hanbit Optics", "Hanbit Foods"))
    given.does(talk, lambda session: session.set(Account, part, parent_id=group))
    given.does(talk, lambda session: session.set(Account, other, parent_id=group))
    given.contact(talk, "ann", group, 3)
    given.contact(talk, "tom", other, 2)
    await talk.say("ann", "/whoknows Hanbit Optics")
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Nobody of us, as far as I know"]
    assert [(row.title, row.detail.split(":")[0]) for row in rows(talk.last, "nearby")] == [
        ("Tom", "Hanbit Foods (of the same parent)"),
        ("Ann", "Hanbit (its parent)"),
    ]
    await talk.say("ann", "/whoknows Hanbit")
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Ann"]
    assert [row.detail.split(":")[0] for row in rows(talk.last, "nearby")] == ["Hanbit Foods (belongs to it)"]


@pytest.mark.parametrize("said", ["/whoknows CFO @ ACME", "/whoknows CFO at ACME", "who knows the CFO at ACME?"])
async def test_a_function_at_a_customer(talk: Talk, said: str) -> None:
    acme(talk)
    await talk.say("tom", said)
    found = rows(talk.last, "people") or rows(talk.last, "colleagues")
    assert "Jane Doe" in card_of(talk.last).plain()
    assert "Ann" in found[0].title + found[0].detail


async def test_nobody_of_a_function_says_who_is_nearest(talk: Talk) -> None:
    acme(talk)
    given.customer(talk, "Globex")
    said = await talk.hear("tom", "/whoknows CFO @ Globex")
    assert "Nobody at Globex is noted for that." in said
    assert rows(talk.last, "nearby")[0].title == "Ann"
    assert rows(talk.last, "nearby")[0].detail.startswith("Jane Doe, CFO, Finance, ACME: strong")


@pytest.mark.parametrize("said", ["/whoknows 구매", "/whoknows procurement", "/whoknows 구매팀"])
async def test_a_function_anywhere(talk: Talk, said: str) -> None:
    hanbit = given.customer(talk, "한빛전자")
    given.contact(talk, "ann", hanbit, 3, [given.person(talk, "박서준", hanbit, "부장", "구매팀")])
    given.contact(talk, "tom", hanbit, 3, [given.person(talk, "김영희", hanbit, "과장", "영업팀")])
    await talk.say("minsu", said)
    assert [row.title for row in rows(talk.last, "nearby")] == ["Ann"]
    await talk.say("minsu", said, past=True, at=talk.now.replace(month=1))
    assert not rows(talk.last, "nearby")


async def test_a_function_beside_a_korean_company(talk: Talk) -> None:
    hanbit = given.customer(talk, "한빛전자")
    given.contact(talk, "ann", hanbit, 3, [given.person(talk, "박서준", hanbit, "부장", "구매팀")])
    await talk.say("minsu", "/whoknows 한빛전자 구매팀")
    assert [row.title for row in rows(talk.last, "people")] == ["박서준 부장님, 구매팀"]
    await talk.tap("minsu", "박서준")
    assert card_of(talk.last).title == "박서준 부장님"


@pytest.mark.parametrize("said", ["/whoknows me", "/whoknows 나", "/whoknows 내 인맥"])
async def test_my_network_is_mine_alone(talk: Talk, said: str) -> None:
    acme(talk)
    await talk.say("ann", said)
    assert [row.title for row in rows(talk.last, "people")] == ["Jane Doe, CFO, Finance, ACME"]
    await talk.say("minsu", said)
    assert "Jane" not in card_of(talk.last).plain()
    assert [row.ref for row in rows(talk.last, "people")] == ["P-Bob"]


async def test_what_somebody_states_is_shown_as_stated(talk: Talk) -> None:
    acme(talk)
    await talk.say("minsu", "/rapport floor Eve Poe: friends since school")
    undo = button(talk.last, "되돌리기").says
    await talk.say("tom", "/whoknows ACME")
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Ann", "Tom", "김민수"]
    assert rows(talk.last, "colleagues")[2].detail.startswith(
        "says of Eve Poe: “friends since school” (today) · dormant"
    )
    await talk.say("tom", "/whoknows Eve Poe")
    assert [row.detail for row in rows(talk.last, "colleagues")] == [
        "says of Eve Poe: “friends since school” (today) · no contact recorded"
    ]
    await talk.say("tom", "/rapport facts Eve Poe")
    assert "friends" not in card_of(talk.last).plain()
    await talk.say("minsu", undo)
    await talk.say("tom", "/whoknows Eve Poe")
    assert [row.title for row in rows(talk.last, "colleagues")] == ["Nobody of us, as far as I know"]


async def test_what_was_stated_can_be_taken_back(talk: Talk) -> None:
    acme(talk)
    await talk.say("ann", "/rapport floor Eve Poe: friends since school")
    await talk.say("ann", "/rapport floor Eve Poe: none")
    assert "friends" not in await talk.hear("tom", "/whoknows Eve Poe")
    assert "You have stated nothing" in await talk.hear("tom", "/rapport floor Eve Poe: none")


def sent(talk: Talk, kind: str) -> list[str]:
    return [
        json.dumps(json.loads(row["card"]), ensure_ascii=False) for row in given.letters(talk) if row["kind"] == kind
    ]


async def test_an_introduction_is_asked_for_and_answered(talk: Talk) -> None:
    acme(talk)
    await talk.say("minsu", "/whoknows Jane Doe")
    await talk.say("minsu", button(talk.last, "Ann").says)
    [letter] = sent(talk, "introduce")
    assert "김민수 asks you for an introduction" in letter
    assert "Could you introduce 김민수 to Jane Doe, CFO, Finance, ACME?" in letter
    jane, minsu = given.does(talk, lambda session: session.known.people.exact("Jane Doe"))[0], given.mate(talk, "minsu")
    said = await talk.hear("ann", f"/rapport introduce person:{jane} teammate:{minsu} yes")
    assert "I have told 김민수, and remind you of it." in said
    assert "introduce 김민수" in await talk.hear("ann", "/rapport promises")
    assert len(sent(talk, "introduced")) == 1
    assert (
        await talk.hear("ann", f"/rapport introduce person:{jane} teammate:{minsu} no")
        == "You have answered that already"
    )


async def test_an_introduction_is_asked_for_once_a_day_and_not_of_oneself(talk: Talk) -> None:
    acme(talk)
    await talk.say("tom", "/rapport introduce Jane Doe @ann")
    assert "I have asked Ann today already" in await talk.hear("tom", "/rapport introduce Jane Doe @ann")
    assert len(sent(talk, "introduce")) == 1
    assert "That is you" in await talk.hear("tom", "/rapport introduce Jane Doe @tom")
    await talk.say("ann", "/whoknows ACME")
    assert not any("introduction" in one.label for one in buttons(talk.last))


async def test_all_of_my_people_are_paged(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    for n in range(40):
        given.contact(talk, "ann", account, 3, [given.person(talk, f"Person {n:02}", account)])
    await talk.say("ann", "/whoknows me")
    table = tables(talk)["people"]
    found = []
    while table.more:
        await talk.say("ann", table.more)
        table = tables(talk)["people"]
        found += [row.title for row in table.rows[: table.shown]]
    assert len(set(found)) == len(found) == 40


@pytest.mark.parametrize("said", ["/whoknows pricing at ACME", "/whoknows pricing @ ACME", "/whoknows pricing"])
async def test_a_topic_is_known_by_whoever_wrote_about_it(talk: Talk, said: str) -> None:
    acme(talk)
    for line in ("pricing is too high", "new pricing wanted"):
        await talk.say("ann", f"/rapport insight ACME: {line}")
    await talk.say("tom", "/rapport insight ACME: pricing again")
    await talk.say("minsu", "/rapport insight ACME: private: pricing rumours")
    assert "Who wrote about “pricing”" in await talk.hear("tom", said)
    assert [(row.title, row.detail) for row in rows(talk.last, "colleagues")] == [
        ("Ann", "2 notes, last today"),
        ("Tom", "1 note, last today"),
    ]


async def test_a_topic_nobody_wrote_about_is_a_name_that_nobody_knows(talk: Talk) -> None:
    acme(talk)
    assert "Nobody of us has noted" in await talk.hear("tom", "/whoknows blockchain")

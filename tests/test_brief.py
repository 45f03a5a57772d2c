"""The page before a visit: what is known of a customer or a person, how old it is, and what nobody knows."""

from __future__ import annotations

from bot.message import Facts
from tests import given
from tests.conversation import Talk, button, card_of, heard, rows
from tests.test_whoknows import acme, tables


async def told(talk: Talk) -> dict[str, int]:
    """ACME with a role, attitudes that differ, a promise, a plan, an insight, an ask and a note."""
    made = acme(talk)
    await talk.say("tom", "/rapport role Jane Doe decision maker")
    await talk.say("tom", "/rapport attitude Jane Doe supportive")
    await talk.say("ann", "/rapport attitude Jane Doe critical")
    await talk.say("tom", "/rapport promise ACME: send the test report by Friday")
    await talk.say("tom", "/logcontact Jane Doe @ ACME yesterday call ask: reference visit")
    await talk.say("ann", "/logcontact Jane Doe @ ACME next: lunch on 20 March")
    await talk.say("ann", "/rapport insight ACME: need: a second source")
    return made


def facts(talk: Talk) -> dict[str, str]:
    return {k: v for block in card_of(talk.last).blocks if isinstance(block, Facts) for k, v in block.pairs}


async def test_a_brief_has_all_that_is_known_on_one_page(talk: Talk) -> None:
    await told(talk)
    said = await talk.hear("tom", "/rapport brief ACME")
    assert said.startswith("Before you meet ACME")
    pairs = facts(talk)
    assert (pairs["Owner"], pairs["Tier"]) == ("Tom", "A")
    assert pairs["Strongest"].startswith("Ann: strong")
    assert pairs["Their side"].startswith("2 of 3")
    assert pairs["Our side"].startswith("3 of 3")
    assert "Concentration" in pairs
    jane = next(row for row in rows(talk.last, "people") if row.title.startswith("Jane Doe"))
    assert "decision maker (Tom, today)" in jane.detail
    assert "Ann strong" in jane.detail
    assert any("test report" in row.title for row in rows(talk.last, "promises"))
    assert any("meal" in row.title for row in rows(talk.last, "plans"))
    assert any("a second source" in row.title for row in rows(talk.last, "insights"))
    assert "1 ask, and nothing given yet." in said
    assert "We say different things" in said
    assert "Nobody has met them" in said


async def test_empty_chairs_say_how_long_and_who_is_to_ask(talk: Talk) -> None:
    await told(talk)
    await talk.say("tom", "/rapport role Bob Roe purchasing")
    await talk.say("tom", "/rapport left Bob Roe")
    talk.later(days=10)
    await talk.say("tom", "/rapport brief ACME")
    chairs = {row.title: row.detail for row in rows(talk.last, "roles")}
    assert chairs["purchasing"].startswith("empty for 10 days")
    assert chairs["champion"] == "nobody known · ask Ann, by way of Jane Doe"
    assert "decision maker" not in chairs


async def test_what_is_old_is_to_be_asked_again(talk: Talk) -> None:
    await told(talk)
    talk.later(days=100)
    said = await talk.hear("tom", "/rapport brief ACME")
    assert "Jane Doe: supportive — 100 days old, still so?" in said


async def test_a_section_that_says_nothing_is_left_out(talk: Talk) -> None:
    given.customer(talk, "Globex")
    said = await talk.hear("tom", "/rapport brief Globex")
    assert set(tables(talk)) == {"roles"}
    assert "no contact recorded" in said
    assert "Promised" not in said


async def test_what_does_not_fit_is_on_the_next_page(talk: Talk) -> None:
    account = given.customer(talk, "Globex")
    for n in range(64):
        given.person(talk, f"Person {n:02}", account)
    await talk.say("tom", "/rapport brief Globex")
    seen = tables(talk)["people"]
    names = []
    for _page in range(3):
        await talk.say("tom", seen.more or f"/rapport brief account:{account} people")
        seen = tables(talk)["people"]
        names += [row.title for row in seen.rows[: seen.shown]]
    assert sorted(names) == [f"Person {n:02}" for n in range(64)]
    assert "Nothing is left here." in await talk.hear("tom", f"/rapport brief account:{account} people 9")


async def test_a_brief_of_a_person_has_who_knows_them_and_what_is_open(talk: Talk) -> None:
    await told(talk)
    await talk.say("tom", "/rapport promise Jane Doe: the price list by Friday")
    said = await talk.hear("tom", "/rapport brief Jane Doe")
    assert said.startswith("Before you meet Jane Doe")
    assert facts(talk)["ACME"] == "CFO, Finance"
    assert next(row.title for row in rows(talk.last, "colleagues")) == "Ann"
    assert any("price list" in row.title for row in rows(talk.last, "promises"))
    await talk.tap("tom", "ACME")
    assert card_of(talk.last).title == "Before you meet ACME"


async def test_what_is_private_stays_out_of_the_brief_of_others(talk: Talk) -> None:
    await told(talk)
    await talk.say("ann", "/rapport insight ACME: private: they dislike Tom")
    await talk.say("ann", "/logcontact Jane Doe @ ACME today call private: a secret")
    assert "secret" in await talk.hear("ann", "/rapport brief ACME")
    said = await talk.hear("tom", "/rapport brief ACME")
    assert "secret" not in said
    assert "dislike" not in said


async def test_a_brief_of_a_past_day_knows_nothing_later(talk: Talk) -> None:
    made = await told(talk)
    when = talk.now
    talk.later(days=1)
    given.contact(talk, "ann", made["acme"], 0, [made["bob"]], "visit")
    await talk.say("tom", "/rapport brief ACME", at=when, past=True)
    assert facts(talk)["Last contact"].startswith("last contact yesterday")


async def test_who_knows_leads_to_the_brief(talk: Talk) -> None:
    acme(talk)
    await talk.say("tom", "/whoknows ACME")
    assert heard(await talk.tap("tom", "Brief")).startswith("Before you meet ACME")
    assert button(talk.last, "Who knows them").says.startswith("/whoknows account:")


async def test_the_brief_is_asked_for_in_korean(talk: Talk) -> None:
    hanbit = given.customer(talk, "한빛전자", "minsu", tier="A")
    given.person(talk, "박서준", hanbit, "상무", "구매팀")
    said = await talk.hear("minsu", "/rapport 브리핑 한빛전자")
    assert "박서준 상무님" in said
    assert "한빛전자" in card_of(talk.last).title

"""What is set about an account in chat: its team, its parent, its industry; each shown, and each taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.as_data import from_data
from bot.message import Facts
from storage import account_teams, accounts, facts
from storage.session import Session
from tests import given
from tests.conversation import Talk, button, buttons, card_of, heard, rows


def row(talk: Talk, account: int) -> dict[str, Any]:
    found = given.does(talk, lambda session: accounts.get(session, account))
    assert found is not None
    return dict(found)


def team(talk: Talk, account: int) -> list[str]:
    return [mate["name"] for mate in given.does(talk, lambda session: account_teams.helpers(session, account))]


def told(talk: Talk) -> list[tuple[int, str]]:
    """The letters planned so far: to whom, and their titles."""
    return [(one["teammate_id"], from_data(json.loads(one["card"])).title) for one in given.letters(talk)]


@pytest.mark.parametrize("said", ["@ann", "ann@example.com", "Ann", "<@U0ANN>", "<@U0ANN|ann>", ", @ann"])
@pytest.mark.parametrize("word", ["team", "팀"])
async def test_a_colleague_is_put_on_the_team(talk: Talk, word: str, said: str) -> None:
    account = given.customer(talk, "ACME Industries", "tom")
    given.changed(talk, "ann", external_id="U0ANN")
    answer = await talk.hear("tom", f"/rapport {word} ACME Industries {said}")
    assert answer.splitlines()[0] == "Ann is on the team of ACME Industries now"
    assert team(talk, account) == ["Ann"]
    assert "already" in await talk.hear("tom", f"/rapport {word} ACME Industries {said}")
    await talk.say("minsu", f"/rapport {word} ACME Industries @ann")
    assert len(told(talk)) == 1


@pytest.mark.parametrize(
    "said", ["remove @ann", "-@ann", "without Ann", "@ann remove", "@ann 빼기", "Ann 제외", "- @ann"]
)
async def test_a_colleague_is_taken_off_the_team(talk: Talk, said: str) -> None:
    account = given.customer(talk, "ACME", "tom")
    await talk.say("tom", "/rapport team ACME @ann")
    assert "no longer on the team" in await talk.hear("tom", f"/rapport team ACME {said}")
    assert team(talk, account) == []
    await talk.tap("tom", "Undo")
    assert team(talk, account) == ["Ann"]
    await talk.tap("tom", "Undo")
    assert team(talk, account) == []
    assert "is not on the team" in await talk.hear("tom", f"/rapport team ACME {said}")


async def test_whoever_is_concerned_hears_of_a_new_helper(talk: Talk) -> None:
    given.customer(talk, "ACME", "ann")
    said = await talk.hear("tom", "/rapport team ACME 김민수")
    assert "I have told 김민수 and Ann." in said
    titles = dict(told(talk))
    assert titles.keys() == {given.mate(talk, "minsu"), given.mate(talk, "ann")}
    assert titles[given.mate(talk, "ann")] == "Tom put 김민수 on the team of ACME"


async def test_the_team_is_shown_and_changed_from_what_is_shown(talk: Talk) -> None:
    account = given.customer(talk, "ACME", "tom")
    assert "Owner Tom" in await talk.hear("ann", "/rapport team ACME")
    await talk.tap("ann", "Put me on it")
    assert team(talk, account) == ["Ann"]
    assert "Owner Tom, with Ann" in await talk.hear("ann", "/rapport team ACME")
    assert not any("Put me on it" in one.label for one in buttons(talk.last))
    await talk.tap("ann", "Remove Ann")
    assert team(talk, account) == []
    assert "I do not know which colleague" in await talk.hear("tom", "/rapport team ACME @nobody.here")


async def test_a_misspelt_customer_is_asked_about_and_what_was_wanted_is_kept(talk: Talk) -> None:
    account = given.customer(talk, "Hanbit Electronics", "tom")
    await talk.say("tom", "/rapport team Hanbit Electronic @ann")
    await talk.tap("tom", "Hanbit Electronics")
    assert team(talk, account) == ["Ann"]
    await talk.say("tom", "/rapport team Hanbit Electronic remove @ann")
    await talk.tap("tom", "Hanbit Electronics")
    assert team(talk, account) == []


@pytest.mark.parametrize(
    "said", ["ACME Globex", "ACME is part of Globex", "ACME -> Globex", "ACME: Globex", "ACME는 Globex 자회사"]
)
async def test_a_customer_is_put_below_its_parent(talk: Talk, said: str) -> None:
    acme, globex = given.customer(talk, "ACME"), given.customer(talk, "Globex")
    assert await talk.hear("tom", f"/rapport parent {said}") == "ACME belongs to Globex now"
    assert row(talk, acme)["parent_id"] == globex
    await talk.tap("tom", "Undo")
    assert row(talk, acme)["parent_id"] is None


async def test_what_belongs_to_what_is_said_and_nothing_belongs_to_itself(talk: Talk) -> None:
    names = ("ACME", "Globex", "Initech")
    made = {name: given.customer(talk, name) for name in names}
    await talk.say("minsu", "/rapport 모회사 ACME Globex")
    await talk.say("tom", "/rapport parent Globex Initech")
    assert "Part of Initech. To it belong: ACME." in await talk.hear("tom", "/rapport parent Globex")
    for above in ("ACME", "Globex", "Initech"):
        said = await talk.hear("tom", f"/rapport parent Initech {above}")
        assert "cannot stand above it" in said
    assert row(talk, made["Initech"])["parent_id"] is None
    await talk.say("tom", "/rapport parent ACME none")
    assert row(talk, made["ACME"])["parent_id"] is None
    await talk.tap("tom", "Undo")
    assert row(talk, made["ACME"])["parent_id"] == made["Globex"]


async def test_a_parent_nobody_knows_is_added_with_one_tap(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    await talk.say("tom", "/rapport parent ACME Umbrella Works")
    await talk.tap("tom", "Add it as a customer")
    assert heard(talk.last) == "ACME belongs to Umbrella Works now"
    [umbrella] = [one for one in given.customers(talk) if one["name"] == "Umbrella Works"]
    assert (row(talk, acme)["parent_id"], umbrella["owner_id"]) == (umbrella["id"], None)


@pytest.mark.parametrize(("word", "said"), [("industry", "ACME semiconductors"), ("업종", "ACME: semiconductors")])
async def test_an_industry_is_noted_and_offered_for_the_next_customer(talk: Talk, word: str, said: str) -> None:
    acme, globex = given.customer(talk, "ACME"), given.customer(talk, "Globex")
    await talk.say("tom", f"/rapport {word} {said}")
    assert row(talk, acme)["industry"] == "semiconductors"
    undo = button(talk.last, "Undo")
    assert "Which industry is Globex in?" in await talk.hear("tom", "/rapport industry Globex")
    await talk.tap("tom", "semiconductors")
    assert row(talk, globex)["industry"] == "semiconductors"
    await talk.say("tom", undo.says)
    assert row(talk, acme)["industry"] == ""
    assert "too long" in await talk.hear("tom", f"/rapport industry ACME {'x' * 61}")


async def test_an_owner_and_a_tier_are_taken_back(talk: Talk) -> None:
    account = given.customer(talk, "ACME", "ann")
    await talk.say("tom", "/rapport owner ACME me")
    await talk.tap("tom", "Undo")
    assert row(talk, account)["owner"] == "Ann"
    assert [title for _who, title in told(talk)] == ["ACME is with Tom now", "Tom made you the owner of ACME"]
    await talk.say("tom", "/rapport owner ACME nobody")
    assert heard(talk.last) == "ACME has no owner now\nI have told Ann."
    await talk.say("tom", "/rapport owner ACME me")
    await talk.tap("tom", "Undo")
    assert row(talk, account)["owner"] is None
    await talk.say("tom", "/rapport tier ACME A")
    await talk.tap("tom", "Undo")
    assert row(talk, account)["tier"] == ""
    assert heard(talk.last).startswith("ACME is in no tier now")
    await talk.tap("tom", "Undo")
    assert row(talk, account)["tier"] == "A"


async def test_one_card_shows_everything_and_how_to_change_it(talk: Talk) -> None:
    account = given.customer(talk, "ACME", "tom", tier="A", industry="chips")
    given.customer(talk, "ACME Korea", parent_id=account)
    jane = given.person(talk, "Jane Doe", account, "CFO")
    await talk.say("tom", "/rapport team ACME @ann")
    await talk.say("ann", "/rapport role Jane Doe decision maker")
    said = await talk.hear("tom", "/rapport account ACME")
    [pairs] = [block.pairs for block in card_of(talk.last).blocks if isinstance(block, Facts)]
    assert pairs == (
        ("Owner", "Tom"),
        ("Team", "Ann"),
        ("Tier", "A"),
        ("Part of", "–"),
        ("Industry", "chips"),
        ("Its parts", "ACME Korea"),
    )
    assert "Jane Doe, CFO — decision maker (Ann, today)" in said
    assert buttons(talk.last)[0].says == f"/whoknows person:{jane}"
    for label, answer in (
        ("Owner", "ACME is yours"),
        ("Team", "The team of ACME"),
        ("Tier", "Which tier is ACME?"),
        ("Part of", "ACME"),
        ("Industry", "ACME is in this industry: chips"),
    ):
        await talk.say("tom", "/rapport account ACME")
        assert heard(await talk.tap("tom", label)).splitlines()[0] == answer
    await talk.say("minsu", "/rapport 고객사 ACME Korea")
    assert card_of(talk.last).title == "ACME Korea"
    assert not rows(talk.last, "people")


async def test_an_old_role_on_the_card_says_how_old_it_is(talk: Talk) -> None:
    account = given.customer(talk, "ACME", "tom")
    jane = given.person(talk, "Jane Doe", account)
    tom = given.mate(talk, "tom")

    def work(session: Session) -> None:
        session.viewer = tom
        day = talk.now.date().replace(year=2025)
        facts.record(session, person=jane, account=account, kind="role", value="champion", day=day, at=talk.now)

    given.does(talk, work)
    assert "champion (Tom, 365 days old)" in await talk.hear("tom", "/rapport account ACME")

"""Who may ask: members of the installation's company who are teammates, and nobody else on any way in."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
from typing import Any

import pytest
from sqlalchemy import text

from bot.as_data import from_data
from bot.message import Ask, Buttons, Card, Nothing, Profile, Say, Standing, Surface
from handlers.commands import COMMANDS
from storage import teammates
from storage.session import Session
from tests import given
from tests.conversation import Talk, buttons, heard
from tests.letterbox import Letterbox, MovableClock, clockwork
from tests.test_logcontact import everything

NO = "Rapport answers only members of the company it belongs to."
REFUSED = [one for one in Standing if one is not Standing.MEMBER]
SECRETS = ("ACME", "Jane", "Tom", "Ann", "budget")

WAYS: list[dict[str, Any]] = [
    {"surface": Surface.COMMAND, "command": "whoknows", "text": "ACME"},
    {"surface": Surface.COMMAND, "command": "neglected", "text": "team"},
    {"surface": Surface.COMMAND, "command": "rapport", "text": "help"},
    {"surface": Surface.COMMAND, "command": "rapport", "text": "status"},
    {"surface": Surface.COMMAND, "command": "logcontact", "text": ""},
    {"surface": Surface.MESSAGE, "text": "who knows ACME?"},
    {"surface": Surface.MENTION, "text": "met Jane Doe at ACME today, budget is frozen"},
    {"surface": Surface.BUTTON, "command": "whoknows", "text": "account:1"},
    {"surface": Surface.BUTTON, "command": "rapport", "text": "undo 1"},
    {"surface": Surface.BUTTON, "command": "rapport", "text": "edit 1"},
    {"surface": Surface.BUTTON, "command": "rapport", "text": "add eve@example.com U0EVE99 Eve"},
    {"surface": Surface.FORM, "command": "logcontact", "values": {"account": "account:1", "note": "x"}},
    {"surface": Surface.FORM, "command": "logcontact", "values": {"account": "new:Umbrella"}, "state": {"edits": "1"}},
]


async def known(talk: Talk) -> None:
    """Something that could be learnt."""
    await talk.say("tom", '/logcontact new:"Jane Doe" @ new:"ACME" today call: budget is frozen')


def asks(talk: Talk, who: Profile, **more: Any) -> Ask:
    return Ask(who=who, at=talk.now, platform="slack", **more)


def slack(user: str = "U0EVE99", mail: str = "eve@example.com", **more: Any) -> Profile:
    return Profile(**{"user": user, "email": mail, "name": "Eve", "standing": Standing.MEMBER, **more})


def counts(talk: Talk) -> list[Any]:
    return given.does(
        talk,
        lambda session: [
            session.connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()
            for name in ("teammate", "account", "person", "interaction", "outbox", "journal", "run", "delivery")
        ],
    )


def no(standing: Standing) -> str:
    return "I cannot tell who you are right now. Please try again in a moment." if standing == "unknown" else NO


@pytest.mark.parametrize("standing", REFUSED)
async def test_whoever_is_no_member_learns_and_does_nothing_on_any_way_in(talk: Talk, standing: Standing) -> None:
    await known(talk)
    given.changed(talk, "tom", external_id="U0TOM")
    before = counts(talk)
    for mail in ("tom@example.com", "eve@example.com", ""):  # also under a teammate's own mail address
        for way in WAYS:
            reply = await talk.bot.answer(asks(talk, slack(mail=mail, standing=standing, admin=True), **way, key="k"))
            assert heard(reply) == no(standing)
    for search in ("account", "person", "teammate"):
        for user in ("U0TOM", "U0EVE99"):
            who = slack(user, "tom@example.com", standing=standing)
            assert await talk.bot.look_up(asks(talk, who), search, "a") == []
    assert counts(talk) == before


@pytest.mark.parametrize("standing", REFUSED)
async def test_somebody_who_was_a_member_a_moment_ago_is_refused(talk: Talk, standing: Standing) -> None:
    await known(talk)
    tom = slack("U0TOM", "tom@example.com")
    for command in ("help", "status"):
        assert heard(await talk.bot.answer(asks(talk, tom, command="rapport", text=command))) != NO
    gone = dataclasses.replace(tom, standing=standing)
    for way in WAYS:
        assert heard(await talk.bot.answer(asks(talk, gone, **way))) == no(standing)


async def test_the_default_standing_is_refused(talk: Talk) -> None:
    profile = Profile(user="U0TOM", email="tom@example.com", admin=True)
    assert heard(await talk.bot.answer(asks(talk, profile, command="whoknows", text="ACME"))) == NO


async def test_a_member_who_is_no_teammate_is_told_whom_to_ask_and_learns_nothing(talk: Talk) -> None:
    await known(talk)
    given.changed(talk, "tom", external_id="U0TOM")
    before = counts(talk)
    for way in WAYS:
        said = heard(await talk.bot.answer(asks(talk, slack(), **way)))
        assert said == "You are not on the team here. I have told Tom, who can add you with one tap."
    assert await talk.bot.look_up(asks(talk, slack()), "account", "A") == []
    after = counts(talk)
    assert [new - old for old, new in zip(before, after, strict=True)] == [0, 0, 0, 0, 1, 0, 1, 0]  # a letter, a run


def letters(talk: Talk) -> list[Card]:
    return [from_data(json.loads(row["card"])) for row in given.letters(talk)]


async def test_each_administrator_gets_one_letter_a_day_with_a_button_that_works(talk: Talk) -> None:
    given.changed(talk, "tom", external_id="U0TOM")
    given.changed(talk, "ann", external_id="U0ANN", admin=True)
    for _twice in range(2):
        said = heard(await talk.bot.answer(asks(talk, slack(name="Eve\n Poe"), command="rapport", text="status")))
        assert "I have told Ann and Tom, who can add you with one tap." in said
    told = letters(talk)
    assert [card.title for card in told] == ["Eve Poe would like to use Rapport"] * 2
    talk.later(days=1)
    await talk.bot.answer(asks(talk, slack(), command="rapport", text="status"))
    assert len(letters(talk)) == 4
    box = Letterbox()
    assert await clockwork(talk.memory, box, MovableClock(talk.now)).deliver() == 2
    assert {letter.user for letter in box.letters} == {"U0TOM", "U0ANN"}
    added = await talk.say("tom", buttons(Say(told[0]))[0].says)
    assert "Eve Poe is on the team now" in heard(added)
    assert heard(await talk.bot.answer(asks(talk, slack(), command="rapport", text="status"))).startswith("I am awake")


async def test_who_has_no_mail_address_is_added_by_words(talk: Talk) -> None:
    given.changed(talk, "tom", external_id="U0TOM")
    await talk.bot.answer(asks(talk, slack(mail=""), command="rapport", text="status"))
    [card] = letters(talk)
    assert "/rapport add their mail address" in card.plain()
    assert not [block for block in card.blocks if isinstance(block, Buttons)]


async def test_administrators_whom_no_letter_reaches_are_named(talk: Talk) -> None:
    said = heard(await talk.bot.answer(asks(talk, slack(), command="rapport", text="status")))
    assert said == "You are not on the team here. Tom can add you: /rapport add your mail address"
    assert letters(talk) == []


async def test_the_first_administrator_of_the_workspace_becomes_ours(talk: Talk) -> None:
    for who in ("tom", "ann", "minsu"):
        given.changed(talk, who, active=False, admin=False)
    said = heard(await talk.bot.answer(asks(talk, slack(), command="rapport", text="status")))
    assert said == "Nobody is set up here yet. An administrator of this workspace has to write to me first."
    boss = slack("U0BOSS", "boss@example.com", admin=True, name="Bo Ss")
    assert heard(await talk.bot.answer(asks(talk, boss, command="rapport", text="status"))).startswith("I am awake")
    assert "is on the team now" in heard(
        await talk.bot.answer(asks(talk, boss, command="rapport", text="add eve@example.com"))
    )
    second = slack("U0MORE", "more@example.com", admin=True)
    said = heard(await talk.bot.answer(asks(talk, second, command="rapport", text="status")))
    assert said == "You are not on the team here. I have told Bo Ss, who can add you with one tap."


async def test_whoever_is_known_by_mail_is_linked_by_their_id_at_the_first_word(talk: Talk) -> None:
    profile = slack("U0ANN", "ann@example.com")
    said = heard(await talk.bot.answer(asks(talk, profile, command="rapport", text="status")))
    assert said.startswith("I am awake")

    def by_id(session: Session) -> str:
        row = teammates.find(session, "U0ANN", "")
        assert row is not None
        return str(row["email"])

    assert given.does(talk, by_id) == "ann@example.com"
    moved = slack("U0ANN", "new@example.com")  # their mail address changed: the id stands
    assert heard(await talk.bot.answer(asks(talk, moved, command="rapport", text="status"))).startswith("I am awake")


async def test_a_command_said_first_is_done_at_once(talk: Talk) -> None:
    """Nobody has to say it twice because they had to be let in first."""
    profile = slack("U0ANN", "ann@example.com")
    await talk.bot.answer(asks(talk, profile, command="logcontact", text='@ new:"ACME" today call: hello', key="k1"))
    await talk.bot.answer(asks(talk, profile, command="logcontact", text='@ new:"ACME" today call: hello', key="k1"))
    assert [one["note"] for one in everything(talk)] == ["hello"]


async def test_a_teammate_who_has_left_is_refused(talk: Talk) -> None:
    await known(talk)
    given.changed(talk, "tom", external_id="U0TOM")
    given.changed(talk, "ann", external_id="U0ANN", active=False)
    for way in WAYS:
        said = heard(await talk.bot.answer(asks(talk, slack("U0ANN", "ann@example.com"), **way)))
        assert said.startswith("You are not on the team here.")
        assert not any(secret in said.replace("told Tom", "") for secret in SECRETS)
    assert await talk.bot.look_up(asks(talk, slack("U0ANN", "ann@example.com")), "account", "A") == []


async def test_only_administrators_may_what_is_for_administrators(talk: Talk) -> None:
    for command in COMMANDS:
        said = await talk.hear("ann", f"{command.typed} zoe@example.com")
        assert ("for an administrator" in said) == command.admins, command.name


@pytest.fixture
def broken(talk: Talk) -> Talk:
    """The floor is pulled away while the bot is at work. PostgreSQL then says the whole row, note included."""
    refuses = "RENAME COLUMN typed TO gone" if talk.memory.sqlite else "ADD CONSTRAINT never CHECK (id < 0)"
    for change in (f"interaction {refuses}", "tie RENAME COLUMN score TO gone"):
        given.does(talk, lambda session, change=change: session.connection.execute(text(f"ALTER TABLE {change}")))  # type: ignore[misc]
    return talk


async def test_a_fault_gives_a_ticket_and_the_log_its_traceback_without_a_word_of_what_was_said(
    broken: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    token = "xoxb-" + "1234567890-abcdefghij"
    with caplog.at_level(logging.DEBUG):
        said = await broken.hear("tom", f'/logcontact new:"Jane Doe" @ new:"ACME" today call: secret budget {token}')
    title, hint = said.splitlines()
    number = title.removeprefix("Something went wrong (ticket ").removesuffix(")")
    assert len(number) == 6
    assert number.isalnum()
    assert hint == "Nothing was stored. Please try again; if it happens again, give whoever runs Rapport this number."
    [record] = [one for one in caplog.records if number in one.getMessage()]
    assert record.levelname == "ERROR"
    assert "handlers/logcontact.py" in record.getMessage()
    assert "Error" in record.getMessage().splitlines()[0]
    for word in ("Jane", "ACME", "secret", "budget", "xoxb", "tom@example.com"):
        assert word not in caplog.text
    assert given.customers(broken) == []


async def test_each_fault_has_a_number_of_its_own_and_the_bot_goes_on(broken: Talk) -> None:
    account = given.customer(broken, "ACME")
    tickets = {await broken.hear("tom", f"/whoknows account:{account}") for _n in range(5)}
    assert len(tickets) == 5
    assert all("went wrong" in one for one in tickets)
    assert (await broken.hear("tom", "/rapport status")).startswith("I am awake")


async def test_a_fault_is_told_in_the_askers_language(broken: Talk) -> None:
    given.customer(broken, "ACME")
    await broken.say("ann", "/rapport language ko")
    said = await broken.hear("ann", "/whoknows ACME")
    assert said != await broken.hear("tom", "/whoknows ACME")
    assert any("가" <= sign <= "힣" for sign in said)


async def test_many_asks_at_once_each_get_their_own_language_and_answer(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    given.contact(talk, "tom", account, 1)
    people = ["tom", "minsu", "ann"] * 8
    said = await asyncio.gather(*(talk.bot.answer(talk.ask(who, "/whoknows ACME")) for who in people))
    for who, reply in zip(people, said, strict=True):
        assert ("3월 10일" in heard(reply)) == (who == "minsu")
        assert not isinstance(reply, Nothing)

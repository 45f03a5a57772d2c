"""What stands after /rapport: help, owners, tiers, new customers, one's own settings, the team, undo and edit."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import Any

import pytest

from bot.as_data import from_data
from bot.message import Card, Form, Say
from bot.words import _, speaking
from handlers.commands import COMMANDS
from handlers.help import EXAMPLES
from storage import accounts, teammates, workspaces
from storage.tables import Tier
from tests import given
from tests.conversation import Talk, button, buttons, heard, rows
from tests.letterbox import Letterbox, MovableClock, clockwork
from tests.test_logcontact import everything


def owner(talk: Talk, account: int) -> str | None:
    def work(session: Any) -> str | None:
        row = accounts.get(session, account)
        assert row is not None
        return row["owner"]  # type: ignore[no-any-return]

    return given.does(talk, work)


def letters(talk: Talk) -> list[tuple[str, Card]]:
    """The letters planned so far: to whom, and what."""

    def work(session: Any) -> list[tuple[str, Card]]:
        found = []
        for row in session.rows(given.LETTERS):
            reader = teammates.get(session, row["teammate_id"])
            assert reader is not None
            found.append((str(reader["name"]), from_data(json.loads(row["card"]))))
        return found

    return given.does(talk, work)


@pytest.mark.parametrize("said", ["/rapport", "/rapport help", "help", "help me", "?", "hello", "/rapport 도움말", ""])
@pytest.mark.parametrize("again", [False, True])
async def test_the_help_shows_how_to_log_and_what_is_said_every_day(talk: Talk, said: str, again: bool) -> None:
    if again:  # the second time no query is needed
        await talk.say("tom", said)
    assert (await talk.hear("tom", said)).startswith("What I can do")
    assert [row.title.split()[0] for row in rows(talk.last, "commands")][:3] == [
        "/logcontact",
        "/whoknows",
        "/neglected",
    ]
    assert all(row.detail for row in rows(talk.last, "examples"))


async def test_every_command_is_in_one_topic_of_the_help_as_it_is_typed(talk: Talk) -> None:
    typed = []
    await talk.say("tom", "/rapport help")
    typed += rows(talk.last, "commands")
    for topic in ("Notes, promises, plans", "People", "Customers", "Settings"):
        await talk.say("tom", "/rapport help")
        await talk.tap("tom", topic)
        typed += rows(talk.last, "commands")
    said = [row.title.split()[0] if not row.title.startswith("/rapport ") else row.title.split()[1] for row in typed]
    names = [f"/{command.name}" if command.published else command.name for command in COMMANDS]
    assert sorted(said) == sorted(names)
    assert all(row.detail for row in typed)


@pytest.mark.parametrize(("who", "locale"), [("tom", "en-US"), ("minsu", "ko-KR")])
async def test_somebody_who_has_read_only_the_help_logs_by_its_examples(talk: Talk, who: str, locale: str) -> None:
    with speaking(locale, "UTC"):
        lines = [_(typed) for typed, _comes in EXAMPLES]
    stored = ("Logged:", "Planned:") if who == "tom" else ("기록했어요:", "일정을 적어 뒀어요:")
    given.customer(talk, "ACME" if who == "tom" else "한빛전자")
    given.person(talk, *(("Jane Doe", 1) if who == "tom" else ("홍길동", 1, "부장")))
    for line in lines:
        said = await talk.hear(who, line)
        assert said.startswith(stored), (line, said)


async def test_each_line_of_the_help_is_understood(talk: Talk) -> None:
    given.customer(talk, "ACME")
    given.person(talk, "Jane Doe", 1)
    shown = []
    for topic in ("", "notes", "people", "customers", "settings"):
        await talk.say("tom", f"/rapport help {topic}")
        shown += rows(talk.last, "commands")
    for row in shown:
        said = await talk.hear("tom", row.title.replace("@colleague", "@ann"))
        assert "I do not know" not in said, row.title
        assert "went wrong" not in said, row.title


async def test_an_unknown_word_shows_what_there_is(talk: Talk) -> None:
    said = await talk.hear("tom", "/rapport frobnicate")
    assert said.startswith("I do not know “frobnicate”. This is what I can do")
    given.customer(talk, "ACME", "tom")
    await talk.say("tom", "/rapport snoze ACME 3 days")
    assert heard(await talk.tap("tom", "/rapport snooze ACME 3 days")) == "No reminder of ACME until Sat, Mar 14"
    await talk.say("tom", "/rapport met somebody at ACME yesterday")
    await talk.tap("tom", "Log it as a contact")
    assert everything(talk)[-1]["account"] == "ACME"


@pytest.mark.parametrize(
    "words", ["me", "mine", "나", "저", "tom@example.com", "@tom", "Tom", "<@U0TOM>", "<@U0TOM|tom>"]
)
async def test_an_account_can_be_taken(talk: Talk, words: str) -> None:
    account = given.customer(talk, "ACME Industries", "ann")
    given.changed(talk, "tom", external_id="U0TOM")
    said = await talk.hear("tom", f"/rapport owner ACME Industries {words}")
    assert said == "ACME Industries is yours now\nFrom now on I remind you of it. I have told Ann."
    assert owner(talk, account) == "Tom"
    assert [who for who, _card in letters(talk)] == ["Ann"]


@pytest.mark.parametrize(
    "words",
    [
        "ann@example.com",
        "<mailto:ann@example.com|ann@example.com>",
        "<@U0ANN>",
        "<@U0ANN|ann>",
        "@ann",
        "Ann",
        "ann",
        "Ann Other",
    ],
)
async def test_an_account_can_be_given_to_a_colleague(talk: Talk, words: str) -> None:
    account = given.customer(talk, "ACME")
    given.changed(talk, "ann", external_id="U0ANN", name="Ann Other")
    assert (
        await talk.hear("tom", f"/rapport owner ACME {words}") == "ACME is with Ann Other now\nI have told Ann Other."
    )
    assert owner(talk, account) == "Ann Other"
    assert await talk.hear("tom", f"/rapport 담당 ACME, {words}") == "ACME is with Ann Other now"  # nothing new to tell
    assert len(letters(talk)) == 1


async def test_a_korean_name_is_a_colleague_too(talk: Talk) -> None:
    account = given.customer(talk, "한빛전자")
    await talk.say("tom", "/rapport 담당 한빛전자 김민수")
    assert owner(talk, account) == "김민수"
    await talk.say("minsu", "/rapport 담당 한빛전자 저")
    assert owner(talk, account) == "김민수"


@pytest.mark.parametrize(
    "words", ["<@U404>", "@nobody", "nobody@example.com", "<mailto:x@y.zz|x@y.zz>", "old@example.com"]
)
async def test_an_unknown_colleague_is_asked_after(talk: Talk, words: str) -> None:
    account = given.customer(talk, "ACME", "ann")
    given.colleague(talk, "old", "Old", active=False)
    said = await talk.hear("tom", f"/rapport owner ACME {words}")
    assert said == "I do not know which colleague you mean. Mention them with @, or write their mail address."
    assert owner(talk, account) == "Ann"
    assert letters(talk) == []


async def test_without_a_colleague_the_bot_says_whose_it_is(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    assert await talk.hear("tom", "/rapport owner ACME") == "ACME has no owner yet"
    await talk.tap("tom", "Make it mine")
    assert owner(talk, account) == "Tom"
    assert await talk.hear("tom", "/rapport owner ACME") == "ACME is yours"
    assert await talk.hear("ann", "/rapport owner ACME") == "ACME is with Tom"


async def test_two_colleagues_of_one_name_are_not_guessed_between(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    given.colleague(talk, "ann2", "Ann Two")
    assert "I do not know which colleague" in await talk.hear("tom", "/rapport owner ACME @ann")
    assert owner(talk, account) is None


async def test_a_misspelt_account_is_asked_about_and_the_colleague_is_kept(talk: Talk) -> None:
    account = given.customer(talk, "Hanbit Electronics")
    await talk.say("tom", "/rapport owner Hanbit Electronic ann@example.com")
    await talk.tap("tom", "Hanbit Electronics")
    assert owner(talk, account) == "Ann"


async def test_whoever_is_concerned_is_told_in_their_language_and_can_answer(talk: Talk) -> None:
    account = given.customer(talk, "ACME", "minsu")
    await talk.say("tom", "/rapport owner ACME ann@example.com")
    assert heard(talk.last) == "ACME is with Ann now\nI have told Ann and 김민수."
    told = dict(letters(talk))
    assert told.keys() == {"Ann", "김민수"}
    assert told["Ann"].plain() == "Tom made you the owner of ACME\nFrom now on I remind you of it."
    assert told["김민수"].title == "이제 ACME 담당은 Ann 님이에요"
    await talk.say("minsu", next(one for one in buttons(Say(told["김민수"])) if "owner" in one.says).says)
    assert owner(talk, account) == "김민수"
    await talk.say("ann", "/rapport owner ACME me")
    await talk.say("ann", next(one for one in buttons(Say(told["Ann"])) if "notmine" in one.says).says)
    assert owner(talk, account) is None


async def test_letters_about_owners_are_really_sent(talk: Talk) -> None:
    given.customer(talk, "ACME", "ann")
    given.changed(talk, "ann", external_id="U0ANN")
    await talk.say("tom", "/rapport owner ACME me")
    box = Letterbox()
    assert await clockwork(talk.memory, box, MovableClock(talk.now)).deliver() == 1
    assert [(one.user, one.card.title) for one in box.letters] == [("U0ANN", "ACME is with Tom now")]


async def test_a_customer_can_be_given_back_and_taken_again(talk: Talk) -> None:
    account = given.customer(talk, "ACME", "tom")
    said = await talk.hear("tom", "/rapport notmine ACME")
    assert said.startswith("ACME is no longer yours\nWhoever logs the next contact there owns it.")
    assert owner(talk, account) is None
    await talk.tap("tom", "Take it back")
    assert owner(talk, account) == "Tom"
    assert await talk.hear("ann", "/rapport notmine ACME") == "ACME is with Tom, not with you"
    await talk.say("tom", "/rapport notmine ACME")
    assert await talk.hear("ann", "/rapport notmine ACME") == "ACME has no owner yet"
    await talk.say("ann", "/logcontact ACME today call: hello")
    assert owner(talk, account) == "Ann"


async def test_a_tier_is_set_and_offered(talk: Talk) -> None:
    given.customer(talk, "ACME Corp")
    assert await talk.hear("tom", "/rapport tier ACME Corp a") == (
        "ACME Corp is in tier A now\nI expect a contact every 10 days or so, and within 21 at the latest."
    )
    assert "tier A" in await talk.hear("ann", "/whoknows ACME")
    assert await talk.hear("tom", "/rapport tier ACME") == "Which tier is ACME Corp?"
    assert [one.label for one in buttons(talk.last)] == ["A", "B", "C"]
    await talk.tap("tom", "C")
    assert "tier C" in await talk.hear("ann", "/whoknows ACME")
    assert await talk.hear("tom", "/rapport tier ACME Z") == "There is no tier Z. Which one is ACME Corp?"
    assert "tier B" in heard(await talk.tap("tom", "B"))
    await talk.say("minsu", "/rapport 등급 ACME A등급")
    assert "tier A" in await talk.hear("ann", "/whoknows ACME")


async def test_tiers_are_whatever_the_workspace_has(talk: Talk) -> None:
    given.customer(talk, "ACME")
    given.does(talk, lambda session: session.add(Tier, name="KEY", cadence=5, limit=9))
    assert "ACME is in tier KEY now" in await talk.hear("tom", "/rapport tier ACME key")


async def test_a_new_customer_belongs_to_whoever_added_it(talk: Talk) -> None:
    assert await talk.hear("tom", "/rapport new “Globex  Works”") == "Globex Works is added, and yours"
    assert [row["name"] for row in given.customers(talk)] == ["Globex Works"]
    assert owner(talk, given.customers(talk)[0]["id"]) == "Tom"
    assert await talk.hear("ann", "/rapport new globex works") == "Globex Works is here already"
    assert owner(talk, given.customers(talk)[0]["id"]) == "Tom"
    await talk.say("minsu", "/rapport 신규 Globex Works Inc.")
    assert len(given.customers(talk)) == 1


@pytest.mark.parametrize("name", ["", "@", '""', "***", "account:1", "person:2", "x" * 201])
async def test_what_is_no_name_is_not_added(talk: Talk, name: str) -> None:
    said = await talk.hear("tom", f"/rapport new {name}")
    assert said == "What is the customer called? Write it like this: /rapport new ACME"
    assert given.customers(talk) == []


@pytest.mark.parametrize(("word", "tag"), [("Korean", "ko"), ("ko", "ko"), ("한국어", "ko"), ("English", "en")])
async def test_the_language_is_kept_and_the_next_answer_is_in_it(talk: Talk, word: str, tag: str) -> None:
    given.contact(talk, "tom", given.customer(talk, "ACME"), 1)
    await talk.say("ann", "/whoknows ACME")  # how Ann is spoken to is remembered from here on
    await talk.say("ann", f"/rapport language {word}")
    said = await talk.hear("ann", "/whoknows ACME")
    assert ("3월 10일 화요일" in said) == (tag == "ko")
    assert ("Tue, Mar 10" in said) == (tag == "en")
    assert "Tue, Mar 10" in await talk.hear("tom", "/whoknows ACME")


@pytest.mark.parametrize("word", ["", "French", "프랑스어", "x" * 300])
async def test_languages_are_offered_by_their_own_names(talk: Talk, word: str) -> None:
    assert await talk.hear("tom", f"/rapport language {word}") == "Which language shall I speak with you?"
    assert [one.label for one in buttons(talk.last)] == ["English", "한국어"]


@pytest.mark.parametrize(
    ("word", "zone"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("Seoul", "Asia/Seoul"),
        ("New York", "America/New_York"),
        ("UTC", "UTC"),
    ],
)
async def test_a_time_zone_is_set_by_its_name_or_its_city(talk: Talk, word: str, zone: str) -> None:
    assert await talk.hear("ann", f"/rapport timezone {word}") == f"Your time zone is {zone} now"
    assert (await talk.hear("ann", "/rapport timezone")).startswith(f"Your time zone is {zone}\n")


async def test_an_unknown_time_zone_is_refused_and_several_are_asked_about(talk: Talk) -> None:
    assert "I do not know the time zone “Nowhere”" in await talk.hear("ann", "/rapport timezone Nowhere")
    assert "I do not know the time zone" in await talk.hear("ann", "/rapport timezone ../../etc/passwd")
    await talk.say("ann", "/rapport timezone Louisville")
    assert {one.label for one in buttons(talk.last)} == {"America/Kentucky/Louisville", "America/Louisville"}
    await talk.tap("ann", "Kentucky")
    assert "Kentucky" in await talk.hear("ann", "/rapport timezone")


async def test_the_day_is_that_of_ones_own_zone(talk: Talk) -> None:
    talk.now = talk.now.replace(hour=20)  # March 11 in London, March 12 in Seoul
    await talk.say("ann", '/logcontact new:"Jane Doe" @ new:"ACME" today call: one')
    await talk.say("ann", "/rapport timezone Asia/Seoul")
    await talk.say("ann", "/logcontact Jane Doe @ ACME today call: two")
    assert [one["day"].day for one in everything(talk)] == [11, 12]


@pytest.mark.parametrize(
    ("word", "hour"),
    [
        ("9", 9),
        ("0", 0),
        ("23", 23),
        ("8:00", 8),
        ("9am", 9),
        ("9 PM", 21),
        ("12am", 0),
        ("오전 8시", 8),
        ("오후 3시", 15),
    ],
)
async def test_the_hour_is_set(talk: Talk, word: str, hour: int) -> None:
    assert await talk.hear("ann", f"/rapport hour {word}") == (
        f"From now on I remind you at {hour}:00, on your working days"
    )
    assert f"I remind you at {hour}:00" in await talk.hear("ann", "/rapport hour")


@pytest.mark.parametrize(
    "word", ["24", "-1", "9.5", "8:30", "noon", "13pm", "오전 9pm", "99999999999", "²", "9 o'clock x"]
)
async def test_what_is_no_full_hour_is_refused(talk: Talk, word: str) -> None:
    assert await talk.hear("ann", f"/rapport hour {word}") == (
        "I need a full hour from 0 to 23, such as 9: /rapport hour 9"
    )
    assert "I remind you at 9:00" in await talk.hear("ann", "/rapport hour")


async def test_the_status_says_when_the_clock_was_last_looked_at(talk: Talk) -> None:
    said = await talk.hear("ann", "/rapport status")
    assert said.splitlines()[0] == "I am awake"
    assert "Last look at the clock: not yet" in said
    assert "Last reminder to you: not yet" in said
    given.does(talk, lambda session: workspaces.ticked(session, talk.now.astimezone(UTC)))
    assert "Last look at the clock: 11/03/2026, 01:00" in await talk.hear("ann", "/rapport status")
    talk.now += timedelta(hours=1)
    said = await talk.hear("ann", "/rapport status")
    assert said.startswith("I answer, but my clock has stopped")
    assert "rapport doctor" in said


async def test_an_administrator_lets_somebody_in(talk: Talk) -> None:
    said = await talk.hear("tom", "/rapport add zoe@example.com")
    assert said == "zoe is on the team now\nThey can write to me at once, and see all that the team knows."
    assert (await talk.hear("zoe", "/rapport status")).startswith("I am awake")
    assert "zoe is on the team already" in await talk.hear("tom", "/rapport add ZOE@example.com")


async def test_the_line_of_the_button_names_the_id_and_the_name(talk: Talk) -> None:
    await talk.say("tom", "/rapport add zoe@example.com U0ZOE99 Zoe Zed")

    def row(session: Any) -> tuple[Any, ...]:
        found = teammates.find(session, "U0ZOE99", "")
        assert found is not None
        return found["email"], found["name"], found["active"], found["admin"]

    assert given.does(talk, row) == ("zoe@example.com", "Zoe Zed", True, False)
    given.changed(talk, "zoe", active=False)
    assert "Zoe Zed is on the team now" in await talk.hear(
        "tom", "/rapport add <mailto:zoe@example.com|zoe@example.com>"
    )
    assert given.does(talk, row) == ("zoe@example.com", "Zoe Zed", True, False)


@pytest.mark.parametrize("words", ["", "zoe", "zoe@", "@zoe", "U0ZOE99 zoe@example.com", "a" * 300 + "@example.com"])
async def test_without_a_mail_address_nobody_is_added(talk: Talk, words: str) -> None:
    assert await talk.hear("tom", f"/rapport add {words}") == "I need their mail address: /rapport add jane@example.com"


async def test_only_an_administrator_adds(talk: Talk) -> None:
    said = await talk.hear("ann", "/rapport add zoe@example.com")
    assert said == "That is for an administrator of Rapport. Ask one of them to do it."
    assert "You are not on the team here" in await talk.hear("zoe", "/rapport status")


async def test_undo_and_edit_of_nothing_say_so(talk: Talk) -> None:
    assert await talk.hear("ann", "/rapport undo") == "You have logged nothing that could be taken back."
    assert await talk.hear("ann", "/rapport edit") == "You have logged nothing that could be corrected."
    for command in ("undo", "edit"):
        for number in ("7", "0", "999999999999999999"):
            assert await talk.hear("ann", f"/rapport {command} {number}") == "That contact is gone: it was taken back."
        for words in ("ACME", "-1", "²", "1.5", "1" * 30):
            said = await talk.hear("ann", f"/rapport {command} {words}")
            assert said == "Write nothing behind it: your last contact is meant."


async def test_undo_and_edit_without_a_number_mean_the_last_contact(talk: Talk) -> None:
    given.customer(talk, "ACME")
    for note in ("one", "two", "three"):
        await talk.say("tom", f"/logcontact ACME today call: {note}")
    await talk.say("ann", "/logcontact ACME today call: of Ann")
    edit = await talk.say("tom", "edit")
    assert isinstance(edit, Form)
    assert {field.name: field.value for field in edit.fields}["note"] == "three"
    await talk.say("tom", "/rapport undo")
    await talk.say("tom", "undo")
    assert [one["note"] for one in everything(talk)] == ["one", "of Ann"]


async def test_what_others_logged_is_not_shown_for_correction(talk: Talk) -> None:
    await talk.say("ann", '/logcontact @new:"ACME" today call: hello')
    edit = button(talk.last, "Edit")
    assert not isinstance(await talk.say("minsu", edit.says), Form)
    assert isinstance(await talk.say("tom", edit.says), Form)  # an administrator

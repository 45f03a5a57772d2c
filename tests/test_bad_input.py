"""Whatever is typed, after every command and on every way in, is answered in words and executes nothing."""

from __future__ import annotations

import time
import unicodedata

import pytest
from sqlalchemy import text

from bot.message import Form, Nothing, Replace, Reply, Say, Surface
from bot.slack.limits import BUTTON_VALUE, size
from handlers.commands import COMMANDS
from tests import given
from tests.conversation import Talk, button, buttons, card_of, heard
from tests.test_logcontact import everything

HOSTILE = {
    "nothing": "",
    "blank": " \t \r\n  ",
    "wide blank": "\u3000\u00a0\u200b",
    "emoji": "🎉👩‍👩‍👧🇰🇷",
    "right to left": "\u202eשלום עולם\u202c مرحبا",
    "decomposed Hangul": unicodedata.normalize("NFD", "한빛전자 홍길동 부장님"),
    "jamo": "ㅎㅂㅈㅈ",
    "NUL": "AC\x00ME",
    "lone surrogate": "AC\ud800ME\udfff",
    "control characters": "\x01\x02\x1b[31mred\x7f",
    "a channel": "<!channel> <!here> @everyone",
    "a mention": "<@U0000001> <@U0000002|x>",
    "a link": "<http://x.example|y> <mailto:a@b.cc|a@b.cc>",
    "markup": "*bold* _it_ ~gone~ `code` ```block``` > quote",
    "SQL": "'; DROP TABLE account; --",
    "more SQL": "x' OR '1'='1' UNION SELECT * FROM teammate WHERE name LIKE '%",
    "FTS": 'NEAR("a" OR b*) AND -c : "unclosed',
    "wildcards": "% _ %% \\",
    "an account that is none": "account:999999999999999999",
    "a longer one": "account:" + "9" * 40,
    "nobody": "person:0",
    "account nought": "account:0",
    "a draft": "draft:999999999999999999",
    "a field": "{name} {0} {account:을} {__class__} %s %(n)s",
    "negative": "-1 -99999999999999999999",
    "a float": "1e999 NaN inf",
    "many names": ", ".join(f"Name {n}" for n in range(300)),
    "many signs": "@" * 3000,
    "many colons": ":" * 3000,
    "many digits": "1" * 3000,
    "many spaces": "a " * 3000,
    "quotes": "\"'“”‘’„‟`´" * 20,
    "a mark": 'new:"" new:"x" again:yes form: account: person:',
    "a command": "/rapport undo 1 /logcontact",
    "line breaks": "ACME\nACME\r\nACME\u2028ACME",
}
HUGE = {
    "letters": "x" * 100_000,
    "Hangul": "가" * 100_000,
    "decomposed": unicodedata.normalize("NFD", "각") * 33_000,
    "words": "ACME call yesterday " * 5_000,
    "commas": "," * 100_000,
    "signs": "@" * 100_000,
    "emoji": "👩‍👩‍👧" * 20_000,
    "digits": "7" * 100_000,
    "quotes": '"' * 100_000,
    "brackets": "<@" * 50_000,
    "dates": "3/4 " * 25_000,
    "questions": "who knows " * 10_000 + "?",
}
LINES = [*(command.typed for command in COMMANDS), "/rapport", "", "who knows", "누가 알아", "snooze", "rapport"]
PARTS = ["account:1", "person:1", "ACME"]


def known(talk: Talk) -> None:
    account = given.customer(talk, "ACME", "tom")
    given.contact(talk, "tom", account, 3, [given.person(talk, "Jane Doe", account)])


def is_answer(reply: Reply, said: str) -> None:
    assert not isinstance(reply, Nothing), said
    assert isinstance(reply, Form | Say | Replace), said
    read = heard(reply)
    assert read.strip(), said
    assert "went wrong" not in read, (said[:80], read)
    assert "문제가 생겼어요" not in read, (said[:80], read)
    if not isinstance(reply, Form):
        for one in buttons(reply):
            assert one.label.strip(), said
            assert size(one.says) <= BUTTON_VALUE, (said[:80], one.label)


def intact(talk: Talk) -> None:
    """All tables are there, and nobody was added to the team."""
    count = (
        "SELECT (SELECT count(*) FROM account) > 0, (SELECT count(*) FROM teammate), (SELECT count(*) FROM person) > 0"
    )
    row = given.does(talk, lambda session: session.connection.execute(text(count)).one())
    assert tuple(row) == (True, 3, True)


@pytest.mark.parametrize("what", HOSTILE)
async def test_every_command_answers_whatever_follows_it(talk: Talk, what: str) -> None:
    known(talk)
    for line in LINES:
        for said in (f"{line} {HOSTILE[what]}", f"{line}{HOSTILE[what]}", f"{line} ACME {HOSTILE[what]}"):
            for who in ("tom", "minsu"):
                is_answer(await talk.say(who, said), said)
    intact(talk)


@pytest.mark.parametrize("what", HUGE)
async def test_every_command_answers_a_hundred_thousand_characters_in_time(talk: Talk, what: str) -> None:
    known(talk)
    for line in LINES:
        said = f"{line} {HUGE[what]}"
        begun = time.monotonic()
        is_answer(await talk.say("tom", said), said)
        assert time.monotonic() - begun < 10, line  # it takes under one, alone on a machine
    intact(talk)


@pytest.mark.parametrize("what", HOSTILE)
async def test_every_button_line_answers_when_its_number_is_not_what_it_was(talk: Talk, what: str) -> None:
    known(talk)
    odd = HOSTILE[what]
    for line in (
        f"/rapport undo {odd}",
        f"/rapport edit {odd}",
        f"/rapport snooze account:{odd} 7",
        f"/rapport snooze account:1 {odd}",
        f"/rapport notmine account:{odd}",
        f"/rapport owner account:1 {odd}",
        f"/rapport owner {odd} me",
        f"/rapport tier account:1 {odd}",
        f"/rapport tier {odd} A",
        f"/rapport add {odd} U0ABC12 {odd}",
        f"/rapport timezone {odd}",
        f"/whoknows account:{odd}",
        f"/whoknows person:{odd} all",
        f"/neglected team never {odd}",
        f"/logcontact @ account:{odd}",
        f"/logcontact form: {odd}",
        f"/logcontact account:1 person:{odd} today call: x",
        f"/logcontact draft:{odd}",
    ):
        is_answer(await talk.say("ann", line, surface=Surface.BUTTON), line)
    intact(talk)


@pytest.mark.parametrize("what", HOSTILE)
async def test_a_form_with_anything_in_its_fields_is_answered(talk: Talk, what: str) -> None:
    known(talk)
    odd = HOSTILE[what]
    for values in (
        {"account": odd, "note": odd},
        {"account": f"account:{odd}"},
        {"account": "account:1", "people": (f"person:{odd}", odd, f"new:{odd}"), "mates": (f"teammate:{odd}",)},
        {"account": f"new:{odd}", "kind": odd, "day": odd},
        {odd: odd},
    ):
        is_answer(await talk.say("tom", "/logcontact", values=values, surface=Surface.FORM), repr(values))
    for state in ({"edits": "7"}, {"edits": "999999999"}):
        reply = await talk.say("tom", "/logcontact", values={"account": "account:1"}, state=state)
        is_answer(reply, repr(state))
    intact(talk)


@pytest.mark.parametrize("what", ["emoji", "right to left", "a channel", "a link", "markup", "SQL", "FTS", "wildcards"])
async def test_a_note_is_kept_as_typed_and_found_again(talk: Talk, what: str) -> None:
    known(talk)
    note = HOSTILE[what]
    await talk.say("tom", f"/logcontact Jane Doe @ ACME today call: {note}")
    assert everything(talk)[-1]["note"] == note.strip()
    await talk.say("tom", "/rapport undo")
    await talk.tap("tom", "Log it again")
    assert everything(talk)[-1]["note"] == note.strip()


@pytest.mark.parametrize(
    "name", ["{name}", "<!channel>x", "O'Brien & Söhne", "'; DROP TABLE account; --", "🎉 Party", "%_%", "שלום"]
)
async def test_a_customer_of_any_name_is_found_by_it(talk: Talk, name: str) -> None:
    known(talk)
    await talk.say("tom", f"/rapport new {name}")
    if not any(sign.isalnum() for sign in name):
        assert "What is the customer called?" in heard(talk.last)
        return
    assert given.customers(talk)[-1]["name"] == name.strip("'\" ")
    await talk.say("ann", f"/whoknows {name}")
    assert card_of(talk.last).title == name.strip("'\" ")


async def test_decomposed_and_composed_hangul_are_one_customer(talk: Talk) -> None:
    await talk.say("minsu", unicodedata.normalize("NFD", "/rapport new 한빛전자"))
    [row] = given.customers(talk)
    assert row["name"] == unicodedata.normalize("NFC", "한빛전자")
    for form in ("NFC", "NFD"):
        await talk.say("minsu", unicodedata.normalize(form, "/whoknows 한빛전자"))
        assert card_of(talk.last).title == row["name"]


async def test_what_cannot_be_kept_is_left_out_and_that_is_said(talk: Talk) -> None:
    known(talk)
    said = await talk.hear("tom", "/whoknows AC\x00M\ud800E")
    assert said.startswith("ACME\n")
    assert "Signs that no text can hold were left out." in said


async def test_a_name_too_long_to_be_one_is_refused_shortly(talk: Talk) -> None:
    known(talk)
    for line in ("/whoknows", "/rapport snooze", "/rapport notmine", "/rapport owner", "/rapport tier"):
        said = await talk.hear("tom", f"{line} {'x' * 5000}")
        assert said == "That is too long for a name. Write only the name, in 200 letters at most."


async def test_a_refusal_is_in_the_askers_language(talk: Talk) -> None:
    known(talk)
    for said in (
        "/whoknows",
        "/rapport snooze ACME 0",
        "/rapport hour x",
        "/rapport add x",
        "/neglected x",
        "/rapport new",
    ):
        assert any("가" <= sign <= "힣" for sign in await talk.hear("minsu", said)), said


async def test_a_long_note_is_kept_whole_and_can_be_logged_again(talk: Talk) -> None:
    known(talk)
    note = "예산 동결 " * 3000
    await talk.say("tom", f"/logcontact Jane Doe @ ACME today call: {note}")
    assert everything(talk)[-1]["note"] == note.strip()
    undone = await talk.say("tom", "/rapport undo")
    assert size(button(undone, "Log it again").says) < 100
    await talk.tap("tom", "Log it again")
    assert everything(talk)[-1]["note"] == note.strip()

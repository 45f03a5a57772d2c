"""From where people are: a message that is logged, and the lines that wait in the Home tab."""

from __future__ import annotations

from bot.message import Form, Home, Surface, Table
from tests.conversation import Talk, heard
from tests.given import customer, person


async def test_a_message_is_noted_with_its_author_and_its_address(talk: Talk) -> None:
    reply = await talk.say(
        "tom",
        "/logcontact",
        quoted="budget frozen until May",
        author="Jane Doe",
        link="https://example.slack.com/archives/C1/p1",
        surface=Surface.SHORTCUT,
    )
    assert isinstance(reply, Form)
    (note,) = (field.value for field in reply.fields if field.name == "note")
    assert note == "budget frozen until May\n— Jane Doe · https://example.slack.com/archives/C1/p1"


async def test_a_line_that_waits_for_an_answer_is_in_the_home_tab_until_it_has_one(talk: Talk) -> None:
    for company in ("Northwind Trading", "Northwind Traders"):
        person(talk, "Jane Doe", customer(talk, company))
    asked = await talk.hear("tom", "/logcontact Jane Doe yesterday call: wants a quote")
    assert "Logged" not in asked
    waiting = await at_home(talk)
    assert "Jane Doe yesterday call: wants a quote" in waiting.rows[0].title
    go_on, leave = waiting.rows[0].buttons
    assert await talk.hear("tom", go_on.says) == asked
    assert len((await at_home(talk)).rows) == 1
    assert "Not logged" in heard(await talk.say("tom", leave.says))
    reply = await talk.say("tom", "", surface=Surface.HOME)
    assert isinstance(reply, Home)
    assert "Not logged yet" not in reply.card.plain()


async def at_home(talk: Talk) -> Table:
    reply = await talk.say("tom", "", surface=Surface.HOME)
    assert isinstance(reply, Home)
    tables = [block for block in reply.card.blocks if isinstance(block, Table)]
    return next(table for table in tables if table.title.startswith("Not logged yet"))

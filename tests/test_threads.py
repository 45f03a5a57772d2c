"""Replies in the thread of a morning message are about the customers that it told of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.message import Card, Form, Letter, Say, Surface
from tests import given
from tests.conversation import Talk, buttons, card_of, heard
from tests.letterbox import Letterbox, MovableClock, clockwork
from tests.test_logcontact import everything


async def nudge(talk: Talk, *overdue: str, who: str = "minsu") -> tuple[dict[str, Any], Letter]:
    """The real morning message to `who` about customers met 60 days ago: where a reply to it lies, and the letter."""
    given.changed(talk, who, external_id=f"U0{who.upper()}")
    for name in overdue:
        account = given.customer(talk, name, who, tier="A")
        given.contact(talk, who, account, 60, [given.person(talk, f"{name} Kim", account)])
    box = Letterbox()
    assert await clockwork(talk.memory, box, MovableClock(talk.now)).tick() == 1
    posted = box.where(box.letters[0])
    return {"place": posted.place, "thread": posted.thread, "surface": Surface.MESSAGE}, box.letters[0]


def logged(talk: Talk) -> list[tuple[str, str, date, str]]:
    """What was logged since the morning message."""
    return [(one["account"], one["kind"], one["day"], one["note"]) for one in everything(talk) if one["typed"] != ""]


@pytest.mark.parametrize(
    ("said", "kind", "day", "note"),
    [
        ("어제 통화했어요", "call", date(2026, 3, 10), ""),
        ("오늘 점심 먹었습니다", "meal", date(2026, 3, 11), ""),
        ("called them yesterday", "call", date(2026, 3, 10), ""),
        ("어제 통화, 3분기까지 예산 동결", "call", date(2026, 3, 10), "3분기까지 예산 동결"),
        ("budget is frozen until May", "meeting", date(2026, 3, 11), "budget is frozen until May"),
    ],
)
async def test_a_reply_logs_the_contact_with_the_customer_of_the_message(
    talk: Talk, said: str, kind: str, day: date, note: str
) -> None:
    where, _letter = await nudge(talk, "한빛전자")
    await talk.say("minsu", said, **where)
    [(account, how, when, learnt)] = logged(talk)
    assert (account, how, when) == ("한빛전자", kind, day)
    if note:
        assert learnt == note


async def test_a_reply_about_three_customers_is_asked_about_and_the_tap_logs_it(talk: Talk) -> None:
    where, letter = await nudge(talk, "한빛전자", "ACME", "Globex")
    assert {row.title for block in letter.card.blocks for row in getattr(block, "rows", ())} == {
        "한빛전자",
        "ACME",
        "Globex",
    }
    await talk.say("minsu", "어제 통화했어요", **where)
    assert logged(talk) == []
    assert {one.label for one in buttons(talk.last)[:-1]} == {"한빛전자", "ACME", "Globex"}
    assert buttons(talk.last)[-1].says.startswith("/rapport undo open:")
    await talk.say("minsu", next(one.says for one in buttons(talk.last) if one.label == "ACME"))
    assert [(account, kind) for account, kind, _day, _note in logged(talk)] == [("ACME", "call")]


async def test_a_reply_that_names_one_of_three_needs_no_question(talk: Talk) -> None:
    where, _letter = await nudge(talk, "한빛전자", "ACME", "Globex")
    await talk.say("minsu", "어제 ACME 통화했어요", **where)
    await talk.say("minsu", "오늘 Globex Kim님이랑 점심", **where)
    assert [(account, kind) for account, kind, _day, _note in logged(talk)] == [("ACME", "call"), ("Globex", "meal")]


async def test_a_reply_may_name_somebody_else(talk: Talk) -> None:
    where, _letter = await nudge(talk, "한빛전자")
    given.customer(talk, "Umbrella")
    await talk.say("minsu", "어제 Umbrella 통화했어요", **where)
    assert [account for account, *_rest in logged(talk)] == ["Umbrella"]


async def test_a_thread_of_somebody_elses_is_about_nothing(talk: Talk) -> None:
    where, _letter = await nudge(talk, "한빛전자")
    for elsewhere in ({**where, "place": "D-other"}, {**where, "thread": "1.000001"}, {**where, "thread": ""}):
        assert isinstance(await talk.say("minsu", "어제 통화했어요", **elsewhere), Form)
    assert logged(talk) == []


@pytest.mark.parametrize("said", ["snooze", "snooze 5 days", "미루기 5일", "snooze until Monday", "미루기"])
async def test_a_reply_puts_the_customer_off(talk: Talk, said: str) -> None:
    given.customer(talk, "Never met", "minsu", tier="A")
    where, _letter = await nudge(talk, "ACME")
    await talk.say("minsu", said, **where)
    await talk.tap("minsu", "ACME")
    assert "ACME" in card_of(talk.last).title
    assert logged(talk) == []
    await talk.say("ann", "/neglected team")
    await talk.say("minsu", "/neglected")
    snoozed = [
        row.title for block in card_of(talk.last).blocks for row in getattr(block, "rows", ()) if "·" in row.detail
    ]
    assert snoozed == ["ACME"]


@pytest.mark.parametrize("said", ["not mine", "제 고객이 아니에요", "/rapport notmine", "rapport notmine"])
async def test_a_reply_gives_the_customer_back(talk: Talk, said: str) -> None:
    where, _letter = await nudge(talk, "ACME")
    await talk.say("minsu", said, **where)
    assert [(row["name"], row["owner_id"]) for row in given.customers(talk)] == [("ACME", None)]


async def test_a_question_in_a_thread_is_about_its_customer(talk: Talk) -> None:
    where, _letter = await nudge(talk, "ACME")
    await talk.say("minsu", "who knows?", **where)
    assert card_of(talk.last).title == "ACME"
    await talk.say("minsu", "누가 알아?", **where)
    assert card_of(talk.last).title == "ACME"


async def test_the_buttons_of_the_message_do_what_they_say(talk: Talk) -> None:
    _where, letter = await nudge(talk, "ACME")
    offered = {one.says.split()[0] + " " + one.says.split()[1]: one.says for one in buttons(Say(letter.card))}
    assert isinstance(await talk.say("minsu", offered["/logcontact @"], surface=Surface.BUTTON), Form)
    await talk.fill("minsu", note="from the button")
    assert logged(talk)[-1][0] == "ACME"
    assert "ACME" in await talk.hear("minsu", offered["/rapport snooze"], surface=Surface.BUTTON)
    await talk.say("minsu", offered["/rapport notmine"], surface=Surface.BUTTON)
    assert given.customers(talk)[0]["owner_id"] is None


async def test_a_reply_is_done_once_however_often_it_is_delivered(talk: Talk) -> None:
    where, _letter = await nudge(talk, "ACME")
    for _delivery in range(3):
        await talk.say("minsu", "어제 통화했어요", key="Ev1", **where)
    assert len(logged(talk)) == 1


async def test_a_contact_logged_in_the_thread_ends_the_reminders(talk: Talk) -> None:
    where, _letter = await nudge(talk, "ACME")
    await talk.say("minsu", "오늘 통화했어요", **where)
    talk.later(days=8)
    box = Letterbox()
    assert await clockwork(talk.memory, box, MovableClock(talk.now)).tick() == 0
    assert box.letters == []


async def test_the_message_itself_reads_well(talk: Talk) -> None:
    given.changed(talk, "minsu", locale="en-US")
    _where, letter = await nudge(talk, "ACME")
    card: Card = letter.card
    assert heard(Say(card)).splitlines() == [
        "Hello, 김민수",
        "One of your customers has not heard from us for too long:",
        "• ACME — Over the limit of 21 days · 60 days. One contact so far (tier A: 10).",
        "A reply in this thread, such as “called them yesterday”, logs the contact.",
    ]

"""What we promised: noted, kept or broken at a tap, listed, and said in the morning before it is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from storage import facts, openings, plans, promises, questions
from storage.session import Scope, Session
from storage.tables import Interaction, Position
from tests import given
from tests.conversation import Talk, button, buttons, heard, rows
from tests.letterbox import Letterbox, MovableClock, clockwork, morning
from tests.test_statements import second_workspace

TODAY = date(2026, 3, 11)  # a Wednesday


def promised(talk: Talk, who: str = "tom") -> list[Any]:
    """A teammate's open promises."""
    key = given.mate(talk, who)
    return given.does(talk, lambda session: promises.mine(session, key))


def promise(talk: Talk, account: int, text: str, due: date | None, who: str = "tom", **more: Any) -> int:
    key = given.mate(talk, who)
    values = {"person": None, "on": TODAY - timedelta(20), "interaction": None} | more

    def work(session: Session) -> int:
        return promises.make(session, account=account, teammate=key, text=text, due=due, **values)

    return given.does(talk, work)


# a promise without a contact


@pytest.mark.parametrize(
    ("line", "text", "person", "due"),
    [
        ("ACME: send the report by Friday", "send the report", None, date(2026, 3, 13)),
        ("ACME send the report by Friday", "send the report", None, date(2026, 3, 13)),
        ("ACME: a call on Monday, the report by Wednesday", "a call on Monday, the report", None, TODAY),
        ("Acme: the offer 20 March", "the offer", None, date(2026, 3, 20)),
        ("ACME: two things: price and date", "two things: price and date", None, None),
        ("ACME send the report: two pages", "send the report: two pages", None, None),
        ("Jane Doe: the samples tomorrow", "the samples", "Jane Doe", date(2026, 3, 12)),
        ("Jane Doe @ ACME: the samples", "the samples", "Jane Doe", None),
        ("ACME：금요일까지 시험성적서 송부", "시험성적서 송부", None, date(2026, 3, 13)),
    ],
)
async def test_a_promise_is_noted_in_one_line(
    talk: Talk, line: str, text: str, person: str | None, due: date | None
) -> None:
    given.person(talk, "Jane Doe", given.customer(talk, "ACME"))
    said = await talk.hear("tom", f"/rapport promise {line}")
    assert said.startswith(f"Promised: {text}\n")
    assert [(p["account"], p["text"], p["person"], p["due"]) for p in promised(talk)] == [("ACME", text, person, due)]
    await talk.tap("tom", "Undo")
    assert promised(talk) == []


async def test_a_promise_says_the_day_it_understood_in_both_languages(talk: Talk) -> None:
    given.customer(talk, "한빛전자")
    said = await talk.hear("tom", "/rapport promise 한빛전자: the report by Friday")
    assert "To 한빛전자 · Due Fri, Mar 13" in said
    said = await talk.hear("minsu", "/rapport 약속 한빛전자: 금요일까지 시험성적서 송부")
    assert "3월 13일 금요일" in said


async def test_a_promise_to_whom_nobody_knows_waits_in_the_button_that_adds_them(talk: Talk) -> None:
    await talk.say("tom", "/rapport promise Globex: the report by Friday")
    assert promised(talk) == []
    await talk.tap("tom", "Add it as a customer")
    assert [(p["account"], p["text"]) for p in promised(talk)] == [("Globex", "the report")]


async def test_a_promise_to_somebody_of_two_customers_asks_which(talk: Talk) -> None:
    jane = given.person(talk, "Jane Doe", given.customer(talk, "ACME"))
    globex = given.customer(talk, "Globex")
    given.does(talk, lambda session: session.add(Position, person_id=jane, account_id=globex))
    await talk.say("tom", "/rapport promise Jane Doe: the report")
    await talk.tap("tom", "Globex")
    assert [(p["account"], p["person"], p["text"]) for p in promised(talk)] == [("Globex", "Jane Doe", "the report")]


@pytest.mark.parametrize("words", ["the report", "ACME", "ACME:", ":", "kept", "broken", "지킴"])
async def test_what_says_too_little_is_answered_with_how_to_write_it(talk: Talk, words: str) -> None:
    given.customer(talk, "ACME")
    said = await talk.hear("tom", f"/rapport promise {words}")
    assert "/rapport promise" in said
    assert promised(talk) == []


# kept and broken


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("kept {n}", "kept"), ("{n} kept", "kept"), ("Kept #{n}", "kept"), ("{n} done", "kept"),
        ("지킴 {n}", "kept"), ("{n} 지켰어요", "kept"),
        ("broken {n}", "broken"), ("{n} broken", "broken"), ("not kept {n}", "broken"),
        ("못 지킴 {n}", "broken"), ("못지킴 {n}", "broken"), ("{n} 못 지켰습니다", "broken"),
    ],
)  # fmt: skip
async def test_a_promise_is_settled_in_many_words(talk: Talk, words: str, state: str) -> None:
    n = promise(talk, given.customer(talk, "ACME"), "the report", TODAY)
    await talk.say("tom", "/rapport promise " + words.format(n=n))
    row = given.does(talk, lambda session: promises.get(session, n))
    assert row is not None
    assert row["state"] == state
    assert promised(talk) == []


async def test_a_tap_settles_a_promise_and_undo_opens_it_again(talk: Talk) -> None:
    promise(talk, given.customer(talk, "ACME"), "the report", TODAY - timedelta(2))
    await talk.say("tom", "/rapport promises")
    assert heard(await talk.tap("tom", "Kept")).splitlines() == ["Kept: the report", "To ACME"]
    assert promised(talk) == []
    assert heard(await talk.tap("tom", "Undo")) == "Taken back"
    assert [p["settled_on"] for p in promised(talk)] == [None]


async def test_what_was_not_kept_leads_on_to_a_contact_or_a_new_day(talk: Talk) -> None:
    account = given.customer(talk, "ACME")
    n = promise(talk, account, "the report", TODAY)
    said = await talk.hear("tom", f"/rapport promise broken {n}")
    assert said.splitlines() == [
        "Not kept: the report",
        "To ACME",
        "If there is a new day for it, promise it anew: /rapport promise ACME: …",
    ]
    assert button(talk.last, "Log a contact").says == f"/logcontact @ account:{account}"
    assert "That was noted before." in await talk.hear("tom", f"/rapport promise broken {n}")
    assert (await talk.hear("tom", f"/rapport promise kept {n}")).startswith("Kept: the report")


async def test_a_promise_that_is_gone_is_said_to_be(talk: Talk) -> None:
    for number in ("12", "999999999999999999"):
        assert "That promise is gone" in await talk.hear("tom", f"/rapport promise kept {number}")


# listed


async def test_mine_are_listed_by_the_day_they_are_due(talk: Talk) -> None:
    acme, globex = given.customer(talk, "ACME", external_id="X-1"), given.customer(talk, "Globex")
    jane = given.person(talk, "Jane Doe", acme)
    promise(talk, globex, "a list", None)
    promise(talk, acme, "the report", TODAY - timedelta(5), person=jane)
    promise(talk, acme, "samples", TODAY + timedelta(2))
    promise(talk, acme, "the contract", TODAY)
    promise(talk, acme, "hers", TODAY, who="ann")
    said = await talk.hear("tom", "/rapport promises")
    assert said.splitlines() == [
        "You have 4 open promises",
        "• ACME — 5 days overdue (Fri, Mar 6) · “the report” · to Jane Doe",
        "• ACME — Due today · “the contract”",
        "• ACME — Due Fri, Mar 13 · “samples”",
        "• Globex — Without a day · “a list”",
    ]
    assert [row.ref for row in rows(talk.last, "accounts")] == ["X-1", "X-1", "X-1", ""]
    assert await talk.say("tom", "/rapport 약속 목록") == await talk.say("tom", "/rapport promise")


async def test_those_to_an_account_are_listed_with_who_made_them(talk: Talk) -> None:
    acme = given.customer(talk, "ACME")
    assert await talk.hear("tom", "/rapport promises ACME") == "Nothing is promised to ACME"
    promise(talk, acme, "the report", TODAY, who="ann")
    assert (await talk.hear("tom", "/rapport promises ACME")).splitlines() == [
        "Promised to ACME",
        "• Ann — Due today · “the report”",
    ]
    assert [row.ref for row in rows(talk.last, "colleagues")] == ["ann@example.com"]
    assert (await talk.hear("tom", "/rapport promises")).startswith("You have no open promise")


async def test_what_was_promised_in_private_is_for_nobody_else(talk: Talk) -> None:
    acme = given.customer(talk, "ACME")
    given.contact(talk, "ann", acme, 1)
    told = 1
    given.does(talk, lambda session: session.set(Interaction, told, visible="me"))
    n = promise(talk, acme, "the secret", TODAY, who="ann", interaction=told)
    assert await talk.hear("tom", "/rapport promises ACME") == "Nothing is promised to ACME"
    assert "That promise is gone" in await talk.hear("tom", f"/rapport promise kept {n}")
    assert "“the secret”" in await talk.hear("ann", "/rapport promises ACME")


# in the morning message


async def test_an_overdue_promise_is_said_first_and_one_due_today_next(talk: Talk) -> None:
    acme, globex = given.customer(talk, "ACME", "tom", tier="A"), given.customer(talk, "Globex", "tom")
    given.contact(talk, "tom", acme, [90, 97])  # long over its limit
    promise(talk, globex, "samples", TODAY)
    promise(talk, globex, "the report", TODAY - timedelta(5))
    assert await morning(talk, "tom") == [
        [
            "2 promises to keep",
            "Globex — 5 days overdue (Fri, Mar 6) · “the report”\nPromised Thu, Feb 19",
            "Globex — Due today · “samples”\nPromised Thu, Feb 19",
        ],
        [
            "One of your customers has not heard from us for too long:",
            "ACME — Over the limit of 21 days · 90 days. Usual gap 9 days (last one: 7; tier A: 10).",
        ],
    ]


async def test_a_promise_is_said_on_its_day_on_the_next_and_then_each_week_until_it_is_settled(talk: Talk) -> None:
    promise(talk, given.customer(talk, "ACME"), "the report", TODAY)
    said = []
    for _n in range(21):
        if await morning(talk, "tom"):
            said.append(talk.now.date())
        talk.later(days=1)
    assert said == [date(2026, 3, day) for day in (11, 12, 19, 26)]
    talk.later(days=1)
    assert await morning(talk, "tom") != []
    await talk.tap("tom", "Kept")
    talk.later(days=7)
    assert await morning(talk, "tom") == []


async def test_what_is_due_on_a_day_off_is_said_on_the_last_working_day_before(talk: Talk) -> None:
    promise(talk, given.customer(talk, "ACME"), "the report", date(2026, 3, 15))  # a Sunday
    said = []
    for _n in range(6):
        found = await morning(talk, "tom")
        said += [(talk.now.date().day, row[1].split("—")[1].split("·")[0].strip()) for row in found]
        talk.later(days=1)
    assert said == [(13, "Due Sun, Mar 15"), (16, "1 day overdue (Sun, Mar 15)")]


async def test_a_promise_without_a_day_is_asked_about_after_a_week(talk: Talk) -> None:
    promise(talk, given.customer(talk, "ACME"), "a list", None, on=TODAY)
    said = []
    for _n in range(16):
        if await morning(talk, "tom"):
            said.append(talk.now.date())
        talk.later(days=1)
    assert said == [date(2026, 3, 18), date(2026, 3, 25)]


async def test_the_morning_speaks_korean_to_whoever_does(talk: Talk) -> None:
    acme = given.customer(talk, "한빛전자")
    person = given.person(talk, "홍길동", acme, "부장")
    promise(talk, acme, "시험성적서 송부", TODAY - timedelta(2), who="minsu", person=person)
    row = "한빛전자 — 기한 2일 지남 (3월 9일 월요일) · “시험성적서 송부”\n홍길동 님께 2월 19일 목요일에 약속"
    assert await morning(talk, "minsu") == [["지켜야 할 약속 1건", row]]
    assert [one.label for one in buttons(talk.last)] == ["지켰음", "못 지켰음", "연락 기록"]
    assert heard(await talk.tap("minsu", "지켰음")) == "지킨 약속: 시험성적서 송부\n한빛전자 홍길동 님께"


async def test_what_is_promised_while_logging_is_said_when_it_is_due(talk: Talk) -> None:
    given.person(talk, "Jane Doe", given.customer(talk, "ACME"))
    await talk.say("tom", "/logcontact Jane Doe @ ACME call: all well, promise: send the report by Friday")
    talk.later(days=2)
    [[_heading, row]] = await morning(talk, "tom")
    assert row == "ACME — Due today · “send the report”\nTo Jane Doe, promised Wed, Mar 11"
    given.person(talk, "홍길동", given.customer(talk, "한빛전자"))
    await talk.say("minsu", "/logcontact 한빛전자 홍길동 부장님 통화, 약속: 월요일까지 시험성적서 송부")
    talk.later(days=3)
    [[_heading, row]] = await morning(talk, "minsu")
    assert row.startswith("한빛전자 — 오늘까지 · “시험성적서 송부”")


async def test_a_snooze_of_its_customer_does_not_silence_a_promise(talk: Talk) -> None:
    promise(talk, given.customer(talk, "ACME", "tom"), "the report", TODAY)
    await talk.say("tom", "/rapport snooze ACME")
    assert [group[0] for group in await morning(talk, "tom")] == ["A promise to keep"]


async def test_a_past_morning_knows_what_was_open_then(talk: Talk) -> None:
    n = promise(talk, given.customer(talk, "ACME"), "the report", TODAY - timedelta(1))
    await talk.say("tom", f"/rapport promise kept {n}")
    given.changed(talk, "tom", external_id="tom")
    ticking = clockwork(talk.memory, Letterbox(), MovableClock(talk.now))
    [then] = await ticking.preview(talk.now - timedelta(1))
    assert "Due today · “the report”" in then.card.plain()
    assert await ticking.preview(talk.now) == []


async def test_a_friday_that_is_over_knows_what_was_settled_only_at_the_weekend(talk: Talk) -> None:
    n = promise(talk, given.customer(talk, "ACME"), "the report", date(2026, 3, 15))
    given.changed(talk, "tom", external_id="tom")
    talk.later(days=3)
    await talk.say("tom", f"/rapport promise kept {n}")
    talk.later(days=2)
    ticking = clockwork(talk.memory, Letterbox(), MovableClock(talk.now))
    [then] = await ticking.preview(talk.now - timedelta(3))
    assert "Due Sun, Mar 15 · “the report”" in then.card.plain()


async def test_nothing_of_it_is_known_to_another_workspace(talk: Talk) -> None:
    acme, globex = given.customer(talk, "ACME"), given.customer(talk, "Globex", "tom")
    jane = given.person(talk, "Jane Doe", acme)
    n, tom = promise(talk, acme, "the report", TODAY, person=jane), given.mate(talk, "tom")
    asked: dict[str, Callable[[Session], Any]] = {
        "get": lambda s: promises.get(s, n),
        "open_of": lambda s: promises.open_of(s, acme),
        "mine": lambda s: promises.mine(s, tom),
        "due": lambda s: promises.due(s, tom, TODAY, TODAY),
        "due then": lambda s: promises.due(s, tom, TODAY, TODAY, past=True),
        "planned": lambda s: plans.get(s, 1),
        "plans of": lambda s: plans.open_of(s, acme),
        "plans mine": lambda s: plans.mine(s, tom),
        "plans on": lambda s: plans.open_on(s, acme, tom, TODAY),
        "plans over": lambda s: plans.over(s, tom, TODAY + timedelta(1), TODAY),
        "plans over then": lambda s: plans.over(s, tom, TODAY + timedelta(1), TODAY, past=True),
        "plans near": lambda s: plans.near(s, TODAY, TODAY, TODAY),
        "plans near then": lambda s: plans.near(s, TODAY, TODAY, TODAY, past=True),
        "people": lambda s: plans.people_of(s, [1]),
        "questions": lambda s: questions.whose(s, tom),
        "came": lambda s: openings.came(s, tom, TODAY, TODAY - timedelta(30)),
        "before": lambda s: openings.before(s, jane, globex),
        "inherit": lambda s: promises.inherit(s, jane, jane),
    }

    def more(session: Session) -> None:
        made = {"day": TODAY, "kind": "", "text": "", "people": [jane], "on": TODAY, "made_with": None}
        plans.make(session, account=acme, teammate=tom, **made)  # type: ignore[arg-type]
        session.add(Position, person_id=jane, account_id=globex, since=TODAY)
        told = {"person": jane, "account": globex, "kind": "role", "value": "champion"}
        facts.record(session, **told, day=TODAY, at=talk.now)  # type: ignore[arg-type]

    given.does(talk, more)
    other = Scope(second_workspace(talk.memory))
    for name, question in asked.items():
        assert given.does(talk, question), f"{name} has nothing to hide"
        assert not talk.memory.write_now(other, question), name

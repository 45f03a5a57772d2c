"""What is planned: asked about on the working day after, and logged, moved or dropped at a tap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.message import Form
from storage import plans
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Interaction, Met
from tests import given
from tests.conversation import Talk, buttons, heard, rows
from tests.letterbox import Letterbox, MovableClock, clockwork, morning

TODAY = date(2026, 3, 11)  # a Wednesday
CONTACTS, MET = ours(select(table(Interaction)).order_by(table(Interaction).c.id)), ours(select(table(Met)))


def plan(
    talk: Talk,
    account: int,
    day: date,
    people: Sequence[int] = (),
    kind: str = "meal",
    who: str = "tom",
    text: str = "",
) -> int:
    key = given.mate(talk, who)

    def work(session: Session) -> int:
        made = {"day": day, "kind": kind, "text": text, "people": people, "on": day - timedelta(5), "made_with": None}
        return plans.make(session, account=account, teammate=key, **made)  # type: ignore[arg-type]

    return given.does(talk, work)


def lunch(talk: Talk, day: date, who: str = "tom") -> int:
    """Lunch of `who` with Jane Doe of ACME."""
    acme = given.customer(talk, "ACME")
    return plan(talk, acme, day, [given.person(talk, "Jane Doe", acme)], who=who, text="talk about the renewal")


def planned(talk: Talk, who: str = "tom") -> list[Any]:
    key = given.mate(talk, who)
    return given.does(talk, lambda session: plans.mine(session, key))


def contacts(talk: Talk) -> list[tuple[date, str, str, int]]:
    """Day, kind, note and how many people of each logged contact."""

    def work(session: Session) -> list[tuple[date, str, str, int]]:
        met = [row["interaction_id"] for row in session.rows(MET)]
        return [(row["day"], row["kind"], row["note"], met.count(row["id"])) for row in session.rows(CONTACTS)]

    return given.does(talk, work)


# how did it go?


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (10, [11, 18, 25]),  # a Tuesday: on the Wednesday, then each week
        (11, [12, 19, 26]),
        (13, [16, 23]),  # a Friday: on the Monday
        (14, [16, 23]),  # a Saturday too
    ],
)
async def test_a_plan_is_asked_about_on_the_working_day_after_its_day(talk: Talk, day: int, asked: list[int]) -> None:
    lunch(talk, date(2026, 3, day))
    said = []
    for _n in range(17):
        if await morning(talk, "tom"):
            said.append(talk.now.date().day)
        talk.later(days=1)
    assert said == asked


async def test_it_is_asked_about_by_its_people_and_its_customer(talk: Talk) -> None:
    lunch(talk, date(2026, 3, 10))
    assert await morning(talk, "tom") == [
        [
            "One plan whose day is over",
            "How did the meal with Jane Doe at ACME go? — Planned for Tue, Mar 10: “talk about the renewal”",
        ]
    ]
    assert [one.label for one in buttons(talk.last)] == ["It took place", "Tell more", "Another day", "It did not"]


@pytest.mark.parametrize(
    ("kind", "people", "question"),
    [
        ("visit", ["Jane Doe", "John Roe"], "How did the visit with Jane Doe and John Roe at ACME go?"),
        ("visit", [], "How did the visit with ACME go?"),
        ("", ["Jane Doe"], "How did it go with Jane Doe at ACME?"),
        ("", [], "How did it go with ACME?"),
    ],
)
async def test_the_question_names_what_is_known(talk: Talk, kind: str, people: list[str], question: str) -> None:
    acme = given.customer(talk, "ACME")
    plan(talk, acme, date(2026, 3, 10), [given.person(talk, name, acme) for name in people], kind)
    [[_heading, row]] = await morning(talk, "tom")
    assert row.split(" — ")[0] == question


async def test_one_tap_logs_it_with_its_people_its_day_and_its_kind(talk: Talk) -> None:
    lunch(talk, date(2026, 3, 10))
    await morning(talk, "tom")
    said = heard(await talk.tap("tom", "It took place"))
    assert said.startswith("Logged: meal with Jane Doe at ACME, Tue, Mar 10")
    assert contacts(talk) == [(date(2026, 3, 10), "meal", "talk about the renewal", 1)]
    assert planned(talk) == []
    await talk.tap("tom", "Undo")
    assert contacts(talk) == []
    assert len(planned(talk)) == 1


async def test_of_two_plans_of_a_day_the_one_that_was_tapped_is_done(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom")
    first = plan(talk, acme, date(2026, 3, 10), kind="visit")
    second = plan(talk, acme, date(2026, 3, 10), kind="meal")
    await talk.say("tom", f"/rapport plan done {second}")
    assert [row["id"] for row in planned(talk)] == [first]
    assert "logged already" in await talk.hear("tom", f"/rapport plan done {second}")


async def test_with_words_it_is_the_filled_form(talk: Talk) -> None:
    lunch(talk, date(2026, 3, 10))
    await morning(talk, "tom")
    form = await talk.tap("tom", "Tell more")
    assert isinstance(form, Form)
    await talk.fill("tom", note="She wants two years")
    assert contacts(talk) == [(date(2026, 3, 10), "meal", "She wants two years", 1)]
    assert planned(talk) == []


async def test_it_can_be_moved_to_another_day_at_a_tap(talk: Talk) -> None:
    lunch(talk, date(2026, 3, 10))
    await morning(talk, "tom")
    await talk.tap("tom", "Another day")
    offered = [one.label for one in buttons(talk.last)]
    assert offered == ["Thu, Mar 12", "Fri, Mar 13", "Mon, Mar 16", "Tue, Mar 17"]
    assert heard(await talk.tap("tom", "Mon")).splitlines() == ["Moved to Mon, Mar 16", "ACME · meal with Jane Doe"]
    assert [row["day"] for row in planned(talk)] == [date(2026, 3, 16)]
    talk.later(days=1)
    assert await morning(talk, "tom") == []
    talk.later(days=5)
    assert [row[0] for row in await morning(talk, "tom")] == ["One plan whose day is over"]
    await talk.say("tom", f"/rapport undo {1}")
    assert [row["day"] for row in planned(talk)] == [date(2026, 3, 10)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("move {n} Friday", 13),
        ("move {n} to Friday", 13),
        ("{n} moved to 20 March", 20),
        ("postponed {n}: next Tuesday", 17),
        ("연기 {n} 금요일", 13),
        ("{n} 변경 다음주 화요일", 17),
    ],
)
async def test_or_in_words(talk: Talk, words: str, day: int) -> None:
    n = lunch(talk, date(2026, 3, 10))
    await talk.say("tom", "/rapport plan " + words.format(n=n))
    assert [row["day"] for row in planned(talk)] == [date(2026, 3, day)]


async def test_it_is_not_moved_into_the_past(talk: Talk) -> None:
    n = lunch(talk, date(2026, 3, 10))
    assert "A plan lies ahead" in await talk.hear("tom", f"/rapport plan move {n} yesterday")
    assert [row["day"] for row in planned(talk)] == [date(2026, 3, 10)]


@pytest.mark.parametrize("words", ["drop {n}", "{n} cancelled", "취소 {n}", "{n} 무산"])
async def test_what_did_not_take_place_is_asked_about_no_more(talk: Talk, words: str) -> None:
    n = lunch(talk, date(2026, 3, 10))
    assert (await talk.hear("tom", "/rapport plan " + words.format(n=n))).startswith("Dropped\n")
    assert "One plan whose day is over" not in [group[0] for group in await morning(talk, "tom")]
    assert planned(talk) == []
    await talk.say("tom", "/rapport undo 1")
    assert len(planned(talk)) == 1


async def test_nobody_answers_for_somebody_else_and_what_is_gone_is_said_to_be(talk: Talk) -> None:
    n = lunch(talk, date(2026, 3, 10), "ann")
    assert await talk.hear("tom", f"/rapport plan done {n}") == "That is a plan of Ann."
    assert "That plan is gone" in await talk.hear("tom", "/rapport plan drop 99")
    for words in ("done", "ACME", "12", "x" * 5000):
        assert "Which plan do you mean?" in await talk.hear("tom", f"/rapport plan {words}")


async def test_after_a_month_nobody_is_asked_any_more(talk: Talk) -> None:
    n = lunch(talk, TODAY - timedelta(30))
    assert [group[0] for group in await morning(talk, "tom")][:1] == ["One plan whose day is over"]
    talk.later(days=7)
    assert "One plan whose day is over" not in [group[0] for group in await morning(talk, "tom")]
    assert [row["id"] for row in planned(talk)] == [n]


async def test_the_morning_asks_in_korean(talk: Talk) -> None:
    acme = given.customer(talk, "한빛전자", "minsu")
    plan(talk, acme, date(2026, 3, 10), [given.person(talk, "홍길동", acme)], who="minsu", text="재계약")
    question = "한빛전자 홍길동 님: 식사 어떠셨어요? — 예정일 3월 10일 화요일: “재계약”"
    assert await morning(talk, "minsu") == [["예정일이 지난 계획 1건", question]]
    assert [one.label for one in buttons(talk.last)] == ["예정대로 했음", "자세히 기록", "날짜 변경", "하지 못했음"]
    assert heard(await talk.tap("minsu", "예정대로")).startswith("기록했어요")


async def test_what_is_planned_while_logging_is_asked_about_on_the_day_after(talk: Talk) -> None:
    given.person(talk, "Jane Doe", given.customer(talk, "ACME"))
    await talk.say("tom", "/logcontact Jane Doe @ ACME call: all well, next: lunch on Friday")
    given.person(talk, "홍길동", given.customer(talk, "한빛전자"))
    await talk.say("minsu", "/logcontact 한빛전자 홍길동 부장님 통화, 다음: 금요일 점심")
    talk.later(days=5)
    [[_heading, row]] = await morning(talk, "tom")
    assert row.startswith("How did the meal with Jane Doe at ACME go? — Planned for Fri, Mar 13")
    [[_heading, row]] = await morning(talk, "minsu")
    assert row.startswith("한빛전자 홍길동 님: 식사 어떠셨어요? — 예정일 3월 13일 금요일")


async def test_what_was_planned_in_private_stays_so_when_it_is_logged(talk: Talk) -> None:
    given.person(talk, "Jane Doe", given.customer(talk, "ACME"))
    await talk.say("tom", "/logcontact private: Jane Doe @ ACME call: all well, next: lunch on Friday")
    assert (await talk.hear("ann", "/rapport plans ACME")).startswith("Nothing is planned with ACME")
    talk.later(days=5)
    await morning(talk, "tom")
    await talk.tap("tom", "It took place")
    assert given.does(talk, lambda session: [row["visible"] for row in session.rows(CONTACTS)]) == ["me", "me"]


# listed


async def test_mine_are_listed_with_the_next_one_first(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", external_id="X-1")
    jane = given.person(talk, "Jane Doe", acme)
    plan(talk, acme, TODAY + timedelta(9), kind="visit")
    plan(talk, acme, TODAY - timedelta(1), [jane], text="renewal")
    plan(talk, acme, TODAY, [jane], kind="", who="ann")
    assert (await talk.hear("tom", "/rapport plans")).splitlines() == [
        "You have planned 2 contacts",
        "• ACME — Tue, Mar 10 · meal with Jane Doe: “renewal”",
        "• ACME — Fri, Mar 20 · visit",
    ]
    assert [row.ref for row in rows(talk.last, "accounts")] == ["X-1", "X-1"]
    assert [one.label for one in buttons(talk.last)] == [
        "It took place", "Another day", "Drop it", "Another day", "Drop it",
    ]  # fmt: skip
    assert await talk.say("tom", "/rapport 일정") == await talk.say("tom", "/rapport plan")


async def test_everybodys_with_a_customer_are_listed_and_only_my_own_can_be_answered(talk: Talk) -> None:
    acme = given.customer(talk, "ACME")
    assert (await talk.hear("tom", "/rapport plans ACME")).startswith("Nothing is planned with ACME\n")
    plan(talk, acme, TODAY, kind="", who="ann")
    assert (await talk.hear("tom", "/rapport plans ACME")).splitlines() == [
        "Planned with ACME",
        "• Ann — Wed, Mar 11 · contact",
    ]
    assert buttons(talk.last) == []
    assert (await talk.hear("tom", "/rapport plans")).startswith("You have planned nothing\n")


# a plan is reason enough to wait


@pytest.mark.parametrize(("days", "silent"), [(0, True), (10, True), (11, False), (-1, True), (-8, False)])
async def test_a_plan_within_ten_days_silences_neglect_of_its_customer(talk: Talk, days: int, silent: bool) -> None:
    acme = given.customer(talk, "ACME", "tom", tier="A")
    given.contact(talk, "tom", acme, [90, 97])
    plan(talk, acme, TODAY + timedelta(days), who="ann")
    assert (await morning(talk, "tom") == []) is silent


async def test_a_dropped_plan_silences_nothing(talk: Talk) -> None:
    acme = given.customer(talk, "ACME", "tom", tier="A")
    given.contact(talk, "tom", acme, [90, 97])
    n = plan(talk, acme, TODAY + timedelta(3))
    assert await morning(talk, "tom") == []
    await talk.say("tom", f"/rapport plan drop {n}")
    talk.later(days=1)
    assert len(await morning(talk, "tom")) == 1


async def test_a_past_morning_asks_what_nobody_had_told_by_then(talk: Talk) -> None:
    n = lunch(talk, date(2026, 3, 9))
    await talk.say("tom", f"/rapport plan done {n}")
    [then] = await clockwork(talk.memory, Letterbox(), MovableClock(talk.now)).preview(talk.now - timedelta(1))
    assert "How did the meal with Jane Doe at ACME go?" in then.card.plain()

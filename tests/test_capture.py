"""All that one line says is stored at once, said back, and taken back or corrected whole, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.message import Form, Home, Replace, Say, Surface
from bot.rules.balance import Balance, balance
from bot.rules.joining import Told, same_meeting
from bot.rules.kinds import Kind
from storage import drafts, interactions, people, promises, teammates
from storage.journal import recent
from storage.memory import Memory
from storage.session import Scope, Session
from storage.statements import ours, table
from storage.tables import Delivery, Draft, Fact, Insight, Interaction, Plan, Promise, Row, Tie
from tests import given
from tests.conversation import Talk, buttons, card_of, heard, rows
from tests.test_logcontact import everything

WHOLE = (
    "Jane Doe, Hong Gildong @ ACME yesterday visit (supportive): need: a second source by June, "
    "promise: send the test report by Friday, next: lunch on 20 March"
)
KOREAN = (
    "어제 @ACME Jane Doe님이랑 방문, 태도: 우호적, 니즈: 2차 공급사 필요\n"
    "약속: 금요일까지 시험성적서 송부\n다음: 3/20 점심"
)


def stored(talk: Talk, model: type[Row], who: str = "tom") -> list[Mapping[str, Any]]:
    everything_of = ours(select(table(model)).order_by(*table(model).primary_key))
    return talk.memory.read_now(
        Scope(talk.scope.workspace, given.mate(talk, who)), lambda session: session.rows(everything_of)
    )


def counted(talk: Talk) -> dict[str, int]:
    return {model.__name__: len(stored(talk, model)) for model in (Interaction, Promise, Plan, Insight, Fact) if model}


def book(talk: Talk) -> dict[str, int]:
    """ACME with Jane Doe and Hong Gildong, owned by Tom."""
    acme = given.customer(talk, "ACME", "tom")
    return {
        "acme": acme,
        "jane": given.person(talk, "Jane Doe", acme, "CFO"),
        "hong": given.person(talk, "Hong Gildong", acme),
    }


ALL = {"Interaction": 1, "Promise": 1, "Plan": 1, "Insight": 1, "Fact": 1}
NONE = dict.fromkeys(ALL, 0)


@pytest.mark.parametrize(
    ("who", "said", "shown"),
    [
        (
            "tom",
            WHOLE,
            [
                "Logged: visit with Jane Doe and Hong Gildong at ACME, Tue, Mar 10",
                "a second source by June",
                "Promised: send the test report, by Fri, Mar 13",
                "Planned: meal, Fri, Mar 20",
                "Attitude: Jane Doe: supportive",
                "Learned: need",
                "I will ask you how it went.",
            ],
        ),
        (
            "minsu",
            KOREAN,
            [
                "기록했어요: ACME Jane Doe 님 · 방문 · 3월 10일 화요일",
                "2차 공급사 필요",
                "약속: 시험성적서 송부, 3월 13일 금요일까지",
                "다음 일정: 식사, 3월 20일 금요일",
                "태도: Jane Doe 님: ",
                "알게 된 것: ",
                "다녀오신 뒤에 어땠는지 여쭤볼게요.",
            ],
        ),
    ],
)
async def test_one_line_says_it_all(talk: Talk, who: str, said: str, shown: list[str]) -> None:
    ids = book(talk)
    lines = (await talk.hear(who, f"/logcontact {said}")).splitlines()
    assert len(lines) > len(shown)
    assert all(line.startswith(start) for line, start in zip(lines, shown, strict=False)), lines
    assert [one.label for one in buttons(talk.last)][2:] == []
    assert counted(talk) == ALL
    [promise], [plan], [insight], [fact] = (stored(talk, model) for model in (Promise, Plan, Insight, Fact))
    assert (promise["due"], promise["state"], promise["teammate_id"]) == (
        date(2026, 3, 13),
        "open",
        given.mate(talk, who),
    )
    assert (plan["day"], plan["kind"], plan["state"]) == (date(2026, 3, 20), "meal", "open")
    assert (fact["person_id"], fact["kind"], fact["value"]) == (ids["jane"], "attitude", "supportive")
    assert (insight["kind"], insight["account_id"], insight["visible"]) == ("need", ids["acme"], "all")
    assert isinstance(await talk.say(who, buttons(talk.last)[0].says), Replace)
    assert counted(talk) == NONE
    await talk.say(who, buttons(talk.last)[0].says)
    assert (counted(talk), stored(talk, Plan)[0]["day"]) == (ALL, date(2026, 3, 20))
    assert stored(talk, Promise)[0]["due"] == date(2026, 3, 13)


async def test_undo_takes_back_the_people_and_the_customer_with_all_that_was_said(talk: Talk) -> None:
    said = await talk.hear("tom", f"/logcontact {WHOLE}")
    assert "New here: Jane Doe, Hong Gildong, and ACME" in said
    await talk.tap("tom", "Undo")
    assert counted(talk) == NONE
    assert given.customers(talk) == []
    await talk.tap("tom", "Log it again")
    assert counted(talk) == ALL
    assert "Logged: coffee with Jane Doe at ACME" in await talk.hear("tom", "/logcontact Jane Doe @ ACME today coffee")
    assert len(given.customers(talk)) == 1


async def test_edit_is_filled_with_all_that_was_stored_and_replaces_all_of_it(talk: Talk) -> None:
    ids = book(talk)
    await talk.say("tom", f"/logcontact {WHOLE}, about: Park Seojun")
    form = await talk.tap("tom", "Edit")
    assert isinstance(form, Form)
    held = {field.name: field.value for field in form.fields}
    assert (held["promise"], held["next"]) == ("send the test report by 2026-03-13", date(2026, 3, 20))
    assert [choice.label for choice in held["about"]] == ["Park Seojun, ACME"]  # type: ignore[union-attr]
    assert len(form.fields) <= 10
    await talk.fill(
        "tom", promise="call back on Monday\nsend the offer", about=(), next=date(2026, 3, 27), favour="give"
    )
    assert counted(talk) == {**ALL, "Promise": 2}
    assert [(one["text"], one["due"]) for one in stored(talk, Promise)] == [
        ("call back", date(2026, 3, 16)),
        ("send the offer", None),
    ]
    [plan], [contact], [fact] = stored(talk, Plan), stored(talk, Interaction), stored(talk, Fact)
    assert (plan["day"], plan["kind"], contact["favour"]) == (date(2026, 3, 27), "meal", "give")
    assert (fact["value"], fact["person_id"]) == ("supportive", ids["hong"]) or fact["person_id"] == ids["jane"]
    assert "Nobody of us has noted “Park Seojun” yet" in await talk.hear("tom", "/whoknows Park Seojun")
    await talk.say("tom", "/rapport undo")
    assert counted(talk) == NONE


@pytest.mark.parametrize("field", ["promise", "next"])
async def test_what_is_wrong_in_the_form_stands_under_its_field(talk: Talk, field: str) -> None:
    book(talk)
    await talk.say("tom", "/logcontact")
    wrong = {"promise": "by Friday", "next": date(2026, 3, 1)}[field]
    form = await talk.fill("tom", account="account:1", **{field: wrong})  # type: ignore[arg-type]
    assert isinstance(form, Form)
    assert set(form.errors) == {field}
    assert counted(talk) == NONE


@pytest.mark.parametrize(
    ("who", "said", "title"),
    [
        ("tom", "Jane Doe @ ACME next Tuesday lunch", "Planned: meal with Jane Doe at ACME, Tue, Mar 17"),
        ("tom", "lunch with Jane Doe on Friday", None),
        (
            "minsu",
            "다음주 화요일 ACME Jane Doe님이랑 점심",
            "일정을 적어 뒀어요: ACME Jane Doe 님 · 식사 · 3월 17일 화요일",
        ),
        ("minsu", "@ACME 다음: 3/17 방문", "일정을 적어 뒀어요: ACME · 방문 · 3월 17일 화요일"),
        ("tom", "@ACME next: 17 March", "Planned: ACME, Tue, Mar 17"),
    ],
)
async def test_a_day_to_come_is_planned_and_no_contact(talk: Talk, who: str, said: str, title: str | None) -> None:
    book(talk)
    reply = await talk.say(who, f"/logcontact {said}")
    if title is None:  # a bare weekday lies behind when logging
        assert "Logged: meal with Jane Doe at ACME, Fri, Mar 6" in heard(reply)
        return
    assert heard(reply).splitlines()[0] == title
    assert counted(talk) == {**NONE, "Plan": 1}
    assert stored(talk, Tie) == []
    form = await talk.say(who, buttons(reply)[1].says)
    assert isinstance(form, Form)
    await talk.fill(who, day=date(2026, 3, 18))
    assert [one["day"] for one in stored(talk, Plan)] == [date(2026, 3, 18)]
    await talk.say(who, "/rapport undo")
    assert counted(talk) == NONE
    await talk.say(who, buttons(talk.last)[0].says)
    assert [one["day"] for one in stored(talk, Plan)] == [date(2026, 3, 18)]


async def test_the_same_plan_twice_is_asked_about(talk: Talk) -> None:
    book(talk)
    for _twice in range(2):
        await talk.say("tom", "/logcontact Jane Doe @ ACME next Tuesday lunch")
    assert "today already" in heard(talk.last)
    assert counted(talk)["Plan"] == 1


@pytest.mark.parametrize(("later", "closed"), [(0, False), (6, True), (13, True), (14, False)])
async def test_a_contact_on_its_day_or_in_the_week_after_closes_a_plan(talk: Talk, later: int, closed: bool) -> None:
    book(talk)
    await talk.say("tom", "/logcontact Jane Doe @ ACME next Tuesday lunch")
    talk.later(days=later)
    said = await talk.hear("tom", "/logcontact Jane Doe @ ACME today lunch: liked it")
    assert ("That was planned, and is done now." in said) is closed
    assert stored(talk, Plan)[0]["state"] == ("done" if closed else "open")
    await talk.tap("tom", "Undo")
    assert (stored(talk, Plan)[0]["state"], stored(talk, Plan)[0]["interaction_id"]) == ("open", None)


async def test_a_colleagues_contact_closes_nothing(talk: Talk) -> None:
    book(talk)
    await talk.say("tom", "/logcontact Jane Doe @ ACME next Tuesday lunch")
    talk.later(days=6)
    await talk.say("ann", "/logcontact Jane Doe @ ACME today lunch: liked it")
    assert stored(talk, Plan)[0]["state"] == "open"


async def test_only_what_is_truly_unclear_is_asked_and_waits_until_it_is_answered(talk: Talk) -> None:
    ids = book(talk)
    other = given.person(talk, "Jane Doe", ids["acme"], "Buyer")
    line = "Jane Doe @ ACME yesterday call: renewal in May"
    asked = await talk.say("tom", f"/logcontact {line}")
    assert heard(asked).splitlines() == ["Which one is “Jane Doe”?", line]
    assert everything(talk) == []
    assert [one["text"] for one in waiting(talk)] == [line]
    [answer] = [one.says for one in buttons(asked) if f"person:{other}" in one.says]
    assert isinstance(await talk.say("tom", answer), Replace)
    assert (waiting(talk), len(everything(talk))) == ([], 1)


def waiting(talk: Talk, who: str = "tom") -> list[Mapping[str, Any]]:
    scope = Scope(talk.scope.workspace, given.mate(talk, who))
    return list(talk.memory.read_now(scope, lambda session: drafts.asked(session, 9)))


async def test_a_line_that_is_asked_about_twice_waits_once(talk: Talk) -> None:
    ids = book(talk)
    for name in ("Jane Doe", "Hong Gildong"):
        given.person(talk, name, ids["acme"], "Buyer")
    await talk.say("tom", "/logcontact Jane Doe, Hong Gildong @ ACME yesterday call: one")
    await talk.say("tom", buttons(talk.last)[0].says)
    assert "Which one is “Hong Gildong”?" in heard(talk.last)
    assert len(waiting(talk)) == 1
    await talk.say("tom", f"/logcontact open:{waiting(talk)[0]['id']}")  # as the Home tab asks again
    assert "Which one is “Jane Doe”?" in heard(talk.last)
    for _name in range(2):
        await talk.say("tom", buttons(talk.last)[0].says)
    assert (waiting(talk), len(everything(talk))) == ([], 1)


async def test_a_line_need_not_be_logged(talk: Talk) -> None:
    await talk.say("tom", "/logcontact met Jane Doe at ACME yesterday: renewal in May")
    await talk.tap("tom", "Do not log it")
    assert card_of(talk.last).title == "Not logged"
    assert (waiting(talk), everything(talk)) == ([], [])
    await talk.tap("tom", "Log it again")
    await talk.tap("tom", "Add and log")
    assert (waiting(talk), len(everything(talk))) == ([], 1)


async def test_nobody_elses_line_is_answered_or_dropped(talk: Talk) -> None:
    await talk.say("tom", "/logcontact met Jane Doe at ACME yesterday: renewal in May")
    [draft] = waiting(talk)
    assert "not open any more" in await talk.hear("ann", f"/rapport undo open:{draft['id']}")
    assert isinstance(await talk.say("ann", f"/logcontact open:{draft['id']}"), Form)
    assert len(waiting(talk)) == 1


async def test_a_line_without_its_customer_waits_until_the_form_is_sent(talk: Talk) -> None:
    book(talk)
    await talk.say("tom", "/logcontact yesterday call (sceptical), private: they froze the budget")
    assert isinstance(talk.last, Form)
    assert len(waiting(talk)) == 1
    await talk.fill("tom", account="account:1", people=("person:1",))
    assert waiting(talk) == []
    [contact], [fact] = stored(talk, Interaction), stored(talk, Fact)
    assert (contact["visible"], fact["value"]) == ("me", "critical")
    assert contact["typed"] == "yesterday call (sceptical), private: they froze the budget"


@pytest.mark.parametrize(
    ("said", "title", "offered"),
    [
        ("Jane Do @ ACME today call: hi", "Logged: call with Jane Do at ACME", "I meant Jane Doe, CFO, ACME"),
        ("Jane Doe @ ACMEE today call: hi", "Logged: call with Jane Doe at ACMEE", "I meant ACME"),
        ("Jane @ ACME today call: hi", "Logged: call with Jane Doe at ACME", "Somebody new: Jane"),
        ("Jane Doe @ Globex today call: hi", "Logged: call with Jane Doe at Globex", "I meant Jane Doe, CFO, ACME"),
        ("Max Muster @ ACME today call: hi", "Logged: call with Max Muster at ACME", ""),
    ],
)
async def test_unknown_names_are_stored_and_likely_ones_offered(
    talk: Talk, said: str, title: str, offered: str
) -> None:
    book(talk)
    reply = await talk.say("tom", f"/logcontact {said}")
    assert title in heard(reply)
    labels = [one.label for one in buttons(reply)][2:]
    assert (offered in labels) if offered else labels == []
    if offered:
        before = everything(talk)[-1]
        await talk.tap("tom", offered)
        assert len(everything(talk)) == 1
        assert everything(talk)[-1] != before
        assert card_of(talk.last).title != title


async def test_a_known_person_met_elsewhere_is_said_to_be_where_they_were(talk: Talk) -> None:
    book(talk)
    await talk.say("tom", "/logcontact Jane Doe @ Globex today call: hi")
    said = heard(await talk.tap("tom", "I meant Jane Doe"))
    assert "As far as I know, Jane Doe is at ACME." in said
    assert everything(talk)[-1]["people"] == ["Jane Doe"]
    assert "Globex" in said


async def test_whom_a_line_speaks_of_and_who_came_along_is_kept(talk: Talk) -> None:
    book(talk)
    given.changed(talk, "ann", external_id="U0ANN")
    said = await talk.hear("tom", "/logcontact Jane Doe @ ACME today visit with <@U0ANN>, about: Hong Gildong: saw it")
    assert "Spoken of: Hong Gildong" in said
    assert "With you: Ann" in said
    [contact] = everything(talk)
    assert (contact["people"], contact["mates"]) == (["Jane Doe"], ["Ann", "Tom"])
    assert "first of us" not in await talk.hear("minsu", "/whoknows Hong Gildong")
    assert rows(talk.last, "colleagues")[0].title == "아직 아는 사람이 없어요"


async def test_a_colleague_who_is_not_on_the_team_is_left_out_and_that_is_said(talk: Talk) -> None:
    book(talk)
    said = await talk.hear("tom", "/logcontact Jane Doe @ ACME today visit with <@U0GONE>: saw the plant")
    assert "I did not understand: a colleague who is not on the team here" in said
    assert everything(talk)[-1]["mates"] == ["Tom"]


async def test_what_was_not_understood_is_said(talk: Talk) -> None:
    book(talk)
    said = await talk.hear("tom", "/logcontact Jane Doe @ ACME 35/13 call: hello")
    assert "I did not understand: 35/13" in said


@pytest.mark.parametrize(
    ("word", "read_by", "said"),
    [
        ("private", ["tom"], "Only you can read this note."),
        ("team only", ["tom", "ann"], "Only the customer's team can read this note."),
        ("", ["tom", "ann", "minsu"], ""),
    ],
)
async def test_a_note_is_shown_to_those_it_is_for(talk: Talk, word: str, read_by: list[str], said: str) -> None:
    ids = book(talk)
    given.changed(talk, "ann", admin=False)
    given.does(talk, lambda session: helps(session, ids["acme"], "ann"))
    reply = await talk.hear("tom", f"/logcontact Jane Doe @ ACME today call: {word + ': ' if word else ''}secret")
    assert (said or "can read this note") in reply if said else "can read this note" not in reply
    for who in ("tom", "ann", "minsu"):
        scope = Scope(talk.scope.workspace, given.mate(talk, who))
        seen = talk.memory.read_now(scope, lambda session: interactions.last_notes(session, ids["acme"], date.max))
        assert bool(seen) is (who in read_by), who


def helps(session: Session, account: int, who: str) -> None:
    from storage.tables import Helper

    mate = teammates.find(session, "", f"{who}@example.com")
    assert mate is not None
    session.add_all(Helper, [{"account_id": account, "teammate_id": mate["id"]}])


async def test_an_administrator_takes_back_a_private_note_without_reading_it(talk: Talk) -> None:
    book(talk)
    await talk.say("ann", "/logcontact Jane Doe @ ACME today call: private: secret")
    assert "Only whoever wrote this note can read it." in await talk.hear("tom", "/rapport edit 1")
    said = await talk.say("tom", "/rapport undo 1")
    assert "secret" not in heard(said) + "".join(one.says for one in buttons(said))
    assert everything(talk) == []


ASKED = "/logcontact Jane Doe @ ACME today call: ask: a reference"


async def test_an_ask_is_counted_and_somebody_who_could_give_is_named(talk: Talk) -> None:
    ids = book(talk)
    for ago in range(10, 60, 5):
        given.contact(talk, "minsu", ids["acme"], ago, [ids["jane"]])
    await talk.say("tom", "/logcontact Jane Doe @ ACME today visit: give: a sample")
    assert "Ask or give: We gave" in heard(talk.last)
    talk.later(days=74)
    assert "1 ask since the last give, 74 days ago." in await talk.hear("tom", ASKED)
    assert "give first" not in heard(talk.last)
    await talk.say("tom", f"{ASKED} two")
    said = await talk.hear("tom", f"{ASKED} three")
    assert "3 asks since the last give, 74 days ago." in said
    assert "김민수 knows them well: ask whether there is something to give first." in said


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], Balance(0, None)),
        ([(date(2026, 3, 2), "ask"), (date(2026, 3, 1), "ask")], Balance(2, None)),
        (
            [(date(2026, 3, 2), "ask"), (date(2026, 3, 1), "give"), (date(2026, 2, 1), "ask")],
            Balance(1, date(2026, 3, 1)),
        ),
        ([(date(2026, 3, 1), "give"), (date(2026, 2, 1), "ask")], Balance(0, date(2026, 3, 1))),
    ],
)
def test_asks_are_counted_since_the_last_give(told: list[tuple[date, str]], expected: Balance) -> None:
    assert balance(told) == expected
    assert balance(told).heavy is (expected.asks > 1)


TOM, ANN = 1, 2


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("call", {TOM}, {7}), ("call", {ANN}, {7, 8}), True),
        (("call", {TOM}, {7}), ("call", {ANN}, {8}), False),
        (("call", {TOM}, set()), ("call", {ANN}, {8}), True),
        (("call", {TOM}, {7}), ("call", {ANN}, set()), True),
        (("call", {TOM}, {7}), ("visit", {ANN}, {7}), False),
        (("mail", {TOM}, {7}), ("mail", {ANN}, {7}), False),
        (("visit", {TOM, ANN}, {7}), ("meeting", {ANN}, {8}), True),
        (("visit", {TOM, ANN}, {7}), ("call", {ANN}, {8}), False),
    ],
)
def test_what_is_the_same_meeting(first: Any, second: Any, same: bool) -> None:
    one, other = (Told(Kind(kind), frozenset(mates), frozenset(humans)) for kind, mates, humans in (first, second))
    assert same_meeting(one, other, ANN) is same


def ties(talk: Talk) -> dict[tuple[int, int], float]:
    return {(row["teammate_id"], row["person_id"]): row["score"] for row in stored(talk, Tie)}


async def test_the_same_meeting_told_by_two_is_joined_and_counted_once(talk: Talk) -> None:
    ids = book(talk)
    tom, ann = given.mate(talk, "tom"), given.mate(talk, "ann")
    await talk.say("tom", "/logcontact Jane Doe @ ACME yesterday visit: saw the plant")
    alone = ties(talk)[tom, ids["jane"]]
    said = await talk.hear("ann", "/logcontact Jane Doe, Hong Gildong @ ACME yesterday visit: they want more")
    assert "Tom logged this too: joined." in said
    both = ties(talk)
    assert set(both) == {(mate, one) for mate in (tom, ann) for one in (0, ids["jane"], ids["hong"])}
    assert both[tom, ids["jane"]] == pytest.approx(alone / 3**0.5)  # three were there beside each of us
    kinds = talk.memory.read_now(
        talk.scope, lambda session: interactions.kinds(session, ids["acme"], date(2026, 1, 1), date(2026, 3, 11))
    )
    assert kinds == {tom: {"visit": 1}, ann: {"visit": 1}}
    await talk.tap("ann", "It was another one")
    apart = ties(talk)
    assert apart[tom, ids["jane"]] == alone
    assert (tom, ids["hong"]) not in apart


async def test_a_colleague_named_as_there_counts_the_visit_once(talk: Talk) -> None:
    ids = book(talk)
    given.changed(talk, "ann", external_id="U0ANN")
    await talk.say("tom", "/logcontact Jane Doe @ ACME yesterday visit with <@U0ANN>: saw the plant")
    assert "Tom logged this too" in await talk.hear("ann", "/logcontact @ACME yesterday meeting: they want more")
    kinds = talk.memory.read_now(
        talk.scope, lambda session: interactions.kinds(session, ids["acme"], date(2026, 1, 1), date(2026, 3, 11))
    )
    assert sum(kinds[given.mate(talk, "tom")].values()) == 1


async def test_the_second_stands_on_its_own_when_the_first_is_taken_back(talk: Talk) -> None:
    ids = book(talk)
    await talk.say("tom", "/logcontact Jane Doe @ ACME yesterday visit: one")
    undo = buttons(talk.last)[0].says
    for who in ("ann", "minsu"):
        await talk.say(who, "/logcontact Jane Doe @ ACME yesterday visit: again" if who == "ann" else KOREAN)
    assert [row["same_as"] for row in stored(talk, Interaction)] == [None, 1, 1]
    await talk.say("tom", undo)
    left = stored(talk, Interaction)
    assert [row["same_as"] for row in left] == [None, left[0]["id"]]
    assert {mate for mate, one in ties(talk) if one == ids["jane"]} == {
        given.mate(talk, who) for who in ("ann", "minsu")
    }


async def test_one_who_logs_twice_is_not_joined_twice(talk: Talk) -> None:
    book(talk)
    await talk.say("tom", "/logcontact Jane Doe @ ACME today call: one")
    await talk.say("ann", "/logcontact Jane Doe @ ACME today call: two")
    assert "logged this too" not in await talk.hear("ann", "/logcontact Jane Doe @ ACME today call: three")
    assert [row["same_as"] for row in stored(talk, Interaction)] == [None, 1, None]


async def test_a_note_on_health_asks_whether_it_belongs_here(talk: Talk) -> None:
    book(talk)
    line = "Jane Doe @ ACME today call: idea: he was diagnosed with cancer"
    assert "This tells of health. Does it belong here?" in await talk.hear("tom", f"/logcontact {line}")
    await talk.tap("tom", "Take it out")
    [contact] = stored(talk, Interaction)
    assert (contact["note"], contact["typed"], stored(talk, Insight)) == ("", "", [])
    assert "cancer" not in await talk.hear("tom", "/rapport undo")


@pytest.mark.parametrize(
    ("who", "said", "left"),
    [
        (
            "tom",
            "Jane Doe @ ACME today call: SSN 123-45-6789 for the badge",
            "Jane Doe @ ACME today call: SSN for the badge",
        ),
        ("minsu", "오늘 @ACME Jane Doe님 통화: 900101-1234567 확인", "오늘 @ACME Jane Doe님 통화: 확인"),
    ],
)
async def test_a_national_id_number_is_stored_nowhere(talk: Talk, who: str, said: str, left: str) -> None:
    book(talk)
    reply = await talk.say(who, f"/logcontact {said}", key="k1")
    assert heard(reply).splitlines()[1] == left
    assert counted(talk) == NONE
    kept = [str(row) for model in (Delivery, Draft) for row in stored(talk, model)]
    assert not any("123-45-6789" in one or "900101" in one for one in kept)
    await talk.say(who, buttons(reply)[0].says)
    assert everything(talk)[-1]["note"] == left.partition(": ")[2]


async def test_a_national_id_number_in_the_form_or_a_message_is_left_out(talk: Talk) -> None:
    book(talk)
    await talk.say("tom", "/logcontact")
    form = await talk.fill("tom", account="account:1", note="her number is 123-45-6789")
    assert isinstance(form, Form)
    assert set(form.errors) == {"note"}
    await talk.fill("tom")
    assert everything(talk)[-1]["note"] == "her number is"
    form = await talk.say("tom", "/logcontact", quoted="900101-1234567 입니다")
    assert isinstance(form, Form)
    assert {field.name: field.value for field in form.fields}["note"] == "입니다"


async def test_the_last_ten_logs_can_be_taken_back_and_corrected_after_a_restart(talk: Talk, database_url: str) -> None:
    book(talk)
    for n in range(12):
        await talk.say("tom", f"/logcontact Jane Doe @ ACME today call: number {n}, promise: do {n}")
    talk.memory.close()
    talk.memory = Memory(database_url)
    talk.bot.memory, talk.bot._teammates = talk.memory, {}
    home = await talk.say("tom", "", surface=Surface.HOME)
    assert isinstance(home, Home)
    undo = [one.says for one in buttons(Say(home.card)) if one.label == "Undo"]
    assert len(undo) == 10
    await talk.say("tom", undo[9])
    assert len(everything(talk)) == 11
    assert "number 2" not in {one["note"] for one in everything(talk)}
    scope = Scope(talk.scope.workspace, given.mate(talk, "tom"))
    assert len(talk.memory.read_now(scope, lambda session: recent(session, 10))) == 10
    talk.memory.close()


async def test_a_reply_in_the_thread_and_plain_words_say_as_much(talk: Talk) -> None:
    ids = book(talk)
    await talk.say(
        "tom", "met Jane Doe at ACME this morning, promise: send the report by Friday", surface=Surface.MESSAGE
    )
    await talk.say("minsu", "오늘 ACME Jane Doe님이랑 점심, 다음: 3/20 방문", surface=Surface.MESSAGE)
    assert counted(talk) == {**NONE, "Interaction": 2, "Promise": 1, "Plan": 1}
    open_of = talk.memory.read_now(talk.scope, lambda session: promises.open_of(session, ids["acme"]))
    assert [one["text"] for one in open_of] == ["send the report"]


async def test_people_that_others_promised_something_stay_when_they_are_taken_back(talk: Talk) -> None:
    await talk.say("tom", "/logcontact Jane Doe @ ACME today call: one")
    undo = buttons(talk.last)[0].says
    await talk.say("ann", "/logcontact Jane Doe @ ACME next: lunch on 20 March")
    assert "Still there, because others build on it: Jane Doe and ACME." in await talk.hear("tom", undo)
    [jane] = talk.memory.read_now(talk.scope, lambda session: session.known.people.exact("Jane Doe"))
    held = talk.memory.read_now(talk.scope, lambda session: people.positions(session, [jane]))
    assert [row["account"] for row in held] == ["ACME"]

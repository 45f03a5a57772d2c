"""What is noted of people: how old it may grow, what stands where teammates differ, and how one tap settles it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.rules import shelf
from bot.rules.shelf import SHELF, Fact, FactKind
from handlers import Bot
from storage import facts, people
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Position
from tests import given
from tests.conversation import Talk, button, heard, rows
from tests.test_statements import second_workspace

TODAY = date(2026, 3, 11)


def fact(id: int, author: int | None, value: str, ago: int, kind: str = "role", settled: bool = False) -> Fact:  # noqa: A002
    return Fact(
        id=id,
        person=1,
        account=1,
        kind=FactKind(kind),
        value=value,
        value_id=None,
        author_id=author,
        author="",
        day=TODAY - timedelta(ago),
        settled=settled,
    )


@pytest.mark.parametrize(
    ("kind", "days"), [("rank", 365), ("boss", 180), ("role", 180), ("attitude", 90), ("priority", 90)]
)
def test_a_fact_is_old_the_day_after_its_shelf_life(kind: str, days: int) -> None:
    assert not fact(1, 1, "x", days, kind).is_old(TODAY)
    assert fact(1, 1, "x", days + 1, kind).is_old(TODAY)
    assert not fact(1, 1, "x", -1, kind).is_old(TODAY)  # said by somebody for whom it is tomorrow already
    assert len(SHELF) == 5


@pytest.mark.parametrize(
    ("recorded", "stands"),
    [
        ([], []),
        ([fact(1, 1, "a", 9), fact(2, 1, "b", 3)], [2]),  # the newest of one teammate
        ([fact(1, 1, "a", 3), fact(2, 1, "b", 9)], [1]),  # by its day
        ([fact(1, 1, "a", 3), fact(2, 1, "b", 3)], [2]),  # on one day the later one
        ([fact(1, 1, "a", 9), fact(2, 2, "b", 3)], [2, 1]),  # two teammates
        ([fact(1, 1, "a", 9), fact(2, 2, "A ", 3)], [2]),  # who say the same
        ([fact(1, None, "a", 9), fact(2, 2, "b", 3)], [2, 1]),  # a list and a teammate
        ([fact(1, 1, "a", 9), fact(2, 2, "b", 3), fact(3, 1, "b", 1)], [3]),  # one comes round
        ([fact(1, 1, "a", 9), fact(2, 2, "b", 3), fact(3, 3, "a", 1, settled=True)], [3]),  # settled
        ([fact(3, 3, "a", 5, settled=True), fact(4, 2, "b", 3)], [4, 3]),  # and said otherwise since
        ([fact(1, 1, "a", 181), fact(2, 2, "b", 1)], [2, 1]),
        ([fact(1, 1, "a", 182), fact(2, 2, "b", 1)], [2]),  # too old beside the newer one
        ([fact(1, 1, "a", 400)], [1]),
    ],
)
def test_what_stands_of_what_was_recorded(recorded: list[Fact], stands: list[int]) -> None:
    assert [one.id for one in shelf.standing(recorded)] == stands


def acme(talk: Talk) -> dict[str, int]:
    made = {"acme": given.customer(talk, "ACME", "tom")}
    made["jane"] = given.person(talk, "Jane Doe", made["acme"], "CFO")
    made["john"] = given.person(talk, "John Roe", made["acme"], "CEO")
    return made


def record(talk: Talk, who: str, made: dict[str, int], kind: str, value: str, ago: int = 0) -> int:
    viewer, on = given.mate(talk, who), TODAY - timedelta(ago)

    def work(session: Session) -> int:
        session.viewer = viewer
        return facts.record(
            session, person=made["jane"], account=made["acme"], kind=kind, value=value, day=on, at=talk.now
        )

    return given.does(talk, work)


def standing(talk: Talk, *who: int) -> list[tuple[str, str, str, bool]]:
    found = given.does(talk, lambda session: facts.standing(session, who))
    return [(one.kind.value, one.value, one.author, one.disputed) for one in found]


async def test_a_person_is_shown_with_each_fact_its_author_and_its_age(talk: Talk) -> None:
    made = acme(talk)
    record(talk, "tom", made, "role", "decision maker", 12)
    record(talk, "ann", made, "attitude", "supportive", 90)
    record(talk, "ann", made, "priority", "lower cost", 91)
    said = await talk.hear("minsu", "/whoknows Jane Doe")
    assert [row.detail for row in rows(talk.last, "facts")] == ["Tom, 12일 전", "Ann, 90일 전"]
    said = await talk.hear("tom", "/whoknows Jane Doe")
    assert said.splitlines()[:6] == [
        "Jane Doe",
        "ACME: CFO",
        "What we noted",
        "• Role: decision maker — Tom, 12 days ago",
        "• Attitude: supportive — Ann, 90 days ago",
        "What counts for them: lower cost (Ann · 91 days old, still so?)",
    ]
    await talk.tap("tom", "Still so: lower cost")
    assert "What counts for them: lower cost" in heard(talk.last)
    assert ("priority", "lower cost", "Tom", False) in standing(talk, made["jane"])
    assert "still so?" not in await talk.hear("tom", "/whoknows Jane Doe")


async def test_facts_are_asked_for_by_themselves(talk: Talk) -> None:
    made = acme(talk)
    assert "Nothing noted yet." in await talk.hear("tom", "/rapport facts Jane Doe")
    record(talk, "tom", made, "role", "decision maker", 12)
    assert "Role: decision maker — Tom, 12 days ago" in await talk.hear("tom", "/rapport facts Jane Doe")
    assert "의사결정자" in await talk.hear("minsu", "/rapport 사실 Jane Doe")
    assert "That one is gone" in await talk.hear("tom", "/rapport facts 99999999999999")
    assert "Whom do you mean?" in await talk.hear("tom", "/rapport facts")


async def test_two_who_differ_are_both_shown_and_one_tap_settles_it(talk: Talk) -> None:
    made = acme(talk)
    record(talk, "ann", made, "role", "purchasing", 20)
    said = await talk.hear("tom", "/rapport role Jane Doe decision maker")
    assert "Ann said otherwise 20 days ago: purchasing" in said
    await talk.say("minsu", "/whoknows Jane Doe")
    said = await talk.hear("ann", "/whoknows Jane Doe")
    assert [(row.title, row.detail) for row in rows(talk.last, "facts")] == [
        ("Role: decision maker", "Tom, today; others say otherwise"),
        ("Role: purchasing", "Ann, 20 days ago; others say otherwise"),
    ]
    await talk.tap("ann", "It is: decision maker")
    assert standing(talk, made["jane"]) == [("role", "decision maker", "Ann", False)]
    settled = button(talk.last, "Undo")
    await talk.say("ann", "/whoknows Jane Doe")
    assert [row.detail for row in rows(talk.last, "facts")] == ["Ann, today"]
    await talk.say("ann", settled.says)
    assert len(standing(talk, made["jane"])) == 2


async def test_the_one_who_just_said_it_may_settle_it_at_once(talk: Talk) -> None:
    made = acme(talk)
    record(talk, "ann", made, "attitude", "critical", 3)
    await talk.say("tom", "/rapport attitude Jane Doe supportive")
    await talk.tap("tom", "It is as I say")
    assert standing(talk, made["jane"]) == [("attitude", "supportive", "Tom", False)]
    record(talk, "ann", made, "attitude", "critical")
    await talk.say("tom", "/rapport attitude Jane Doe supportive")
    await talk.tap("tom", "It is: critical")
    assert standing(talk, made["jane"]) == [("attitude", "critical", "Tom", False)]


def test_a_role_and_a_rank_stand_on_the_position_as_last_recorded(talk: Talk) -> None:
    made = acme(talk)

    def held() -> tuple[str, str]:
        [row] = given.does(talk, lambda session: people.positions(session, [made["jane"]]))
        return row["role"], row["rank"]

    record(talk, "tom", made, "role", "purchasing", 3)
    record(talk, "tom", made, "rank", "상무")
    assert held() == ("purchasing", "상무")
    record(talk, "ann", made, "role", "champion", 5)  # of an earlier day
    assert held() == ("purchasing", "상무")
    record(talk, "ann", made, "role", "champion")
    assert held() == ("champion", "상무")


async def test_undo_takes_a_fact_back(talk: Talk) -> None:
    made = acme(talk)
    await talk.say("tom", "/rapport role Jane Doe purchasing")
    await talk.tap("tom", "Undo")
    assert heard(talk.last) == "Taken back"
    assert standing(talk, made["jane"]) == []
    assert "purchasing" not in await talk.hear("tom", "/whoknows Jane Doe")


async def test_a_past_moment_knows_no_later_fact(talk: Talk) -> None:
    made = acme(talk)
    record(talk, "tom", made, "role", "purchasing", 40)
    record(talk, "tom", made, "role", "champion", 3)
    said = await talk.hear("tom", "/whoknows Jane Doe", at=talk.now - timedelta(30), past=True)
    assert "purchasing — Tom, 10 days ago" in said
    said = await talk.hear("tom", "/whoknows Jane Doe", at=talk.now - timedelta(60), past=True)
    assert not rows(talk.last, "facts")


async def test_a_boss_is_spoken_of_as_people_are(talk: Talk) -> None:
    acme(talk)
    await talk.say("tom", "/rapport boss Jane Doe John Roe")
    assert "Reports to: John Roe — Tom, today" in await talk.hear("tom", "/whoknows Jane Doe")
    await talk.say("minsu", "/whoknows Jane Doe")
    assert rows(talk.last, "facts")[0].title.endswith("John Roe 님")


async def test_of_several_positions_a_fact_says_where_it_is_so(talk: Talk) -> None:
    made = acme(talk)
    record(talk, "tom", made, "role", "purchasing")
    globex = given.customer(talk, "Globex")
    given.does(talk, lambda session: people.hold(session, made["jane"], globex, "Director"))
    assert "Role (ACME): purchasing — Tom, today" in await talk.hear("tom", "/whoknows Jane Doe")


async def test_what_a_colleague_says_tomorrow_already_is_shown(talk: Talk) -> None:
    acme(talk)
    talk.now = talk.now.replace(hour=20)  # March 11 in London, March 12 in Seoul
    await talk.say("minsu", "/rapport 역할 Jane Doe champion yyy")
    assert "Role: champion — 김민수, today" in await talk.hear("ann", "/whoknows Jane Doe")


async def test_facts_of_where_somebody_was_before_are_not_shown(talk: Talk) -> None:
    made = acme(talk)
    record(talk, "tom", made, "role", "purchasing")
    ended = ours(update(table(Position)).where(table(Position).c.person_id == made["jane"]).values(until=TODAY))
    given.does(talk, lambda session: session.run(ended))
    globex = given.customer(talk, "Globex")
    given.does(talk, lambda session: people.hold(session, made["jane"], globex, "Director"))
    await talk.say("tom", "/whoknows Jane Doe")
    assert not rows(talk.last, "facts")
    assert "Nothing noted yet." in await talk.hear("tom", "/rapport facts Jane Doe")


async def test_no_fact_is_told_to_another_workspace(talk: Talk) -> None:
    made = acme(talk)
    number = record(talk, "tom", made, "priority", "a secret wish")
    talk.bot = Bot(talk.memory, second_workspace(talk.memory))
    for said in ("/whoknows Jane Doe", f"/rapport facts person:{made['jane']}", f"/rapport facts {number}"):
        assert "secret" not in await talk.hear("tom", said)

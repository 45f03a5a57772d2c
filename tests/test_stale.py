"""What was noted long ago is asked again, one question a morning, and what two of us say differently is settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import facts
from storage.memory import Memory
from storage.session import Scope, Session
from storage.tables import Position
from tests import given
from tests.conversation import Talk, buttons, heard
from tests.letterbox import Letterbox, MovableClock, clockwork, morning

TODAY = date(2026, 3, 11)
SHELF = {"rank": 365, "boss": 180, "role": 180, "attitude": 90, "priority": 90}


def noted(
    talk: Talk, who: str, person: int, account: int, ago: int, kind: str = "attitude", value: str = "supportive"
) -> int:
    """A fact that a teammate recorded some days ago; its id."""
    on = TODAY - timedelta(ago)

    def work(session: Session) -> int:
        at = talk.now - timedelta(days=ago)
        return facts.record(session, person=person, account=account, kind=kind, value=value, day=on, at=at)

    memory: Memory = talk.memory
    return memory.write_now(Scope(talk.scope.workspace, given.mate(talk, who)), work)


def jane(talk: Talk, owner: str = "tom") -> tuple[int, int]:
    """Jane Doe of ACME: her id and the account's."""
    acme = given.customer(talk, "ACME", owner)
    given.contact(talk, "minsu", acme, [0, 10])  # so that nobody forgets ACME
    return given.person(talk, "Jane Doe", acme), acme


async def test_what_is_past_its_shelf_life_is_asked_of_whoever_noted_it(talk: Talk) -> None:
    noted(talk, "ann", *jane(talk), 95)
    assert await morning(talk, "tom") == []
    assert await morning(talk, "ann") == [
        ["A question", "Is Jane Doe still supportive? — You noted it 95 days ago. · ACME"],
    ]


@pytest.mark.parametrize("kind", SHELF)
async def test_each_kind_has_its_shelf_life(talk: Talk, kind: str) -> None:
    person, account = jane(talk)
    noted(talk, "tom", person, account, SHELF[kind], kind, "CFO")
    assert await morning(talk, "tom") == []
    talk.later(days=1)
    assert [group[0] for group in await morning(talk, "tom")] == ["A question"]


async def test_yes_makes_it_fresh_again(talk: Talk) -> None:
    noted(talk, "tom", *jane(talk), 95)
    await morning(talk, "tom")
    said = heard(await talk.tap("tom", "Yes"))
    assert "supportive" in said
    talk.later(days=8)
    assert await morning(talk, "tom") == []


async def test_no_asks_what_it_is_now(talk: Talk) -> None:
    noted(talk, "tom", *jane(talk), 95)
    await morning(talk, "tom")
    await talk.tap("tom", "No, it changed")
    await talk.tap("tom", "critical")
    talk.later(days=8)
    assert await morning(talk, "tom") == []


async def test_one_question_a_day_the_oldest_first(talk: Talk) -> None:
    acme = given.customer(talk, "ACME")
    for n, name in enumerate(("Jane Doe", "John Roe", "Ann Poe")):
        noted(talk, "tom", given.person(talk, name, acme), acme, 100 + n)
    asked = []
    for _n in range(3):
        [[_heading, row]] = await morning(talk, "tom")
        asked.append(row.split(" still")[0])
        talk.later(days=1)
    assert asked == ["Is Ann Poe", "Is John Roe", "Is Jane Doe"]


async def test_what_somebody_noted_who_is_gone_is_asked_of_the_owner(talk: Talk) -> None:
    noted(talk, "ann", *jane(talk), 95)
    given.changed(talk, "ann", active=False)
    [[_heading, row]] = await morning(talk, "tom")
    assert "Ann noted it 95 days ago." in row


async def test_two_who_contradict_each_other_are_one_question_to_the_owner(talk: Talk) -> None:
    person, account = jane(talk)
    noted(talk, "ann", person, account, 12)
    noted(talk, "minsu", person, account, 3, value="critical")
    assert await morning(talk, "ann") == []
    assert await morning(talk, "tom") == [
        [
            "A question",
            "Jane Doe, ACME: which is right? — Attitude: critical (김민수, 3 days ago) · supportive (Ann, 12 days ago)",
        ]
    ]
    assert [one.label for one in buttons(talk.last)] == ["It is: critical", "It is: supportive"]
    await talk.tap("tom", "It is: supportive")
    talk.later(days=8)
    assert await morning(talk, "tom") == []


async def test_nothing_is_asked_of_somebody_who_left(talk: Talk) -> None:
    person, account = jane(talk)
    noted(talk, "tom", person, account, 95)
    given.does(talk, lambda session: session.set(Position, 1, until=TODAY))
    assert await morning(talk, "tom") == []


async def test_a_past_morning_asks_by_what_was_noted_then(talk: Talk) -> None:
    noted(talk, "tom", *jane(talk), 95)
    given.changed(talk, "tom", external_id="tom")
    ticking = clockwork(talk.memory, Letterbox(), MovableClock(talk.now))
    told = [await ticking.preview(talk.now - timedelta(days)) for days in (1, 5)]
    assert [["94 days ago" in one.card.plain() for one in previews] for previews in told] == [[True], []]

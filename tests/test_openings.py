"""An old friend at a new company is an opening that its owner is told of in the morning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.session import Session
from storage.tables import Position
from tests import given
from tests.conversation import Talk, button, buttons
from tests.letterbox import Letterbox, MovableClock, clockwork, morning

TODAY = date(2026, 3, 11)


def friend(talk: Talk, since: date, owner: str = "tom", knows: str = "ann") -> tuple[int, int]:
    """Jane Doe, whom `knows` met at ACME, is at Globex, which `owner` owns, from `since` on: her id and Globex's."""
    acme, globex = given.customer(talk, "ACME"), given.customer(talk, "Globex", owner, external_id="X-9")
    jane = given.person(talk, "Jane Doe", acme)
    given.contact(talk, knows, acme, [41, 50], [jane])
    moved(talk, jane, globex, since)
    given.contact(talk, "minsu", globex, [0, 10])  # so that nobody forgets Globex
    return jane, globex


def moved(talk: Talk, person: int, account: int, since: date, duty: str = "CFO") -> None:
    def work(session: Session) -> None:
        session.add(Position, person_id=person, account_id=account, since=since, duty=duty)

    given.does(talk, work)


async def test_the_owner_is_told_who_came_and_who_of_us_knows_them(talk: Talk) -> None:
    jane, globex = friend(talk, TODAY - timedelta(8))
    came, known = (
        "Jane Doe has been here since Tue, Mar 3: CFO.",
        "Ann knows them from ACME, last in touch 41 days ago.",
    )
    assert await morning(talk, "tom") == [["An old friend at a new company", f"Globex — {came} {known}"]]
    assert button(talk.last, "Log a contact").says == f"/logcontact person:{jane} @ account:{globex}"
    assert [one.label for one in buttons(talk.last)] == ["Log a contact", "Who knows them"]


async def test_their_own_friends_are_called_so(talk: Talk) -> None:
    friend(talk, TODAY - timedelta(8), knows="tom")
    [[_heading, row]] = await morning(talk, "tom")
    assert "You know them from ACME, last in touch 41 days ago." in row


@pytest.mark.parametrize(("ago", "said"), [(0, True), (29, True), (30, False), (-1, False)])
async def test_it_wears_off_within_a_month(talk: Talk, ago: int, said: bool) -> None:
    friend(talk, TODAY - timedelta(ago))
    assert (await morning(talk, "tom") != []) is said


async def test_it_is_over_once_they_were_met_there(talk: Talk) -> None:
    jane, globex = friend(talk, TODAY - timedelta(8))
    given.contact(talk, "minsu", globex, 7, [jane])
    assert await morning(talk, "tom") == []


async def test_a_stranger_who_comes_is_no_opening(talk: Talk) -> None:
    acme, globex = given.customer(talk, "ACME"), given.customer(talk, "Globex", "tom")
    moved(talk, given.person(talk, "Jane Doe", acme), globex, TODAY)
    given.contact(talk, "tom", globex, 0)
    assert await morning(talk, "tom") == []


async def test_nobody_but_the_owner_is_told(talk: Talk) -> None:
    friend(talk, TODAY)
    assert await morning(talk, "ann") == []


async def test_where_nobody_owns_the_customer_their_best_friend_is_told(talk: Talk) -> None:
    friend(talk, TODAY, owner="")
    assert await morning(talk, "tom") == []
    assert len(await morning(talk, "ann")) == 1


async def test_a_past_morning_knows_nothing_of_what_came_later(talk: Talk) -> None:
    friend(talk, TODAY - timedelta(8))
    given.changed(talk, "tom", external_id="tom")
    ticking = clockwork(talk.memory, Letterbox(), MovableClock(talk.now))
    told = [await ticking.preview(talk.now - timedelta(days)) for days in (7, 9)]
    assert [["Ann knows them" in one.card.plain() for one in previews] for previews in told] == [[True], []]

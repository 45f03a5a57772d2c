"""A manager's hour: a colleague's customers by urgency, and how the whole book is kept."""

from __future__ import annotations

import pytest

from tests import given
from tests.conversation import Talk, card_of, rows
from tests.test_whoknows import tables


def kept(talk: Talk) -> None:
    """Ann owns two customers, one of them long forgotten; one has no owner; 김민수 owns none."""
    globex = given.customer(talk, "Globex", "ann", tier="A", external_id="A-1")
    acme = given.customer(talk, "ACME", "ann", tier="A", external_id="A-2")
    given.customer(talk, "Initech", "", external_id="A-3")
    given.customer(talk, "Umbrella", "tom", external_id="A-4")
    given.contact(talk, "ann", globex, 80)
    given.contact(talk, "ann", acme, 1)


@pytest.mark.parametrize("said", ["/rapport team @ann", "/rapport team ann@example.com", "/rapport team Ann"])
async def test_a_colleagues_customers_come_by_urgency(talk: Talk, said: str) -> None:
    kept(talk)
    text = await talk.hear("tom", said)
    assert card_of(talk.last).title == "Customers of Ann by urgency"
    assert [row.ref for row in rows(talk.last, "accounts")] == ["A-1", "A-2"]
    assert "Ann can see this page, too" in text


async def test_only_they_their_manager_and_administrators_see_it(talk: Talk) -> None:
    kept(talk)
    assert "Your manager and administrators can see this page, too." in await talk.hear("ann", "/rapport team me")
    assert await talk.hear("minsu", "/rapport 팀 @ann") != ""
    assert not rows(talk.last, "accounts")
    given.changed(talk, "ann", manager_id=given.mate(talk, "minsu"))
    await talk.say("minsu", "/rapport 팀 @ann")
    assert [row.ref for row in rows(talk.last, "accounts")] == ["A-1", "A-2"]


async def test_with_a_customer_it_is_that_customers_team(talk: Talk) -> None:
    kept(talk)
    assert "Ann is on the team of Umbrella now" in await talk.hear("tom", "/rapport team Umbrella @ann")
    assert "The team of Umbrella" in await talk.hear("tom", "/rapport team Umbrella")


async def test_more_customers_than_fit_are_paged(talk: Talk) -> None:
    for n in range(45):
        given.customer(talk, f"Customer {n:02}", "ann", external_id=f"C-{n:02}")
    await talk.say("tom", "/rapport team @ann")
    found = []
    table = tables(talk)["accounts"]
    while table.more:
        await talk.say("tom", table.more)
        table = tables(talk)["accounts"]
        found += [row.ref for row in table.rows[: table.shown]]
    assert sorted(found) == [f"C-{n:02}" for n in range(45)]


async def test_the_book_says_what_was_met_and_what_nobody_owns(talk: Talk) -> None:
    kept(talk)
    said = await talk.hear("tom", "/rapport book")
    assert "Met this quarter (since Thu, Jan 1): 1 of 4 customers." in said
    assert [row.ref for row in rows(talk.last, "accounts")] == ["A-3"]
    assert [row.title for row in rows(talk.last, "colleagues")] == ["김민수"]
    assert await talk.hear("minsu", "/rapport 거래처 현황")
    assert [row.ref for row in rows(talk.last, "accounts")] == ["A-3"]


async def test_the_customers_of_somebody_who_left_have_no_owner(talk: Talk) -> None:
    kept(talk)
    given.changed(talk, "ann", active=False)
    await talk.say("tom", "/rapport book")
    assert {row.ref for row in rows(talk.last, "accounts")} == {"A-1", "A-2", "A-3"}

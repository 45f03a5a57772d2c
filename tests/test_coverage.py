"""Coverage: which roles a customer's tier asks for, who holds them, whom of them we meet, and what its likes have."""

from __future__ import annotations

from datetime import date

import pytest

from bot.message import Table
from bot.rules import coverage, likeness
from bot.rules.coverage import Held, Known, Tie
from bot.rules.roles import Role
from storage import positions
from storage.coverage import of_account, of_team
from storage.session import Session
from storage.tables import Account
from tests import given
from tests.conversation import Talk, button, buttons, card_of, rows

JANE, JOHN, EVE = 1, 2, 3
TOM, ANN, KIM = 11, 12, 13
DECIDES = Role.DECISION_MAKER.value


@pytest.mark.parametrize(
    ("people", "alive", "status"),
    [
        ([], (), 0),
        ([Known(JANE, "")], (JANE,), 1),
        ([Known(JANE, "champion", ("advocate",))], (JANE,), 1),
        ([Known(JANE, DECIDES)], (), 2),
        ([Known(JANE, DECIDES)], (JANE,), 2),
        ([Known(JANE, DECIDES, ("supportive",))], (), 2),
        ([Known(JANE, DECIDES, ("neutral",))], (JANE,), 2),
        ([Known(JANE, DECIDES, ("supportive", "critical"))], (JANE,), 2),
        ([Known(JANE, DECIDES, ("supportive",))], (JANE,), 3),
        ([Known(JANE, DECIDES, ("advocate",)), Known(JOHN, DECIDES, ("opposed",))], (JANE,), 3),
    ],
)
def test_their_side_is_judged_by_its_decision_makers(people: list[Known], alive: tuple[int, ...], status: int) -> None:
    assert coverage.their_status(people, alive) == status


@pytest.mark.parametrize(
    ("strengths", "status"),
    [((), 0), ((0.2,), 1), ((0.25,), 1), ((0.26,), 2), ((3, 0.1), 2), ((3, 0.3), 3), ((1, 1, 1), 3)],
)
def test_our_side_is_judged_by_our_live_threads(strengths: tuple[float, ...], status: int) -> None:
    assert coverage.our_status([Tie(mate, 0, one) for mate, one in enumerate(strengths)]) == status


@pytest.mark.parametrize(
    ("strengths", "share"), [((), 0), ((0,), 0), ((5,), 1), ((1, 1), 0.5), ((3, 1), 0.625), ((1, 1, 1, 1), 0.25)]
)
def test_concentration_is_the_sum_of_squared_shares(strengths: tuple[float, ...], share: float) -> None:
    assert coverage.concentration(strengths) == pytest.approx(share)


def test_a_tier_asks_for_its_roles_and_for_as_many_people() -> None:
    assert [len(coverage.required(tier)) for tier in ("A", "B", "C", "", "Z")] == [6, 3, 1, 1, 1]
    assert [coverage.target(tier) for tier in ("A", "B", "C", "")] == [6, 3, 2, 2]


def test_an_account_is_judged_as_a_whole() -> None:
    people = [Known(JANE, DECIDES, ("supportive",)), Known(JOHN, "purchasing")]
    ties = [Tie(TOM, JANE, 2), Tie(ANN, JANE, 1), Tie(TOM, JOHN, 0.1), Tie(TOM, 0, 3), Tie(ANN, 0, 1), Tie(KIM, EVE, 9)]
    judged = coverage.judge("B", people, ties, {"champion": date(2026, 1, 1)})
    assert (judged.theirs, judged.ours, judged.target) == (3, 3, 3)
    assert judged.threads == {JANE: (TOM, ANN)}
    assert judged.mates == (TOM, ANN)
    assert judged.our_concentration == pytest.approx(0.625)
    assert judged.their_concentration == pytest.approx((3 / 3.1) ** 2 + (0.1 / 3.1) ** 2)
    assert [(one.role, one.held, one.people, one.left) for one in judged.chairs] == [
        (Role.DECISION_MAKER, Held.ALIVE, (JANE,), None),
        (Role.PURCHASING, Held.SILENT, (JOHN,), None),
        (Role.CHAMPION, Held.EMPTY, (), date(2026, 1, 1)),
    ]
    assert coverage.gap(judged.chairs) == (2, 1)


def test_the_grid_counts_by_role_and_tier() -> None:
    held = coverage.chairs("C", [Known(JANE, DECIDES)], (JANE,), {})
    silent = coverage.chairs("C", [Known(JANE, DECIDES)], (), {})
    empty = coverage.chairs("B", [], (), {})
    cells = coverage.grid([("C", held), ("C", silent), ("B", empty)])
    found = {tier: (cell.required, cell.held, cell.alive) for tier, cell in cells[Role.DECISION_MAKER].items()}
    assert found == {"C": (2, 2, 1), "B": (1, 0, 0)}
    assert cells[Role.PURCHASING]["B"].required == 1


@pytest.mark.parametrize(
    ("peers", "having", "here", "said"),
    [
        (11, 9, (), True),
        (11, 9, ("purchasing",), False),
        (10, 6, (), True),
        (10, 5, (), False),
        (8, 5, (), True),
        (8, 4, (), False),
        (7, 7, (), False),
    ],
)
def test_a_role_is_missed_where_most_of_enough_peers_have_it(
    peers: int, having: int, here: tuple[str, ...], said: bool
) -> None:
    held = [(account, "purchasing") for account in range(having)] * 2
    found = likeness.missing(peers, held, here)
    assert [(one.role, one.having, one.peers) for one in found] == ([(Role.PURCHASING, having, peers)] if said else [])


async def book(talk: Talk) -> dict[str, int]:
    """ACME of tier B: Jane decides, is for us and meets Tom; John buys and was last met long ago."""
    made = {"acme": given.customer(talk, "ACME", "tom", tier="B", industry="chips")}
    made["jane"] = given.person(talk, "Jane Doe", made["acme"], "CFO")
    made["john"] = given.person(talk, "John Roe", made["acme"], "CPO")
    for said in ("role Jane Doe decision maker", "attitude Jane Doe supportive", "role John Roe purchasing"):
        await talk.say("tom", f"/rapport {said}")
    given.contact(talk, "tom", made["acme"], [3, 10], [made["jane"]])
    given.contact(talk, "ann", made["acme"], 400, [made["john"]])
    return made


async def test_a_card_says_who_holds_which_role_and_what_to_do_next(talk: Talk) -> None:
    await book(talk)
    said = await talk.hear("tom", "/rapport coverage ACME")
    assert said.splitlines() == [
        "Coverage of ACME",
        "Owner: Tom",
        "Their side: 3 of 3: a decision maker who is for us and in touch",
        "Our side: 2 of 3: 1 of us is in touch: Tom",
        "In touch with: 1 of the 3 people we aim for",
        "Concentration: theirs 0.95, ours 0.95; above 0.70 it hangs on one",
        "Roles that tier B asks for: 1 of 3 in touch",
        "• decision maker — Jane Doe, CFO · supportive (today) · in touch: Tom",
        "• purchasing — John Roe, CPO · silent, last contact 400 days ago",
        "• champion — nobody known",
        "It hangs on one of us: Tom",
        "It hangs on one of theirs: Jane Doe",
        "Next:",
        "• Meet John Roe (purchasing). Ask Ann, who knows them best.",
        "• Find out who their champion is. You know them best.",
        "• Bring a second one of us to Jane Doe. You know them best.",
    ]
    assert button(talk.last, "Jane Doe").says.startswith("/whoknows person:")


async def test_it_answers_in_korean(talk: Talk) -> None:
    await book(talk)
    said = await talk.hear("minsu", "/rapport 커버리지 ACME")
    assert "의사결정자" in said
    assert "Jane Doe 님, CFO" in said
    assert "400일 전" in said
    assert "ACME" in await talk.hear("minsu", "/rapport 커버리지 팀")


async def test_an_empty_chair_says_for_how_long(talk: Talk) -> None:
    made = await book(talk)

    def leave(session: Session) -> None:
        [held] = positions.of(session, made["john"])
        positions.end(session, held["id"], date(2026, 3, 1))

    given.does(talk, leave)
    assert "purchasing — empty for 10 days, since Sun, Mar 1" in await talk.hear("tom", "/rapport coverage ACME")


async def test_who_has_left_us_is_no_thread(talk: Talk) -> None:
    await book(talk)
    given.changed(talk, "tom", active=False)
    said = await talk.hear("ann", "/rapport coverage ACME")
    assert "Our side: 1 of 3: no live contact" in said
    assert "Their side: 2 of 3: a decision maker with whom we are not in touch" in said


async def test_a_customer_of_whom_nothing_is_known_says_what_to_do(talk: Talk) -> None:
    given.customer(talk, "Globex")
    said = await talk.hear("tom", "/rapport coverage Globex")
    assert "Their side: 0 of 3: we know nobody there" in said
    assert "Our side: 0 of 3: none of us was ever in touch" in said
    assert "Note whom you meet there" in said


async def test_what_its_likes_have_and_it_has_not_is_said_with_who_covers_those(talk: Talk) -> None:
    await book(talk)
    for n in range(9):
        peer = given.customer(talk, f"Peer {n}", "ann", tier="B", industry="chips")
        champion = given.person(talk, f"Champion {n}", peer)
        if n < 8:
            await talk.say("ann", f"/rapport role person:{champion} champion yyy")
        if n < 2:
            given.contact(talk, "ann", peer, 5, [champion])
    said = await talk.hear("tom", "/rapport coverage ACME")
    assert (
        "8 of 9 customers like this one (tier B, chips) have somebody known as champion; here there is nobody." in said
    )
    assert "In touch with theirs: Ann." in said
    given.does(talk, lambda session: session.set(Account, 1, industry=""))
    assert "like this one" not in await talk.hear("tom", "/rapport coverage ACME")


async def test_the_team_sees_roles_by_tier_and_the_largest_gaps_first(talk: Talk) -> None:
    await book(talk)
    given.customer(talk, "Globex", "ann", tier="A")
    quiet = given.customer(talk, "Quiet", "ann")
    boss = given.person(talk, "Ada Boss", quiet)
    await talk.say("ann", "/rapport role Ada Boss decision maker")
    given.contact(talk, "ann", quiet, 2, [boss])
    said = await talk.hear("tom", "/rapport coverage team")
    assert "• decision maker — A: 0 of 1 in touch, 0 known · B: 1 of 1 in touch, 1 known · no tier: 1 of 1" in said
    assert "• purchasing — A: 0 of 1 in touch, 0 known · B: 0 of 1 in touch, 1 known" in said
    assert [row.title for row in rows(talk.last, "accounts")] == ["Globex", "ACME"]
    assert "tier B · nobody known: champion · silent: purchasing · 1 of us in touch" in said
    assert "1 of 3 customers is covered." in said


async def test_the_team_s_gaps_are_paged_and_none_is_lost(talk: Talk) -> None:
    names = {f"Customer {n:02}" for n in range(23)}
    for name in sorted(names):
        given.customer(talk, name)
    seen = []
    await talk.say("tom", "/rapport coverage team")
    while True:
        seen += [row.title for row in rows(talk.last, "accounts")]
        if not any(one.label == "More" for one in buttons(talk.last)):
            break
        await talk.tap("tom", "More")
    assert (len(seen), set(seen)) == (23, names)
    assert "Nobody is left here" in await talk.hear("tom", "/rapport coverage team 99")


async def test_a_past_day_is_judged_by_what_was_known_then(talk: Talk) -> None:
    made = await book(talk)
    today = talk.now.date()
    now = given.does(talk, lambda s: of_account(s, made["acme"], "B", today))
    then = given.does(talk, lambda s: of_account(s, made["acme"], "B", today, past=True))
    assert now.coverage == then.coverage
    assert given.does(talk, lambda s: of_team(s, today)) == given.does(talk, lambda s: of_team(s, today, past=True))
    before = given.does(talk, lambda s: of_account(s, made["acme"], "B", date(2025, 2, 10), past=True))
    assert (before.coverage.theirs, before.coverage.ours) == (2, 2)
    assert list(before.coverage.threads) == [made["john"]]


async def test_nothing_is_cut_in_silence(talk: Talk) -> None:
    await book(talk)
    await talk.say("tom", "/rapport coverage ACME")
    tables = [block for block in card_of(talk.last).blocks if isinstance(block, Table)]
    assert all(len(table.rows) <= table.shown or table.more for table in tables)

"""The sums kept beside the interactions: counted one by one, made anew or looked back from, they are the same."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.rules.strength import Band, band, score, strength, weight
from storage import accounts, interactions, journal, people, sums, teammates, ties, workspaces
from storage.book import book
from storage.interactions import Contact
from storage.memory import Memory
from storage.session import Scope, Session
from storage.statements import ours, table
from storage.tables import ContactDay, Row, Tie, Touch

TODAY = date(2026, 3, 11)
AT = datetime(2026, 3, 11, 9, tzinfo=UTC)
NEAR = 1e-9
Ids = tuple[int, ...]


class Ledger:
    """An account with teammates 1–3 and people 1–4, and what has been logged there."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.scope = Scope(workspaces.first(memory), viewer=1)
        memory.write_now(self.scope, self._fill)

    def _fill(self, session: Session) -> None:
        for name in ("Tom", "Ann", "Min"):
            teammates.add(session, f"{name}@example.com", name)
        accounts.create(session, "ACME")
        for name in ("Jane Doe", "Hong Gildong", "Kim Iseul", "Max Muster"):
            people.create(session, name, 1)
        session.changes.clear()

    def log(
        self, ago: int, mates: tuple[int, ...] = (1,), humans: tuple[int, ...] = (1,), participants: int = 0
    ) -> int:
        """Logs a contact of so many days ago; the journal's entry by which it is undone."""

        def work(session: Session) -> int:
            day = TODAY - timedelta(ago)
            logged = interactions.log(
                session,
                Contact(
                    account=1,
                    author=1,
                    mates=mates,
                    people=humans,
                    day=day,
                    kind="call",
                    note="",
                    typed="",
                    at=AT,
                    participants=participants,
                ),
            )
            return journal.keep(session, "log", AT, logged)

        return self.memory.write_now(self.scope, work)

    def undo(self, entry: int) -> None:
        self.memory.write_now(self.scope, lambda session: journal.undo(session, entry, AT))

    def recount(self) -> None:
        self.memory.write_now(self.scope, lambda session: sums.recount(session, 1))

    def rows(self, model: type[Row]) -> list[dict[str, Any]]:
        key = [column for column in table(model).primary_key if column.name != "workspace_id"]
        asked = ours(select(table(model)).order_by(*key))
        return [dict(row) for row in self.memory.read_now(self.scope, lambda session: session.rows(asked))]

    def sums(self) -> dict[str, list[dict[str, Any]]]:
        return {model.__name__: self.rows(model) for model in (ContactDay, Tie, Touch)}

    def colleagues(self, person: int, past: bool, day: date = TODAY) -> list[ties.Colleague]:
        return self.memory.read_now(
            self.scope, lambda session: ties.colleagues(session, 1, person, day.toordinal(), past)
        )

    def strength(self, person: int = 0) -> float:
        return sum(colleague.strength for colleague in self.colleagues(person, past=False))


@pytest.fixture
def ledger(memory: Memory) -> Ledger:
    return Ledger(memory)


def alike(one: dict[str, list[dict[str, Any]]], other: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether the sums are the same rows, their numbers within NEAR of each other (in parts of the larger one)."""
    return one.keys() == other.keys() and all(
        len(rows) == len(other[name])
        and all(
            near(mine[column], yours[column]) for mine, yours in zip(rows, other[name], strict=True) for column in mine
        )
        for name, rows in one.items()
    )


def near(one: Any, other: Any) -> bool:
    return math.isclose(one, other, rel_tol=NEAR) if isinstance(one, float) else bool(one == other)


def act(ledger: Ledger, dice: Random, steps: int) -> None:
    """Logs and takes back at random: few days and few people, so that they meet."""
    kept: list[int] = []
    for _ in range(steps):
        if kept and dice.random() < 0.3:
            ledger.undo(kept.pop(dice.randrange(len(kept))))
            continue
        mates = tuple(sorted(dice.sample((1, 2, 3), dice.randint(1, 3))))
        humans = tuple(sorted(dice.sample((1, 2, 3, 4), dice.randint(0, 3))))
        ago = dice.choice((0, 1, 7, 30, 89, 90, 400))
        kept.append(ledger.log(ago, mates, humans, dice.choice((0, 0, 0, 2, 12))))


@pytest.mark.parametrize("seed", range(6))
def test_counting_one_by_one_and_counting_anew_end_in_the_same_rows(ledger: Ledger, seed: int) -> None:
    act(ledger, Random(seed), 25)
    counted = ledger.sums()
    assert counted["Tie"]
    ledger.recount()
    assert alike(counted, ledger.sums())


@pytest.mark.parametrize("seed", range(6, 10))
def test_now_and_a_look_back_at_today_say_the_same(ledger: Ledger, seed: int) -> None:
    act(ledger, Random(seed), 25)
    for person in range(5):
        now, then = ({one.teammate: one for one in ledger.colleagues(person, past)} for past in (False, True))
        assert {m: (c.days, c.last_day) for m, c in now.items()} == {m: (c.days, c.last_day) for m, c in then.items()}
        assert {m: c.strength for m, c in now.items()} == pytest.approx(
            {m: c.strength for m, c in then.items()}, rel=NEAR
        )

    def met(session: Session, past: bool) -> dict[int, int]:
        return ties.last_met(session, 1, TODAY.toordinal(), past)

    def judged(session: Session, past: bool) -> Any:
        [entry] = book(session, None, TODAY, past)
        return entry.neglect.level, entry.neglect.days, entry.neglect.gaps, pytest.approx(entry.neglect.usual)

    for question in (met, judged):
        now_and_then = [ledger.memory.read_now(ledger.scope, lambda s, q=question, p=p: q(s, p)) for p in (False, True)]  # type: ignore[misc]
        assert now_and_then[0] == now_and_then[1]


def test_a_look_back_knows_nothing_that_came_later(ledger: Ledger) -> None:
    ledger.log(30, (1,), (1,))
    then = ledger.colleagues(1, past=False, day=TODAY - timedelta(20))
    ledger.log(10, (1, 2), (1, 2))
    looked_back = ledger.colleagues(1, past=True, day=TODAY - timedelta(20))
    assert [(c.teammate, c.days, c.last_day) for c in looked_back] == [(c.teammate, c.days, c.last_day) for c in then]
    assert looked_back[0].strength == pytest.approx(then[0].strength)
    day = (TODAY - timedelta(20)).toordinal()
    met = ledger.memory.read_now(ledger.scope, lambda session: ties.last_met(session, 1, day, past=True))
    assert met == {1: (TODAY - timedelta(30)).toordinal()}


def test_undoing_everything_leaves_nothing(ledger: Ledger) -> None:
    entries = [ledger.log(ago, (1, 2), (1, 2, 3)) for ago in (0, 0, 7)]
    for entry in entries:
        ledger.undo(entry)
    assert ledger.sums() == {"ContactDay": [], "Tie": [], "Touch": []}


def test_undoing_one_of_two_on_a_day_leaves_the_other(ledger: Ledger) -> None:
    ledger.log(3, (1,), (1, 2))
    before = ledger.sums()
    ledger.undo(ledger.log(3, (1,), (1,)))
    assert alike(before, ledger.sums())


@pytest.mark.parametrize(
    ("first", "second", "adds"),
    [
        ({"humans": (1,)}, {"humans": (1,)}, 0),
        ({"humans": (1,)}, {"humans": (1, 2)}, 0),  # a larger circle
        ({"humans": (1, 2)}, {"humans": (1,)}, 1 - 1 / math.sqrt(2)),  # a smaller one counts instead
        ({"humans": (1,), "participants": 16}, {"humans": (1,)}, 1 - 1 / 4),
        ({"humans": (1,)}, {"humans": (1,), "participants": 16}, 0),
        ({"humans": (1,), "mates": (1, 2)}, {"humans": (1,), "mates": (1, 2)}, 0),
        ({"humans": ()}, {"humans": ()}, 0),
        ({"humans": (2,)}, {"humans": ()}, 0),
    ],
)
def test_a_second_contact_on_a_day_adds_only_what_a_smaller_circle_makes(
    ledger: Ledger, first: dict[str, Any], second: dict[str, Any], adds: float
) -> None:
    ledger.log(0, **first)
    before = ledger.strength()
    ledger.log(0, **second)
    assert ledger.strength() - before == pytest.approx(adds)
    assert {tie["days"] for tie in ledger.rows(Tie)} == {1}


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ((0,), 1.0),
        ((90,), 0.5),
        ((180,), 0.25),
        ((0, 7, 14, 21), 1 + 0.947516 + 0.897787 + 0.850667),  # 2^(−7/90), 2^(−14/90), 2^(−21/90)
        ((0, 90, 180, 270), 1 + 0.5 + 0.25 + 0.125),
    ],
)
def test_strength_is_the_sum_that_a_seller_can_reckon(
    ledger: Ledger, days_ago: tuple[int, ...], expected: float
) -> None:
    for ago in days_ago:
        ledger.log(ago)
    assert ledger.strength(person=1) == pytest.approx(expected, abs=1e-5)
    assert ledger.strength(person=0) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("mates", "humans", "participants", "present"),
    [
        ((1,), (1,), 0, 1),
        ((1,), (), 0, 1),  # nobody named: somebody was there all the same
        ((1,), (1, 2), 0, 2),
        ((1, 2), (1, 2), 0, 3),  # a colleague of ours is one more
        ((1, 2, 3), (1,), 0, 3),
        ((1,), (1,), 25, 25),
    ],
)
def test_one_contact_weighs_one_through_the_root_of_those_present(
    ledger: Ledger, mates: tuple[int, ...], humans: tuple[int, ...], participants: int, present: int
) -> None:
    ledger.log(0, mates, humans, participants)
    for colleague in ledger.colleagues(0, past=False):
        assert colleague.strength == pytest.approx(1 / math.sqrt(present))
    assert len(ledger.colleagues(0, past=False)) == len(mates)


@pytest.mark.parametrize(
    ("strength", "expected"),
    [
        (4.01, Band.STRONG),
        (4.0, Band.WARM),
        (1.0, Band.WARM),
        (0.99, Band.WEAK),
        (0.26, Band.WEAK),
        (0.25, Band.DORMANT),
        (0.0, Band.DORMANT),
    ],
)
def test_the_bands(strength: float, expected: Band) -> None:
    assert band(strength) is expected


def test_the_last_touch_keeps_five_gaps_of_the_account(ledger: Ledger) -> None:
    for ago, mate in ((70, 1), (62, 2), (50, 1), (40, 3), (20, 1), (13, 2), (3, 1), (3, 2)):
        ledger.log(ago, (mate,))
    [touch] = ledger.rows(Touch)
    assert touch["gaps"] == "12,10,20,7,10"
    assert touch["last_day"] == (TODAY - timedelta(3)).toordinal()
    best = max(colleague.strength for colleague in ledger.colleagues(0, past=False))
    assert strength(touch["best"], TODAY.toordinal()) == pytest.approx(best)


def test_a_contact_logged_late_takes_its_place_among_the_gaps(ledger: Ledger) -> None:
    for ago in (30, 10, 20):
        ledger.log(ago)
    [touch] = ledger.rows(Touch)
    assert touch["gaps"] == "10,10"
    assert touch["last_day"] == (TODAY - timedelta(10)).toordinal()


@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 40)), min_size=1, max_size=60))
def test_the_kept_sum_gives_the_formula_itself(contacts: list[tuple[int, int]]) -> None:
    """S = Σ (1/√present) · 2^(−days ago/90), however long ago and in whatever order it was kept."""
    today = TODAY.toordinal()
    kept = sum(score(weight(present), today - ago) for ago, present in contacts)
    formula = math.fsum(2 ** (-ago / 90) / math.sqrt(present) for ago, present in contacts)
    assert strength(kept, today) == pytest.approx(formula, rel=NEAR)

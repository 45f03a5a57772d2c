"""When a customer counts as forgotten: tables of cases that can be checked by hand, and the book they come from."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from bot import telling
from bot.rules.neglect import Level, Neglect, Tier, judge, usual_gap, worst_first
from bot.rules.strength import score
from bot.words import speaking
from storage import accounts, book, interactions, teammates
from storage.interactions import Contact
from storage.memory import Memory
from storage.nudges import snooze, snoozed
from storage.session import Scope, Session
from storage.tables import Account
from tests.conftest import NOW

A, B, C = Tier("A", 10, 21), Tier("B", 21, 45), Tier("C", 45, 90)
LAST = date(2026, 3, 2).toordinal()


def met_every(gap: int, weight: float = 1.0) -> tuple[tuple[int, ...], float]:
    """The gaps and the kept sum of a tie of many contact-days, one every `gap` days until LAST."""
    return (gap,) * 5, sum(score(weight, LAST - n * gap) for n in range(200))


def first_day(level: Level, tier: Tier, gaps: tuple[int, ...], best: float) -> int | None:
    """The first day of silence on which the level is reached, if it ever is."""
    levels = [judge(LAST, gaps, best, tier, LAST + days).level for days in range(400)]
    return next((day for day, found in enumerate(levels) if found >= level), None)


@pytest.mark.parametrize(
    ("tier", "gap", "due", "missed", "level"),
    [
        (A, 7, 8, 21, Level.OVER),  # usual 8.2, three times that 24: the limit comes first
        (B, 7, 11, 34, Level.OVERDUE),  # usual 11.4
        (C, 7, 16, 48, Level.OVERDUE),  # usual 16.0
        (A, 30, 18, 21, Level.OVER),  # usual 18.4
        (B, 30, 26, 45, Level.OVER),  # usual 25.6
        (C, 30, 36, 90, Level.OVER),  # usual 35.9
        (A, 365, 21, 21, Level.OVER),  # usual 73.8, far beyond the limit
        (B, 365, 45, 45, Level.OVER),
        (C, 365, 90, 90, Level.OVER),
    ],
)
def test_a_customer_is_due_and_first_missed_on_these_days(
    tier: Tier, gap: int, due: int, missed: int, level: Level
) -> None:
    gaps, best = met_every(gap)

    assert first_day(Level.DUE, tier, gaps, best) == due
    assert first_day(Level.OVERDUE, tier, gaps, best) == missed
    assert judge(LAST, gaps, best, tier, LAST + missed).level is level


@pytest.mark.parametrize("tier", [A, B, C])
def test_a_customer_nobody_ever_met_is_never_met_on_any_day(tier: Tier) -> None:
    judged = judge(None, (), 0.0, tier, LAST)

    assert (judged.level, judged.days, judged.ratio) == (Level.NEVER, 0, 0.0)


@pytest.mark.parametrize(("tier", "missed"), [(A, 21), (B, 45), (C, 88)])
def test_a_weaker_tie_is_waited_for_longer(tier: Tier, missed: int) -> None:
    gaps, best = met_every(7, weight=0.2)  # in a circle of 25: S is 3.8, and 4 would be strong

    assert first_day(Level.OVERDUE, tier, gaps, best) == missed


def test_a_tie_is_strong_by_what_it_was_when_the_silence_began() -> None:
    gaps, best = met_every(7)

    long_after = judge(LAST, gaps, best, B, LAST + 300)

    assert long_after.missed == 34
    assert long_after.strength == pytest.approx(1 / (1 - 2 ** (-7 / 90)), rel=1e-3)


@pytest.mark.parametrize(
    ("gaps", "cadence", "usual"),
    [
        ([], 10, 10.0),
        ([10] * 5, 10, 10.0),
        ([7] * 5, 10, math.exp((5 * math.log(7) + 4 * math.log(10)) / 9)),
        ([90, 7, 7, 7, 7, 7], 10, math.exp((5 * math.log(7) + 4 * math.log(10)) / 9)),  # only the last five count
        ([40, 20], 21, math.exp((math.log(40) + math.log(20) + 4 * math.log(21)) / 6)),
        ([0, 20], 21, math.exp((math.log(20) + 4 * math.log(21)) / 6)),  # two contacts on one day are one
    ],
)
def test_the_usual_gap_leans_on_the_tier_where_there_are_few_of_their_own(
    gaps: list[float], cadence: float, usual: float
) -> None:
    assert usual_gap(gaps, cadence) == pytest.approx(usual)


@pytest.mark.parametrize(
    ("last", "claimed", "level", "days", "by_claim"),
    [
        (None, LAST - 21, Level.OVER, 21, True),
        (None, LAST - 9, Level.FINE, 9, True),
        (LAST - 3, LAST - 90, Level.FINE, 3, False),  # what somebody logged counts, not what a list claims
        (LAST + 5, None, Level.FINE, 0, False),
    ],
)
def test_a_claimed_activity_counts_where_no_contact_was_logged(
    last: int | None, claimed: int | None, level: Level, days: int, by_claim: bool
) -> None:
    judged = judge(last, (), score(1.0, last) if last else 0.0, A, LAST, claimed)

    assert (judged.level, judged.days, judged.claimed) == (level, days, by_claim)


def test_the_worst_come_first_and_among_equals_the_strongest_tie() -> None:
    def at(days: int, weight: float, tier: Tier) -> Neglect:
        return judge(LAST - days, (), score(weight, LAST - days), tier, LAST)

    found = {
        "weak": at(42, 1.0, A),
        "strong": at(42, 2.0, A),
        "worst": at(180, 1.0, B),
        "never, C": judge(None, (), 0.0, C, LAST),
        "never, A": judge(None, (), 0.0, A, LAST),
    }

    assert [name for name, _ in worst_first(found.items())] == ["worst", "strong", "weak", "never, A", "never, C"]


@pytest.mark.parametrize(
    ("judged", "level", "told"),
    [
        (
            judge(LAST - 41, (3, 7, 11, 7, 4), 0.0, A, LAST),
            "Over the limit of 21 days",
            "41 days. Usual gap 7 days (last five: 3–11; tier A: 10).",
        ),
        (judge(LAST - 1, (7, 7), 0.0, A, LAST), "", "1 day. Usual gap 9 days (last two: 7; tier A: 10)."),
        (judge(LAST - 50, (), 0.0, C._replace(name=""), LAST), "Due", "50 days. One contact so far (no tier: 45)."),
        (
            judge(None, (), 0.0, A, LAST, LAST - 30),
            "Over the limit of 21 days",
            "30 days by your list, no contact recorded (tier A: 10).",
        ),
        (judge(None, (), 0.0, B, LAST), "Never met", "No contact recorded (tier B: 21)."),
    ],
)
def test_the_reason_is_told_in_numbers_a_seller_can_check(judged: Neglect, level: str, told: str) -> None:
    with speaking("en-US"):
        assert telling.level(judged) == level
        assert telling.reason(judged) == told


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("Budget frozen\n until  Q3", "Budget frozen until Q3"),
        ("가" * 200, "가" * 139 + "…"),
        ("word " * 40, ("word " * 27).strip() + "…"),
    ],
)
def test_a_quoted_note_is_one_line_of_at_most_140_characters(note: str, shown: str) -> None:
    assert telling.quoted(note) == shown
    assert len(shown) <= 140


# the book


def filled(session: Session) -> dict[str, int]:
    """Two owners and four accounts: met weekly by both, met once, only claimed, never met."""
    jane = teammates.add(session, "jane@example.com", "Jane")
    minsu = teammates.add(session, "minsu@example.com", "Minsu")
    made = {name: accounts.create(session, name, jane) for name in ("Weekly", "Once", "Claimed", "Never")}
    made |= {"jane": jane, "minsu": minsu, "Other's": accounts.create(session, "Other's", minsu)}
    accounts.set_tier(session, made["Weekly"], "B")
    session.set(Account, made["Claimed"], last_activity=date(2026, 1, 5))
    for n in range(9):
        day = date(2026, 2, 27) - timedelta(7 * n)
        log(session, made["Weekly"], jane, day, [jane, minsu] if n % 2 else [jane])
    log(session, made["Weekly"], minsu, date(2026, 2, 27), [minsu])  # a second contact on a day
    log(session, made["Once"], jane, date(2026, 3, 9), [jane])
    return made


def log(session: Session, account: int, author: int, day: date, mates: list[int]) -> None:
    contact = Contact(
        account=account, author=author, mates=mates, people=[], day=day, kind="call", note="", typed="", at=NOW
    )
    interactions.log(session, contact)


def test_the_book_holds_each_account_of_an_owner_as_judged_today(memory: Memory) -> None:
    made = memory.write_now(Scope(1), filled)
    today = date(2026, 3, 11)

    entries = memory.read_now(Scope(1), lambda session: book.book(session, made["jane"], today))

    judged = {entry.name: entry.neglect for entry in entries}
    assert {name: (one.level, one.days, one.gaps) for name, one in judged.items()} == {
        "Weekly": (Level.DUE, 12, (7, 7, 7, 7, 7)),
        "Once": (Level.FINE, 2, ()),
        "Claimed": (Level.DUE, 65, ()),
        "Never": (Level.NEVER, 0, ()),
    }
    assert judged["Weekly"].tier == B
    assert judged["Claimed"].claimed
    assert judged["Never"].tier == Tier("", 45, 90)


def test_the_book_of_all_has_everybodys_accounts(memory: Memory) -> None:
    made = memory.write_now(Scope(1), filled)

    entries = memory.read_now(Scope(1), lambda session: book.book(session, None, date(2026, 3, 11)))

    assert {entry.owner for entry in entries} == {made["jane"], made["minsu"]}
    assert len(entries) == 5


def test_another_workspace_is_in_no_book(memory: Memory) -> None:
    memory.write_now(Scope(1), filled)

    assert memory.read_now(Scope(2), lambda session: book.book(session, None, date(2026, 3, 11))) == []


def test_the_way_to_judge_a_past_day_agrees_with_the_kept_sums_at_now(memory: Memory) -> None:
    memory.write_now(Scope(1), filled)
    today = date(2026, 3, 11)

    now, then = (
        memory.read_now(Scope(1), lambda session, past=past: book.book(session, None, today, past))  # type: ignore[misc]
        for past in (False, True)
    )

    assert [(e.account, e.neglect._replace(strength=0)) for e in sorted(now, key=lambda e: e.account)] == [
        (e.account, e.neglect._replace(strength=0)) for e in sorted(then, key=lambda e: e.account)
    ]
    assert sorted(e.neglect.strength for e in now) == pytest.approx(sorted(e.neglect.strength for e in then))


def test_a_past_day_knows_no_later_contact_and_no_later_claim(memory: Memory) -> None:
    memory.write_now(Scope(1), filled)

    entries = memory.read_now(Scope(1), lambda session: book.book(session, None, date(2026, 1, 4), past=True))

    judged = {entry.name: entry.neglect for entry in entries}
    assert (judged["Weekly"].days, judged["Weekly"].gaps) == (2, ())
    assert judged["Once"].level is judged["Claimed"].level is Level.NEVER


# snoozes


@pytest.mark.parametrize(
    ("wishes", "refused"),
    [
        ([(0, 14)], [""]),
        ([(0, 15)], ["long"]),
        ([(0, 7), (7, 14)], ["", ""]),
        ([(0, 7), (7, 7), (14, 7)], ["", "", "again"]),
        ([(0, 7), (0, 3), (7, 7)], ["", "", ""]),  # said twice on a day it is one
        ([(0, 15), (0, 7), (7, 7)], ["long", "", ""]),  # a refused one does not count
    ],
)
def test_a_snooze_lasts_at_most_14_days_and_twice_in_a_row(
    memory: Memory, wishes: list[tuple[int, int]], refused: list[str]
) -> None:
    made = memory.write_now(Scope(1), filled)

    answers = [
        memory.write_now(
            Scope(1),
            lambda session, after=after, days=days: snooze(  # type: ignore[misc]
                session, made["Never"], made["jane"], days, date(2026, 3, 11) + timedelta(after)
            ),
        )
        for after, days in wishes
    ]

    assert [answer.refused for answer in answers] == refused


def test_a_contact_since_the_last_snooze_starts_the_count_anew(memory: Memory) -> None:
    made = memory.write_now(Scope(1), filled)

    def work(session: Session) -> list[str]:
        first = snooze(session, made["Once"], made["jane"], 7, date(2026, 3, 11))
        second = snooze(session, made["Once"], made["jane"], 7, date(2026, 3, 18))
        log(session, made["Once"], made["jane"], date(2026, 3, 20), [made["jane"]])
        third = snooze(session, made["Once"], made["jane"], 7, date(2026, 3, 25))
        return [first.refused, second.refused, third.refused]

    assert memory.write_now(Scope(1), work) == ["", "", ""]


@pytest.mark.parametrize(("day", "out"), [(10, False), (11, True), (17, True), (18, False)])
def test_a_snoozed_account_is_out_until_its_day(memory: Memory, day: int, out: bool) -> None:
    made = memory.write_now(Scope(1), filled)
    memory.write_now(Scope(1), lambda session: snooze(session, made["Once"], made["jane"], 7, date(2026, 3, 11)))

    found = memory.read_now(Scope(1), lambda session: snoozed(session, made["jane"], date(2026, 3, day)))

    assert found == ({made["Once"]} if out else set())
    assert memory.read_now(Scope(1), lambda session: snoozed(session, made["minsu"], date(2026, 3, 12))) == set()

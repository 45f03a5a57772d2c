"""What is chosen out of several kinds of things that could be said. The table of one kind is in test_digest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.rules.choosing import Candidate, Press, choose

TODAY = date(2026, 3, 11)
DAYS = [TODAY - timedelta(n) for n in range(20)]  # how long ago


def silence(account: int, urgency: float = 1.0) -> Candidate:
    return Candidate("silence", account, 2, urgency)


def rescue(account: int) -> Candidate:
    return Candidate("silence", account, 4, in_turn=10)


def question(subject: int) -> Candidate:
    return Candidate("question", 5, 1, in_turn=1, subject=subject, press=Press.QUESTION)


def promise(subject: int, press: Press, urgency: float = 0.0) -> Candidate:
    return Candidate("promise", 1, 2 if press is Press.LATE else 1, urgency, subject=subject, press=press)


PLAN = Candidate("plan", 1, 1, subject=7, press=Press.FRESH)
LATE, TODAYS = promise(1, Press.LATE, 3.0), promise(2, Press.TODAY)
LONG_SILENCE = silence(2, 40.0)

CASES = {
    "all that presses more comes first": (
        [LONG_SILENCE, PLAN, TODAYS, LATE], {}, [LATE, TODAYS, PLAN],
    ),
    "the longest overdue one first": (
        [LATE, promise(3, Press.LATE, 9.0)], {}, [promise(3, Press.LATE, 9.0), LATE],
    ),
    "two of one account are two": (
        [LATE, promise(3, Press.LATE, 1.0)], {LATE.key: (DAYS[1], 2)}, [promise(3, Press.LATE, 1.0)],
    ),
    "what is overdue since yesterday is news": (
        [promise(2, Press.LATE)], {TODAYS.key: (DAYS[1], 1)}, [promise(2, Press.LATE)],
    ),
    "what comes in turn keeps one place": (
        [LATE, TODAYS, PLAN, rescue(3)], {}, [LATE, TODAYS, rescue(3)],
    ),
    "one question a day": (
        [question(1), question(2)], {}, [question(1)],
    ),
    "one of each kind where there is room": (
        [LATE, question(1), question(2), rescue(3), rescue(4)], {}, [LATE, rescue(3), question(1)],
    ),
    "the last place is the kind's that was silent the longest": (
        [LATE, TODAYS, rescue(3), question(1)], {rescue(9).key: (DAYS[1], 4), question(9).key: (DAYS[2], 1)},
        [LATE, TODAYS, question(1)],
    ),
    "and the other way round": (
        [LATE, TODAYS, rescue(3), question(1)], {rescue(9).key: (DAYS[2], 4), question(9).key: (DAYS[1], 1)},
        [LATE, TODAYS, rescue(3)],
    ),
    "what pressed was not its turn": (
        [LATE, TODAYS, rescue(3), question(1)], {silence(9).key: (DAYS[1], 2), question(9).key: (DAYS[2], 1)},
        [LATE, TODAYS, rescue(3)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_out_of_several_kinds_the_most_pressing_three_are_chosen(case: str) -> None:
    candidates, said, chosen = CASES[case]

    assert choose(candidates, said, set(), TODAY) == chosen


def test_a_snooze_puts_off_what_can_wait_and_nothing_that_has_a_day_of_its_own() -> None:
    candidates = [LATE, TODAYS, silence(1), question(1)]

    assert choose(candidates, {}, {1, 5}, TODAY) == [LATE, TODAYS]
    assert choose([silence(1), PLAN], {}, {1}, TODAY) == [PLAN]


def test_of_a_customer_about_whom_something_presses_nothing_is_said_that_can_wait() -> None:
    assert choose([silence(1), silence(2), LATE], {}, set(), TODAY) == [LATE, silence(2)]
    assert choose([silence(1), LATE], {LATE.key: (DAYS[1], 2)}, set(), TODAY) == [silence(1)]  # it was said yesterday

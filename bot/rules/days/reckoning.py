"""Reckoning with days: what a weekday, a day of the month or a month's end means, seen from today."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

# How far back a day without a year may lie before it is taken for the coming one.
_BACK_WHEN_LOGGING = 274  # nine months back, three ahead
_BACK_WHEN_PLANNING = 31  # a month back, eleven ahead
_BACK_FOR_A_PROMISE = 7


@dataclass(frozen=True, slots=True)
class Sense:
    """What the words of a day depend on: today, the direction asked for, the order of 3/4, being a deadline."""

    typed: str
    today: date
    past: bool
    day_first: bool
    due: bool


class Rule(NamedTuple):
    """A way to say a day: its pattern (on lower case) and the day it means, or none when it only looks like one.

    `due`: the words themselves name a deadline. `vague`: gives way to a neighbour that names the day better.
    """

    pattern: str
    day: Callable[[re.Match[str], Sense], date | None]
    due: bool = False
    vague: bool = False


def no_day(_found: re.Match[str], _sense: Sense) -> None:
    """For words that look like a day and are none: they are passed over whole."""


def calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def months_later(day: date, months: int) -> date | None:
    """The same day `months` later (or earlier, if negative), or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def in_week(sense: Sense, weeks: int, weekday: int) -> date | None:
    """The day of the week (Monday is 0) in the week `weeks` from this one; weeks begin on Monday."""
    return later(sense.today, 7 * weeks + weekday - sense.today.weekday())


def end_of_week(sense: Sense, weeks: int) -> date | None:
    """Friday of that week; for this week, once Friday is over, Sunday."""
    return in_week(sense, weeks, 6 if weeks == 0 and sense.today.weekday() > 4 else 4)


def last_weekday(sense: Sense, weekday: int, *, or_today: bool = False) -> date | None:
    back = (sense.today.weekday() - weekday) % 7
    return later(sense.today, -back if back or or_today else -7)


def coming_weekday(sense: Sense, weekday: int, *, or_today: bool = False) -> date | None:
    ahead = (weekday - sense.today.weekday()) % 7
    return later(sense.today, ahead if ahead or or_today else 7)


def bare_weekday(sense: Sense, weekday: int) -> date | None:
    """A weekday alone. Logging: the latest, today included. Planning: the coming one, and today only as a deadline."""
    if sense.past:
        return last_weekday(sense, weekday, or_today=True)
    return coming_weekday(sense, weekday, or_today=sense.due)


def bare_day(sense: Sense, day: int) -> date | None:
    """A day of the month alone ("20일"): the latest one when logging, the coming one when planning; today is either."""
    step = -1 if sense.past else 1
    for months in range(0, 3 * step, step):
        first = months_later(sense.today.replace(day=1), months)
        found = first and calendar_day(first.year, first.month, day)
        if found and (found - sense.today).days * step >= 0:
            return found
    return None


def some_year(sense: Sense, in_year: Callable[[int], date | None], *, back: int | None = None) -> date | None:
    """A day without a year: the one within the year that begins `back` days ago.

    By default nine months back when logging, one month when planning, a week for a promise; the rest lies ahead.
    """
    if back is None:
        back = _BACK_WHEN_LOGGING if sense.past else _BACK_FOR_A_PROMISE if sense.due else _BACK_WHEN_PLANNING
    offsets = [
        (found - sense.today).days
        for year in range(sense.today.year - 1, sense.today.year + 2)
        if (found := in_year(year)) is not None
    ]
    if not offsets:
        return None
    return later(sense.today, min(offsets, key=lambda days: (not -back <= days < 366 - back, abs(days))))


def part_of_year(sense: Sense, in_year: Callable[[int], date | None]) -> date | None:
    """A month's or quarter's beginning, middle or end without a year: the nearest; ahead when planning or promising."""
    return some_year(sense, in_year, back=183 if sense.past else 0 if sense.due else None)


def month_day(sense: Sense, month: int, day: int) -> date | None:
    return some_year(sense, lambda year: calendar_day(year, month, day))


def of_month(year: int, month: int, part: int) -> date | None:
    """The 1st (part 0), the 15th (1) or the last day (2) of a month."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, (1, 15, monthrange(year, month)[1])[part])


def of_quarter(year: int, quarter: int, part: int) -> date | None:
    """The first (part 0), the middle month's 15th (1) or the last day (2) of a quarter (1 to 4)."""
    return of_month(year, quarter * 3 - 2 + part, part)


def of_this_month(sense: Sense, months: int, part: int) -> date | None:
    """A part of the month `months` from this one."""
    month = months_later(sense.today.replace(day=1), months)
    return month and of_month(month.year, month.month, part)


def of_this_quarter(sense: Sense, quarters: int, part: int) -> date | None:
    """A part of the quarter `quarters` from this one."""
    month = months_later(sense.today.replace(day=1), quarters * 3)
    return month and of_quarter(month.year, (month.month + 2) // 3, part)


def spell(pattern: str) -> str:
    """A pattern as the rules write it: a space stands for one to three blanks, `_` for none to three.

    All that repeats is bounded, so that reading takes time in proportion to the text, whatever the text.
    """
    return pattern.replace(" ", "[ \t\xa0\u3000]{1,3}").replace("_", "[ \t\xa0\u3000]{0,3}")

"""Days in figures: 3/20, 2026-03-20, 2026.3.20, 26.03.20, 20.3.2026."""

import re
from collections.abc import Iterable
from datetime import date

from bot.rules.days.reckoning import Rule, Sense, calendar_day, month_day

# Two figures for a year, and numbers that may be versions, are read only this near to today.
_YEARS_AROUND = 10
_SMALL = 10


def _whole(found: re.Match[str], _sense: Sense) -> date | None:
    return calendar_day(int(found["y"]), int(found["m"]), int(found["d"]))


def _either_order(found: re.Match[str], sense: Sense) -> date | None:
    """Month and day in the asker's order; in the other one if that is no date."""
    a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
    first, second = ((b, a), (a, b)) if sense.day_first else ((a, b), (b, a))
    return calendar_day(year, *first) or calendar_day(year, *second)


def _day_month_year(found: re.Match[str], _sense: Sense) -> date | None:
    a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
    return calendar_day(year, b, a) or calendar_day(year, a, b)


def _first_near(orders: Iterable[tuple[int, int, int]], sense: Sense) -> date | None:
    """The first of (two-figure year, month, day) that is a day of this century near today."""
    century = sense.today.year // 100 * 100
    days = (calendar_day(century + year, month, day) for year, month, day in orders)
    return next((day for day in days if day and abs(day.year - sense.today.year) <= _YEARS_AROUND), None)


def _short_year(found: re.Match[str], sense: Sense) -> date | None:
    """26.03.20; where days come first also 20.03.26. Versions ("1.2.3") have no such year."""
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    orders = ((c, b, a), (a, b, c)) if sense.day_first else ((a, b, c),)
    return _first_near(orders, sense)


def _three_pairs(found: re.Match[str], sense: Sense) -> date | None:
    """3/20/26, or 26/3/20: the first order that gives a day near today."""
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    orders = ((c, b, a), (c, a, b), (a, b, c)) if sense.day_first else ((c, a, b), (a, b, c), (c, b, a))
    return _first_near(orders, sense)


_COUNTED = re.compile(
    r"(?:page|step|part|round|phase|slide|scored?|rat(?:ed|ing|io)|nps|단계|점수|평점|비율|만족도)[ :]{0,2}$"
)
_FRACTION = re.compile(
    r" ?(?:of|off|price|inch|full|done|수준|정도|가격|가량|이상|이하|인치|으?로|을|를|밖에|만)(?![a-z])"
)


def _month_and_day(found: re.Match[str], sense: Sense) -> date | None:
    a, b = int(found["a"]), int(found["b"])
    if (a, b) == (24, 7):  # round the clock
        return None
    text, start = found.string, found.start()
    if _COUNTED.search(text[max(0, start - 12) : start]) or (a < b <= _SMALL and _FRACTION.match(text, found.end())):
        return None
    first, second = ((b, a), (a, b)) if sense.day_first else ((a, b), (b, a))
    return month_day(sense, *first) or month_day(sense, *second)


_N = "[0-9]{1,2}"
_YEAR = "(?P<y>(?:19|20|21)[0-9]{2})"
# Nothing that makes the figures part of a longer number, an address, a word or a price.
_START = "(?<![0-9][.,])(?<![./:₩€£-])"
_STOP = "(?![0-9a-z%]|[./:-][0-9]|-[a-z]|_분기)"
_ISO_TIME = "(?:t[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"

RULES = (
    Rule(f"{_START}{_YEAR}(?P<sep>[-./])_(?P<m>{_N})[-./]_(?P<d>{_N}){_ISO_TIME}{_STOP}", _whole),
    Rule(f"{_START}(?P<a>{_N})[/-](?P<b>{_N})[/-]{_YEAR}{_STOP}", _either_order),
    Rule(f"{_START}(?P<a>{_N})\\.(?P<b>{_N})\\.{_YEAR}{_STOP}", _day_month_year),
    Rule(f"{_START}'?(?P<a>[0-9]{{2}})\\._(?P<b>{_N})\\._(?P<c>{_N}){_STOP}", _short_year),
    Rule(f"{_START}(?P<a>{_N})/(?P<b>{_N})/(?P<c>{_N}){_STOP}", _three_pairs),
    # "3.20" is more often a number: only with its weekday.
    Rule(f"{_START}(?P<a>{_N})\\.(?P<b>{_N})(?=_\\([월화수목금토일]\\))", _month_and_day),
    Rule(f"{_START}(?P<a>{_N})/(?P<b>{_N})(?:일(?:날|자)?)?(?![0-9a-z%/]|[.:][0-9]|-[a-z]|_분기)", _month_and_day),
)

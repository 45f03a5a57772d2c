"""A day, week, month or year that a search is limited to: "March", "2026-03-01", "지난달", "작년"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from bot.rules import days

NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = re.compile(
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?:\s+(?P<year>20\d\d))?(?!\s*\d|[a-z])",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?:(?P<year>20\d\d|작년|올해)(?:년?\s?|[-./]))?(?P<month>1[0-2]|0?[1-9])월(?!\s?\d)|"
    r"(?P<year2>20\d\d)[-./](?P<month2>1[0-2]|0?[1-9])(?![-./]?\d)"
)
YEAR = re.compile(r"(?P<year>20\d\d)년?(?![-./]?\d|\s?\d{1,2}월)")
NEAR = re.compile(
    r"(?P<back>last|this|지난|이번)\s?(?P<unit>week|month|year|주|달|해)(?![a-z요말])|(?P<year>작년|올해|금년)",
    re.IGNORECASE,
)
UNITS = {"주": "week", "달": "month", "해": "year"}
WIDEST = 40  # signs that say a day


class Period(NamedTuple):
    """Its first and its last day, and how many signs of the text say so."""

    first: date
    last: date
    length: int


def period(text: str, today: date) -> Period | None:
    """The period that a text (NFC) begins with, None for none. Without a year it is the latest that has begun."""
    for pattern, read in ((MONTH, month), (NUMBERED, numbered), (YEAR, year), (NEAR, near)):
        match = pattern.match(text)
        if match is not None:
            return Period(*read(match, today), match.end())
    found = days.find(text[:WIDEST], today, past=True)
    if not found or found[0].start:
        return None
    return Period(found[0].day, found[0].day, found[0].end)


def of_month(year_: int, month_: int) -> tuple[date, date]:
    return date(year_, month_, 1), date(year_, month_, monthrange(year_, month_)[1])


def latest(month_: int, year_: str | None, today: date) -> tuple[date, date]:
    return of_month(int(year_) if year_ else today.year - (month_ > today.month), month_)


def month(match: re.Match[str], today: date) -> tuple[date, date]:
    return latest(NAMES.index(match["name"][:3].lower()) + 1, match["year"], today)


def numbered(match: re.Match[str], today: date) -> tuple[date, date]:
    said = match["year"] or match["year2"]
    named = {"작년": str(today.year - 1), "올해": str(today.year)}
    return latest(int(match["month"] or match["month2"]), named.get(said, said), today)


def year(match: re.Match[str], _today: date) -> tuple[date, date]:
    return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)


def near(match: re.Match[str], today: date) -> tuple[date, date]:
    back = (match["back"] or "").lower() in ("last", "지난") or match["year"] == "작년"
    unit = UNITS.get(match["unit"], match["unit"].lower()) if match["unit"] else "year"
    if unit == "week":
        monday = today - timedelta(today.weekday() + (7 if back else 0))
        return monday, monday + timedelta(6)
    if unit == "month":
        on = today.replace(day=1) - timedelta(1) if back else today
        return of_month(on.year, on.month)
    return date(today.year - back, 1, 1), date(today.year - back, 12, 31)

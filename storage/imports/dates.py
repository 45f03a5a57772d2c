"""Days and moments as files write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

YMD = re.compile(r"(\d{4}) ?[-/.년] ?(\d{1,2}) ?[-/.월] ?(\d{1,2}) ?[.일]?")
SPELT = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y")
CLOCK = re.compile(r"(오전|오후|am|pm)? ?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(am|pm)?", re.IGNORECASE)
DMY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}),?(?=\s|$)")
SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, which believes in a 29 February 1900
SERIALS = range(18264, 109575)  # the days from 1950 to 2199
DAY_SECONDS = 86400


@lru_cache(maxsize=65536)
def moment_in(text: str, order: str = "") -> tuple[date, datetime | None] | None:
    """The day that a text names, and the moment if it names one: aware if it has an offset, else naive.

    `order` says how to read 3/4/2026: "dmy", "mdy", or "" where nobody knows. A number of five digits is a day as
    spreadsheets count them. None for anything that names no day.
    """
    serial = SERIAL.fullmatch(text)
    if serial is not None:
        return counted(int(serial[1]), float(f"0.{serial[2] or 0}"))
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return loose(text, order)
    dated = read.tzinfo is None and read.time() == time() and ":" not in text
    return read.date(), None if dated else read


def counted(days: int, part: float) -> tuple[date, datetime | None] | None:
    if days not in SERIALS:
        return None
    that = EPOCH + timedelta(days)
    return that, datetime.combine(that, time()) + timedelta(seconds=round(part * DAY_SECONDS)) if part else None


def loose(text: str, order: str) -> tuple[date, datetime | None] | None:
    for form in SPELT:
        try:
            return datetime.strptime(text, form).date(), None  # noqa: DTZ007 - a day, in no zone
        except ValueError:
            continue
    that, rest = by_numbers(text, order)
    if that is None:
        return None
    try:
        return (that, datetime.combine(that, hour(rest))) if rest else (that, None)
    except ValueError:
        return offset(that, rest)


def by_numbers(text: str, order: str) -> tuple[date | None, str]:
    """The day at the beginning of a text, and what follows it."""
    found = YMD.match(text) or DMY.match(text)
    if found is None:
        return None, ""
    if found.re is YMD:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        order = "dmy" if found[2] == "." else order
        if not order:
            return None, ""
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if order == "dmy" else (second, first)
    try:
        return date(year, month, day), text[found.end() :].strip(" T")
    except ValueError:
        return None, ""


def offset(that: date, rest: str) -> tuple[date, datetime | None] | None:
    """A clock with an offset behind a day that is not written as ISO has it: "9:05 +09:00"."""
    try:
        return that, datetime.fromisoformat(f"{that.isoformat()}T{rest.replace(' ', '').rjust(len(rest), '0')}")
    except ValueError:
        return None


def hour(text: str) -> time:
    """The time of day in words such as "14:05", "오후 2:05:00", "2:05 PM"; raises ValueError."""
    found = CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    half = (found[1] or found[5] or "").lower()
    hours = int(found[2])
    if half:
        hours = hours % 12 + 12 * (half in ("오후", "pm"))
    return time(hours, int(found[3]), int(found[4] or 0))


def order_in(texts: Iterable[str]) -> str:
    """How days such as 3/14/2026 are written among some texts; "" where none of them tells, or they contradict."""
    orders = set()
    for text in texts:
        found = DMY.match(text.strip())
        if found is not None and found[2] != "." and max(int(found[1]), int(found[3])) > 12:
            orders.add("dmy" if int(found[1]) > 12 else "mdy")
    return orders.pop() if len(orders) == 1 else ""

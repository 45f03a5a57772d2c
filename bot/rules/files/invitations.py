"""iCalendar files: the meetings in them, with their day and their people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from bot.rules.files.texts import Unreadable, decoded, mail_in, on_a_line
from bot.rules.kinds import Kind, find

MOST = 200  # meetings of a file
EARLIEST = 1990
GONE = ("DECLINED",)
THINGS = ("ROOM", "RESOURCE")
ONLINE = re.compile(r"zoom\.us/|teams\.(?:microsoft|live)\.|meet\.google\.|webex\.com|whereby\.com", re.IGNORECASE)
# a rule that names hours or less could stand for billions of moments
COUNTED = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
FREQUENT = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


@dataclass(frozen=True, slots=True)
class Guest:
    """`name` is "" where only the address is known."""

    name: str
    mail: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """`day` is that of the asker's zone; of a series the last one that was, else the first. `ahead`: still to come."""

    title: str
    day: date
    ahead: bool
    kind: Kind
    guests: tuple[Guest, ...]
    cancelled: bool


def read(data: bytes, now: datetime, zone: tzinfo) -> list[Meeting]:
    """The meetings in a file, as of the aware moment `now` for somebody in `zone`. Raises Unreadable."""
    from icalendar import Calendar

    try:
        calendars = [each for each in Calendar.from_ical(decoded(data), multiple=True) if each.name == "VCALENDAR"]
        found = [
            meeting(event, now, zone, str(calendar.get("METHOD", "")).upper() == "CANCEL")
            for calendar in calendars
            for event in [*calendar.walk("VEVENT")][:MOST]
            if event.get("DTSTART") is not None
        ]
    except Exception as error:  # the library has many ways to say that a file is broken
        raise Unreadable("no calendar") from error
    if not calendars:
        raise Unreadable("no calendar")
    return list(dict.fromkeys(found))


def meeting(event: Any, now: datetime, zone: tzinfo, withdrawn: bool) -> Meeting:
    start = last_of_series(event, now, zone)
    moment = start.astimezone(zone) if isinstance(start, datetime) else None
    day = moment.date() if moment is not None else start
    title = on_a_line(str(event.get("SUMMARY", "")))
    where = " ".join(str(event.get(name, "")) for name in ("LOCATION", "DESCRIPTION", "URL", "X-GOOGLE-CONFERENCE"))
    said = find(title)
    return Meeting(
        title=title,
        day=day,
        ahead=moment > now if moment is not None else day > now.astimezone(zone).date(),
        kind=said[0][0] if said else Kind.VIDEO if ONLINE.search(where) else Kind.MEETING,
        guests=tuple(guests(event)),
        cancelled=withdrawn or str(event.get("STATUS", "")).upper() == "CANCELLED",
    )


def last_of_series(event: Any, now: datetime, zone: tzinfo) -> date:
    """The start: a day, or an aware moment."""
    start = event.decoded("DTSTART")
    if isinstance(start, datetime) and start.tzinfo is None:
        start = start.replace(tzinfo=zone)
    rule = event.get("RRULE")
    if not isinstance(start, date):
        raise Unreadable("no day")
    if rule is None or isinstance(rule, list) or start.year < EARLIEST:
        return start
    if not set(rule) <= COUNTED or not {str(one).upper() for one in rule.get("FREQ", [])} <= FREQUENT:
        return start
    return occurrence(rule.to_ical().decode(), start, now, zone)


def occurrence(rule: str, start: date, now: datetime, zone: tzinfo) -> date:
    """The last one of a series that has begun by now; the first where none has."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    rule = re.sub(r"(UNTIL=\d{8})(T\w+)?", r"\1T235959", rule)  # reckoned without zones: to the end of its day
    day = start.astimezone(zone).replace(tzinfo=None) if isinstance(start, datetime) else at_midnight(start)
    before: datetime | None = rrulestr(rule, dtstart=day).before(now.astimezone(zone).replace(tzinfo=None), inc=True)
    if before is None:
        return start
    return before.replace(tzinfo=zone) if isinstance(start, datetime) else before.date()


def at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, in no zone


def guests(event: Any) -> Iterable[Guest]:
    """The organizer and whoever was invited and did not decline, each once; no rooms."""
    seen = set()
    for field in ("ORGANIZER", "ATTENDEE"):
        invited = event.get(field, [])
        for one in invited if isinstance(invited, list) else [invited]:
            params = {name.upper(): str(value) for name, value in getattr(one, "params", {}).items()}
            mail = mail_in(str(one)) or mail_in(params.get("EMAIL", ""))
            if not mail or mail in seen or params.get("CUTYPE", "").upper() in THINGS:
                continue
            if params.get("PARTSTAT", "").upper() in GONE:
                continue
            seen.add(mail)
            name = on_a_line(params.get("CN", "").strip("\"'"))
            yield Guest("" if "@" in name else name, mail)

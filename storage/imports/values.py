"""What stands in a cell, read: each function takes a Row and a column, and raises Rejected with the reason."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from bot.words import _
from storage.imports.reading import Rejected, Row

SHORT, LINE = 20, 200  # characters of a tier, of any other text on one line
EARLIEST = 1900
MAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")
YMD = re.compile(r"(\d{4}) ?[-/.년] ?(\d{1,2}) ?[-/.월] ?(\d{1,2}) ?[.일]?")
SPELT = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y")
CLOCK = re.compile(r"(오전|오후|am|pm)? ?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)? ?(am|pm)?", re.IGNORECASE)


def wrong(column: str, value: str, what: str) -> Rejected:
    """ "owner: no teammate has this address (x@example.com)"."""
    shown = value if len(value) <= 60 else value[:59] + "…"
    return Rejected(f"{column}: {what} ({shown})" if value else f"{column}: {what}")


def line(row: Row, column: str, most: int = LINE) -> str:
    """A text on one line, "" for none."""
    text = row[column]
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    if len(text) > most:
        raise wrong(column, text, _("longer than {most} characters", most=most))
    return text


def needed(row: Row, column: str) -> str:
    text = line(row, column)
    if not text[:1].isalnum() and not any(letter.isalnum() for letter in text):
        raise wrong(column, text, _("there must be something here"))
    return text


def several(row: Row, column: str) -> list[str]:
    """The texts between semicolons, each once, in their order."""
    return list(dict.fromkeys(text for part in row[column].split(";") if (text := " ".join(part.split()))))


def mail(row: Row, column: str) -> str:
    """A mail address in lower case, "" for none."""
    return address(line(row, column), column)


def address(text: str, column: str) -> str:
    if text and not MAIL.fullmatch(text):
        raise wrong(column, text, _("this is no mail address"))
    return text.lower()


def mails(row: Row, column: str) -> list[str]:
    return list(dict.fromkeys(address(text, column) for text in several(row, column)))


def day(row: Row, column: str, today: date) -> date | None:
    """A day up to today, None for none."""
    text = line(row, column)
    if not text:
        return None
    found = moment_in(text)
    if found is None:
        raise no_date(column, text)
    return past(column, text, found[0], today)


def past(column: str, text: str, found: date, today: date) -> date:
    if found > today:
        raise wrong(column, text, _("this day is still to come"))
    if found.year < EARLIEST:
        raise no_date(column, text)
    return found


def no_date(column: str, text: str) -> Rejected:
    return wrong(column, text, _("write the day as {example}", example="2026-03-02"))


@lru_cache(maxsize=4096)
def moment_in(text: str) -> tuple[date, datetime | None] | None:
    """The day that a text names, and the moment if it names one: aware if it has an offset, else naive."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return loose(text)
    dated = read.tzinfo is None and read.time() == time() and ":" not in text
    return read.date(), None if dated else read


def loose(text: str) -> tuple[date, datetime | None] | None:
    for form in SPELT:
        try:
            return datetime.strptime(text, form).date(), None  # noqa: DTZ007 - a day, in no zone
        except ValueError:
            continue
    found = YMD.match(text)
    if found is None:
        return None
    try:
        that = date(int(found[1]), int(found[2]), int(found[3]))
        rest = text[found.end() :].strip(" T")
        return (that, datetime.combine(that, hour(rest))) if rest else (that, None)
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


def zone(row: Row, column: str) -> str:
    name = line(row, column)
    if name and not is_zone(name):
        raise wrong(column, name, _("this is no time zone such as {example}", example="Asia/Seoul"))
    return name


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ValueError, OSError, LookupError):
        return False


def locale(row: Row, column: str) -> str:
    tag = line(row, column).replace("_", "-")
    try:
        if tag:
            Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        raise wrong(column, tag, _("this is no language such as {example}", example="ko-KR")) from None
    return tag


def country(row: Row, column: str) -> str:
    code = line(row, column).upper()
    if code and (len(code) != 2 or code not in Locale("en").territories):
        raise wrong(column, code, _("this is no country's two letters such as {example}", example="KR"))
    return code


def count(row: Row, column: str) -> int:
    """A whole number from 1, 0 for none."""
    text = line(row, column)
    if not text:
        return 0
    whole = text.removesuffix(".0")
    if not (whole.isascii() and whole.isdigit() and 0 < int(whole) < 1_000_000):
        raise wrong(column, text, _("this is no number of people"))
    return int(whole)

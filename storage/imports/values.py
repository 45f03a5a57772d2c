"""What stands in a cell, read: each function takes a Row and a column, and raises Rejected with the reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from bot.words import _
from storage.imports.dates import moment_in
from storage.imports.rows import Rejected, Row

T = TypeVar("T")

SHORT, LINE = 20, 200  # characters of a tier, of any other text on one line
EARLIEST = 1900
YES = {"1", "true", "yes", "y", "x", "wahr", "예"}
MAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")


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


def soft(row: Row, read: Callable[[], T], blank: T) -> T:
    """What `read` comes to. Where it cannot and the row is of another system, that part is left out, and said."""
    try:
        return read()
    except Rejected as reason:
        if not row.style.foreign:
            raise
        row.troubles.append(str(reason))
        return blank


def quiet(row: Row, read: Callable[[], T], blank: T) -> T:
    """The same, and it is not said."""
    try:
        return read()
    except Rejected:
        if not row.style.foreign:
            raise
        return blank


def yes(row: Row, column: str) -> bool:
    """Whether a field is ticked: 1, true, yes, x; and what Excel makes of them."""
    return row[column].lower() in YES


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
    found = moment_in(text, row.style.order)
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


def among(row: Row, column: str, known: Collection[str], default: str) -> str:
    """One of the words that a column may have, `default` for none."""
    text = line(row, column).lower()
    if text and text not in known:
        raise wrong(column, text, _("it must be one of {known}", known=", ".join(known)))
    return str(text or default)

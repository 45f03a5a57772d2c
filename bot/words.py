"""What the bot says, in the language of whoever is spoken to.

English texts are the keys of the gettext catalogues under `locale/`. The language is set explicitly for each Ask and
each recipient with `speaking`, because the threads of a pool do not inherit it. A template's field may name a Korean
particle as its format ("{account:을}"), which then agrees with what it follows.
"""

from __future__ import annotations

import io
import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, dates, lists, numbers
from babel.messages import mofile, pofile
from babel.support import Translations

from bot.particles import PARTICLES, with_particle

LANGUAGES = ("en", "ko")
LOCALE = Path(__file__).parent / "locale"
LONGEST_FAMILY = 2  # signs of a Korean family name


@dataclass(frozen=True, slots=True)
class Voice:
    language: str
    locale: Locale
    zone: ZoneInfo


@cache
def voice(locale: str, zone: str = "UTC") -> Voice:
    """The Voice for a locale tag such as "ko-KR" and an IANA zone; English and UTC where we know no better."""
    known = locale_of(locale)
    return Voice(known.language if known.language in LANGUAGES else "en", known, zone_of(zone))


@cache
def locale_of(tag: str) -> Locale:
    try:
        return Locale.parse(tag.replace("-", "_")) if tag else Locale("en", "US")
    except (ValueError, LookupError, UnknownLocaleError):
        return Locale("en", "US")


@cache
def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return ZoneInfo("UTC")


_voice: ContextVar[Voice] = ContextVar("voice")


def current() -> Voice:
    return _voice.get(None) or voice("en-US")


@contextmanager
def speaking(locale: str, zone: str = "UTC") -> Iterator[Voice]:
    """Everything said inside is in this locale's language and this zone's time."""
    token = _voice.set(voice(locale, zone))
    try:
        yield _voice.get()
    finally:
        _voice.reset(token)


@cache
def catalogue(language: str) -> NullTranslations:
    path = LOCALE / language / "LC_MESSAGES" / "rapport.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        compiled = io.BytesIO()
        mofile.write_mo(compiled, pofile.read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


@lru_cache(8192)
def translated(language: str, text: str) -> str:
    return catalogue(language).gettext(text)


@cache
def template(text: str) -> tuple[tuple[str, str | None, str], ...]:
    """A text as (what stands before, the field's name or None at the end, its particle or ""), read once."""
    return tuple((before, name, spec or "") for before, name, spec, _conversion in string.Formatter().parse(text))


def filled(text: str, values: Mapping[str, Any]) -> str:
    """Fills "{name}" and "{name:을}"; nothing else of the format language, so that no value can be looked into.

    Raises KeyError for a field without a value.
    """
    parts = []
    for before, name, spec in template(text):
        parts.append(before)
        if name is not None:
            value = values[name]
            shown = number(value) if isinstance(value, int) else str(value)
            parts.append(with_particle(shown, spec) if spec in PARTICLES else shown)
    return "".join(parts)


def number(value: int) -> str:
    """A whole number as the locale writes it; below a thousand all write it alike."""
    if -1000 < value < 1000:
        return str(value)
    return str(numbers.format_decimal(value, locale=current().locale))


def _(text: str, /, **values: Any) -> str:
    """`text` in the current language, its "{fields}" filled with `values`; whole numbers as the locale writes them."""
    said = translated(current().language, text)
    return filled(said, values) if "{" in said else said


def _n(one: str, many: str, n: int, /, **values: Any) -> str:
    """The same for a text that depends on a number, which it may show as "{n}"."""
    return filled(catalogue(current().language).ngettext(one, many, n), {"n": n, **values})


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "to be translated where it is shown"
    return text


def day(value: date, today: date | None = None) -> str:
    """ "Fri, Mar 20" / "3월 20일 금요일"; with the year when it is not that of `today`."""
    return day_in(current().locale, value, today is None or value.year != today.year)


def month_day(month: int, day: int) -> str:
    """ "Mar 14" / "3월 14일", also for a day that only the lunar calendar has ("Feb 30")."""
    there = date(2000, month, min(day, 28))  # a day that every month has, and the number that is meant in its place
    shown = str(dates.format_skeleton("MMMd", there, locale=current().locale, fuzzy=True))
    return shown.replace(str(there.day), str(day)) if day > there.day else shown


@lru_cache(4096)
def day_in(locale: Locale, value: date, with_year: bool) -> str:
    weekday = "EEEE" if locale.language == "ko" else "E"  # "(금)" would stand in brackets of its own
    skeleton = f"{'y' if with_year else ''}MMM{weekday}d"
    return str(dates.format_skeleton(skeleton, value, locale=locale, fuzzy=True))


def moment(value: datetime) -> str:
    """An aware moment as day and time in the listener's own zone: "3/20/26, 9:00 AM", "26. 3. 20. 오전 9:00"."""
    form = "yy. M. d. aaaa h:mm" if current().language == "ko" else "short"  # the short one would say "AM 9:00"
    return str(dates.format_datetime(value, form, tzinfo=current().zone, locale=current().locale))


def listed(items: Sequence[str]) -> str:
    """ "Jane, Tom, and Ann" / "Jane, Tom, Ann": in Korean without the formal 및 of written lists."""
    if current().language == "ko":
        return ", ".join(items)
    return str(lists.format_list(list(items), locale=current().locale)) if items else ""


def ago(days: int) -> str:
    """How long ago a day was, from whole days: today, yesterday, 12 days ago."""
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else _n("{n} day ago", "{n} days ago", days)


def called(name: str, title: str = "") -> str:
    """A customer's person as one speaks of them: in Korean with their rank or 님, elsewhere by name alone.

    Of whom nothing but a family name and a rank is known, "박 상무", is spoken of by the rank they have now.
    """
    title = title.removesuffix("님") if is_hangul(title) else ""
    family, _space, then = name.rpartition(" ")
    if 0 < len(family) <= LONGEST_FAMILY and is_title(then):
        name, title = family, title or then
        if current().language != "ko":
            return f"{name} {title}"
    if current().language != "ko":
        return name
    if name.endswith(f" {title}"):
        return f"{name}님"
    return f"{name} {title}님" if title else f"{name} 님"


def is_title(word: str) -> bool:
    from bot.rules.names import DUTIES, RANKS  # not with the words, which every command line needs at once

    return word in RANKS or word in DUTIES


def is_hangul(text: str) -> bool:
    return any("가" <= c <= "힣" for c in text)

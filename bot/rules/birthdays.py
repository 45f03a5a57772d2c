"""Birthdays, with or without their year, by the sun or by the moon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
FORMS = (
    re.compile(
        r"(?<![\d/])(?:(?P<year>\d{4})\s?[-./년]\s?)?(?P<a>\d{1,2})\s?[-./월]\s?(?P<b>\d{1,2})\s?(?:일생?|\.)?(?![\d/])"
    ),
    re.compile(r"(?<![\d/])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})(?!\d)"),
    re.compile(rf"(?P<b>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? (?P<year>\d{{4}}))?(?!\d)"),
    re.compile(rf"{MONTH} (?P<b>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?(?!\d)"),
)
LUNAR = re.compile(r"\(?\b(?:lunar|by the moon)\b\)?|\(?음력\)?\s?|\(음\)\s?", re.IGNORECASE)
LUNAR_DAYS = 30
OLDEST = 120  # years


@dataclass(frozen=True, slots=True)
class Birthday:
    """`year` is 0 where it is not said; `lunar` by the lunar calendar."""

    month: int
    day: int
    year: int = 0
    lunar: bool = False

    def kept(self) -> str:
        """ "03-14", "1980-03-14", "lunar 03-14"."""
        year = f"{self.year:04}-" if self.year else ""
        return f"{'lunar ' if self.lunar else ''}{year}{self.month:02}-{self.day:02}"


def read(text: str, today: date, day_first: bool = False) -> tuple[str, Birthday] | None:
    """What a text says beside a birthday, and the birthday; None where it has none that there is.

    `day_first`: 3/4 is the third of April.
    """
    lunar = LUNAR.search(text)
    bare = LUNAR.sub(" ", text)
    found = [match for form in FORMS for match in form.finditer(bare.lower())]
    for match in sorted(found, key=lambda one: (one.start(), -len(one[0]))):
        birthday = of(match, bool(lunar), day_first)
        if birthday is not None and there_is(birthday, today):
            return " ".join(f"{bare[: match.start()]} {bare[match.end() :]}".split()), birthday
    return None


def of(match: re.Match[str], lunar: bool, day_first: bool) -> Birthday | None:
    said = match.groupdict()
    year = int(said.get("year") or 0)
    if said.get("name"):
        return Birthday(MONTHS.index(said["name"][:3]) + 1, int(said["b"]), year, lunar)
    month, day = int(said["a"]), int(said["b"])
    swapped = (day_first and "/" in match[0]) or month > len(MONTHS)
    return (
        Birthday(day, month, year, lunar)
        if swapped and not match[0].endswith("일")
        else Birthday(month, day, year, lunar)
    )


def there_is(birthday: Birthday, today: date) -> bool:
    """Whether there is such a day, not to come and not before anybody alive was born."""
    if birthday.lunar:
        day_there_is = 1 <= birthday.month <= len(MONTHS) and 1 <= birthday.day <= LUNAR_DAYS
        return day_there_is and (not birthday.year or today.year - OLDEST <= birthday.year <= today.year)
    try:
        born = date(birthday.year or 2000, birthday.month, birthday.day)
    except ValueError:
        return False
    return not birthday.year or (born <= today and today.year - OLDEST <= birthday.year)


def from_kept(kept: str) -> Birthday | None:
    """A birthday as it is kept; None for what is none."""
    bare = kept.removeprefix("lunar ")
    match = re.fullmatch(r"(?:(\d{4})-)?(\d\d)-(\d\d)", bare)
    if match is None:
        return None
    return Birthday(int(match[2]), int(match[3]), int(match[1] or 0), bare != kept)

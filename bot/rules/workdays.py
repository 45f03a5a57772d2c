"""When somebody works: weekends and public holidays of their country, and the hours in which a morning is not over."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

SATURDAY_AND_SUNDAY = frozenset({5, 6})
MORNING = timedelta(hours=9)  # so long after somebody's hour a morning's news may still be told


class Hours(NamedTuple):
    """Somebody's `zone`, `country` (ISO 3166, "KR"; "" unknown) and the `hour` from which on they may be spoken to."""

    zone: ZoneInfo
    country: str
    hour: int

    def day(self, at: datetime) -> date:
        """The day it is for them at an aware moment."""
        return at.astimezone(self.zone).date()

    def morning(self, day: date) -> tuple[datetime, datetime]:
        """From when until when (UTC) their morning of `day` lasts: from their hour on, nine hours, that day only.

        Where a clock change skips their hour, it begins at the end of the gap.
        """
        opens = self.moment(day, self.hour)
        return opens, min(opens + MORNING, self.moment(day + timedelta(days=1), 0))

    def moment(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), tzinfo=self.zone).astimezone(UTC)


def hours(zone: str, country: str, hour: int, home: str) -> Hours:
    """Hours in the zone of that name; where there is none such, in the zone `home`, and failing that in UTC."""
    return Hours(known_zone(zone) or known_zone(home) or ZoneInfo("UTC"), country.strip().upper(), hour)


@cache
def known_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):
        return None


def is_workday(day: date, country: str) -> bool:
    """Neither weekend nor public holiday in `country`; in an unknown one Saturday and Sunday are free, nothing else."""
    return day.weekday() not in weekend(country) and day not in public_holidays(country, day.year)


@cache
def weekend(country: str) -> frozenset[int]:
    """The free days of the week (0 Monday) as Unicode's CLDR knows them."""
    from babel import Locale

    try:
        locale = Locale.parse(f"und_{country}")
    except (ValueError, LookupError):
        return SATURDAY_AND_SUNDAY
    first, last = locale.weekend_start, locale.weekend_end
    return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))


@cache
def public_holidays(country: str, year: int) -> Container[date]:
    import holidays  # takes a fifth of a second, and some never need it

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except (NotImplementedError, KeyError):
        return frozenset()

"""A clock that goes like the real one and can be put forward."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.workdays import is_workday

MORNING = time(9)
MONDAY = 0
FURTHEST = 60  # days that are looked at for a working day


class Clock:
    """`real` gives the real moment, aware."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self.real = real
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return self.real() + self.ahead

    def put(self, at: datetime) -> None:
        """It is `at` now. A clock does not go back: an earlier moment changes nothing."""
        self.ahead = max(self.ahead, at - self.real())


def next_morning(now: datetime, zone: str, country: str, weekday: int | None = None) -> datetime:
    """The next nine o'clock of a working day (of that `weekday`, 0 for Monday) in `zone` and `country` after `now`."""
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    for days in range(FURTHEST):
        day = today + timedelta(days)
        morning = datetime.combine(day, MORNING, tzinfo=here)
        if morning > now and is_workday(day, country) and weekday in (None, day.weekday()):
            return morning.astimezone(now.tzinfo)
    raise ValueError(f"no working day within {FURTHEST} days of {now}")


async def forward(clock: Clock, to: datetime, tick: Callable[[], Awaitable[object]]) -> None:
    """Puts `clock` forward to `to`, and lets `tick` do what is due at each full hour on the way."""
    while (now := clock()) < to:
        clock.put(min(to, now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)))
        await tick()

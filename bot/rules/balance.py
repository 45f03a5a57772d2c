"""Asks and gives: how often we have asked a customer for something since we last gave them something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Balance:
    """`asks` since the last give, of which `given` is the day; None where there never was one."""

    asks: int
    given: date | None

    @property
    def heavy(self) -> bool:
        """Whether it is time to give first: two asks in a row."""
        return self.asks > 1


def balance(favours: Iterable[tuple[date, str]]) -> Balance:
    """The Balance of asks and gives, as ("ask" or "give") with their days, newest first."""
    asks = 0
    for day, favour in favours:
        if favour == "give":
            return Balance(asks, day)
        asks += favour == "ask"
    return Balance(asks, None)

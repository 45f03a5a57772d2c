"""Which customers are being forgotten: how long the silence is, against how long it usually is.

Days are day numbers (`date.toordinal`), gaps and limits are in days.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple, TypeVar

from bot.rules.strength import strength

T = TypeVar("T")

OWN = 5  # of how many own gaps the usual one is made
PRIOR = 4  # how many gaps of its own the tier's cadence weighs as much as
STRONG_TIE = 4.0  # the strength above which a tie is strong, see rules.strength
STRONG = 3.0  # a strong tie is overdue at so many usual gaps
OTHER = 5.5  # any other one at so many


class Level(IntEnum):
    """How long the silence is; each is worse than the one before it. NEVER stands apart: nobody was ever in touch."""

    FINE = 0
    DUE = 1
    OVERDUE = 2
    OVER = 3  # over the tier's limit
    NEVER = 4


class Tier(NamedTuple):
    """`cadence` is how often we mean to be in touch, `limit` how long a silence may be at most. `name` may be ""."""

    name: str
    cadence: int
    limit: int


class Neglect(NamedTuple):
    """`missed` is the day of silence on which it is first missed; `ratio` is `days` ÷ `missed`.

    `gaps` are the last own gaps, oldest first. `claimed` says that the last contact is only what a list claimed.
    `strength` is that of the best tie on the day of the last contact. Never met: no days, and a ratio of 0.
    """

    level: Level
    days: int
    usual: float
    gaps: tuple[int, ...]
    tier: Tier
    missed: int
    ratio: float
    strength: float
    claimed: bool = False


def usual_gap(gaps: Sequence[float], cadence: float) -> float:
    """The usual gap in days: exp((Σ ln(last ≤ 5 own gaps) + 4·ln(cadence)) / (n + 4)).

    That is the geometric mean of the own gaps (oldest first) and of the tier's cadence counted four times: few gaps
    lean on the tier, and one long pause moves it little.
    """
    own = gaps[-OWN:]
    product = math.prod([gap or 1 for gap in own]) * cadence**PRIOR
    return float(product ** (1 / (len(own) + PRIOR)))


def judge(
    last_day: int | None, gaps: tuple[int, ...], best_score: float, tier: Tier, today: int, claimed: int | None = None
) -> Neglect:
    """How neglected an account is on day `today`.

    last_day and gaps: of its contact-days, None and () where there are none; best_score: the kept sum of its strongest
    tie (rules.strength); claimed: the last activity a list names, which counts only where nobody logged a contact.

    A strong tie is overdue at ⌊3 × usual⌋ days, any other at ⌊5.5 × usual⌋, and each at the limit if that is sooner.
    """
    last = claimed if last_day is None else last_day
    usual = usual_gap(gaps, tier.cadence)
    if last is None:
        return Neglect(Level.NEVER, 0, usual, (), tier, tier.limit, 0.0, 0.0)
    tie = strength(best_score, last)
    overdue = int((STRONG if tie > STRONG_TIE else OTHER) * usual)
    missed = overdue if overdue < tier.limit else tier.limit
    days = today - last if today > last else 0
    if days >= tier.limit:
        level = Level.OVER
    elif days >= missed:
        level = Level.OVERDUE
    else:
        level = Level.DUE if days >= round(usual) else Level.FINE
    return Neglect(level, days, usual, gaps[-OWN:], tier, missed, days / missed, tie, last_day is None)


def worst_first(found: Iterable[tuple[T, Neglect]]) -> list[tuple[T, Neglect]]:
    """By overdue ratio, then by strength; those never met come last, the closest watched tier first."""
    return sorted(found, key=lambda one: (-one[1].ratio, -one[1].strength, one[1].tier.cadence))

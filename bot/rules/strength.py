"""How strong a tie is: S = Σ over contact-days (1/√people present) · 2^(−days ago/90).

The sum is kept by forward decay (Cormode and others, 2009): each contact-day adds weight · 2^((day − L)/90) once, with
a fixed landmark L, so that a ranking needs no "now" and nothing has to be recomputed as time passes.
Days are day numbers (`date.toordinal`).
"""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum

HALF_LIFE = 90  # days
LANDMARK = date(2024, 1, 1).toordinal()
THREAD = 0.25  # a tie stronger than this is alive
FLOOR = "floor"  # the kind of fact by which a teammate states a tie that no contact shows: "friends since school"
STATED = 1.0  # the strength that a stated tie is ranked with at least; it is shown as stated
CLEARLY = 1.25  # a tie has risen where it is so many times as strong as before, and fallen the other way round


class Band(StrEnum):
    STRONG = "strong"
    WARM = "warm"
    WEAK = "weak"
    DORMANT = "dormant"


class Trend(StrEnum):
    """A tie against what it was HALF_LIFE days ago."""

    NEW = "new"
    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


def weight(present: int) -> float:
    """What one contact-day counts: 1/√`present`, the people it was shared with (1: one to one)."""
    return 1 / math.sqrt(max(1, present))


def score(weight: float, day: int) -> float:
    """What a contact-day of `weight` adds to a tie's kept sum."""
    return weight * math.exp2((day - LANDMARK) / HALF_LIFE)


def strength(score: float, today: int) -> float:
    """S on day `today` of a tie whose kept sum is `score`."""
    return score * math.exp2((LANDMARK - today) / HALF_LIFE)


def band(strength: float) -> Band:
    """Above 4 strong, 1 to 4 warm, ¼ to 1 weak, below dormant."""
    if strength > 4:
        return Band.STRONG
    if strength >= 1:
        return Band.WARM
    return Band.WEAK if strength > THREAD else Band.DORMANT


def before(strength: float, lately: float) -> float:
    """S(t − 90) from S(t) and `lately`, the part that contact-days after the day t − 90 make: 2 · (S − lately)."""
    return max(2 * (strength - lately), 0.0)


def trend(strength: float, lately: float) -> Trend:
    """How a tie of S(t) = `strength` stands against S(t − 90); new where no contact is older than that."""
    then = before(strength, lately)
    if then <= 1e-9 * strength:
        return Trend.NEW
    if strength > CLEARLY * then:
        return Trend.RISING
    return Trend.FALLING if then > CLEARLY * strength else Trend.STEADY

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


class Band(StrEnum):
    STRONG = "strong"
    WARM = "warm"
    WEAK = "weak"
    DORMANT = "dormant"


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

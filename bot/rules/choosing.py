"""What to say unasked: rules yield candidates, and few of them are chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

MOST = 3  # items in one digest
AGAIN = 7  # days after which an item is said again


class Candidate(NamedTuple):
    """Something that could be said about an account.

    `kind` names the rule it comes from, `level` how bad it is (more is worse, and what got worse is news).
    Higher `urgency` is said first, among equals higher `weight`. `in_turn` is for what is no emergency and never ends:
    one a day, last, the lowest turn first among those not said yet, then the one said longest ago.
    """

    kind: str
    account: int
    level: int
    urgency: float = 0.0
    weight: float = 0.0
    in_turn: int | None = None


Said = Mapping[tuple[str, int], tuple[date, int]]  # (kind, account) → when it was last said, and at which level


def choose(candidates: Iterable[Candidate], said: Said, snoozed: Collection[int], today: date) -> list[Candidate]:
    """At most three candidates in the order in which they are said; those said lately or put off are left out."""
    fresh = [one for one in candidates if one.account not in snoozed and is_news(one, said, today)]
    urgent = sorted((one for one in fresh if one.in_turn is None), key=lambda one: (-one.urgency, -one.weight))
    turns = [one for one in fresh if one.in_turn is not None]
    chosen = min(turns, key=lambda one: turn(one, said), default=None)
    return [*urgent[: MOST - 1], chosen] if chosen is not None else urgent[:MOST]


def is_news(one: Candidate, said: Said, today: date) -> bool:
    before = said.get((one.kind, one.account))
    return before is None or (today - before[0]).days >= AGAIN or one.level > before[1]


def turn(one: Candidate, said: Said) -> tuple[int, int]:
    before = said.get((one.kind, one.account))
    return (before[0].toordinal() if before else 0), one.in_turn or 0

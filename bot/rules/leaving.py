"""What would be lost if one of us left: by customer, most to lose first. It says nothing about who would leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.rules.attitude import Attitude
from bot.rules.coverage import Known, Tie

AGAINST_US = frozenset({Attitude.CRITICAL.value, Attitude.OPPOSED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A customer of somebody who leaves.

    `alone` says that no other tie with it is alive; `people` are those of theirs whom nobody else of us is in touch
    with; `lost` is the strength that goes; `next` the colleague with the strongest tie after them, None for nobody.
    `place` is the tier's place, the most important first.
    """

    account: int
    name: str
    external_id: str
    tier: str
    place: int
    owned: bool
    alone: bool
    people: tuple[int, ...]
    lost: float
    next: int | None


def most_first(losses: Iterable[Loss]) -> list[Loss]:
    """The order of handover.

    Customers left without a live tie, then those with more people whom nobody else meets, then by tier, by the strength
    that goes, and by name.
    """
    return sorted(losses, key=lambda one: (not one.alone, -len(one.people), one.place, -one.lost, one.name))


def key_people(people: Iterable[Known], ties: Iterable[Tie], giver: int | None) -> dict[int, bool]:
    """Whom a successor has to meet: who has a role, who is against us, and whom the `giver` is in touch with.

    All of `people` where that is nobody. Each with whether the successor is in touch with them already; `ties` are
    those of the giver and the successor alone.
    """
    here = list(people)
    live = {(tie.teammate == giver, tie.person) for tie in ties if tie.alive}
    key = [one for one in here if one.role or AGAINST_US.intersection(one.attitudes) or (True, one.person) in live]
    return {one.person: (False, one.person) in live for one in key or here}


def without_another(mine: Iterable[int], others: Sequence[int]) -> tuple[int, ...]:
    """Of the people whom somebody has a live tie with, those with whom none of the `others` has one."""
    return tuple(sorted(set(mine) - set(others)))

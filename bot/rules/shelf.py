"""How long what was recorded of a person is taken for true, and what stands where teammates say different things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FactKind(StrEnum):
    RANK = "rank"
    BOSS = "boss"
    ROLE = "role"
    ATTITUDE = "attitude"
    PRIORITY = "priority"


SHELF = {  # days
    FactKind.RANK: 365,
    FactKind.BOSS: 180,
    FactKind.ROLE: 180,
    FactKind.ATTITUDE: 90,
    FactKind.PRIORITY: 90,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact as it was recorded. `author` and `author_id` are empty where it was imported; `value_id` is a boss's.

    `disputed` says that another fact of the same kind stands beside it with another value.
    """

    id: int
    person: int
    account: int
    kind: FactKind
    value: str
    value_id: int | None
    author_id: int | None
    author: str
    day: date
    settled: bool
    disputed: bool = False

    @property
    def says(self) -> str:
        """What two facts that say the same have in common."""
        return f"person:{self.value_id}" if self.value_id is not None else self.value.strip().casefold()

    def age(self, today: date) -> int:
        """Whole days since it was recorded."""
        return max((today - self.day).days, 0)

    def is_old(self, today: date) -> bool:
        """Whether it is past its shelf life."""
        return self.age(today) > SHELF[self.kind]


def standing(recorded: Iterable[Fact]) -> list[Fact]:
    """Of everything recorded of one kind about one person at one account, what stands; newest first.

    The newest of each teammate, but none that was recorded before one that was settled, none that is older than the
    newest of all by more than its shelf life, and of several that say the same only the newest.
    """
    newest = sorted(recorded, key=lambda fact: (fact.day, fact.id), reverse=True)
    settled = max((fact.id for fact in newest if fact.settled), default=0)
    authors: set[int | None] = set()
    said: set[str] = set()
    kept = []
    for fact in newest:
        first = fact.author_id not in authors
        authors.add(fact.author_id)
        fresh = (newest[0].day - fact.day).days <= SHELF[fact.kind]
        if first and fact.id >= settled and fresh and fact.says not in said:
            said.add(fact.says)
            kept.append(fact)
    return kept

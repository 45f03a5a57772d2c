"""What to say unasked: rules yield candidates, and few of them are chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import IntEnum
from typing import NamedTuple

MOST = 3  # items in one digest
AGAIN = 7  # days after which an item is said again


class Press(IntEnum):
    """How much a candidate presses. All that presses more is said before any of what presses less."""

    QUESTION = 0  # can be asked on any day
    SILENCE = 1  # grows slowly
    NEWS = 2  # wears off within weeks
    FRESH = 3  # was yesterday, and is soon forgotten
    TODAY = 4  # is due
    LATE = 5  # was due


class Candidate(NamedTuple):
    """Something that could be said about an account.

    `kind` names the rule it comes from, `subject` what of that kind it is about (a promise, a plan; 0 for the account
    as a whole). `level` is how bad it is: more is worse, and what got worse is news. Among those that press alike,
    higher `urgency` is said first, then higher `weight`. `in_turn` is for what is no emergency and never ends: one of
    its kind a day, last, the lowest turn first among those not said yet, then the one said longest ago.
    """

    kind: str
    account: int
    level: int
    urgency: float = 0.0
    weight: float = 0.0
    in_turn: int | None = None
    subject: int = 0
    press: Press = Press.SILENCE

    @property
    def key(self) -> Key:
        return self.kind, self.account, self.subject


Key = tuple[str, int, int]  # kind, account, subject
Said = Mapping[Key, tuple[date, int]]  # when it was last said, and at which level


def choose(candidates: Iterable[Candidate], said: Said, snoozed: Collection[int], today: date) -> list[Candidate]:
    """At most three candidates in the order in which they are said; those said lately or put off are left out.

    Of an account about which something presses, nothing is said that can wait. What comes in turn has one place at
    least; where several kinds want it, it is that of the one silent the longest.
    """
    news = [one for one in candidates if is_news(one, said, today)]
    pressing = {one.account for one in news if not can_wait(one)}
    quiet = pressing | set(snoozed)
    fresh = [one for one in news if not can_wait(one) or one.account not in quiet]
    urgent = sorted(
        (one for one in fresh if one.in_turn is None), key=lambda one: (-one.press, -one.urgency, -one.weight)
    )
    turns = first_of_each_kind([one for one in fresh if one.in_turn is not None], said)
    chosen = urgent[: MOST - 1] if turns else urgent[:MOST]
    return chosen + turns[: MOST - len(chosen)]


def can_wait(one: Candidate) -> bool:
    """Whether it has no day of its own, as a promise has; this is what a snooze is for."""
    return one.press < Press.FRESH


def is_news(one: Candidate, said: Said, today: date) -> bool:
    before = said.get(one.key)
    return before is None or (today - before[0]).days >= AGAIN or one.level > before[1]


def first_of_each_kind(turns: Iterable[Candidate], said: Said) -> list[Candidate]:
    """Whose turn it is of each kind, the kind that was silent the longest first.

    What a kind says out of turn is at other levels, and does not count as its turn.
    """
    first: dict[str, Candidate] = {}
    for one in sorted(turns, key=lambda one: turn(one, said)):
        first.setdefault(one.kind, one)
    spoke: dict[tuple[str, int], date] = {}
    for (kind, *_about), (day, level) in said.items():
        spoke[kind, level] = max(day, spoke.get((kind, level), day))
    return sorted(first.values(), key=lambda one: (spoke.get((one.kind, one.level), date.min), -one.press))


def turn(one: Candidate, said: Said) -> tuple[int, int]:
    before = said.get(one.key)
    return (before[0].toordinal() if before else 0), one.in_turn or 0

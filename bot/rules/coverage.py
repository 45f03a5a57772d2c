"""How well a customer is covered: the roles its tier requires, who holds them, and whose ties are alive.

A tie is alive, and then a thread, where its strength S is above ¼ (rules.strength). Each side has a status from 0 to 3,
and a concentration Σ share² of S: 1 where all of it is with one, 1/n where n share it alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.attitude import Attitude
from bot.rules.roles import Role
from bot.rules.strength import THREAD

REQUIRED: dict[str, tuple[Role, ...]] = {
    "A": (
        Role.DECISION_MAKER,
        Role.ECONOMIC_BUYER,
        Role.TECHNICAL_BUYER,
        Role.USER_BUYER,
        Role.PURCHASING,
        Role.CHAMPION,
    ),
    "B": (Role.DECISION_MAKER, Role.PURCHASING, Role.CHAMPION),
    "C": (Role.DECISION_MAKER,),
}
ANY_TIER = "C"  # what an account of no tier, or of one not listed, is held to
FEWEST = 2  # people to be in touch with at least: with one it hangs on them
HANGS = 0.7  # a side of which the concentration is above this hangs on one thread
FOR_US = frozenset({Attitude.ADVOCATE.value, Attitude.SUPPORTIVE.value})


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody at the customer: their role ("" for none) and the attitudes that stand, several where we disagree."""

    person: int
    role: str
    attitudes: tuple[str, ...] = ()

    @property
    def supportive(self) -> bool:
        """Whether all of us who noted it say that they are for us."""
        return bool(self.attitudes) and FOR_US.issuperset(self.attitudes)


@dataclass(frozen=True, slots=True)
class Tie:
    """Of one of us with somebody at the customer, or with the customer as a whole (`person` 0): strength S."""

    teammate: int
    person: int
    strength: float

    @property
    def alive(self) -> bool:
        return self.strength > THREAD


class Held(StrEnum):
    """Whether somebody holds a role, and whether we are in touch with them."""

    ALIVE = "alive"
    SILENT = "silent"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Chair:
    """A role that is required and the people who hold it; `left` is the day on which the last one left, if known."""

    role: Role
    held: Held
    people: tuple[int, ...] = ()
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """`theirs` and `ours` are statuses from 0 to 3 with their concentrations; `threads` whom of us each person of
    theirs has a live tie with; `mates` who of us has one with the customer at all; `target` how many people of theirs
    we mean to be in touch with.
    """

    theirs: int
    ours: int
    their_concentration: float
    our_concentration: float
    chairs: tuple[Chair, ...]
    threads: Mapping[int, tuple[int, ...]]
    mates: tuple[int, ...]
    target: int


@dataclass(slots=True)
class Cell:
    """Of the accounts of a tier: how many require a role, have somebody in it, and are in touch with them."""

    required: int = 0
    held: int = 0
    alive: int = 0


def required(tier: str) -> tuple[Role, ...]:
    return REQUIRED.get(tier, REQUIRED[ANY_TIER])


def target(tier: str) -> int:
    """How many people of a customer we mean to be in touch with: one for each role its tier requires, two at least."""
    return max(FEWEST, len(required(tier)))


def judge(tier: str, people: Sequence[Known], ties: Sequence[Tie], left: Mapping[str, date]) -> Coverage:
    """The coverage of an account of `tier` by the ties of those who are still with us.

    `left` says of a role on which day the last one who is known to have held it left.
    """
    threads: dict[int, tuple[int, ...]] = {}
    for tie in sorted(ties, key=lambda one: -one.strength):
        if tie.alive and tie.person:
            threads[tie.person] = (*threads.get(tie.person, ()), tie.teammate)
    whole = sorted((tie for tie in ties if not tie.person), key=lambda one: -one.strength)
    here = {one.person for one in people}
    threads = {person: mates for person, mates in threads.items() if person in here}
    return Coverage(
        theirs=their_status(people, threads),
        ours=our_status(whole),
        their_concentration=concentration(sums((tie.person, tie.strength) for tie in ties if tie.person in here)),
        our_concentration=concentration(tie.strength for tie in whole),
        chairs=chairs(tier, people, threads, left),
        threads=threads,
        mates=tuple(tie.teammate for tie in whole if tie.alive),
        target=target(tier),
    )


def their_status(people: Sequence[Known], alive: Collection[int]) -> int:
    """0 nobody · 1 people but no decision maker · 2 one without a live tie or not for us · 3 for us and alive."""
    if not people:
        return 0
    deciding = [one for one in people if one.role == Role.DECISION_MAKER]
    if not deciding:
        return 1
    return 3 if any(one.supportive and one.person in alive for one in deciding) else 2


def our_status(whole: Sequence[Tie]) -> int:
    """0 nobody · 1 none of us with a live thread · 2 one · 3 two or more; of our ties with the account as a whole."""
    return min(sum(tie.alive for tie in whole), 2) + 1 if whole else 0


def concentration(strengths: Iterable[float]) -> float:
    """Σ share² of strengths (Herfindahl, 1950); 0 where there is none."""
    all_of_them = list(strengths)
    total = sum(all_of_them)
    return sum((one / total) ** 2 for one in all_of_them) if total > 0 else 0.0


def sums(pairs: Iterable[tuple[int, float]]) -> list[float]:
    """The strengths that belong to the same one, added up."""
    added: dict[int, float] = {}
    for key, strength in pairs:
        added[key] = added.get(key, 0.0) + strength
    return list(added.values())


def chairs(tier: str, people: Sequence[Known], alive: Collection[int], left: Mapping[str, date]) -> tuple[Chair, ...]:
    """Each role that a tier requires with its state; of those who hold it the ones we are in touch with come first."""
    found = []
    holding: dict[str, list[int]] = {}
    for one in people:
        holding.setdefault(one.role, []).append(one.person)
    for role in required(tier):
        theirs = holding.get(role)
        if theirs is None:
            found.append(Chair(role, Held.EMPTY, left=left.get(role)))
        else:
            theirs.sort(key=lambda person: person not in alive)
            found.append(Chair(role, Held.ALIVE if theirs[0] in alive else Held.SILENT, tuple(theirs)))
    return tuple(found)


def gap(chairs: Sequence[Chair]) -> tuple[int, int]:
    """By how much a customer is not covered, the larger the worse: its roles without a live tie, and of those empty."""
    empty = sum(chair.held is Held.EMPTY for chair in chairs)
    return empty + sum(chair.held is Held.SILENT for chair in chairs), empty


def grid(accounts: Iterable[tuple[str, Sequence[Chair]]]) -> dict[Role, dict[str, Cell]]:
    """By role and tier, the Cell of all `accounts`, each given as its tier and its chairs; roles in their order."""
    found: dict[Role, dict[str, Cell]] = {role: {} for role in REQUIRED["A"]}
    for tier, of_account in accounts:
        for chair in of_account:
            cell = found[chair.role].setdefault(tier, Cell())
            cell.required += 1
            cell.held += chair.held is not Held.EMPTY
            cell.alive += chair.held is Held.ALIVE
    return found

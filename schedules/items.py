"""What the rules of the digest are given and what they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.message import Row
from bot.rules.choosing import Candidate
from bot.rules.workdays import Hours, is_workday
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Reader:
    """A teammate and their local day. Without a `user`, an id of the platform, nothing can be sent to them.

    `past` says that the day lies behind us, and that what came later is not to be known.
    """

    id: int
    name: str
    email: str
    user: str
    locale: str
    hours: Hours
    day: date
    past: bool = False

    @property
    def at_work(self) -> bool:
        return is_workday(self.day, self.hours.country)


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate, and how it is told once it is chosen.

    `row` makes it, in the language spoken then: what it is about, why it is said, and as buttons what to do next.
    """

    candidate: Candidate
    row: Callable[[Session], Row]


class Rule(Protocol):
    """A module that knows one kind of thing to say."""

    KIND: str

    def items(self, session: Session, reader: Reader) -> list[Item]:
        """Whatever of its kind could be said to `reader` on their day."""

    def heading(self, n: int) -> str:
        """What stands above `n` items of its kind."""

"""What a line says, in the parts that are remembered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.attitude import Attitude
from bot.rules.days import Found
from bot.rules.kinds import Kind
from bot.rules.learned import Learned, Visible
from bot.rules.line.marks import Mention


class Favour(StrEnum):
    """What the contact was for: we asked them for something, or gave them something."""

    ASK = "ask"
    GIVE = "give"


@dataclass(frozen=True, slots=True)
class Promised:
    """What we said we would do, in the words typed but for the day it is `due`, which lies ahead; none if not said."""

    text: str
    due: Found | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A contact still to come: what of it was typed besides its day and kind."""

    text: str
    day: Found
    kind: Kind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line says. Names in the order they stand in the line, `mates` as the platform's user ids.

    `about` are people who were spoken of and were not there. `note` is what is left; `again` says that the same words
    were meant a second time; `unread` are pieces that look meant and were not understood, as typed.
    A line that only tells of what is to come has a `plan` and neither day, kind nor note: `ahead`.
    """

    typed: str
    accounts: tuple[Mention, ...]
    people: tuple[Mention, ...]
    about: tuple[Mention, ...] = ()
    mates: tuple[str, ...]
    day: Found | None
    kind: Kind | None
    favour: Favour | None = None
    attitude: Attitude | None = None
    promises: tuple[Promised, ...] = ()
    plan: Planned | None = None
    learned: Learned | None = None
    visible: Visible = Visible.ALL
    note: str
    again: bool
    unread: tuple[str, ...] = ()

    @property
    def ahead(self) -> bool:
        """Whether the line tells of nothing but a plan."""
        return self.plan is not None and self.day is None and self.kind is None and not self.note

    def replaced(self, mention: Mention, mark: str) -> str:
        """The line with `mark` where `mention` stands: what a button says once the asker has chosen."""
        return self.typed[: mention.start] + mark + self.typed[mention.end :]

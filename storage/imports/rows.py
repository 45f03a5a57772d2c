"""What all readers of files hand on: rows of text by field, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.message import Refusal


class Problem(Refusal):
    """A file that cannot be imported at all; the message is one sentence."""


class Rejected(Exception):  # noqa: N818 - a fact about a row, told in its own column
    """A row that cannot be imported; the message is the reason."""


class Skipped(Exception):  # noqa: N818 - a fact about a row, counted
    """A row that is right and not for us: the message says what it is, "still open"."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a file to be read, where it is not to be told from its column names.

    `kind` is what its rows are, `columns` the field for a column ("" for none), `dates` "dmy" or "mdy" for 3/4/2026.
    """

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How the rows of a file are to be understood.

    `system` is whose export it is, "" for a file of our own; `what` one of its rows is where that is more than the kind
    says: task, event, call, meeting, email, note. Moments without an offset are in UTC with `utc`. `order` is "dmy",
    "mdy" or "".
    """

    system: str = ""
    what: str = ""
    utc: bool = False
    order: str = ""

    @property
    def foreign(self) -> bool:
        """Whether the rows come from a system where nobody corrects them for us: what is wrong in them is left out."""
        return bool(self.system)


OURS = Style()


@dataclass(slots=True)
class Row:
    """One row: `fields` as they stand, `cells` by field of ours, and the reason when it cannot be read.

    `troubles` are the reasons why something of it was left out; the rest of it was taken.
    """

    fields: list[str]
    cells: dict[str, str]
    reason: str = ""
    style: Style = OURS
    number: int = 0  # the line it ends on
    troubles: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """What stands in a field, "" where the file has no such column."""
        return self.cells.get(name, "")

"""A contact on its way to be logged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.message import Refusal, Reply
from bot.rules.attitude import Attitude
from bot.rules.kinds import Kind
from bot.rules.learned import Learned, Visible
from bot.rules.line import Favour
from bot.words import _
from handlers import which
from storage import accounts, people
from storage.interactions import Beside
from storage.session import Found, Session


class Place:
    """An account and whoever holds a position there, each read once. Raises Refusal for one that is gone."""

    def __init__(self, session: Session, account: int) -> None:
        row = accounts.get(session, account) if account <= which.HIGHEST else None
        if row is None:
            row = accounts.get(session, which.existing(session, "account", account).ref)
        if row is None:
            raise Refusal(_("That one is gone: somebody took it back in the meantime."))
        self.session = session
        self.row: Found = row

    @cached_property
    def people(self) -> list[Found]:
        """As `storage.people.at` gives them."""
        return people.at(self.session, self.row["id"])


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise: what, and by when."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A plan: `kind` is "" where it is not said."""

    day: date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Instead:
    """Another one whom the name `typed` may mean: `ref` of `kind`, None for somebody new; `line` says so.

    `taken` is the known one for whom the name was taken, None where it was taken for a new one.
    """

    kind: str
    ref: int | None
    typed: str
    line: str
    taken: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be stored. Accounts and people are ids, or the names of those to be created.

    `account` is "" where none was understood. With `met` False there was no contact, and all it tells of is to come.
    `place` is the account, and `beside` what is there already, where they were read. `typed` is the line as it was
    typed.
    """

    account: int | str
    people: tuple[int | str, ...]
    about: tuple[int | str, ...] = ()
    mates: tuple[int, ...] = ()
    day: date
    kind: Kind
    favour: Favour | None = None
    attitude: Attitude | None = None
    promises: tuple[Owed, ...] = ()
    plan: Ahead | None = None
    learned: Learned | None = None
    visible: Visible = Visible.ALL
    note: str = ""
    typed: str
    met: bool = True
    unread: tuple[str, ...] = ()
    instead: tuple[Instead, ...] = ()
    place: Place | None = field(default=None, compare=False)
    beside: Beside | None = field(default=None, compare=False)


class Unclear(Exception):  # noqa: N818 - a question, not an error
    """What was typed cannot be logged yet: `reply` asks about it."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply

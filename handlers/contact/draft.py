"""A contact on its way to be logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.message import Reply
from bot.rules.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Accounts and people are ids, or the names of those to be created; `account` is "" where none was understood."""

    account: int | str
    people: tuple[int | str, ...]
    mates: tuple[int, ...]
    day: date
    kind: Kind
    note: str
    typed: str


class Unclear(Exception):  # noqa: N818 - a question, not an error
    """What was typed cannot be logged yet: `reply` asks about it."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply

"""What is told of somebody who changes, and what both languages read it with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.rules import days
from bot.rules.line.marks import MARK
from bot.rules.names import NameIndex
from bot.rules.posts import Post

Span = tuple[int, int]
NOTHING = Post()
QUOTED = re.compile(r'"[^"\n]+"')


class What(StrEnum):
    MOVED = "moved"
    LEFT = "left"
    JOINED = "joined"
    PROMOTED = "promoted"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`who` stands at [start, end) of the text; `at` is the customer they belong to or leave, `to` the one they go to.

    `post` is what they are from then on, `successor` who follows them, `note` what else was said. "" and None where
    nothing is said of it. Names are as typed, or marks such as `person:34` and `new:"Jane Doe"`.
    """

    what: What
    who: str
    start: int
    end: int
    at: str = ""
    to: str = ""
    post: Post = NOTHING
    day: date | None = None
    successor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """A span that is read as one word: a known name, a mark or what stands in quotes. `kind`: account, person or ""."""

    start: int
    end: int
    kind: str


def atoms(text: str, accounts: NameIndex, people: NameIndex) -> list[Atom]:
    """The known names, marks and quotes of a text, in order; of two that overlap the longer."""
    found = [Atom(*match.span(), match["kind"] or "") for match in MARK.finditer(text)]
    found += [Atom(*match.span(), "") for match in QUOTED.finditer(text)]
    found += [Atom(start, end, "account") for start, end, _refs in accounts.in_text(text)]
    found += [Atom(start, end, "person") for start, end, _refs in people.in_text(text)]
    kept: list[Atom] = []
    for atom in sorted(found, key=lambda one: one.start - one.end):
        if all(atom.end <= other.start or atom.start >= other.end for other in kept):
            kept.append(atom)
    return sorted(kept, key=lambda one: one.start)


def the_day(text: str, taken: Sequence[Atom], today: date, day_first: bool) -> tuple[str, date | None]:
    """The text with its day blanked out, and the day; a bare weekday lies behind us."""
    for found in days.find(text, today, past=True, day_first=day_first):
        if all(found.end <= atom.start or found.start >= atom.end for atom in taken):
            return text[: found.start] + " " * (found.end - found.start) + text[found.end :], found.day
    return text, None


def said(change: Change, **other: str) -> str:
    """The line that tells of `change` once more, with `other` in the place of its who, at, to or successor."""
    change = replace(change, **other)  # type: ignore[arg-type]
    parts = [change.what.value, change.who]
    title = " ".join(part for part in (change.post.rank, change.post.duty) if part)
    for word, value in (
        ("from", change.at),
        ("to", change.to),
        ("as", title),
        ("in", change.post.department),
        ("on", change.day.isoformat() if change.day is not None else ""),
        ("successor", change.successor),
    ):
        if value:
            parts += [word, value]
    return " ".join(parts) + (f"; {change.note}" if change.note else "")

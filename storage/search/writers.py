"""Who of us has noted the most on a topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage import teammates
from storage.search import numbers
from storage.search.finding import MOST, Wanted, numbers_of
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Writer:
    """A teammate, how many notes and insights on the topic are theirs, and the day of the newest."""

    teammate: int
    name: str
    email: str
    active: bool
    notes: int
    last: date


def who_wrote(session: Session, wanted: Wanted) -> list[Writer]:
    """Who has noted on a topic, the most first, by the newest MOST notes that the viewer may read."""
    counts: dict[int, tuple[int, date]] = {}
    for number, author in numbers_of(session, wanted, MOST):
        notes, last = counts.get(author, (0, numbers.day_of(number)))
        counts[author] = (notes + 1, last)
    people = {author: teammates.get(session, author) for author in counts}
    found = [
        Writer(author, row["name"], row["email"], row["active"], *counts[author])
        for author, row in people.items()
        if row is not None
    ]
    return sorted(found, key=lambda one: (-one.notes, -one.last.toordinal(), one.name))

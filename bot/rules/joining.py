"""When two colleagues have logged the same meeting."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.kinds import Kind

WRITTEN = {Kind.MAIL, Kind.MESSAGE}  # of these each of us writes their own
IN_PERSON = {Kind.MEETING, Kind.VISIT, Kind.VIDEO, Kind.MEAL, Kind.COFFEE, Kind.EVENT, Kind.CARD}


@dataclass(frozen=True, slots=True)
class Told:
    """A contact as one of us told it: `mates` and `people` are the ids of those who were there."""

    kind: Kind
    mates: frozenset[int]
    people: frozenset[int]


def same_meeting(first: Told, second: Told, author: int) -> bool:
    """Whether `author`, who tells the second, tells of the meeting that a colleague told of first.

    Both are with one customer on one day. They are one meeting where they are of one kind, not written, and somebody
    was in both, or one names nobody; and where the first says that `author` came along and both were in person.
    """
    if author in first.mates and {first.kind, second.kind} <= IN_PERSON:
        return True
    shared = bool(first.people & second.people) or not first.people or not second.people
    return first.kind is second.kind and first.kind not in WRITTEN and shared

"""The sums of many new contacts at once: the same rows that `storage.sums` would come to one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import func, select, tuple_

from bot.rules.strength import score
from storage import sums
from storage.imports.entries import THESE, found
from storage.session import Session
from storage.statements import ours, table
from storage.tables import ContactDay, Tie, Touch

DAY, TIE, TOUCH = table(ContactDay), table(Tie), table(Touch)

Circle = tuple[int, int, int, int]  # account, day, teammate, person or 0
Days = Mapping[int, set[int]]  # by account

ON_DAYS = ours(select(DAY).where(tuple_(DAY.c.account_id, DAY.c.day).in_(THESE)))
TOUCHES = ours(select(TOUCH).where(TOUCH.c.account_id.in_(THESE)))
BEST = ours(
    select(TIE.c.account_id, func.max(TIE.c.score).label("best"))
    .where(TIE.c.person_id == 0, TIE.c.account_id.in_(THESE))
    .group_by(TIE.c.account_id)
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A contact as sums see it: `day` is a day number, `weight` 1/√people of its circle."""

    account: int
    day: int
    mates: Sequence[int]
    people: Sequence[int]
    weight: float


def count_all(session: Session, contacts: Iterable[Counted]) -> None:
    """Adds contacts to contact-days, ties and touches; of several on one day the smallest circle counts."""
    circles: dict[Circle, float] = {}
    new: dict[int, set[int]] = {}
    for contact in contacts:
        new.setdefault(contact.account, set()).add(contact.day)
        for mate in contact.mates:
            for person in (0, *contact.people):
                key = (contact.account, contact.day, mate, person)
                circles[key] = max(contact.weight, circles.get(key, 0.0))
    before = {row["account_id"]: days_of(row["last_day"], row["gaps"]) for row in found(session, TOUCHES, new)}
    add_up(session, circles, known_days(session, new, before))
    touch_all(session, new, before)


def known_days(session: Session, new: Days, before: Mapping[int, Sequence[int]]) -> dict[Circle, float]:
    """The contact-days there on the days that are not after all others of their account.

    SQLite finds no way through its index for pairs, and answers one at a time in microseconds.
    """
    known = {}
    days = [(account, day) for account, last in before.items() for day in sorted(new[account]) if day <= last[0]]
    if session.dialect == "sqlite":
        for account, day in days:
            for row in session.rows(sums.THAT_DAY, account=account, day=day):
                known[account, day, row["teammate_id"], row["person_id"]] = row["weight"]
        return known
    for row in found(session, ON_DAYS, days):
        known[row["account_id"], row["day"], row["teammate_id"], row["person_id"]] = row["weight"]
    return known


def add_up(session: Session, circles: Mapping[Circle, float], there: Mapping[Circle, float]) -> None:
    """Writes the contact-days that are new or have a smaller circle than before, and what they add to ties."""
    days: list[dict[str, Any]] = []
    ties: dict[tuple[int, int, int], dict[str, Any]] = {}
    for (account, day, mate, person), weight in sorted(circles.items()):
        known = there.get((account, day, mate, person))
        if known is not None and known >= weight:
            continue
        whose = {"account_id": account, "teammate_id": mate, "person_id": person}
        days.append({**whose, "day": day, "weight": weight})
        tie = ties.setdefault((account, mate, person), {**whose, "score": 0.0, "days": 0})
        tie["score"] += score(weight - (known or 0.0), day)
        tie["days"] += known is None
        tie["last_day"] = day
    add_day, add_tie, _ = sums.writes(session.dialect)
    session.many(add_day, days)
    session.many(add_tie, [tie for _key, tie in sorted(ties.items())])


def touch_all(session: Session, new: Days, before: Mapping[int, Sequence[int]]) -> None:
    """Renews the last touch of accounts: what was kept has all days that can still count beside the new ones."""
    best = {row["account_id"]: row["best"] for row in found(session, BEST, new)}
    rows = []
    for account in sorted(new):
        newest = sorted(new[account].union(before.get(account, ())), reverse=True)[: sums.GAPS + 1]
        gaps = sums.as_gaps(newest)
        rows.append({"account_id": account, "last_day": newest[0], "gaps": gaps, "best": best[account]})
    session.many(sums.writes(session.dialect)[2], rows)


def days_of(last: int, gaps: str) -> list[int]:
    """The days that a touch was made from, newest first."""
    return list(accumulate(reversed(sums.gaps_of(gaps)), lambda day, gap: day - gap, initial=last))

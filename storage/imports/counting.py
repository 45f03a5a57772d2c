"""The sums of many new contacts at once: the same rows that `storage.sums` would come to one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_

from bot.rules.strength import score
from storage import sums
from storage.imports.entries import batches, found
from storage.imports.finding import THESE
from storage.session import Session
from storage.statements import ours, table
from storage.tables import ContactDay, Tie, Touch

DAY, TIE, TOUCH = table(ContactDay), table(Tie), table(Touch)
PAIRS = 300  # accounts with a day in one IN

ON_DAYS = ours(select(DAY).where(tuple_(DAY.c.account_id, DAY.c.day).in_(bindparam("these", expanding=True))))
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
    circles: dict[tuple[int, int, int, int], float] = {}  # account, day, teammate, person
    for contact in contacts:
        for mate in contact.mates:
            for person in (0, *contact.people):
                key = (contact.account, contact.day, mate, person)
                circles[key] = max(contact.weight, circles.get(key, 0.0))
    there: dict[tuple[int, int, int, int], float] = {}
    for some in batches(sorted({key[:2] for key in circles}), PAIRS):
        for row in session.run(ON_DAYS, these=some):
            there[row.account_id, row.day, row.teammate_id, row.person_id] = row.weight
    days: list[dict[str, Any]] = []
    ties: dict[tuple[int, int, int], dict[str, Any]] = {}
    for (account, day, mate, person), weight in sorted(circles.items()):
        known = there.get((account, day, mate, person))
        if known is not None and known >= weight:
            continue
        whose = {"account_id": account, "teammate_id": mate, "person_id": person}
        days.append({**whose, "day": day, "weight": weight})
        tie = ties.setdefault((account, mate, person), {**whose, "score": 0.0, "days": 0, "last_day": day})
        tie["score"] += score(weight - (known or 0.0), day)
        tie["days"] += known is None
        tie["last_day"] = day
    add_day, add_tie, _ = sums.writes(session.dialect)
    session.many(add_day, days)
    session.many(add_tie, [tie for _key, tie in sorted(ties.items())])
    touch_all(session, {key[:2] for key in circles})


def touch_all(session: Session, days: Iterable[tuple[int, int]]) -> None:
    """Renews the last touch of accounts for contacts that came on some (account, day)."""
    new: dict[int, set[int]] = {}
    for account, day in days:
        new.setdefault(account, set()).add(day)
    for row in found(session, TOUCHES, new):
        new[row["account_id"]].update(days_of(row["last_day"], row["gaps"]))
    best = {row["account_id"]: row["best"] for row in found(session, BEST, new)}
    rows = []
    for account in sorted(new):
        newest = sorted(new[account], reverse=True)[: sums.GAPS + 1]
        rows.append({"account_id": account, "last_day": newest[0], "gaps": sums.as_gaps(newest), "best": best[account]})
    session.many(sums.writes(session.dialect)[2], rows)


def days_of(last: int, gaps: str) -> list[int]:
    """The days that a touch was made from, newest first."""
    return list(accumulate(reversed(sums.gaps_of(gaps)), lambda day, gap: day - gap, initial=last))

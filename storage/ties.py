"""Who of us knows whom: ties as they are now, from the kept sums, or as they were on a past day, from contact-days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, func, select

from bot.rules.strength import score, strength
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import ContactDay, Teammate, Tie

TIE, DAY, T = table(Tie), table(ContactDay), table(Teammate)
MATE = (T.c.id.label("teammate"), T.c.name, T.c.email, T.c.active)

NOW = ours(
    select(*MATE, TIE.c.score, TIE.c.days, TIE.c.last_day)
    .select_from(TIE.join(T, (T.c.id == TIE.c.teammate_id) & (T.c.workspace_id == TIE.c.workspace_id)))
    .where(TIE.c.account_id == bindparam("account"), TIE.c.person_id == bindparam("person"))
    .order_by(TIE.c.score.desc(), T.c.name)
)
THEN = ours(
    select(*MATE, DAY.c.day, DAY.c.weight)
    .select_from(DAY.join(T, (T.c.id == DAY.c.teammate_id) & (T.c.workspace_id == DAY.c.workspace_id)))
    .where(
        DAY.c.account_id == bindparam("account"),
        DAY.c.person_id == bindparam("person"),
        DAY.c.day <= bindparam("until"),
    )
)
PEOPLE_NOW = ours(
    select(TIE.c.person_id, func.max(TIE.c.last_day).label("last_day"))
    .where(TIE.c.account_id == bindparam("account"), TIE.c.person_id != 0)
    .group_by(TIE.c.person_id)
)
PEOPLE_THEN = ours(
    select(DAY.c.person_id, func.max(DAY.c.day).label("last_day"))
    .where(DAY.c.account_id == bindparam("account"), DAY.c.person_id != 0, DAY.c.day <= bindparam("until"))
    .group_by(DAY.c.person_id)
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of us and their tie: strength S on the day asked about, contact-days, and the last as a day number."""

    teammate: int
    name: str
    email: str
    active: bool
    strength: float
    days: int
    last_day: int

    def with_more(self, other: Colleague) -> Colleague:
        """The two ties of one teammate as one."""
        return replace(
            self,
            strength=self.strength + other.strength,
            days=self.days + other.days,
            last_day=max(self.last_day, other.last_day),
        )


def colleagues(session: Session, account: int, person: int, day: int, past: bool) -> list[Colleague]:
    """Who of us has been in touch with a person (0: with anybody) at an account, strongest first.

    `day` is the day number asked about; `past` says that it lies behind us and later contacts are not to be known.
    """
    if past:
        return then(session.rows(THEN, account=account, person=person, until=day), day)
    return [
        Colleague(
            r["teammate"], r["name"], r["email"], r["active"], strength(r["score"], day), r["days"], r["last_day"]
        )
        for r in session.rows(NOW, account=account, person=person)
    ]


def then(rows: Iterable[Found], day: int) -> list[Colleague]:
    sums: dict[int, list[float]] = {}
    mates = {}
    for row in rows:
        mates[row["teammate"]] = row
        kept = sums.setdefault(row["teammate"], [0.0, 0, 0])
        kept[0] += score(row["weight"], row["day"])
        kept[1] += 1
        kept[2] = max(kept[2], row["day"])
    found = [
        Colleague(m, r["name"], r["email"], r["active"], strength(sums[m][0], day), int(sums[m][1]), int(sums[m][2]))
        for m, r in mates.items()
    ]
    return sorted(found, key=lambda c: (-c.strength, c.name))


def last_met(session: Session, account: int, day: int, past: bool) -> dict[int, int]:
    """By person, the day number on which any of us last was in touch; people never met are not in it."""
    rows = session.rows(PEOPLE_THEN, account=account, until=day) if past else session.rows(PEOPLE_NOW, account=account)
    return {row["person_id"]: row["last_day"] for row in rows}

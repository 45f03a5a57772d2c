"""Who of us knows whom: ties as they are now, from the kept sums, or as they were on a past day, from contact-days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from bot.rules.strength import HALF_LIFE, score, strength
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import ContactDay, Teammate, Tie

TIE, DAY, T = table(Tie), table(ContactDay), table(Teammate)
MATE = (T.c.id.label("teammate"), T.c.name, T.c.email, T.c.active)
HOW = {"now": (TIE.c.score, TIE.c.days, TIE.c.last_day), "then": (DAY.c.day, DAY.c.weight)}


def ties(of: Any, *what: Any) -> Select[Any]:
    """Rows of TIE or DAY with the teammate they are of."""
    here = (T.c.id == of.c.teammate_id) & (T.c.workspace_id == of.c.workspace_id)
    columns = (of.c.account_id.label("account"), of.c.person_id.label("person"), *HOW["now" if of is TIE else "then"])
    return select(*MATE, *columns, *what).select_from(of.join(T, here))


HERE = (TIE.c.account_id == bindparam("account")) & (TIE.c.person_id == bindparam("person"))
HERE_THEN = (DAY.c.account_id == bindparam("account")) & (DAY.c.person_id == bindparam("person"))
UNTIL = DAY.c.day <= bindparam("until")
SEVERAL: BindParameter[int] = bindparam("accounts", expanding=True)
BEST_FIRST = (TIE.c.score.desc(), T.c.name)
NOW = ours(ties(TIE).where(HERE).order_by(*BEST_FIRST))
THEN = ours(ties(DAY).where(HERE_THEN, UNTIL))
ALONG = ours(ties(TIE).where(TIE.c.account_id.in_(SEVERAL), TIE.c.person_id == 0).order_by(*BEST_FIRST))
ALONG_THEN = ours(ties(DAY).where(DAY.c.account_id.in_(SEVERAL), DAY.c.person_id == 0, UNTIL))
EVERY = ours(ties(TIE).where(TIE.c.account_id == bindparam("account")).order_by(*BEST_FIRST))
EVERY_THEN = ours(ties(DAY).where(DAY.c.account_id == bindparam("account"), UNTIL))
OF_MATE = ours(ties(TIE).where(TIE.c.teammate_id == bindparam("mate"), TIE.c.person_id != 0).order_by(*BEST_FIRST))
OF_MATE_THEN = ours(ties(DAY).where(DAY.c.teammate_id == bindparam("mate"), DAY.c.person_id != 0, UNTIL))
LATELY = ours(
    select(DAY.c.teammate_id, DAY.c.day, DAY.c.weight).where(HERE_THEN, DAY.c.day > bindparam("since"), UNTIL)
)


def acquaintances(of: Any, last: Any) -> Select[Any]:
    """By person at an account, the last day and the least and greatest of the teammates who met them."""
    who = of.c.teammate_id
    what = (func.max(last).label("last_day"), func.min(who).label("first"), func.max(who).label("last"))
    read = select(of.c.person_id, *what).where(of.c.account_id == bindparam("account"), of.c.person_id != 0)
    return read.group_by(of.c.person_id)


PEOPLE_NOW = ours(acquaintances(TIE, TIE.c.last_day))
PEOPLE_THEN = ours(acquaintances(DAY, DAY.c.day).where(UNTIL))


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of us and their tie: strength S on the day asked about, contact-days, and the last as a day number.

    `account` and `person` (0: the account as a whole) are with whom.
    """

    teammate: int
    name: str
    email: str
    active: bool
    strength: float
    days: int
    last_day: int
    account: int = 0
    person: int = 0

    def with_more(self, other: Colleague) -> Colleague:
        """The two ties of one teammate as one."""
        return replace(
            self,
            strength=self.strength + other.strength,
            days=self.days + other.days,
            last_day=max(self.last_day, other.last_day),
        )


@dataclass(frozen=True, slots=True)
class Lately:
    """What the last 90 days are of a tie: their part of its strength, contact-days, and those of them one to one."""

    strength: float = 0.0
    days: int = 0
    alone: int = 0

    def with_more(self, other: Lately) -> Lately:
        return Lately(self.strength + other.strength, self.days + other.days, self.alone + other.alone)


@dataclass(frozen=True, slots=True)
class Met:
    """The last contact-day of somebody, and the one teammate who ever met them; None where several did."""

    last_day: int
    only: int | None


def colleagues(session: Session, account: int, person: int, day: int, past: bool) -> list[Colleague]:
    """Who of us has been in touch with a person (0: with anybody) at an account, strongest first.

    `day` is the day number asked about; `past` says that it lies behind us and later contacts are not to be known.
    """
    if past:
        return then(session.rows(THEN, account=account, person=person, until=day), day)
    return now(session.rows(NOW, account=account, person=person), day)


def along(session: Session, accounts: Sequence[int], day: int, past: bool) -> list[Colleague]:
    """The same for several accounts as a whole, one for each of them."""
    if past:
        return then(session.rows(ALONG_THEN, accounts=list(accounts), until=day), day)
    return now(session.rows(ALONG, accounts=list(accounts)), day)


def every(session: Session, account: int, day: int, past: bool) -> list[Colleague]:
    """All ties at an account, those with each person and those with the account as a whole; strongest first."""
    if past:
        return then(session.rows(EVERY_THEN, account=account, until=day), day)
    return now(session.rows(EVERY, account=account), day)


def of_mate(session: Session, teammate: int, day: int, past: bool) -> list[Colleague]:
    """A teammate's ties with people, strongest first."""
    if past:
        return then(session.rows(OF_MATE_THEN, mate=teammate, until=day), day)
    return now(session.rows(OF_MATE, mate=teammate), day)


def now(rows: Iterable[Found], day: int) -> list[Colleague]:
    return [
        Colleague(
            r["teammate"],
            r["name"],
            r["email"],
            r["active"],
            strength(r["score"], day),
            r["days"],
            r["last_day"],
            r["account"],
            r["person"],
        )
        for r in rows
    ]


def then(rows: Iterable[Found], day: int) -> list[Colleague]:
    """The ties that contact-days make, as they were on a day."""
    sums: dict[tuple[int, int, int], Colleague] = {}
    for r in rows:
        key = (r["teammate"], r["account"], r["person"])
        one = Colleague(
            r["teammate"],
            r["name"],
            r["email"],
            r["active"],
            strength(score(r["weight"], r["day"]), day),
            1,
            r["day"],
            r["account"],
            r["person"],
        )
        sums[key] = sums[key].with_more(one) if key in sums else one
    return sorted(sums.values(), key=lambda c: (-c.strength, c.name))


def nothing(tie: Colleague) -> Colleague:
    """The tie before its first contact-day."""
    return replace(tie, strength=0.0, days=0, last_day=0)


def lately(session: Session, account: int, person: int, day: int) -> dict[int, Lately]:
    """By teammate, what the HALF_LIFE days up to `day` are of their tie with a person (0: with the account)."""
    sums: dict[int, tuple[float, int, int]] = {}
    for row in session.rows(LATELY, account=account, person=person, since=day - HALF_LIFE, until=day):
        mate, weight = row["teammate_id"], row["weight"]
        kept, days, alone = sums.get(mate, (0.0, 0, 0))
        sums[mate] = (kept + score(weight, row["day"]), days + 1, alone + (weight == 1))
    return {mate: Lately(strength(kept, day), days, alone) for mate, (kept, days, alone) in sums.items()}


def met(session: Session, account: int, day: int, past: bool) -> dict[int, Met]:
    """By person at an account, when any of us last was in touch and who alone was; people never met are not in it."""
    rows = session.rows(PEOPLE_THEN, account=account, until=day) if past else session.rows(PEOPLE_NOW, account=account)
    return {
        row["person_id"]: Met(row["last_day"], row["first"] if row["first"] == row["last"] else None) for row in rows
    }


def last_met(session: Session, account: int, day: int, past: bool) -> dict[int, int]:
    """By person, the day number on which any of us last was in touch; people never met are not in it."""
    return {person: one.last_day for person, one in met(session, account, day, past).items()}

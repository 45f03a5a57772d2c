"""What a nudge is judged by and what it leaves behind: an owner's book, snoozes, and what was said already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, select

from storage.session import Session
from storage.statements import ours, table, upsert
from storage.tables import Nudged, Snooze, Touch

SNOOZE, NUDGED, TOUCH = table(Snooze), table(Nudged), table(Touch)
LONGEST = 14  # days of a snooze
IN_A_ROW = 2  # snoozes with no contact in between

SNOOZED = ours(
    select(SNOOZE.c.account_id).where(
        SNOOZE.c.teammate_id == bindparam("teammate"),
        SNOOZE.c.since <= bindparam("day"),
        SNOOZE.c.until > bindparam("day"),
    )
)
SNOOZE_OF = ours(
    select(SNOOZE.c.since, SNOOZE.c.times).where(
        SNOOZE.c.teammate_id == bindparam("teammate"), SNOOZE.c.account_id == bindparam("account")
    )
)
TOUCHED = ours(select(TOUCH.c.last_day).where(TOUCH.c.account_id == bindparam("account")))
SAID = ours(
    select(NUDGED.c.kind, NUDGED.c.account_id, NUDGED.c.subject, NUDGED.c.day, NUDGED.c.level)
    .where(NUDGED.c.teammate_id == bindparam("teammate"), NUDGED.c.day < bindparam("before"))
    .order_by(NUDGED.c.day)
)
UNSAY = ours(delete(NUDGED).where(NUDGED.c.outbox_id == bindparam("outbox")))


@dataclass(frozen=True, slots=True)
class Snoozed:
    """The answer to a wish for a snooze. `refused`: "" done, "long" more than LONGEST days, "again" a third in a row.

    `until` is the day on which the account is spoken of again, `times` how many in a row that makes.
    """

    until: date
    times: int
    refused: str = ""


def snooze(session: Session, account: int, teammate: int, days: int, today: date) -> Snoozed:
    """Keeps an account out of a teammate's nudges for `days` days from `today`, unless that is refused.

    Said twice on a day it is one snooze, the later words counting. Raises ValueError for less than a day.
    """
    if days < 1:
        raise ValueError(f"a snooze of {days} days")
    times = times_in_a_row(session, account, teammate, today)
    until = today + timedelta(days)
    if days > LONGEST:
        return Snoozed(until, times, "long")
    if times > IN_A_ROW:
        return Snoozed(until, times, "again")
    statement = upsert_of(session.dialect)
    session.run(statement, account_id=account, teammate_id=teammate, since=today, until=until, times=times)
    return Snoozed(until, times)


def times_in_a_row(session: Session, account: int, teammate: int, today: date) -> int:
    """How many snoozes in a row one on `today` would make: a contact since the last one starts anew."""
    before = session.one(SNOOZE_OF, teammate=teammate, account=account)
    if before is None:
        return 1
    if before["since"] == today:
        return int(before["times"])
    last_day = session.run(TOUCHED, account=account).scalar()
    if last_day is not None and last_day >= before["since"].toordinal():
        return 1
    return int(before["times"]) + 1


UPSERTS: dict[str, object] = {}


def upsert_of(dialect: str) -> object:
    if dialect not in UPSERTS:
        changed = {name: (lambda new, name=name: new[name]) for name in ("since", "until", "times")}
        UPSERTS[dialect] = upsert(Snooze, dialect, changed)
    return UPSERTS[dialect]


def snoozed(session: Session, teammate: int, day: date) -> set[int]:
    """The accounts that a teammate has put off on `day`."""
    return {row.account_id for row in session.run(SNOOZED, teammate=teammate, day=day)}


def said(session: Session, teammate: int, before: date) -> dict[tuple[str, int, int], tuple[date, int]]:
    """By kind, account and subject, when and at which level the teammate was last told of it before a day."""
    rows = session.run(SAID, teammate=teammate, before=before)
    return {(row.kind, row.account_id, row.subject): (row.day, int(row.level)) for row in rows}


def unsay(session: Session, outbox: int) -> None:
    """What a letter told has not been told after all."""
    session.run(UNSAY, outbox=outbox)

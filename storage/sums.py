"""The sums kept beside the interactions: contact-days, ties and the last touch of an account.

`count` adds one logged contact; `recount_day` and `recount` make the sums of a day or of an account anew from the
interactions that are there, which is what an undo, a joined contact and an import need. All end in the same rows, and a
test holds that they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, bindparam, case, delete, func, select

from bot.rules.strength import score, weight
from storage.session import Session
from storage.statements import WORKSPACE, ours, table, upsert
from storage.tables import ContactDay, Interaction, Met, Tie, Took, Touch

DAY, TIE, TOUCH = table(ContactDay), table(Tie), table(Touch)
GAPS = 5  # of the last five gaps the usual one is made

THAT_DAY = ours(
    select(DAY.c.teammate_id, DAY.c.person_id, DAY.c.weight).where(
        DAY.c.account_id == bindparam("account"), DAY.c.day == bindparam("day")
    )
)
BEST = (
    select(TIE.c.score)
    .where(TIE.c.workspace_id == WORKSPACE, TIE.c.account_id == bindparam("account"), TIE.c.person_id == 0)
    .order_by(TIE.c.score.desc())
    .limit(1)
    .scalar_subquery()
)
LAST_DAYS = ours(
    select(DAY.c.day, BEST.label("best"))
    .where(DAY.c.account_id == bindparam("account"), DAY.c.person_id == 0)
    .group_by(DAY.c.day)
    .order_by(DAY.c.day.desc())
    .limit(GAPS + 1)
)
DROP_TOUCH = ours(delete(TOUCH).where(TOUCH.c.account_id == bindparam("account")))


def writes(dialect: str) -> tuple[Any, Any, Any]:
    """The three upserts in the database's own words, made once."""
    if dialect not in WRITES:
        tie = {
            "score": lambda new: TIE.c.score + new.score,
            "days": lambda new: TIE.c.days + new.days,
            "last_day": lambda new: case((new.last_day > TIE.c.last_day, new.last_day), else_=TIE.c.last_day),
        }
        touch = {name: (lambda new, name=name: new[name]) for name in ("last_day", "gaps", "best")}
        WRITES[dialect] = (
            upsert(ContactDay, dialect, {"weight": lambda new: new.weight}),
            upsert(Tie, dialect, tie),
            upsert(Touch, dialect, touch),
        )
    return WRITES[dialect]


WRITES: dict[str, tuple[Any, Any, Any]] = {}


def count(
    session: Session, account: int, day: int, mates: Sequence[int], people: Sequence[int], counted: float
) -> None:
    """Adds a contact of `mates` with `people` on `day`: a second one that day counts where its circle is smaller."""
    there = {(r["teammate_id"], r["person_id"]): r["weight"] for r in session.rows(THAT_DAY, account=account, day=day)}
    days, ties = [], []
    for mate in sorted(mates):  # in one order, or two at once on PostgreSQL wait for each other
        for person in (0, *sorted(people)):
            known = there.get((mate, person))
            if known is not None and known >= counted:
                continue
            row = {"account_id": account, "teammate_id": mate, "person_id": person}
            days.append({**row, "day": day, "weight": counted})
            more = score(counted - (known or 0.0), day)
            ties.append({**row, "score": more, "days": int(known is None), "last_day": day})
    add_day, add_tie, _ = writes(session.dialect)
    session.many(add_day, days)
    session.many(add_tie, ties)
    touch(session, account)


def touch(session: Session, account: int) -> None:
    """Renews the account's last touch from its contact-days and ties; gone when there are none."""
    last = session.rows(LAST_DAYS, account=account)
    if not last:
        session.run(DROP_TOUCH, account=account)
        return
    days = [row["day"] for row in last]
    row = {"account_id": account, "last_day": days[0], "gaps": as_gaps(days), "best": last[0]["best"]}
    session.many(writes(session.dialect)[2], [row])


def as_gaps(days: Sequence[int]) -> str:
    """The gaps between the last days, newest day first, as kept: oldest gap first ("7,7,14")."""
    gaps = [later - earlier for later, earlier in pairwise(days)]
    return ",".join(str(gap) for gap in reversed(gaps[:GAPS]))


def gaps_of(kept: str) -> tuple[int, ...]:
    return tuple(map(int, kept.split(","))) if kept else ()


def contacts() -> Select[Any]:
    """Who met whom on which day with how many others: the rows that contact-days are counted from.

    What colleagues logged of the same meeting has one `id`, that of the first of them.
    """
    i, took, met = table(Interaction), table(Took), table(Met)
    here = (took.c.interaction_id == i.c.id) & (took.c.workspace_id == i.c.workspace_id)
    there = (met.c.interaction_id == i.c.id) & (met.c.workspace_id == i.c.workspace_id)
    return (
        select(func.coalesce(i.c.same_as, i.c.id).label("id"), i.c.account_id, i.c.day, i.c.participants)
        .add_columns(took.c.teammate_id, met.c.person_id)
        # outer, though somebody always took part: else SQLite may begin with all that anybody ever took part in
        .select_from(i.outerjoin(took, here).outerjoin(met, there))
        .where(i.c.account_id == bindparam("account"))
    )


ALL_CONTACTS = ours(contacts())
CONTACTS_THAT_DAY = ours(contacts().where(table(Interaction).c.day == bindparam("on")))
DAYS_OF_TIE = ours(
    select(DAY.c.day, DAY.c.weight).where(
        DAY.c.account_id == bindparam("account"),
        DAY.c.teammate_id == bindparam("teammate"),
        DAY.c.person_id == bindparam("person"),
    )
)
DROP_DAY = ours(
    delete(DAY).where(
        DAY.c.account_id == bindparam("account"),
        DAY.c.day == bindparam("day"),
        DAY.c.teammate_id == bindparam("teammate"),
        DAY.c.person_id == bindparam("person"),
    )
)
DROP_TIE = ours(
    delete(TIE).where(
        TIE.c.account_id == bindparam("account"),
        TIE.c.teammate_id == bindparam("teammate"),
        TIE.c.person_id == bindparam("person"),
    )
)
DROP_DAYS = ours(delete(DAY).where(DAY.c.account_id == bindparam("account")))
DROP_TIES = ours(delete(TIE).where(TIE.c.account_id == bindparam("account")))


def recount(session: Session, account: int) -> None:
    """Makes all sums of `account` anew from its interactions. Linear in them."""
    days = contact_days(session.rows(ALL_CONTACTS, account=account))
    session.run(DROP_DAYS, account=account)
    session.run(DROP_TIES, account=account)
    ties: dict[tuple[int, int], dict[str, Any]] = {}
    for (mate, person, day), counted in days.items():
        tie = ties.setdefault((mate, person), {"score": 0.0, "days": 0, "last_day": day})
        tie["score"] += score(counted, day)
        tie["days"] += 1
        tie["last_day"] = max(tie["last_day"], day)
    add_day, add_tie, _ = writes(session.dialect)
    key = {"account_id": account}
    session.many(
        add_day, [{**key, "teammate_id": m, "person_id": p, "day": d, "weight": w} for (m, p, d), w in days.items()]
    )
    session.many(add_tie, [{**key, "teammate_id": m, "person_id": p, **tie} for (m, p), tie in ties.items()])
    touch(session, account)


def recount_day(session: Session, account: int, on: date) -> None:
    """Makes the sums of one day of `account` anew, and the ties that it changes: linear in their days alone."""
    day = on.toordinal()
    there = {(r["teammate_id"], r["person_id"]): r["weight"] for r in session.rows(THAT_DAY, account=account, day=day)}
    counted = contact_days(session.rows(CONTACTS_THAT_DAY, account=account, on=on))
    now = {(mate, person): weight for (mate, person, _day), weight in counted.items()}
    add_day, add_tie, _ = writes(session.dialect)
    for mate, person in sorted(key for key in there.keys() | now.keys() if there.get(key) != now.get(key)):
        key = {"account": account, "teammate": mate, "person": person}
        row = {"account_id": account, "teammate_id": mate, "person_id": person}
        session.run(DROP_DAY, day=day, **key)
        if (mate, person) in now:
            session.many(add_day, [{**row, "day": day, "weight": now[mate, person]}])
        session.run(DROP_TIE, **key)
        days = [(each["day"], each["weight"]) for each in session.rows(DAYS_OF_TIE, **key)]
        if days:
            total = sum(score(weight, each) for each, weight in days)
            session.many(add_tie, [{**row, "score": total, "days": len(days), "last_day": max(days)[0]}])
    touch(session, account)


def contact_days(rows: Iterable[Any]) -> dict[tuple[int, int, int], float]:
    """(teammate, person or 0, day number) → weight of the smallest circle that day.

    Rows of one `id` are one meeting: everybody in them was there, and as many others as the highest count says.
    """
    circles: dict[int, tuple[int, list[int], set[int], set[int]]] = {}
    for row in rows:
        circle = circles.setdefault(row["id"], (row["day"].toordinal(), [0], set(), set()))
        circle[1][0] = max(circle[1][0], row["participants"])
        if row["teammate_id"] is not None:
            circle[2].add(row["teammate_id"])
        if row["person_id"] is not None:
            circle[3].add(row["person_id"])
    found: dict[tuple[int, int, int], float] = {}
    for day, (participants,), mates, people in circles.values():
        counted = circle_weight(participants, len(mates), len(people))
        for mate in mates:
            for person in (0, *people):
                found[mate, person, day] = max(counted, found.get((mate, person, day), 0.0))
    return found


def circle_weight(participants: int, mates: int, people: int) -> float:
    """1/√people present: as many as were counted, else everybody but the teammate whose tie it is."""
    return weight(participants or people + mates - 1)

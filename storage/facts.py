"""What teammates recorded of people: rank, boss, role, attitude, priority, each with its day and its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import bindparam, select

from bot.rules import shelf
from bot.rules.shelf import FactKind
from bot.rules.strength import FLOOR
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Fact, Position, Teammate

F, POS, T = table(Fact), table(Position), table(Teammate)
ON_POSITION = {FactKind.RANK.value: "rank", FactKind.ROLE.value: "role"}  # kept there too, as last recorded
WHAT = (
    *(F.c.id, F.c.person_id, F.c.account_id, F.c.kind, F.c.value, F.c.value_id, F.c.author_id, F.c.day, F.c.settled),
    T.c.name.label("author"),
)
READ = (
    select(*WHAT)
    .select_from(F.outerjoin(T, (T.c.id == F.c.author_id) & (T.c.workspace_id == F.c.workspace_id)))
    .where(F.c.kind != FLOOR)  # what is stated of a tie is about us: see storage.floors
    .order_by(F.c.person_id, F.c.account_id, F.c.kind)
)
UNTIL = F.c.day <= bindparam("until")
OF_ONE = ours(READ.where(F.c.person_id == bindparam("person"), UNTIL))
OF_SEVERAL = ours(READ.where(F.c.person_id.in_(bindparam("people", expanding=True)), UNTIL))
# sorted by us: to spare the sorting SQLite would go through everybody's facts by the index of people
OF_ACCOUNT = ours(READ.order_by(None).where(F.c.account_id == bindparam("account"), UNTIL))
HELD = ours(
    select(POS.c.id).where(
        POS.c.person_id == bindparam("person"), POS.c.account_id == bindparam("account"), POS.c.until.is_(None)
    )
)
NEWER = ours(
    select(F.c.id)
    .where(
        F.c.person_id == bindparam("person"),
        F.c.account_id == bindparam("account"),
        F.c.kind == bindparam("kind"),
        F.c.day > bindparam("day"),
    )
    .limit(1)
)


def record(
    session: Session,
    *,
    person: int,
    account: int,
    kind: str,
    value: str,
    value_id: int | None = None,
    day: date,
    at: datetime,
    interaction: int | None = None,
    settled: bool = False,
) -> int:
    """Stores a fact as the viewer says it, noted for the journal; its id.

    `day` is the day it was true on, `at` the moment it is said. A rank or a role is put on the position as well, unless
    one of a later day is there. `settled` chooses it over all that was recorded before.
    """
    values = {"person_id": person, "account_id": account, "kind": kind, "value": value}
    fact = session.add(
        Fact,
        **values,
        value_id=value_id,
        author_id=session.viewer,
        day=day,
        noted_at=at,
        settled=settled,
        interaction_id=interaction,
    )
    session.changed(Fact, fact, {}, values)
    column = ON_POSITION.get(kind)
    if column and session.one(NEWER, person=person, account=account, kind=kind, day=day) is None:
        for row in session.rows(HELD, person=person, account=account):
            session.set(Position, row["id"], **{column: value})
    return fact


def get(session: Session, fact: int) -> Found | None:
    row = session.get(Fact, fact)
    return row if row is not None and row["kind"] != FLOOR else None


def standing(session: Session, people: Sequence[int], until: date = date.max) -> list[shelf.Fact]:
    """What stands of `people`, recorded up to `until`, by person, account and kind; newest first within each.

    Where teammates say different things, each of them is `disputed` (rules.shelf says which ones stand).
    """
    if len(people) == 1:
        return judged(session.rows(OF_ONE, person=people[0], until=until))
    return judged(session.rows(OF_SEVERAL, people=list(people), until=until)) if people else []


def standing_at(session: Session, account: int, until: date = date.max) -> list[shelf.Fact]:
    """The same for everybody of whom something was recorded at an account."""
    rows = session.rows(OF_ACCOUNT, account=account, until=until)
    return judged(sorted(rows, key=lambda row: (row["person_id"], row["account_id"], row["kind"])))


def judged(rows: Sequence[Found]) -> list[shelf.Fact]:
    """What stands of rows that come ordered by person, account and kind."""
    found: list[shelf.Fact] = []
    for _what, recorded in groupby(map(as_fact, rows), lambda fact: (fact.person, fact.account, fact.kind)):
        kept = shelf.standing(recorded)
        found += [replace(fact, disputed=True) for fact in kept] if len(kept) > 1 else kept
    return found


def as_fact(row: Found) -> shelf.Fact:
    return shelf.Fact(
        id=row["id"],
        person=row["person_id"],
        account=row["account_id"],
        kind=FactKind(row["kind"]),
        value=row["value"],
        value_id=row["value_id"],
        author_id=row["author_id"],
        author=row["author"] or "",
        day=row["day"],
        settled=bool(row["settled"]),
    )

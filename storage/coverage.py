"""What coverage is judged by: of one account in a few short statements, of the whole book in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, exists, select

from bot.rules import coverage
from bot.rules.coverage import Chair, Coverage, Known, Tie
from bot.rules.roles import Role
from bot.rules.shelf import Fact, FactKind
from bot.rules.strength import THREAD, score, strength
from storage import facts
from storage.people import TITLE
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, ContactDay, Person, Position, Teammate
from storage.tables import Fact as Noted
from storage.tables import Tie as Kept

A, DAY, F, P, POS, T, TIE = (table(model) for model in (Account, ContactDay, Noted, Person, Position, Teammate, Kept))
OF_TIE = TIE.join(T, (T.c.id == TIE.c.teammate_id) & (T.c.workspace_id == TIE.c.workspace_id) & T.c.active)
OF_DAY = DAY.join(T, (T.c.id == DAY.c.teammate_id) & (T.c.workspace_id == DAY.c.workspace_id) & T.c.active)
DAYS = (DAY.c.account_id, DAY.c.person_id, DAY.c.teammate_id, DAY.c.day, DAY.c.weight)

EVER = ours(
    select(P.c.id, P.c.name, TITLE.label("title"), *(POS.c[name] for name in ("department", "role", "since", "until")))
    .select_from(POS.join(P, (P.c.id == POS.c.person_id) & (P.c.workspace_id == POS.c.workspace_id)))
    .where(POS.c.account_id == bindparam("account"))
    .order_by(P.c.name, P.c.id)
)
TIES = ours(
    select(T.c.id.label("mate"), T.c.name, TIE.c.person_id, TIE.c.score, TIE.c.last_day)
    .select_from(OF_TIE)
    .where(TIE.c.account_id == bindparam("account"))
)
TIES_THEN = ours(
    select(T.c.id.label("mate"), T.c.name, *DAYS)
    .select_from(OF_DAY)
    .where(DAY.c.account_id == bindparam("account"), DAY.c.day <= bindparam("until"))
)

SOMEBODY = exists(
    select(POS.c.id).where(POS.c.workspace_id == A.c.workspace_id, POS.c.account_id == A.c.id, POS.c.until.is_(None))
)
ACCOUNTS = ours(select(A.c.id, A.c.name, A.c.external_id, A.c.tier, A.c.owner_id, SOMEBODY.label("known")))
ROLES = ours(select(POS.c.account_id, POS.c.person_id, POS.c.role).where(POS.c.until.is_(None), POS.c.role != ""))
DECIDES = exists(
    select(POS.c.id).where(
        POS.c.workspace_id == F.c.workspace_id,
        POS.c.person_id == F.c.person_id,
        POS.c.account_id == F.c.account_id,
        POS.c.until.is_(None),
        POS.c.role == Role.DECISION_MAKER.value,
    )
)
ATTITUDES = ours(
    facts.READ.where(F.c.kind == FactKind.ATTITUDE.value, F.c.day <= bindparam("until"), DECIDES.correlate(F))
)
ALIVE = ours(
    select(TIE.c.account_id, TIE.c.person_id, TIE.c.teammate_id)
    .select_from(OF_TIE)
    .where(TIE.c.score > bindparam("alive"))
)
DAYS_THEN = ours(select(*DAYS).select_from(OF_DAY).where(DAY.c.day <= bindparam("until")))


@dataclass(frozen=True, slots=True)
class Seen:
    """One account as it is covered on a day.

    `people` are those there now by id (name, title, department, role), `mates` the names of those of us who have a tie,
    `ties` all of theirs, `last` by person the day number on which any of us was in touch, `attitudes` by person
    what stands, and `known` the people as the rule takes them.
    """

    people: Mapping[int, Found]
    mates: Mapping[int, str]
    ties: tuple[Tie, ...]
    last: Mapping[int, int]
    attitudes: Mapping[int, list[Fact]]
    known: tuple[Known, ...]
    coverage: Coverage

    def best(self, person: int) -> Tie | None:
        """Who of us has the strongest tie with a person, with the account as a whole for 0."""
        return max((tie for tie in self.ties if tie.person == person), key=lambda tie: tie.strength, default=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """An account of the book: the status of their side, how many of us have a live tie, and the roles required."""

    account: int
    name: str
    external_id: str
    tier: str
    owner: int | None
    theirs: int
    mates: int
    chairs: tuple[Chair, ...]


def of_account(session: Session, account: int, tier: str, today: date, past: bool = False) -> Seen:
    """How an account of `tier` is covered on `today`; `past` says that the day lies behind us."""
    day = today.toordinal()
    ever = session.rows(EVER, account=account)
    here = {row["id"]: row for row in ever if holds(row, today, past)}
    left: dict[str, date] = {}
    for row in ever:
        if row["role"] and row["until"] is not None and not holds(row, today, past) and row["until"] <= today:
            left[row["role"]] = max(row["until"], left.get(row["role"], row["until"]))
    rows = session.rows(TIES_THEN, account=account, until=day) if past else session.rows(TIES, account=account)
    ties = tuple(
        summed(rows, day) if past else (Tie(r["mate"], r["person_id"], strength(r["score"], day)) for r in rows)
    )
    last: dict[int, int] = {}
    for row in rows:
        last[row["person_id"]] = max(last.get(row["person_id"], 0), row["day" if past else "last_day"])
    attitudes: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts.standing_at(session, account, today if past else date.max):
        if fact.kind is FactKind.ATTITUDE:
            attitudes[fact.person].append(fact)
    known = tuple(Known(one, row["role"], tuple(f.value for f in attitudes.get(one, ()))) for one, row in here.items())
    mates = {row["mate"]: str(row["name"]) for row in rows}
    return Seen(here, mates, ties, last, attitudes, known, coverage.judge(tier, known, ties, left))


def holds(row: Found, today: date, past: bool) -> bool:
    """Whether a position is held on a day; now it is while no end of it is noted."""
    if not past:
        return row["until"] is None
    return (row["since"] is None or row["since"] <= today) and (row["until"] is None or row["until"] > today)


def summed(rows: Iterable[Found], day: int) -> Iterable[Tie]:
    """The ties that contact-days make on a day."""
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for row in rows:
        sums[row["mate"], row["person_id"]] += score(row["weight"], row["day"])
    return (Tie(mate, person, strength(sum_, day)) for (mate, person), sum_ in sums.items())


def of_team(session: Session, today: date, past: bool = False) -> list[Entry]:
    """Every account of the book with how it is covered, in no order; one pass over accounts, roles and live ties."""
    day = today.toordinal()
    row: Any
    alive: Any = alive_then(session, day) if past else session.run(ALIVE, alive=score(THREAD, day)).all()
    live: dict[int, set[int]] = defaultdict(set)
    mates: dict[int, int] = defaultdict(int)
    for account, person, _mate in alive:
        if person:
            live[account].add(person)
        else:
            mates[account] += 1
    attitudes: dict[tuple[int, int], list[str]] = defaultdict(list)
    for fact in facts.judged(session.rows(ATTITUDES, until=today if past else date.max)):
        attitudes[fact.account, fact.person].append(fact.value)
    people: dict[int, list[Known]] = defaultdict(list)
    for row in session.run(ROLES).all():
        account, person, role = row
        people[account].append(Known(person, role, tuple(attitudes.get((account, person), ()))))
    entries = []
    for row in session.run(ACCOUNTS).all():
        key, name, external_id, tier, owner, known = row
        here, threads = people.get(key, []), live.get(key, set())
        theirs = coverage.their_status(here, threads) if here else int(bool(known))
        chairs = coverage.chairs(tier, here, threads, {})
        entries.append(Entry(key, name, external_id, tier, owner, theirs, mates.get(key, 0), chairs))
    return entries


def alive_then(session: Session, day: int) -> Iterable[tuple[int, int, int]]:
    """(account, person, teammate) of each tie that was alive on a past day."""
    kept: dict[tuple[int, int, int], float] = defaultdict(float)
    row: Any
    for row in session.run(DAYS_THEN, until=day):
        account, person, mate, on, weight = row
        kept[account, person, mate] += score(weight, on)
    return (tie for tie, sum_ in kept.items() if strength(sum_, day) > THREAD)

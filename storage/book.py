"""The book: every account with how neglected it is, of one owner or of all, now or on a past day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, bindparam, select

from bot.rules.neglect import Neglect, Tier, judge
from bot.rules.strength import score
from storage.session import Session
from storage.statements import WORKSPACE, ours, table
from storage.sums import GAPS, as_gaps, gaps_of
from storage.tables import Account, ContactDay, Touch
from storage.workspaces import tiers

A, DAY, TOUCH = table(Account), table(ContactDay), table(Touch)
WHAT = (A.c.id, A.c.name, A.c.external_id, A.c.owner_id, A.c.tier, A.c.last_activity)
Sums = tuple[int | None, str, float]  # last contact-day, gaps as kept, kept sum of the best tie
NONE: Sums = (None, "", 0.0)


def now() -> Select[Any]:
    here = (TOUCH.c.account_id == A.c.id) & (TOUCH.c.workspace_id == A.c.workspace_id)
    read = select(*WHAT, TOUCH.c.last_day, TOUCH.c.gaps, TOUCH.c.best).select_from(A.outerjoin(TOUCH, here))
    return read.where(A.c.workspace_id == WORKSPACE)


def then() -> Select[Any]:
    here = (DAY.c.account_id == A.c.id) & (DAY.c.workspace_id == A.c.workspace_id)
    read = select(DAY.c.account_id, DAY.c.day, DAY.c.teammate_id, DAY.c.weight).select_from(A.join(DAY, here))
    read = read.where(A.c.workspace_id == WORKSPACE, DAY.c.person_id == 0, DAY.c.day <= bindparam("until"))
    return read.order_by(DAY.c.account_id, DAY.c.day)


MINE = A.c.owner_id == bindparam("owner")
ALL_NOW, MINE_NOW = ours(now()), ours(now().where(MINE))
ALL_THEN, MINE_THEN = ours(then()), ours(then().where(MINE))


@dataclass(slots=True)
class Entry:
    """An account of the book. `owner` is the id of a teammate, None where nobody owns it."""

    account: int
    name: str
    external_id: str
    owner: int | None
    neglect: Neglect


def book(session: Session, owner: int | None, today: date, past: bool = False) -> list[Entry]:
    """The accounts of `owner` (None: all of the workspace) as judged on `today`, in no order.

    `past` says that the day lies behind us: then contacts after it are not known, and it takes a walk through the
    contact-days before it. Otherwise one row an account is read.
    """
    whose = {} if owner is None else {"owner": owner}
    known = tiers(session)
    watched = {name: Tier(name, *known[name]) for name in known}
    history = sums_then(session, whose, today.toordinal()) if past else None
    day = today.toordinal()
    entries = []
    row: Any
    for row in session.run(MINE_NOW if whose else ALL_NOW, **whose):
        key, name, external_id, owned, tier, activity, last_day, gaps, best = row
        if history is not None:
            last_day, gaps, best = history.get(key, NONE)
        claimed = activity.toordinal() if activity is not None and not (past and activity > today) else None
        held_to = watched.get(tier) or watched[""]
        neglect = judge(last_day, gaps_of(gaps or ""), best or 0.0, held_to, day, claimed)
        entries.append(Entry(key, name, external_id, owned, neglect))
    return entries


def sums_then(session: Session, whose: dict[str, int], until: int) -> dict[int, Sums]:
    """By account, what `touch` would have held on day `until`."""
    rows = session.run(MINE_THEN if whose else ALL_THEN, until=until, **whose)
    return {account: sums_of(group) for account, group in groupby(rows, attrgetter("account_id"))}


def sums_of(rows: Iterable[Any]) -> Sums:
    """The sums of one account's contact-days, given oldest first."""
    days: list[int] = []
    scores: dict[int, float] = defaultdict(float)
    for _, day, teammate, weight in rows:
        scores[teammate] += score(weight, day)
        if not days or days[-1] != day:
            days.append(day)
    newest = days[: -GAPS - 2 : -1]
    return newest[0], as_gaps(newest), max(scores.values())

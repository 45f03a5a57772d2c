"""The customers of one of us: those they own and those they are in touch with, and who else is."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import alias, bindparam, exists, select

from bot.rules.leaving import Loss, without_another
from bot.rules.strength import THREAD, score, strength
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Person, Teammate, Tie
from storage.workspaces import tiers

A, P, T, TIE = table(Account), table(Person), table(Teammate), table(Tie)
MINE = alias(TIE, "mine")
WHAT = (A.c.id, A.c.name, A.c.external_id, A.c.tier, A.c.owner_id)
OWNED = ours(select(*WHAT).where(A.c.owner_id == bindparam("teammate")))
TOUCHED = ours(
    select(*WHAT, TIE.c.person_id, TIE.c.score)
    .select_from(TIE.join(A, (A.c.id == TIE.c.account_id) & (A.c.workspace_id == TIE.c.workspace_id)))
    .where(TIE.c.teammate_id == bindparam("teammate"), TIE.c.score > bindparam("alive"))
)
THEIRS = exists(
    select(MINE.c.account_id).where(
        MINE.c.workspace_id == TIE.c.workspace_id,
        MINE.c.account_id == TIE.c.account_id,
        MINE.c.teammate_id == bindparam("teammate"),
        MINE.c.person_id == 0,
        MINE.c.score > bindparam("alive"),
    )
).correlate(TIE)
OWNS = exists(
    select(A.c.id).where(
        A.c.workspace_id == TIE.c.workspace_id, A.c.id == TIE.c.account_id, A.c.owner_id == bindparam("teammate")
    )
).correlate(TIE)
OTHERS = ours(
    select(TIE.c.account_id, TIE.c.person_id, TIE.c.teammate_id, TIE.c.score)
    .select_from(TIE.join(T, (T.c.id == TIE.c.teammate_id) & (T.c.workspace_id == TIE.c.workspace_id) & T.c.active))
    .where(TIE.c.teammate_id != bindparam("teammate"), TIE.c.score > bindparam("alive"), THEIRS | OWNS)
)
NAMES = ours(select(P.c.id, P.c.name).where(P.c.id.in_(bindparam("people", expanding=True))).order_by(P.c.name, P.c.id))


def losses(session: Session, teammate: int, day: int) -> list[Loss]:
    """What would be lost with a teammate, by customer, in no order; one pass over the ties. `day` is a day number."""
    asked = {"teammate": teammate, "alive": score(THREAD, day)}
    rows: dict[int, Found] = {row["id"]: row for row in session.rows(OWNED, teammate=teammate)}
    people: dict[int, list[int]] = defaultdict(list)
    lost: dict[int, float] = {}
    for row in session.rows(TOUCHED, **asked):
        rows[row["id"]] = row
        if row["person_id"]:
            people[row["id"]].append(row["person_id"])
        else:
            lost[row["id"]] = strength(row["score"], day)
    others: dict[int, list[int]] = defaultdict(list)
    best: dict[int, tuple[float, int]] = {}
    for row in session.rows(OTHERS, **asked):
        if row["person_id"]:
            others[row["account_id"]].append(row["person_id"])
        else:
            best[row["account_id"]] = max(best.get(row["account_id"], (0.0, 0)), (row["score"], row["teammate_id"]))
    order = {tier: place for place, tier in enumerate(tiers(session)) if tier}
    return [
        Loss(
            account=key,
            name=row["name"],
            external_id=row["external_id"],
            tier=row["tier"],
            place=order.get(row["tier"], len(order)),
            owned=row["owner_id"] == teammate,
            alone=key in lost and key not in best,
            people=without_another(people[key], others[key]),
            lost=lost.get(key, 0.0),
            next=best[key][1] if key in best else None,
        )
        for key, row in rows.items()
    ]


def names(session: Session, people: list[int]) -> dict[int, str]:
    return {row["id"]: str(row["name"]) for row in session.rows(NAMES, people=people)} if people else {}

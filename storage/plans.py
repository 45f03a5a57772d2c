"""Contacts still to come: planned, and then held, moved or dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, case, exists, or_, select

from storage.seen import VIEWER, readable, viewer
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Interaction, Invited, Person, Plan, Teammate

P, A, T, WITH, H, CONTACT = (
    table(Plan),
    table(Account),
    table(Teammate),
    table(Invited),
    table(Person),
    table(Interaction),
)
OPEN, DONE, DROPPED = "open", "done", "dropped"


def plans() -> Select[Any]:
    """Plans with the names of their account and teammate, the next one first."""
    account = (A.c.id == P.c.account_id) & (A.c.workspace_id == P.c.workspace_id)
    planner = (T.c.id == P.c.teammate_id) & (T.c.workspace_id == P.c.workspace_id)
    contact = (CONTACT.c.id == P.c.interaction_id) & (CONTACT.c.workspace_id == P.c.workspace_id)
    where_to = (A.c.name.label("account"), A.c.external_id.label("account_ref"))
    read = select(P, *where_to, T.c.name.label("teammate"), T.c.email.label("teammate_ref"))
    read = read.select_from(P.join(A, account).join(T, planner).outerjoin(CONTACT, contact))
    return read.where(P.c.workspace_id == WORKSPACE).order_by(P.c.day, P.c.id)


STILL = P.c.state == OPEN
# when a plan was dropped is not kept: of a day that is over such a one is not asked about
THEN = (P.c.made_on <= bindparam("today")) & (STILL | (CONTACT.c.noted_on > bindparam("today")))
MINE = P.c.teammate_id == bindparam("teammate")
OVER = MINE & (P.c.day < bindparam("today")) & (P.c.day >= bindparam("since"))
NEAR = (P.c.day >= bindparam("since")) & (P.c.day <= bindparam("until"))
TO_BE_READ = or_(
    P.c.made_with.is_(None),
    P.c.teammate_id == VIEWER,
    exists(
        select(CONTACT.c.id)
        .where(CONTACT.c.workspace_id == P.c.workspace_id, CONTACT.c.id == P.c.made_with, readable(CONTACT))
        .correlate(P)
    ),
)
LIKEST = case((P.c.kind == bindparam("kind"), 0), else_=1)

ONE = ours(plans().where(P.c.id == bindparam("plan"), TO_BE_READ))
OPEN_MINE = ours(plans().where(STILL, MINE))
OPEN_OF = ours(plans().where(STILL, P.c.account_id == bindparam("account"), TO_BE_READ))
OPEN_ON = ours(
    plans()
    .where(STILL, MINE, P.c.account_id == bindparam("account"), P.c.day == bindparam("on"))
    .order_by(None)
    .order_by(LIKEST, P.c.id)
)
OVER_NOW, OVER_THEN = ours(plans().where(STILL, OVER)), ours(plans().where(THEN, OVER))
NEAR_NOW = ours(select(P.c.account_id).where(STILL, NEAR))
NEAR_THEN = ours(select(P.c.account_id).where(P.c.made_on <= bindparam("today"), NEAR))
PEOPLE = ours(
    select(WITH.c.plan_id, H.c.id, H.c.name)
    .select_from(WITH.join(H, (H.c.id == WITH.c.person_id) & (H.c.workspace_id == WITH.c.workspace_id)))
    .where(WITH.c.plan_id.in_(bindparam("plans", expanding=True)))
    .order_by(H.c.name, H.c.id)
)


def make(
    session: Session,
    *,
    account: int,
    teammate: int,
    day: date,
    kind: str,
    text: str,
    people: Sequence[int],
    on: date,
    made_with: int | None,
) -> int:
    """Keeps what `teammate` planned on the day `on` for `day`; the id. `made_with` is the contact it was told with."""
    values = {"account_id": account, "teammate_id": teammate, "day": day, "kind": kind, "text": text}
    row = session.add(Plan, **values, made_on=on, made_with=made_with)
    session.add_all(Invited, [{"plan_id": row, "person_id": person} for person in dict.fromkeys(people)])
    session.changed(Plan, row, {}, values)
    return row


def get(session: Session, plan: int) -> Found | None:
    """A plan, None for one that is not there or that the viewer may not read.

    All questions here give its columns, the names `account` and `teammate`, and with `_ref` behind them the account's
    external id and the teammate's mail address.
    """
    return session.one(ONE, plan=plan, **viewer(session))


def people_of(session: Session, plans: Sequence[int]) -> dict[int, list[Found]]:
    """By plan, whom it is with: id and name."""
    found: dict[int, list[Found]] = defaultdict(list)
    for row in session.rows(PEOPLE, plans=list(plans)) if plans else []:
        found[row["plan_id"]].append(row)
    return found


def mine(session: Session, teammate: int) -> list[Found]:
    """What a teammate has planned, and what nobody has said yet of how it went."""
    return session.rows(OPEN_MINE, teammate=teammate)


def open_of(session: Session, account: int) -> list[Found]:
    """What anybody has planned with an account, as far as the viewer may read of it."""
    return session.rows(OPEN_OF, account=account, **viewer(session))


def open_on(session: Session, account: int, teammate: int, day: date, kind: str = "") -> Found | None:
    """A teammate's open plan with an account for that very day; of several one of this kind, else the first made."""
    return session.one(OPEN_ON, account=account, teammate=teammate, on=day, kind=kind)


def over(session: Session, teammate: int, today: date, since: date, past: bool = False) -> list[Found]:
    """A teammate's plans from `since` to yesterday of which nobody knows on `today` how they went."""
    return session.rows(OVER_THEN if past else OVER_NOW, teammate=teammate, today=today, since=since)


def near(session: Session, today: date, since: date, until: date, past: bool = False) -> set[int]:
    """The accounts with which anybody has planned something for the days from `since` to `until`, as of `today`."""
    days = {"since": since, "until": until}
    found = session.rows(NEAR_THEN, today=today, **days) if past else session.rows(NEAR_NOW, **days)
    return {row["account_id"] for row in found}


def done(session: Session, plan: int, interaction: int) -> None:
    """It was held, as that contact; noted for the journal. Raises LookupError where there is none."""
    session.set(Plan, plan, state=DONE, interaction_id=interaction)


def move(session: Session, plan: int, day: date) -> None:
    """It is for another day now, and open."""
    session.set(Plan, plan, day=day, state=OPEN)


def drop(session: Session, plan: int) -> None:
    """It will not happen, or did not."""
    session.set(Plan, plan, state=DROPPED)

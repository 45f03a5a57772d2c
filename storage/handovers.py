"""Accounts on their way from one of us to another: proposed, accepted, and open until the people there were met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import alias, bindparam, delete, exists, or_, select

from bot.rules.strength import strength
from storage import promises
from storage.people import TITLE
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Handover, HandoverPerson, Helper, Person, Position, Promise, Teammate, Tie

A, H, HELPER, P, POS = table(Account), table(Handover), table(Helper), table(Person), table(Position)
T, TIE, WHO = table(Teammate), table(Tie), table(HandoverPerson)
GIVER, TAKER = alias(T, "giver"), alias(T, "taker")
PROPOSED, ACCEPTED, DECLINED = "proposed", "accepted", "declined"

READ = (
    select(H, A.c.name.label("account"), A.c.external_id, GIVER.c.name.label("giver"), TAKER.c.name.label("taker"))
    .select_from(
        H.join(A, (A.c.id == H.c.account_id) & (A.c.workspace_id == H.c.workspace_id))
        .join(TAKER, (TAKER.c.id == H.c.taker_id) & (TAKER.c.workspace_id == H.c.workspace_id))
        .outerjoin(GIVER, (GIVER.c.id == H.c.giver_id) & (GIVER.c.workspace_id == WORKSPACE))
    )
    .order_by(H.c.id)
)
MET = (TIE.c.workspace_id == WORKSPACE) & (TIE.c.account_id == H.c.account_id) & (TIE.c.teammate_id == H.c.taker_id)
STILL_THERE = exists(
    select(POS.c.id).where(
        POS.c.workspace_id == WHO.c.workspace_id,
        POS.c.person_id == WHO.c.person_id,
        POS.c.account_id == H.c.account_id,
        POS.c.until.is_(None),
    )
)
MET_SINCE = exists(select(TIE.c.score).where(MET, TIE.c.person_id == WHO.c.person_id, TIE.c.last_day >= H.c.since))
UNMET = exists(
    select(WHO.c.person_id).where(
        WHO.c.workspace_id == H.c.workspace_id,
        WHO.c.handover_id == H.c.id,
        WHO.c.known.is_(False),
        STILL_THERE.correlate(WHO, H),
        ~MET_SINCE.correlate(WHO, H),
    )
).correlate(H)
OPEN = or_(H.c.state == PROPOSED, (H.c.state == ACCEPTED) & UNMET)
ONE = ours(READ.where(H.c.id == bindparam("handover")))
OF_ACCOUNT = ours(READ.where(H.c.account_id == bindparam("account"), H.c.state == PROPOSED))
ALL_OPEN = ours(READ.where(OPEN))
MINE = ours(
    READ.where(OPEN, or_(*(H.c[f"{name}_id"] == bindparam("teammate") for name in ("giver", "taker", "author"))))
)
PEOPLE = ours(
    select(P.c.id, P.c.name, TITLE.label("title"), WHO.c.known, TIE.c.last_day, H.c.since)
    .select_from(
        WHO.join(H, (H.c.id == WHO.c.handover_id) & (H.c.workspace_id == WHO.c.workspace_id))
        .join(P, (P.c.id == WHO.c.person_id) & (P.c.workspace_id == WHO.c.workspace_id))
        .join(
            POS,
            (POS.c.person_id == WHO.c.person_id)
            & (POS.c.workspace_id == WHO.c.workspace_id)
            & (POS.c.account_id == H.c.account_id)
            & POS.c.until.is_(None),
        )
        .outerjoin(TIE, MET & (TIE.c.person_id == WHO.c.person_id))
    )
    .where(WHO.c.handover_id == bindparam("handover"))
    .order_by(P.c.name, P.c.id)
)
DROP_PEOPLE = ours(delete(WHO).where(WHO.c.handover_id == bindparam("handover")))
OWNED = ours(select(A.c.id, A.c.name, A.c.external_id, A.c.tier).where(A.c.owner_id == bindparam("leaver")))
OWNERS = (A.c.owner_id == bindparam("leaver")) & (T.c.id != bindparam("leaver")) & T.c.active
BEST = ours(
    select(TIE.c.account_id, TIE.c.teammate_id, TIE.c.score, T.c.name)
    .select_from(
        A.join(
            TIE, (TIE.c.account_id == A.c.id) & (TIE.c.workspace_id == A.c.workspace_id) & (TIE.c.person_id == 0)
        ).join(T, (T.c.id == TIE.c.teammate_id) & (T.c.workspace_id == TIE.c.workspace_id))
    )
    .where(OWNERS)
    .order_by(TIE.c.score)
)
HELPERS = ours(
    select(HELPER.c.account_id, HELPER.c.teammate_id, T.c.name)
    .select_from(
        A.join(HELPER, (HELPER.c.account_id == A.c.id) & (HELPER.c.workspace_id == A.c.workspace_id)).join(
            T, (T.c.id == HELPER.c.teammate_id) & (T.c.workspace_id == HELPER.c.workspace_id)
        )
    )
    .where(OWNERS)
    .order_by(T.c.name.desc())
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who of us might follow the owner of an account: by the best tie (strength S), as helper, or nobody (None)."""

    account: int
    name: str
    external_id: str
    tier: str
    taker: int | None
    taker_name: str
    strength: float | None


def propose(session: Session, account: int, giver: int | None, taker: int, on: date) -> int:
    """A handover that the viewer proposes, noted for the journal; the id."""
    assert session.viewer is not None
    values = {"account_id": account, "giver_id": giver, "taker_id": taker}
    row = session.add(Handover, **values, author_id=session.viewer, proposed_on=on)
    session.changed(Handover, row, {}, values)
    return row


def get(session: Session, handover: int) -> Found | None:
    """A handover with the names of its `account`, `giver` (or None) and `taker`."""
    return session.one(ONE, handover=handover)


def proposed(session: Session, account: int) -> list[Found]:
    """The handovers of an account that wait for an answer."""
    return session.rows(OF_ACCOUNT, account=account)


def open_of(session: Session, teammate: int | None) -> list[Found]:
    """Those that wait for an answer or for a meeting, which a teammate gives, takes or proposed; None: everybody's."""
    return session.rows(ALL_OPEN) if teammate is None else session.rows(MINE, teammate=teammate)


def accept(session: Session, handover: Found, people: Mapping[int, bool], on: date) -> list[int]:
    """The account is the taker's, noted for the journal; what the giver promised there is owed by them: those ids.

    Not what was promised in a note that the taker may not read. `people` are those to meet, each with whether the
    taker is in touch with them already.
    """
    session.set(Handover, handover["id"], state=ACCEPTED, since=on.toordinal())
    session.set(Account, handover["account_id"], owner_id=handover["taker_id"])
    session.run(DROP_PEOPLE, handover=handover["id"])
    rows = [{"handover_id": handover["id"], "person_id": one, "known": known} for one, known in people.items()]
    session.add_all(HandoverPerson, rows)
    told = session.rows(promises.OPEN_OF, account=handover["account_id"], viewer=handover["taker_id"])
    owed = [row["id"] for row in told if row["teammate_id"] == handover["giver_id"]]
    for promise in owed:
        session.set(Promise, promise, teammate_id=handover["taker_id"])
    return owed


def decline(session: Session, handover: int) -> None:
    session.set(Handover, handover, state=DECLINED)


def people(session: Session, handover: int) -> list[Found]:
    """Whom the taker has to meet and who is still there: id, name, title, known, and whether they are `met` since."""
    rows: list[dict[str, Any]] = [dict(row) for row in session.rows(PEOPLE, handover=handover)]
    for row in rows:
        row["met"] = row["last_day"] is not None and row["since"] is not None and row["last_day"] >= row["since"]
    return list({row["id"]: row for row in rows}.values())


def successors(session: Session, leaver: int, day: int) -> list[Proposal]:
    """Who might follow a teammate at each account they own, by the best tie on a day number, else a helper's."""
    best: dict[int, tuple[int, str, float | None]] = {}
    for row in session.rows(HELPERS, leaver=leaver):
        best[row["account_id"]] = (row["teammate_id"], str(row["name"]), None)
    for row in session.rows(BEST, leaver=leaver):
        best[row["account_id"]] = (row["teammate_id"], str(row["name"]), strength(row["score"], day))
    found = []
    for row in session.rows(OWNED, leaver=leaver):
        taker, name, how = best.get(row["id"], (None, "", None))
        found.append(Proposal(row["id"], row["name"], row["external_id"], row["tier"], taker, name, how))
    return found

"""What was logged, on its way to the webhook: planned in the log's own transaction, sent in order outside of any.

A row is due at once; after a try that failed, again when `lease_until` has passed. The oldest goes first and keeps the
others waiting, so that nothing is taken back elsewhere before it is there. `tries` tells one claimant from the next.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, update

from storage.session import Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Hook, Interaction, Journal, Met, Person, Teammate, Took

H, A, P, T, DONE = table(Hook), table(Account), table(Person), table(Teammate), table(Interaction)
WAITING = or_(H.c.state == "planned", H.c.state == "claimed")
NEXT = ours(select(H).where(WAITING).order_by(H.c.id).limit(1).with_for_update())
CLAIM = ours(
    update(H)
    .where(H.c.id == bindparam("row"))
    .values(state="claimed", lease_until=bindparam("until"), tries=H.c.tries + 1)
)
HELD = and_(H.c.id == bindparam("row"), H.c.state == "claimed", H.c.tries == bindparam("tried"))
# what was noted is kept where it was logged, and forgotten there
MARK = ours(update(H).where(HELD).values(state="sent", body="", trouble=""))
POSTPONE = ours(update(H).where(HELD).values(state="planned", lease_until=bindparam("at"), trouble=bindparam("why")))
FAIL = ours(update(H).where(HELD).values(state="failed", body="", trouble=bindparam("why")))
COUNTS = ours(select(H.c.state, func.count().label("n")).where(H.c.state != "sent").group_by(H.c.state))
TROUBLE = ours(select(H.c.trouble).where(H.c.trouble != "").order_by(H.c.id.desc()).limit(1))

WHERE = ours(
    select(DONE, A.c.name.label("account"), A.c.external_id, A.c.domain, T.c.name.label("author"), T.c.email)
    .select_from(
        DONE.join(A, (A.c.id == DONE.c.account_id) & (A.c.workspace_id == DONE.c.workspace_id)).join(
            T, (T.c.id == DONE.c.author_id) & (T.c.workspace_id == DONE.c.workspace_id)
        )
    )
    .where(DONE.c.workspace_id == WORKSPACE, DONE.c.id == bindparam("interaction"))
)
WHO = ours(
    select(P.c.id, P.c.name, P.c.email, P.c.external_id)
    .select_from(
        table(Met).join(P, (P.c.id == table(Met).c.person_id) & (P.c.workspace_id == table(Met).c.workspace_id))
    )
    .where(table(Met).c.interaction_id == bindparam("interaction"))
    .order_by(P.c.name)
)
MATES = ours(
    select(T.c.name, T.c.email)
    .select_from(
        table(Took).join(T, (T.c.id == table(Took).c.teammate_id) & (T.c.workspace_id == table(Took).c.workspace_id))
    )
    .where(table(Took).c.interaction_id == bindparam("interaction"))
    .order_by(T.c.name)
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours to send until the lease runs out; `at` is when what it tells was logged."""

    id: int
    tries: int
    key: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """How many messages wait and how many were given up, and why the last of those that had trouble had it."""

    waiting: int = 0
    failed: int = 0
    trouble: str = ""


def logged(session: Session, entry: int, interaction: int, at: datetime) -> None:
    """Plans to tell of a contact that was logged as the journal's `entry`."""
    plan(session, "contact.logged", entry, at, {"contact": contact(session, interaction)})


def gone(session: Session, event: str, entry: int, at: datetime) -> None:
    """Plans to tell that the contact of an entry is "contact.undone", or "contact.replaced" by the next one logged."""
    row = session.get(Journal, entry)
    if row is not None and row["interaction_id"] is not None:
        plan(session, event, entry, at, {})


def plan(session: Session, event: str, entry: int, at: datetime, more: dict[str, Any]) -> None:
    body = {"event": event, "log": entry, "at": at.isoformat(), **more}
    text = json.dumps(body, ensure_ascii=False)
    session.add(Hook, key=f"{event} {entry}", body=text, state="planned", due_at=at)


def contact(session: Session, interaction: int) -> dict[str, Any]:
    """A contact as it is told outside: a note that is not for all stays here."""
    row = session.one(WHERE, interaction=interaction)
    assert row is not None
    return {
        "id": interaction,
        "day": row["day"].isoformat(),
        "kind": row["kind"],
        "favour": row["favour"],
        "note": row["note"] if row["visible"] == "all" else "",
        "visible": row["visible"],
        "account": {
            "id": row["account_id"],
            "name": row["account"],
            "domain": row["domain"],
            "external_id": row["external_id"],
        },
        "people": session.rows(WHO, interaction=interaction),
        "author": {"name": row["author"], "email": row["email"]},
        "teammates": session.rows(MATES, interaction=interaction),
    }


def claim(session: Session, now: datetime, lease: timedelta) -> Claimed | None:
    """The oldest message, if it is due and nobody holds it; nobody else gets it before `now` + `lease`."""
    row = session.one(NEXT)
    if row is None or row["due_at"] > now or (row["lease_until"] is not None and row["lease_until"] > now):
        return None
    session.run(CLAIM, row=row["id"], until=now + lease)
    return Claimed(row["id"], row["tries"] + 1, row["key"], row["body"], row["due_at"])


def mark(session: Session, claimed: Claimed) -> None:
    """It has arrived."""
    session.run(MARK, row=claimed.id, tried=claimed.tries)


def postpone(session: Session, claimed: Claimed, until: datetime, trouble: str) -> None:
    session.run(POSTPONE, row=claimed.id, tried=claimed.tries, at=until, why=trouble)


def fail(session: Session, claimed: Claimed, trouble: str) -> None:
    """It is given up."""
    session.run(FAIL, row=claimed.id, tried=claimed.tries, why=trouble)


def queue(session: Session) -> Queue:
    counts = {row["state"]: row["n"] for row in session.rows(COUNTS)}
    waiting = counts.get("planned", 0) + counts.get("claimed", 0)
    return Queue(waiting, counts.get("failed", 0), session.value(TROUBLE) or "")

"""What is to be said unasked: planned, claimed with a lease, posted outside any transaction, marked.

Whoever claims a letter alone may post it until the lease runs out. `tries` counts the claims and so tells one
claimant from the next: a mark by somebody whose lease was taken over changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, bindparam, func, or_, select, update

from bot.as_data import from_data, to_data
from bot.message import Card, Letter, Posted
from storage.nudges import unsay
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Nudged, Outbox, Teammate
from storage.teammates import VOICE

BOX, MATE, NUDGED, A = table(Outbox), table(Teammate), table(Nudged), table(Account)

DUE = or_(
    and_(BOX.c.state == "planned", BOX.c.due_at <= bindparam("now")),
    and_(BOX.c.state == "claimed", BOX.c.lease_until <= bindparam("now")),
)
NEXT = ours(
    select(BOX.c.id, BOX.c.state)
    .where(DUE)
    .order_by(BOX.c.due_at, BOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
CLAIM = ours(
    update(BOX)
    .where(BOX.c.id == bindparam("row"))
    .values(state="claimed", lease_until=bindparam("until"), tries=BOX.c.tries + 1)
)
CLAIMED = ours(
    select(BOX, MATE.c.external_id, MATE.c.active, VOICE["zone"], MATE.c.country, MATE.c.hour)
    .add_columns(MATE.c.place.label("channel"))
    .select_from(BOX.join(MATE, (MATE.c.id == BOX.c.teammate_id) & (MATE.c.workspace_id == BOX.c.workspace_id)))
    .where(BOX.c.workspace_id == WORKSPACE, BOX.c.id == bindparam("row"))
)
HELD = (BOX.c.id == bindparam("row")) & (BOX.c.state == "claimed") & (BOX.c.tries == bindparam("tried"))
MARK = ours(
    update(BOX)
    .where(HELD)
    .values(state="posted", place=bindparam("at_place"), thread=bindparam("at_thread"), posted_at=bindparam("at"))
)
FAIL = ours(update(BOX).where(HELD).values(state="failed", trouble=bindparam("why")))
POSTPONE = ours(update(BOX).where(HELD).values(state="planned", due_at=bindparam("at")))
HOLD = ours(update(BOX).where(HELD).values(lease_until=bindparam("at"), trouble=bindparam("why")))
PLACE = ours(update(MATE).where(MATE.c.id == bindparam("row")).values(place=bindparam("channel")))
SAID = ours(
    select(A.c.id, A.c.name)
    .distinct()
    .select_from(
        BOX.join(NUDGED, (NUDGED.c.outbox_id == BOX.c.id) & (NUDGED.c.workspace_id == BOX.c.workspace_id)).join(
            A, (A.c.id == NUDGED.c.account_id) & (A.c.workspace_id == NUDGED.c.workspace_id)
        )
    )
    .where(
        BOX.c.workspace_id == WORKSPACE,
        BOX.c.place == bindparam("in_place"),
        BOX.c.thread == bindparam("in_thread"),
    )
    .order_by(A.c.name)
)
LAST = ours(select(func.max(BOX.c.posted_at)).where(BOX.c.teammate_id == bindparam("teammate")))
LAST_OF_ALL = ours(select(func.max(BOX.c.posted_at)))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is ours to post. `again`: somebody held it before us, so it may have been posted already.

    `day` is the recipient's own day whose morning it is for, None for any time. `zone`, `country`, `hour` and `active`
    are as the recipient has them now.
    """

    id: int
    tries: int
    teammate: int
    letter: Letter
    planned_at: datetime
    day: date | None
    again: bool
    active: bool
    zone: str
    country: str
    hour: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter tells: an account, of which kind of candidate, at which level, and about what of that kind."""

    account: int
    kind: str
    level: int
    subject: int = 0

    def as_row(self) -> dict[str, Any]:
        return {"account_id": self.account, "kind": self.kind, "subject": self.subject, "level": str(self.level)}


def plan(
    session: Session,
    teammate: int,
    kind: str,
    card: Card,
    at: datetime,
    day: date | None = None,
    told: Sequence[Told] = (),
) -> int:
    """Puts a letter into the outbox, to be posted from `at` on; the id.

    With a `day` it is for the teammate's morning of that day alone, else for any time within a day of `at`. `told` is
    noted as said to them on that day.
    """
    box = session.add(
        Outbox,
        key=uuid4().hex,
        teammate_id=teammate,
        kind=kind,
        day=day,
        card=json.dumps(to_data(card), ensure_ascii=False),
        state="planned",
        due_at=at,
        planned_at=at,
    )
    common = {"teammate_id": teammate, "day": day, "outbox_id": box}
    session.add_all(Nudged, [common | one.as_row() for one in told])
    return box


def claim(session: Session, now: datetime, lease: timedelta, most: int) -> list[Claimed]:
    """At most `most` letters that are due, or whose lease ran out; nobody else gets them before `now` + `lease`."""
    found = []
    for row in session.rows(NEXT, now=now, most=most):
        session.run(CLAIM, row=row["id"], until=now + lease)
        claimed = session.one(CLAIMED, row=row["id"])
        assert claimed is not None
        found.append(as_claimed(claimed, again=row["state"] == "claimed"))
    return found


def as_claimed(row: Found, again: bool) -> Claimed:
    letter = Letter(
        key=row["key"],
        user=row["external_id"],
        card=from_data(json.loads(row["card"])),
        place=row["channel"],
        since=row["planned_at"],
    )
    who = (row["active"], row["zone"], row["country"], row["hour"])
    return Claimed(row["id"], row["tries"], row["teammate_id"], letter, row["planned_at"], row["day"], again, *who)


def mark(session: Session, claimed: Claimed, posted: Posted, at: datetime) -> None:
    """It lies in front of its reader; their direct channel is remembered."""
    session.run(MARK, row=claimed.id, tried=claimed.tries, at_place=posted.place, at_thread=posted.thread, at=at)
    if posted.place != claimed.letter.place:
        session.run(PLACE, row=claimed.teammate, channel=posted.place)


def fail(session: Session, claimed: Claimed, trouble: str) -> None:
    """It will not be posted, and what it told counts as not said."""
    if session.run(FAIL, row=claimed.id, tried=claimed.tries, why=trouble).rowcount:
        unsay(session, claimed.id)


def postpone(session: Session, claimed: Claimed, until: datetime) -> None:
    """It was surely not posted, and is due again at `until`."""
    session.run(POSTPONE, row=claimed.id, tried=claimed.tries, at=until)


def hold(session: Session, claimed: Claimed, until: datetime, trouble: str = "") -> None:
    """Nobody knows whether it was posted: it is looked for at `until`."""
    session.run(HOLD, row=claimed.id, tried=claimed.tries, at=until, why=trouble)


def of_thread(session: Session, place: str, thread: str) -> list[Found]:
    """The accounts (id, name) told of in the letter that started this thread; none where it was none of ours."""
    return session.rows(SAID, in_place=place, in_thread=thread)


def last_posted(session: Session, teammate: int | None = None) -> datetime | None:
    """When something was last said unasked, to this teammate or to anybody."""
    result = session.run(LAST_OF_ALL) if teammate is None else session.run(LAST, teammate=teammate)
    at: datetime | None = result.scalar()
    return at

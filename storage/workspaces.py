"""Workspaces. The first one has an id of its own before any platform is known, and adopts Slack's when they meet."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import bindparam, insert, select, update

from storage.memory import Memory
from storage.session import Scope, Session
from storage.statements import marked, ours, table
from storage.tables import Tier, Workspace

W, T = table(Workspace), table(Tier)
NOBODYS = Scope(0)  # before a workspace is known; sees no row of any

# cadence and limit in days, to start with; NO_TIER is what an account without a tier is held to
TIERS = {"A": (10, 21), "B": (21, 45), "C": (45, 90)}
NO_TIER = "C"

ALL = marked(select(W).order_by(W.c.id))
BY_ID = marked(select(W).where(W.c.id == bindparam("workspace")))
NEW = marked(insert(W).values(platform="", external_id="", name="", version=0, epoch=0))
ADOPT = marked(
    update(W)
    .where(W.c.id == bindparam("workspace"))
    .values(platform=bindparam("platform"), external_id=bindparam("external_id"), name=bindparam("called"))
)
TICKED = marked(update(W).where(W.c.id == bindparam("workspace")).values(ticked_at=bindparam("at")))
TIERS_OF = ours(select(T.c.name, T.c.cadence, T.c.limit).order_by(T.c.cadence))


def first(memory: Memory) -> int:
    """The id of the workspace of this installation; made with its tiers where there is none yet."""

    def work(session: Session) -> int:
        row = session.one(ALL)
        if row is not None:
            return int(row["id"])
        made = int((session.run(NEW).inserted_primary_key or [0])[0])
        session.workspace = made
        enter(session)
        session.add_all(Tier, [{"name": n, "cadence": c, "limit": limit} for n, (c, limit) in TIERS.items()])
        return made

    return memory.write_now(NOBODYS, work)


def enter(session: Session) -> None:
    from storage import engines

    engines.enter(session.connection, session.workspace)


def adopt(session: Session, platform: str, external_id: str, name: str) -> None:
    """The workspace is from now on the platform's `external_id`. Raises ValueError if it is another one's already."""
    row = session.one(BY_ID)
    assert row is not None
    if row["external_id"] and (row["platform"], row["external_id"]) != (platform, external_id):
        raise ValueError(f"this database belongs to {row['platform']} workspace {row['name'] or row['external_id']}")
    session.run(ADOPT, platform=platform, external_id=external_id, called=name)


def ticked(session: Session, at: datetime) -> None:
    """Notes that the clockwork went round at `at`."""
    session.run(TICKED, at=at)


def last_tick(session: Session) -> datetime | None:
    row = session.one(BY_ID)
    return cast("datetime | None", row["ticked_at"]) if row is not None else None


def tiers(session: Session) -> dict[str, tuple[int, int]]:
    """Cadence and limit in days, by tier; an account without a tier is held to that of "" here."""
    found = {row["name"]: (int(row["cadence"]), int(row["limit"])) for row in session.rows(TIERS_OF)}
    return {**found, "": found.get(NO_TIER, TIERS[NO_TIER])}

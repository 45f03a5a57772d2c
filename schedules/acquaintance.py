"""Once a day for each teammate: what the platform says of their language and time zone, for whoever has set neither."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.message import Profile, Standing
from storage import runs, teammates
from storage.memory import Memory
from storage.session import Found, Scope, Session

JOB = "acquaintance"
Who = Callable[[str], Awaitable[Profile]]


async def acquaint(memory: Memory, scope: Scope, at: datetime, who: Who) -> bool:
    """Asks the platform about those not asked about today, and keeps what it says where that is new.

    False when it is out of reach: then nobody's morning can be told yet, and another round asks again.
    """

    def waiting(session: Session) -> list[Found]:
        asked = {subject for subject, day in runs.taken(session, JOB, at.date())}
        return [row for row in teammates.everyone(session) if row["external_id"] and str(row["id"]) not in asked]

    def keep(session: Session, row: Found, profile: Profile) -> None:
        runs.first(session, JOB, str(row["id"]), at)
        if profile.locale or profile.zone:
            teammates.change(session, row["id"], platform_locale=profile.locale, platform_zone=profile.zone)

    for row in await memory.read(scope, waiting):
        profile = await who(row["external_id"])
        if profile.standing is Standing.UNKNOWN:
            return False
        await memory.write(scope, lambda session, row=row, profile=profile: keep(session, row, profile))  # type: ignore[misc]
    return True

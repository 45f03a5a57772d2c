"""Delivery: what the outbox holds is posted outside any transaction, once.

Where a post ended in doubt (the line dropped, the process was killed) the letter stays claimed until its lease runs
out, and whoever claims it next looks for it on the platform before posting it again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.message import Later, Letter, Posted, Undeliverable
from bot.rules.workdays import hours
from storage import outbox
from storage.memory import Memory
from storage.outbox import Claimed
from storage.session import Scope

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
A_DAY = timedelta(days=1)  # so long a letter for any time is tried
PATIENCE = 120.0  # seconds a post or a look may take: well under the lease
SHORTEST = timedelta(seconds=1)  # pause
AT_ONCE = 8  # letters on their way at the same time
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]  # after the first, second … try

Post = Callable[[Letter], Awaitable[Posted]]
Find = Callable[[Letter], Awaitable[Posted | None]]


@dataclass(frozen=True, slots=True)
class Postman:
    """Brings one workspace's letters. `home` is the zone of those who have none of their own.

    `post` sends a letter; `find` looks whether it was sent before. They raise Later, Undeliverable, or anything else.
    """

    memory: Memory
    scope: Scope
    post: Post
    find: Find
    clock: Callable[[], datetime]
    home: str

    async def deliver(self) -> int:
        """Sends all that is due; how many letters were posted."""
        posted = 0
        while claimed := await self.claim():
            for done in await asyncio.gather(*(self.bring(one) for one in claimed), return_exceptions=True):
                if isinstance(done, BaseException):
                    raise done
                posted += done
        return posted

    async def claim(self) -> list[Claimed]:
        now = self.clock()
        return await self.memory.write(self.scope, lambda session: outbox.claim(session, now, LEASE, AT_ONCE))

    async def bring(self, claimed: Claimed) -> bool:
        """Posts a letter and marks it; whether it was posted now."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self.find(claimed.letter) if claimed.again else None
                if found is None and not await self.is_still_to_be_said(claimed):
                    return False
                posted = found or await self.post(claimed.letter)
        except Later as later:
            await self.later(claimed, timedelta(seconds=later.seconds))
        except Undeliverable as reason:
            await self.give_up(claimed, f"undeliverable: {reason}")
        except Exception as error:
            await self.in_doubt(claimed, type(error).__name__)
        else:
            at = self.clock()
            await self.memory.write(self.scope, lambda session: outbox.mark(session, claimed, posted, at))
            return found is None
        return False

    async def is_still_to_be_said(self, claimed: Claimed) -> bool:
        """Whether its reader is there and it is the right time for them, who may have moved since it was planned."""
        now = self.clock()
        opens, closes = self.span(claimed)
        if not (claimed.active and claimed.letter.user):
            await self.give_up(claimed, "nobody there")
        elif now >= closes:
            await self.give_up(claimed, "too late")
        elif now < opens:
            await self.later(claimed, opens - now)
        else:
            return True
        return False

    def span(self, claimed: Claimed) -> tuple[datetime, datetime]:
        """From when until when it may be posted."""
        if claimed.day is None:
            return claimed.planned_at, claimed.planned_at + A_DAY
        return hours(claimed.zone, claimed.country, claimed.hour, self.home).morning(claimed.day)

    async def later(self, claimed: Claimed, pause: timedelta) -> None:
        """Not now. What was in doubt before stays so: to be asked to wait says nothing about that."""
        until = self.clock() + max(pause, SHORTEST)
        put_off = outbox.hold if claimed.again else outbox.postpone
        await self.memory.write(self.scope, lambda session: put_off(session, claimed, until))

    async def give_up(self, claimed: Claimed, trouble: str) -> None:
        log.warning("Letter %d was given up: %s.", claimed.id, trouble)
        await self.memory.write(self.scope, lambda session: outbox.fail(session, claimed, trouble))

    async def in_doubt(self, claimed: Claimed, trouble: str) -> None:
        pause = PAUSES[min(claimed.tries, len(PAUSES)) - 1]
        log.warning("Letter %d may not have been posted (%s); it is looked for again.", claimed.id, trouble)
        until = self.clock() + pause
        await self.memory.write(self.scope, lambda session: outbox.hold(session, claimed, until, trouble))

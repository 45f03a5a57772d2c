"""The webhook: what was logged is sent in its order, outside any transaction, until it arrives or a day has passed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.message import Later, Undeliverable
from storage import hooks
from storage.hooks import Claimed
from storage.memory import Memory
from storage.session import Scope

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
A_DAY = timedelta(days=1)  # so long a message is tried
SPAN = timedelta(seconds=20)  # a round may send: nudges wait for it
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]  # after the first, second … try

Send = Callable[[str, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Messenger:
    """Sends one workspace's messages. `send` takes a message's key and its body, JSON.

    It raises Later when asked to wait, Undeliverable when the message is refused for good, anything else in doubt: then
    it is sent again, and who receives it knows it by its key.
    """

    memory: Memory
    scope: Scope
    send: Send
    clock: Callable[[], datetime]

    async def deliver(self) -> int:
        """Sends what is due, up to the first one that fails; how many arrived."""
        sent, ends = 0, self.clock() + SPAN
        while self.clock() < ends and (claimed := await self.claim()) is not None:
            if not await self.bring(claimed):
                break
            sent += 1
        return sent

    async def claim(self) -> Claimed | None:
        now = self.clock()
        return await self.memory.write(self.scope, lambda session: hooks.claim(session, now, LEASE))

    async def bring(self, claimed: Claimed) -> bool:
        """Whether a message arrived, and with it those behind it may be sent."""
        try:
            await self.send(claimed.key, claimed.body)
        except Undeliverable as reason:
            await self.give_up(claimed, f"refused: {reason}")
            return True
        except Later as later:
            await self.again(claimed, timedelta(seconds=later.seconds), "asked to wait")
        except Exception as error:
            pause = PAUSES[min(claimed.tries, len(PAUSES)) - 1]
            await self.again(claimed, pause, f"{type(error).__name__}: {error}".removesuffix(": "))
        else:
            await self.memory.write(self.scope, lambda session: hooks.mark(session, claimed))
            return True
        return False

    async def again(self, claimed: Claimed, pause: timedelta, trouble: str) -> None:
        now = self.clock()
        if now - claimed.at >= A_DAY:
            return await self.give_up(claimed, trouble)
        until = now + pause
        log.warning("The webhook did not take %s (%s); it is tried again.", claimed.key, trouble)
        return await self.memory.write(self.scope, lambda session: hooks.postpone(session, claimed, until, trouble))

    async def give_up(self, claimed: Claimed, trouble: str) -> None:
        log.error("The webhook did not take %s (%s); it is given up.", claimed.key, trouble)
        await self.memory.write(self.scope, lambda session: hooks.fail(session, claimed, trouble))

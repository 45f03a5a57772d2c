"""How fast we may post: Slack takes about one message a second in a channel, some hundreds a minute in a workspace."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.message import Later

CHANNEL = 1.0  # seconds between two messages in one channel
WORKSPACE = 0.2  # seconds between any two
LONGEST = 5.0  # seconds that somebody waits here for a turn; longer, and they come again


class Pacer:
    """Hands out turns. One refusal by Slack holds everybody back, so that there is one and not one for each letter."""

    def __init__(
        self,
        elapsed: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.elapsed = elapsed
        self.pause = pause
        self.free = 0.0  # when the workspace is
        self.channels: dict[str, float] = {}

    async def turn(self, channel: str) -> None:
        """Waits until something may be posted into `channel`. Raises Later when that would take too long."""
        now = self.elapsed()
        at = max(now, self.free, self.channels.get(channel, now))
        if at - now > LONGEST:
            raise Later(at - now)
        self.free = at + WORKSPACE
        self.channels = {name: free for name, free in self.channels.items() if free > now}
        self.channels[channel] = at + CHANNEL
        if at > now:
            await self.pause(at - now)

    def hold(self, seconds: float) -> None:
        """Slack asked to be left alone for `seconds`."""
        self.free = max(self.free, self.elapsed() + seconds)

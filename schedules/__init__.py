"""What the bot does by the clock: the table of jobs, and the heartbeat that asks every half minute which are due.

APScheduler only beats. Which runs there are to take is in the tables, so that restarts, missed mornings, clock changes
and a second process all come down to one row.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from schedules import digest
from schedules.acquaintance import Who, acquaint
from schedules.digest import Home, Preview
from schedules.hooks import Messenger, Send
from schedules.indexing import index
from schedules.outbox import Find, Post, Postman
from storage import workspaces
from storage.memory import Memory
from storage.session import Scope

__all__ = ["Clockwork", "Find", "Heartbeat", "Home", "Post", "Preview"]

log = logging.getLogger(__name__)

Job = Callable[[Memory, Scope, datetime, Home], Awaitable[int]]

JOBS: dict[str, Job] = {digest.JOB: digest.plan}
BEAT = 30.0  # seconds
PATIENCE = 4  # beats that may pass before it is not alive any more
DRAIN = 5.0  # seconds that a round under way has to end when all is stopped


class Clockwork:
    """One workspace's jobs. `who` tells what the platform knows of a user; `home` is for whom it knows nothing of.

    `hook` sends what was logged to a webhook, where there is one.
    """

    def __init__(
        self,
        memory: Memory,
        scope: Scope,
        post: Post,
        find: Find,
        who: Who,
        clock: Callable[[], datetime],
        home: Home,
        hook: Send | None = None,
    ) -> None:
        self.memory = memory
        self.scope = scope
        self.clock = clock
        self.who = who
        self.home = home
        self.postman = Postman(memory, scope, post, find, clock, home.zone)
        self.messenger = Messenger(memory, scope, hook, clock) if hook is not None else None
        self.heart = Heartbeat(self.tick)

    def start(self) -> None:
        """Goes round every half minute from now on, in the running loop."""
        self.heart.start()

    async def stop(self) -> None:
        """Ends within some seconds, a round under way first."""
        await self.heart.stop()

    @property
    def alive(self) -> bool:
        """Whether the last round began a short while ago."""
        return self.heart.alive

    async def tick(self) -> int:
        """One round: what is left is sent, what is due is planned and sent, and the round is noted. How many were sent.

        What is left goes first: whether it was said decides what is said now.
        """
        sent = await self.deliver()
        if await acquaint(self.memory, self.scope, self.clock(), self.who):
            await self.plan()
        sent += await self.deliver()
        at = self.clock()
        await self.memory.write(self.scope, lambda session: workspaces.ticked(session, at))
        if self.messenger is not None:
            await self.messenger.deliver()
        await index(self.memory, self.scope)
        return sent

    async def plan(self) -> int:
        """Lets each job put what is due by now into the outbox; how many letters."""
        at, planned = self.clock(), 0
        for name, job in JOBS.items():
            try:
                planned += await job(self.memory, self.scope, at, self.home)
            except Exception:
                log.exception("The job %s failed.", name)
        return planned

    async def deliver(self) -> int:
        return await self.postman.deliver()

    async def preview(self, at: datetime) -> list[Preview]:
        """What would be said on the day of `at`, past or to come; nothing is written or sent."""
        return await digest.preview(self.memory, self.scope, at, self.clock(), self.home)


class Heartbeat:
    """Calls `beat` at once and then every `seconds`, one call at a time, in the running loop.

    APScheduler goes by the wall clock, so one set back two hours would stop it for two hours: a watchdog that goes by
    the loop's own clock, which is monotonic, sets it going again.
    """

    def __init__(self, beat: Callable[[], Awaitable[Any]], seconds: float = BEAT) -> None:
        self.beat = beat
        self.seconds = seconds
        self.scheduler: Any = None
        self.last = 0.0  # when it last began to beat
        self.idle = asyncio.Event()
        self._watchdog: asyncio.Task[None] | None = None

    def start(self) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        self.idle.set()
        self.last = asyncio.get_running_loop().time()
        self.scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self.scheduler.add_job(self.round)
        self.scheduler.add_job(self.round, "interval", seconds=self.seconds, id="beat")
        self.scheduler.start()
        self._watchdog = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Beats no more; a call under way is given a while to end."""
        assert self._watchdog is not None
        self._watchdog.cancel()
        self.scheduler.pause()
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN):
                await self.idle.wait()
        self.scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # it shuts down in the loop's next turn

    @property
    def alive(self) -> bool:
        return asyncio.get_running_loop().time() - self.last < PATIENCE * self.seconds

    async def round(self) -> None:
        if not self.idle.is_set():
            return
        self.idle.clear()
        self.last = asyncio.get_running_loop().time()
        try:
            await self.beat()
        except Exception:
            log.exception("A round of the clockwork failed.")
        except asyncio.CancelledError:  # nothing waits for it any more; APScheduler would log it as a fault
            log.warning("A round of the clockwork was given up, because Rapport stops.")
        finally:
            self.idle.set()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self.seconds)
            if self.idle.is_set() and asyncio.get_running_loop().time() - self.last > 2 * self.seconds:
                log.warning("The clock was set back; the clockwork goes on by the new one.")
                self.scheduler.reschedule_job("beat", trigger="interval", seconds=self.seconds)

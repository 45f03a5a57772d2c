"""Who somebody is: asked of the platform once, kept for an hour, dropped when the platform says that it changed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from bot.message import Later, Profile, Standing

log = logging.getLogger(__name__)

KEPT = 3600.0  # seconds
ROOM = 20_000  # profiles


class Directory:
    """Profiles by the platform's user id. `fetch` asks the platform and may raise; `elapsed` gives growing seconds."""

    def __init__(
        self, fetch: Callable[[str], Awaitable[Profile]], elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self.fetch = fetch
        self.elapsed = elapsed
        self.kept: OrderedDict[str, tuple[float, Profile]] = OrderedDict()
        self.asked: dict[str, asyncio.Task[Profile]] = {}

    async def who(self, user: str) -> Profile:
        """The Profile of `user`; when the platform cannot be asked, one of unknown standing, which is not kept."""
        known = self.known(user)
        if known is not None:
            return known
        asked = self.asked.get(user)
        if asked is None:
            asked = self.asked[user] = asyncio.create_task(self.fetched(user))
        return await asyncio.shield(asked)  # one of several waiters may give up

    def known(self, user: str) -> Profile | None:
        """The Profile of `user` if it is here and fresh, without asking anybody."""
        since, profile = self.kept.get(user, (0.0, None))
        return profile if profile is not None and self.elapsed() - since < KEPT else None

    def forget(self, user: str) -> None:
        """Somebody changed: the next question is asked anew, also when an answer is on its way right now."""
        self.kept.pop(user, None)
        self.asked.pop(user, None)

    async def fetched(self, user: str) -> Profile:
        mine = asyncio.current_task()
        try:
            profile = await self.fetch(user)
        except Exception as error:  # whatever the platform's trouble is, nobody gets in by it
            log.warning("Nobody can say who %s is: %s", user, error)
            unreached = isinstance(error, ConnectionError | Later)
            return Profile(user=user, standing=Standing.UNKNOWN if unreached else Standing.OUTSIDER)
        else:
            if self.asked.get(user) is mine:
                self.keep(user, profile)
            return profile
        finally:
            if self.asked.get(user) is mine:
                del self.asked[user]

    def keep(self, user: str, profile: Profile) -> None:
        self.kept[user] = (self.elapsed(), profile)
        self.kept.move_to_end(user)
        while len(self.kept) > ROOM:
            self.kept.popitem(last=False)

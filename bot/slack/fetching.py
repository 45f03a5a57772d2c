"""The files of a message, brought here with our own token: outside of whatever is done with them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.message import FILES, File
from bot.slack.api import Refused
from bot.slack.asks import Attached

log = logging.getLogger(__name__)

LARGEST = 20 << 20  # bytes
MOST = 6  # files of a message: one more than anything is made of, so that it can be said

Fetch = Callable[[str, int], Awaitable[bytes]]


async def fetched(fetch: Fetch, attached: Sequence[Attached]) -> tuple[File, ...]:
    """The files that something can be made of with what is in them, the others by name alone."""
    wanted = [one for one in attached if is_wanted(one.name)]
    found = await asyncio.gather(*(brought(fetch, one) for one in wanted[:MOST]))
    rest = [*wanted[MOST:], *(one for one in attached if not is_wanted(one.name))]
    return (*found, *(File(one.name) for one in rest))


def is_wanted(name: str) -> bool:
    return name.lower().endswith(FILES)


async def brought(fetch: Fetch, one: Attached) -> File:
    if one.size > LARGEST:
        return File(one.name, why="big")
    try:
        return File(one.name, await fetch(one.url, LARGEST))
    except Refused as refused:
        log.warning("A file was not fetched: %s", refused)
        return File(one.name, why="big" if refused.error == "too_big" else "unreached")
    except ConnectionError as error:
        log.warning("A file was not fetched: %s", error)
        return File(one.name, why="unreached")

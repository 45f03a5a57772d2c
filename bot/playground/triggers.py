"""What a tap or a command leaves the app to answer with: trigger ids for three seconds, response_urls for 30 minutes.

Both keep real time, wherever the clock of the workspace stands.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.refused import Refused

TRIGGER = 3.0  # seconds
ANSWER = 1800.0  # seconds
ANSWERS = 5  # uses of one response_url


@dataclass(slots=True)
class Trigger:
    user: str
    until: float
    used: bool = False


class Triggers:
    """`elapsed` gives growing seconds."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self.elapsed = elapsed
        self.given: dict[str, Trigger] = {}

    def new(self, user: str) -> str:
        trigger = f"{secrets.randbelow(10**9)}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self.given[trigger] = Trigger(user, self.elapsed() + TRIGGER)
        return trigger

    def spend(self, trigger: str) -> str:
        """The user whose trigger this was. Raises Refused for one that is unknown, used or too old."""
        given = self.given.get(trigger)
        if given is None:
            raise Refused("invalid_trigger_id")
        if given.used:
            raise Refused("exchanged_trigger_id")
        if self.elapsed() > given.until:
            raise Refused("expired_trigger_id")
        given.used = True
        return given.user


@dataclass(slots=True)
class Way:
    """Where an answer goes: to `user` in `channel`; `ts` is the message that was tapped."""

    user: str
    channel: str
    ts: str
    until: float
    left: int = ANSWERS


class Ways:
    def __init__(self, elapsed: Callable[[], float]) -> None:
        self.elapsed = elapsed
        self.given: dict[str, Way] = {}

    def new(self, user: str, channel: str, ts: str = "") -> str:
        """The secret end of a new response_url."""
        key = secrets.token_urlsafe(18)
        self.given[key] = Way(user, channel, ts, self.elapsed() + ANSWER)
        return key

    def use(self, key: str) -> Way:
        """Raises Refused for one that is unknown, used up or too old."""
        way = self.given.get(key)
        if way is None:
            raise Refused("invalid_url")
        if self.elapsed() > way.until:
            raise Refused("expired_url")
        if not way.left:
            raise Refused("used_url")
        way.left -= 1
        return way

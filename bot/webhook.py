"""Sends what was logged to an address of the host's, signed as Slack signs what it sends."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.message import Later, Undeliverable

SECONDS = 10  # a message may take
WAIT = 60  # seconds, where nobody says how long
REFUSED = {400, 410, 413, 415, 422}  # of a message that would be refused again


class NotTaken(Exception):  # noqa: N818 - a fact, kept as the message's trouble
    """The receiver answered something else than that it has it."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """`clock` gives the moment that is signed."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    clock: Callable[[], datetime]

    async def send(self, key: str, body: str) -> None:
        """Posts a body (JSON). Raises Later, Undeliverable, NotTaken, or what the network raises."""
        import aiohttp

        data = body.encode()
        timestamp = str(int(self.clock().timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Rapport",
            "X-Rapport-Delivery": key,
            "X-Rapport-Timestamp": timestamp,
            "X-Rapport-Signature": signature(self.secret, timestamp, data),
        }
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
            session.post(self.url, data=data, headers=headers, allow_redirects=False) as answer,
        ):
            judge(answer.status, answer.headers.get("Retry-After", ""))


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """ "v1=" and the HMAC-SHA-256, in hexadecimal, of "v1:<seconds since 1970>:<body>" under the secret."""
    signed = b"v1:" + timestamp.encode() + b":" + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def judge(status: int, retry_after: str) -> None:
    """Nothing for a message that was taken; raises what says when to send it again, or that there is no use in it."""
    if 200 <= status < 300:
        return
    if status in (429, 503):
        raise Later(float(retry_after) if retry_after.isascii() and retry_after.isdigit() else WAIT)
    if status in REFUSED:
        raise Undeliverable(f"HTTP {status}")
    raise NotTaken(f"HTTP {status}")

"""Slack's Web API over one shared session: every address derives from the one the settings name.

Nothing is sent twice by itself. slack_sdk's client re-sends after a dropped connection, which doubles posts, and builds
a session for every call.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from bot.message import Later
from bot.slack.blocks import Json
from bot.slack.ways import trusted

TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
FILE_TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=5)
CHUNK = 1 << 16  # bytes
LOOPBACK = ("127.0.0.1", "localhost", "::1")
DIRECTS = 20_000  # channels remembered

# What no waiting mends.
WRONG_TOKEN = frozenset(
    {"account_inactive", "invalid_auth", "not_allowed_token_type", "not_authed", "token_expired", "token_revoked"}
)


class Refused(Exception):  # noqa: N818 - Slack's answer, not our error
    """Slack says no; `error` is its own word for why, such as "channel_not_found"."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(f"{method}: {error}")
        self.error = error


class Unreached(ConnectionError):  # noqa: N818 - a case of ConnectionError
    """Slack was not reached at all, so nothing happened there. Any other ConnectionError leaves that open."""


class Api:
    def __init__(self, url: str, token: str) -> None:
        self.url = url if url.endswith("/") else f"{url}/"
        self.token = token
        self.opened: aiohttp.ClientSession | None = None
        self.directs: OrderedDict[str, str] = OrderedDict()

    @property
    def session(self) -> aiohttp.ClientSession:
        if self.opened is None:
            self.opened = aiohttp.ClientSession(timeout=TIMEOUT)
        return self.opened

    async def call(self, method: str, *, token: str = "", **said: Any) -> Json:
        """Slack's answer to `method`. Raises Refused, Later (Slack wants us to wait), Unreached or ConnectionError."""
        return await self.send("POST", method, token or self.token, json=said)

    async def look(self, method: str, **asked: str | int) -> Json:
        """The same for the methods that only take a query."""
        return await self.send("GET", method, self.token, params=asked)

    async def send(self, verb: str, method: str, token: str, **content: Any) -> Json:
        url, headers = urljoin(self.url, method), {"Authorization": f"Bearer {token}"}
        try:
            async with self.session.request(
                verb, url, headers=headers, proxy=proxy_for(url), allow_redirects=False, **content
            ) as response:
                return await read(method, response)
        except aiohttp.ClientConnectorError as error:
            raise Unreached(f"{method}: {type(error).__name__}") from None
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ConnectionError(f"{method}: {type(error).__name__}") from None  # its text may hold what was sent

    async def respond(self, url: str, said: Mapping[str, Any]) -> None:
        """Answers by a payload's response_url. Raises Refused when it is not Slack's or used up, else as `call`."""
        if not trusted(url, self.url):
            raise Refused("response_url", "not_slack")
        try:
            async with self.session.post(url, json=said, proxy=proxy_for(url), allow_redirects=False) as response:
                if response.status == 429:
                    raise Later(patience(response))
                if response.status != 200:
                    raise Refused("response_url", f"http_{response.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ConnectionError(f"response_url: {type(error).__name__}") from None

    async def fetch(self, url: str, most: int) -> bytes:
        """What is in a file of Slack's, at most `most` bytes. Raises Refused ("too_big", "not_slack", …), or
        ConnectionError."""
        if not trusted(url, self.url):  # our token goes nowhere else
            raise Refused("file", "not_slack")
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            async with self.session.get(
                url, headers=headers, proxy=proxy_for(url), allow_redirects=False, timeout=FILE_TIMEOUT
            ) as response:
                if response.status != 200:
                    raise Refused("file", f"http_{response.status}")
                if response.content_type == "text/html":  # a page that asks to sign in: files:read is missing
                    raise Refused("file", "missing_scope")
                data = bytearray()
                async for chunk in response.content.iter_chunked(CHUNK):
                    data += chunk
                    if len(data) > most:
                        raise Refused("file", "too_big")
                return bytes(data)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ConnectionError(f"file: {type(error).__name__}") from None

    async def direct(self, user: str) -> str:
        """The id of the channel of our direct messages with `user`."""
        if user not in self.directs:
            answer = await self.call("conversations.open", users=user)
            self.directs[user] = answer["channel"]["id"]
            while len(self.directs) > DIRECTS:
                self.directs.popitem(last=False)
        return self.directs[user]

    async def close(self) -> None:
        if self.opened is not None:
            await self.opened.close()


async def read(method: str, response: aiohttp.ClientResponse) -> Json:
    if response.status == 429:
        raise Later(patience(response))
    if response.status != 200:
        raise ConnectionError(f"{method}: HTTP {response.status}")
    answer: Json = await response.json(content_type=None)
    if answer.get("ok"):
        return answer
    error = str(answer.get("error", "unknown_error"))
    if error in ("ratelimited", "rate_limited"):
        raise Later(patience(response))
    raise Refused(method, error)


def patience(response: aiohttp.ClientResponse) -> float:
    """The seconds after which Slack wants to hear from us again."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isascii() and said.isdigit() else 1.0


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for `url`; a stand-in on loopback is always spoken to directly."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in LOOPBACK or proxy_bypass(host):
        return None
    return getproxies().get("https" if parts.scheme in ("https", "wss") else "http")

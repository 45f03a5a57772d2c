"""The real bot in Slack, between a stand-in for Slack and a trivial answer of the test's own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.message import Ask, Card, Choice, Reply, Say
from bot.settings import Settings
from bot.slack.app import Slack
from tests.slack import payloads
from tests.slack.stub import Stub, slack_stub

Json = dict[str, Any]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)


@dataclass
class Rig:
    slack: Slack
    stub: Stub
    http: aiohttp.ClientSession
    asks: list[Ask] = field(default_factory=list)
    adopted: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, payload: Json) -> Any:
        """Delivers a payload as the mode does, and gives what the acknowledgement carries ("" for nothing)."""
        if self.slack.settings.mode == "socket":
            return (await self.stub.deliver(payload)).get("payload", "")
        status, body = await self.post(*payloads.as_http(payload))
        assert status == 200, body
        return body

    async def post(
        self,
        kind: str,
        body: str,
        *,
        secret: str = SECRET,
        at: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Posts a signed body to the bot's own HTTP address."""
        stamp = str(int(time.time() if at is None else at))
        signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
        signed = {"X-Slack-Signature": signature or "", "X-Slack-Request-Timestamp": stamp, "Content-Type": kind}
        async with self.http.post(
            self.address("/slack/events"), data=body, headers=signed | dict(headers or {})
        ) as response:
            is_json = response.content_type == "application/json"
            return response.status, await response.json() if is_json else await response.text()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.slack.port}{path}"

    def url(self) -> str:
        return self.stub.answer_url()


def settings(mode: str, url: str, **more: Any) -> Settings:
    given: Json = {
        "bot_token": "xoxb-1",
        "app_token": "xapp-1",
        "signing_secret": SECRET,
        "api_url": f"{url}/api/",
        "port": 0,
        "mode": mode,
    }
    return Settings(**(given | more))


async def no_choices(ask: Ask, search: str, typed: str) -> list[Choice]:
    return []


async def said_yes(ask: Ask) -> Reply:
    return Say(Card("Yes."))


@asynccontextmanager
async def rig(
    answer: Callable[[Ask], Awaitable[Reply] | Reply] = said_yes,
    mode: str = "http",
    look_up: Callable[[Ask, str, str], Awaitable[list[Choice]]] = no_choices,
    patience: float = 5.0,
    stub: Stub | None = None,
) -> AsyncIterator[Rig]:
    """A bot that serves, connected. `answer` may be a plain function; every Ask is kept."""
    if stub is None:
        async with slack_stub() as own, rig(answer, mode, look_up, patience, own) as made:
            yield made
        return
    asks: list[Ask] = []
    connected = asyncio.Event()

    async def answered(ask: Ask) -> Reply:
        asks.append(ask)
        reply = answer(ask)
        return await reply if isinstance(reply, Awaitable) else reply

    async def adopt(team: str, name: str) -> None:
        made.adopted.append((team, name))
        connected.set()

    slack = Slack(settings(mode, stub.url), answered, look_up, lambda: NOW, adopt, patience=patience, first_pause=0.01)
    async with aiohttp.ClientSession() as http:
        made = Rig(slack, stub, http, asks)
        serving = asyncio.create_task(slack.serve())
        try:
            await asyncio.wait_for(connected.wait(), 10)
            if mode == "socket":
                await stub.until(lambda: stub.lines)
            yield made
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            await slack.close()

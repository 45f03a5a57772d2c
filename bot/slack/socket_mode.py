"""Socket Mode: Slack's deliveries over a connection that we open, so that no public address is needed.

slack_sdk's client keeps an address that expired and tries it for ever when the first connection to it fails, pauses
always the same ten seconds, and writes payloads and addresses with their tickets into the log; hence this one.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.message import Later, Refusal
from bot.slack.api import WRONG_TOKEN, Api, Refused, proxy_for
from bot.slack.retrying import Retrying
from bot.slack.running import Running
from bot.words import _

log = logging.getLogger(__name__)

OLD = 15.0  # seconds that a line is still listened to when Slack has asked for another
HEARTBEAT = 10.0  # seconds between pings; without a pong in half of that the line counts as dead

Envelope = Mapping[str, Any]


class Socket:
    """`dispatch` is Bolt's; `pause` the first pause of a reconnection, in seconds."""

    def __init__(
        self,
        api: Api,
        app_token: str,
        dispatch: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
        running: Running,
        pause: float,
    ) -> None:
        self.api = api
        self.app_token = app_token
        self.dispatch = dispatch
        self.running = running
        self.retrying = Retrying("Socket Mode", pause)
        self.line: aiohttp.ClientWebSocketResponse | None = None
        self.leaving: set[asyncio.Task[None]] = set()
        self.greeted = asyncio.Event()  # Slack's hello: deliveries come from now on

    @property
    def connected(self) -> bool:
        """Whether deliveries can come: aiohttp closes a line whose pong is a few seconds late."""
        return self.greeted.is_set() and self.line is not None and not self.line.closed

    async def listen(self) -> None:
        """Takes deliveries until cancelled, on one connection after another.

        Raises Refusal when Slack does not accept the token; once it has, whatever happens is waited out.
        """
        while True:
            try:
                await self.take_all(await self.connect())
            except (Refused, Later, ConnectionError, ValueError, KeyError) as error:
                if isinstance(error, Refused) and error.error in WRONG_TOKEN and not self.greeted.is_set():
                    raise Refusal(_("Slack does not accept SLACK_APP_TOKEN ({error}).", error=error.error)) from None
                pause = self.retrying.failed(error, error.seconds if isinstance(error, Later) else 0.0)
                await asyncio.sleep(pause)

    async def connect(self) -> aiohttp.ClientWebSocketResponse:
        """A new connection; each has an address of its own, which is good for once."""
        answer = await self.api.call("apps.connections.open", token=self.app_token)
        try:
            line = await self.api.session.ws_connect(
                answer["url"], heartbeat=HEARTBEAT, proxy=proxy_for(answer["url"]), max_msg_size=0
            )
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ConnectionError(f"the connection failed: {type(error).__name__}") from None  # its text has a ticket
        self.line = line
        return line

    async def take_all(self, line: aiohttp.ClientWebSocketResponse) -> None:
        """Takes what comes over `line`. Raises ConnectionError when it breaks; returns when Slack wants another."""
        async for message in line:
            if message.type is not aiohttp.WSMsgType.TEXT:
                break
            envelope = json.loads(message.data)
            if envelope.get("type") == "hello":
                self.retrying.worked()
                self.greeted.set()
            elif envelope.get("type") == "disconnect":
                old = asyncio.create_task(self.leave(line))
                self.leaving.add(old)
                old.add_done_callback(self.leaving.discard)
                if envelope.get("reason") == "link_disabled":
                    raise ConnectionError("Socket Mode is switched off in the Slack app")
                return
            elif "envelope_id" in envelope:
                self.running.start(self.take(line, envelope))
        await line.close()
        raise ConnectionError("the connection was closed")

    async def take(self, line: aiohttp.ClientWebSocketResponse, envelope: Envelope) -> None:
        """Has one delivery handled and acknowledges it, on the newest line when its own is gone."""
        request = AsyncBoltRequest(mode="socket_mode", body=envelope.get("payload") or {})
        response = await self.dispatch(request)
        if response.status != 200:
            log.error("A delivery was not handled and is left to be repeated.")
            return
        said: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
        if response.body:
            said["payload"] = json.loads(response.body) if response.body.startswith("{") else {"text": response.body}
        line = self.line if line.closed and self.line is not None else line
        try:
            await line.send_str(json.dumps(said))
        except (ConnectionError, aiohttp.ClientError) as error:
            log.warning("A delivery was not acknowledged: %s", type(error).__name__)

    async def leave(self, line: aiohttp.ClientWebSocketResponse) -> None:
        """Slack closes such a line in some seconds; what still comes over it is taken."""
        try:
            with suppress(TimeoutError, ConnectionError):
                async with asyncio.timeout(OLD):
                    await self.take_all(line)
        finally:
            await line.close()

    async def close(self) -> None:
        self.greeted.clear()
        for old in self.leaving:
            old.cancel()
        await asyncio.gather(*self.leaving, return_exceptions=True)
        if self.line is not None:
            await self.line.close()

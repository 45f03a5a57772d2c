"""Socket Mode: deliveries to the app over the connections that it opened, and its acknowledgements."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground.cast import APP, Json

PATIENCE = 3.0  # seconds that Slack waits for an acknowledgement


class Silent(Exception):  # noqa: N818 - what the app did, in Slack's word for it
    """The app did not take a delivery: it is not connected, or did not acknowledge in time."""


class Line:
    """`overhear` is told what acknowledgements carry."""

    def __init__(self, overhear: Callable[[Json], None]) -> None:
        self.overhear = overhear
        self.tickets: set[str] = set()
        self.lines: list[web.WebSocketResponse] = []
        self.acks: dict[str, asyncio.Future[Json]] = {}
        self.connected = asyncio.Event()

    def ticket(self) -> str:
        """Lets in one connection."""
        ticket = secrets.token_urlsafe(24)
        self.tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """A connection of the app, for as long as it lasts."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            raise web.HTTPForbidden
        self.tickets.discard(ticket)
        line = web.WebSocketResponse(heartbeat=10.0)
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP}})
        self.lines.append(line)
        self.connected.set()
        try:
            async for message in line:
                if message.type is WSMsgType.TEXT:
                    self.acknowledged(json.loads(message.data))
        finally:
            self.lines.remove(line)
            if not self.lines:
                self.connected.clear()
        return line

    def acknowledged(self, ack: Json) -> None:
        waiting = self.acks.pop(ack.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(ack)

    async def deliver(self, kind: str, payload: Json) -> Json:
        """Delivers a payload; what the acknowledgement carries, {} for nothing. Raises Silent.

        `kind` is "slash_commands", "interactive" or "events_api", which takes no answer.
        """
        if not self.lines:
            raise Silent("dispatch_failed")
        envelope = secrets.token_hex(16)
        answers = kind != "events_api"
        waiting = self.acks[envelope] = asyncio.get_running_loop().create_future()
        said = {"envelope_id": envelope, "type": kind, "accepts_response_payload": answers, "payload": payload}
        try:
            await self.lines[-1].send_json(said)
            ack: Json = await asyncio.wait_for(waiting, PATIENCE)
        except (TimeoutError, ConnectionError) as error:
            raise Silent("operation_timeout") from error
        finally:
            self.acks.pop(envelope, None)
        carried: Any = ack.get("payload") if answers else None
        if not isinstance(carried, dict):
            return {}
        self.overhear(carried)
        return carried

    async def close(self) -> None:
        for line in list(self.lines):
            await line.close()

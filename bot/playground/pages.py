"""The page's connection to the playground: what people do comes in, what they may see goes out."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground.acting import Acting
from bot.playground.cast import Json, Person
from bot.playground.clock import MONDAY, Clock, forward, next_morning
from bot.playground.refused import Refused
from bot.playground.shown import Tries, everything

log = logging.getLogger(__name__)

LARGEST = 30_000_000  # bytes of a message: some files of 5 MB, in base64


class Pages:
    """`tick` does what is due at a moment; `tries` are what a newcomer may type first."""

    def __init__(self, acting: Acting, clock: Clock, tick: Callable[[], Awaitable[object]], tries: Tries) -> None:
        self.acting = acting
        self.workspace = acting.workspace
        self.clock = clock
        self.tick = tick
        self.tries = tries
        self.moving = asyncio.Lock()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One page, of whom it acts as, for as long as it is open."""
        person = self.played(request.query.get("as", ""))
        line = web.WebSocketResponse(heartbeat=20.0, max_msg_size=LARGEST)
        await line.prepare(request)
        queue: asyncio.Queue[Json] = asyncio.Queue()
        queue.put_nowait(everything(self.workspace, person, self.tries))
        queue.put_nowait(self.time())
        self.workspace.watching[queue] = person.user
        showing = asyncio.create_task(show(line, queue))
        doing: set[asyncio.Task[None]] = set()
        try:
            async for message in line:
                if message.type is WSMsgType.TEXT:
                    task = asyncio.create_task(self.do(person, json.loads(message.data), queue))
                    doing.add(task)
                    task.add_done_callback(doing.discard)
        finally:
            self.workspace.leave(queue)
            showing.cancel()
        return line

    def played(self, user: str) -> Person:
        people = [person for person in self.workspace.people.values() if person.part]
        return next((person for person in people if person.user == user), people[0])

    async def do(self, person: Person, said: Mapping[str, Any], queue: asyncio.Queue[Json]) -> None:
        """What the page asks, and the answer to it."""
        try:
            if said.get("do") == "move":
                answer = await self.move(person, said.get("to", ""))
            else:
                answer = await self.acting.do(person, str(said.get("do")), said)
        except Refused as refused:
            answer = {"error": refused.error}
        except Exception:
            log.exception("The page asked for something that failed.")
            answer = {"error": "internal_error"}
        queue.put_nowait({"event": "done", "id": said.get("id"), **answer})

    async def move(self, person: Person, to: str) -> Json:
        """Puts the clock forward to the person's next working morning, or Monday, and does what is due until then."""
        if self.moving.locked():
            return {}
        async with self.moving:
            weekday = MONDAY if to == "monday" else None
            await forward(self.clock, next_morning(self.clock(), person.zone, person.country, weekday), self.ticked)
        self.workspace.tell(self.time())
        return {}

    async def ticked(self) -> None:
        self.workspace.tell(self.time())
        await self.tick()

    def time(self) -> Json:
        return {"event": "clock", "at": self.clock().timestamp(), "moving": self.moving.locked()}


async def show(line: web.WebSocketResponse, queue: asyncio.Queue[Json]) -> None:
    with suppress(ConnectionError):
        while True:
            await line.send_json(await queue.get())

"""A playground with nobody's bot in it: the test speaks for the bot, over the same wires."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.playground.cast import Person, Room
from bot.playground.clock import Clock
from bot.playground.server import Playground
from bot.playground.workspace import Workspace

Json = dict[str, Any]

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
MIA = Person(
    user="U0MIA", name="Mia Brandt", email="mia@example.com", locale="en-GB", zone="Europe/Berlin", part="teammate"
)
JANE = Person(
    user="U0JANE", name="Jane", email="j@acme.example", locale="en-US", zone="UTC", team="T0ACME", part="outsider"
)
ROOMS = (
    Room(id="C0SALES", name="sales", members=("U0MIA",)),
    Room(id="C0ACME", name="acme", members=("U0MIA", "U0JANE"), shared=True),
    Room(id="C0LUNCH", name="lunch", members=("U0MIA",), has_bot=False),
)
MANIFEST: Json = {
    "display_information": {"description": "Tries things."},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "Rapport"},
        "shortcuts": [{"name": "Log", "type": "message", "callback_id": "log"}],
        "slash_commands": [{"command": "/try", "description": "tries", "should_escape": True}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "im:write", "im:history", "users:read", "files:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im"]}},
}
TEXT: Json = {"type": "plain_text", "text": "Hello"}
VIEW: Json = {
    "type": "modal",
    "title": TEXT,
    "submit": TEXT,
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": TEXT,
            "element": {"type": "plain_text_input", "action_id": "value"},
        }
    ],
}


class Seconds:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Rig:
    playground: Playground
    http: aiohttp.ClientSession
    elapsed: Seconds
    heard: list[Json] = field(default_factory=list)  # envelopes, as the bot gets them
    answers: Callable[[Json], Json | None] = lambda _envelope: {}  # what it acknowledges with; None: not at all
    pages: dict[str, aiohttp.ClientWebSocketResponse] = field(default_factory=dict)
    shown: list[Json] = field(default_factory=list)

    async def call(self, method: str, *, token: str | None = None, **said: Any) -> Json:
        headers = {"Authorization": f"Bearer {self.playground.bot_token if token is None else token}"}
        async with self.http.post(f"{self.playground.url}/api/{method}", json=said, headers=headers) as response:
            answer: Json = await response.json()
            return answer

    async def respond(self, url: str, **said: Any) -> int:
        async with self.http.post(url, json=said) as response:
            return response.status

    async def connect(self) -> aiohttp.ClientWebSocketResponse:
        """The bot's own line; what comes over it is heard and acknowledged."""
        opened = await self.call("apps.connections.open", token=self.playground.app_token)
        line = await self.http.ws_connect(opened["url"])
        assert (await line.receive_json())["type"] == "hello"
        task = asyncio.create_task(self.listen(line))
        task.add_done_callback(lambda done: done.cancelled() or done.result())
        return line

    async def listen(self, line: aiohttp.ClientWebSocketResponse) -> None:
        async for message in line:
            envelope = json.loads(message.data)
            self.heard.append(envelope)
            answer = self.answers(envelope)
            if answer is not None:
                await line.send_json(
                    {"envelope_id": envelope["envelope_id"], **({"payload": answer} if answer else {})}
                )

    async def act(self, user: str, do: str, **said: Any) -> Json:
        """Does something on somebody's page; the answer to it. What the page is shown before is in `shown`."""
        if user not in self.pages:
            url = self.playground.url
            self.pages[user] = await self.http.ws_connect(f"{url}/page?as={user}", headers={"Origin": url})
        page = self.pages[user]
        await page.send_json({"id": 1, "do": do, **said})
        while True:
            event: Json = await asyncio.wait_for(page.receive_json(), 10)
            if event["event"] == "done":
                return event
            self.shown.append(event)

    def messages(self, channel: str) -> list[Json]:
        return [message.shown() for message in self.playground.workspace.channels[channel].messages.values()]


@asynccontextmanager
async def rig() -> AsyncIterator[Rig]:
    elapsed = Seconds()
    clock = Clock(lambda: NOW)
    workspace = Workspace("Test", MANIFEST, (MIA, JANE), ROOMS, clock, elapsed)
    playground = Playground(workspace, clock, {"en": ["/try this"]})
    await playground.start(0)
    async with aiohttp.ClientSession() as http:
        made = Rig(playground, http, elapsed)
        try:
            yield made
        finally:
            for page in made.pages.values():
                await page.close()
            await playground.stop()

"""The workspace's one state, in memory: people, channels, messages, and who is looking on."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.playground.cast import BOT_USER, Json, Person, Room, the_bot
from bot.playground.channels import Channel, Message, opened
from bot.playground.refused import Refused
from bot.playground.triggers import Triggers, Ways
from bot.playground.views import Views


class Workspace:
    """`manifest` is the installed app's, `clock` gives the moment of what is posted, `elapsed` growing seconds."""

    def __init__(
        self,
        name: str,
        manifest: Json,
        people: Sequence[Person],
        rooms: Sequence[Room],
        clock: Callable[[], datetime],
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.manifest = manifest
        self.clock = clock
        self.people = {person.user: person for person in people}
        self.channels = {room.id: opened(room) for room in rooms}
        self.triggers = Triggers(elapsed)
        self.ways = Ways(elapsed)
        self.views = Views(self.tell)
        self.files: dict[str, Json] = {}
        self.bodies: dict[str, bytes] = {}
        self.unread: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.watching: dict[asyncio.Queue[Json], str] = {}
        self.last = 0  # microseconds of the newest ts
        self.url = ""  # where all of this is served
        for person in people:
            if person.at_home:
                self.direct(person.user)

    @property
    def app_name(self) -> str:
        return str(self.manifest["features"]["bot_user"]["display_name"])

    def user(self, user: str) -> Json:
        """Somebody as users.info tells them, with their locale. Raises Refused."""
        if user == BOT_USER:
            return the_bot(self.app_name)
        return self.person(user).told(locale=True)

    def person(self, user: str) -> Person:
        if user not in self.people:
            raise Refused("user_not_found")
        return self.people[user]

    def channel(self, channel: str) -> Channel:
        """The channel of that id; for a user's id their direct messages. Raises Refused."""
        if channel in self.people:
            return self.direct(channel)
        if channel not in self.channels:
            raise Refused("channel_not_found")
        return self.channels[channel]

    def direct(self, user: str) -> Channel:
        """The bot's direct messages with somebody of this workspace. Raises Refused."""
        if not self.person(user).at_home:
            raise Refused("user_not_visible")
        place = f"D{user[1:]}"
        if place not in self.channels:
            self.channels[place] = Channel(id=place, name="", members={user, BOT_USER}, direct=user)
        return self.channels[place]

    def next_ts(self) -> str:
        """The present moment in Slack's form; no two are the same."""
        self.last = max(self.last + 1, int(self.clock().timestamp() * 1_000_000))
        return f"{self.last // 1_000_000}.{self.last % 1_000_000:06d}"

    def post(self, channel: Channel, user: str, *, only: str = "", **said: Any) -> Message:
        """Puts a message where it belongs and shows it to whoever may see it."""
        message = Message(ts=self.next_ts(), user=user, only=only, **said)
        channel.messages[message.ts] = message
        for reader in self.readers(channel, message):
            if reader != user and not message.command:
                self.unread[reader][channel.id] += 1
        self.show(channel, message)
        return message

    def show(self, channel: Channel, message: Message) -> None:
        readers = self.readers(channel, message)
        self.tell({"event": "message", "channel": channel.id, "message": message.shown()}, readers)
        self.tell({"event": "unread", "unread": self.counts()})

    def delete(self, channel: Channel, message: Message) -> None:
        channel.messages.pop(message.ts, None)
        self.tell({"event": "gone", "channel": channel.id, "ts": message.ts}, self.readers(channel, message))

    def read(self, user: str, channel: str) -> None:
        """Somebody has seen what is in a channel."""
        if self.unread[user].pop(channel, 0):
            self.tell({"event": "unread", "unread": self.counts()})

    def counts(self) -> Json:
        """How many messages each person has not seen, by channel."""
        return {user: dict(channels) for user, channels in self.unread.items() if channels}

    def readers(self, channel: Channel, message: Message) -> set[str]:
        return {message.only} if message.only else channel.members - {BOT_USER}

    def leave(self, queue: asyncio.Queue[Json]) -> None:
        """A page is closed; with somebody's last one their modals go."""
        user = self.watching.pop(queue)
        if user not in self.watching.values():
            self.views.stacks.pop(user, None)

    def tell(self, event: Json, users: Iterable[str] | None = None) -> None:
        """Tells the pages of `users`, or all pages."""
        wanted = None if users is None else set(users)
        for queue, user in self.watching.items():
            if wanted is None or user in wanted:
                queue.put_nowait(event)

"""A channel, and a message in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.playground.cast import BOT, BOT_USER, Json, Room


@dataclass(slots=True, kw_only=True)
class Message:
    """`thread` is the ts of the message it answers, `only` the one user who sees it ("" for all in the channel)."""

    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread: str = ""
    only: str = ""
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    command: bool = False  # what was typed as a slash command: Slack shows nothing, here it stays to be seen

    def told(self, *, metadata: bool = False) -> Json:
        """The message as conversations.history tells it."""
        made: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "blocks": self.blocks}
        made |= {"bot_id": BOT} if self.user == BOT_USER else {}
        made |= {"thread_ts": self.thread} if self.thread else {}
        made |= {"files": self.files} if self.files else {}
        return made | ({"metadata": self.metadata} if metadata and self.metadata else {})

    def shown(self) -> Json:
        """The message as the page takes it."""
        return self.told() | {"only": self.only, "command": self.command}


@dataclass(slots=True, kw_only=True)
class Channel:
    id: str
    name: str
    members: set[str]
    direct: str = ""  # the person whose direct messages with the bot these are
    shared: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def told(self) -> Json:
        kind = {"is_im": True, "user": self.direct} if self.direct else {"is_channel": True, "name": self.name}
        return {"id": self.id, "is_ext_shared": self.shared, "is_member": BOT_USER in self.members, **kind}


def opened(room: Room) -> Channel:
    members = {*room.members, *([BOT_USER] if room.has_bot else [])}
    return Channel(id=room.id, name=room.name, members=members, shared=room.shared)

"""chat.*: what the bot says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.cast import BOT_USER, Json
from bot.playground.channels import Channel, Message
from bot.playground.ids import named
from bot.playground.refused import Refused
from bot.playground.shapes import check_message
from bot.playground.workspace import Workspace

Said = Mapping[str, Any]


def post(workspace: Workspace, said: Said) -> Json:
    channel = reachable(workspace, said)
    check_message(said)
    message = say(workspace, channel, said)
    return {"channel": channel.id, "ts": message.ts, "message": message.told(metadata=True)}


def whisper(workspace: Workspace, said: Said) -> Json:
    channel = reachable(workspace, said)
    if said.get("user") not in channel.members:
        raise Refused("user_not_in_channel")
    check_message(said)
    return {"message_ts": say(workspace, channel, said, only=said["user"]).ts}


def update(workspace: Workspace, said: Said) -> Json:
    channel, message = own(workspace, said)
    check_message(said)
    rewrite(workspace, channel, message, said)
    return {"channel": channel.id, "ts": message.ts, "text": message.text}


def delete(workspace: Workspace, said: Said) -> Json:
    channel, message = own(workspace, said)
    workspace.delete(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def say(workspace: Workspace, channel: Channel, said: Said, *, only: str = "") -> Message:
    """Posts as the bot what has been checked."""
    return workspace.post(
        channel,
        BOT_USER,
        only=only,
        text=said.get("text") or "",
        blocks=named(said.get("blocks") or []),
        thread=said.get("thread_ts") or "",
        metadata=said.get("metadata"),
    )


def rewrite(workspace: Workspace, channel: Channel, message: Message, said: Said) -> None:
    message.text = said.get("text") or ""
    message.blocks = named(said.get("blocks") or [])
    workspace.show(channel, message)


def reachable(workspace: Workspace, said: Said) -> Channel:
    channel = workspace.channel(said.get("channel", ""))
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def own(workspace: Workspace, said: Said) -> tuple[Channel, Message]:
    channel = workspace.channel(said.get("channel", ""))
    message = channel.messages.get(said.get("ts", ""))
    if message is None or message.only:
        raise Refused("message_not_found")
    if message.user != BOT_USER:
        raise Refused("cant_update_message")
    return channel, message

"""conversations.*: channels, and what was said in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.cast import BOT_USER, Json
from bot.playground.channels import Message
from bot.playground.refused import Refused
from bot.playground.workspace import Workspace

Said = Mapping[str, Any]
PAGE = 100


def open_direct(workspace: Workspace, said: Said) -> Json:
    if said.get("channel"):
        return {"channel": {"id": workspace.channel(said["channel"]).id}}
    users = str(said.get("users", "")).split(",")
    if users == [""]:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("too_many_users")
    return {"channel": {"id": workspace.direct(users[0]).id}}


def history(workspace: Workspace, said: Said) -> Json:
    """Newest first; without answers in threads and without what only one user sees."""
    channel = workspace.channel(said.get("channel", ""))
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    found = [m for m in channel.messages.values() if not m.only and (not m.thread or m.thread == m.ts)]
    return page(sorted(found, key=lambda message: message.ts, reverse=True), said)


def replies(workspace: Workspace, said: Said) -> Json:
    channel = workspace.channel(said.get("channel", ""))
    root = str(said.get("ts", ""))
    if root not in channel.messages:
        raise Refused("thread_not_found")
    return page([m for m in channel.messages.values() if not m.only and root in (m.ts, m.thread)], said)


def page(found: list[Message], said: Said) -> Json:
    oldest, latest = float(said.get("oldest") or 0), float(said.get("latest") or "inf")
    inclusive = str(said.get("inclusive", "")).lower() in ("true", "1")
    within = [m for m in found if oldest < float(m.ts) < latest or (inclusive and float(m.ts) in (oldest, latest))]
    start, most = int(said.get("cursor") or 0), min(int(said.get("limit") or PAGE), 999)
    more = start + most < len(within)
    metadata = str(said.get("include_all_metadata", "")).lower() in ("true", "1")
    return {
        "messages": [message.told(metadata=metadata) for message in within[start : start + most]],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + most) if more else ""},
    }


def info(workspace: Workspace, said: Said) -> Json:
    return {"channel": workspace.channel(said.get("channel", "")).told()}


def everything(workspace: Workspace, said: Said) -> Json:
    kinds = str(said.get("types") or "public_channel").split(",")
    found = [c.told() for c in workspace.channels.values() if ("im" if c.direct else "public_channel") in kinds]
    return {"channels": found, "response_metadata": {"next_cursor": ""}}


def members(workspace: Workspace, said: Said) -> Json:
    channel = workspace.channel(said.get("channel", ""))
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}

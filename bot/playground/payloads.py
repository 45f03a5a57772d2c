"""What Slack delivers, made from what somebody did on the page."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from bot.playground.cast import APP, BOT_USER, TEAM, Json, Person
from bot.playground.channels import Channel, Message
from bot.playground.workspace import Workspace


def slash(workspace: Workspace, person: Person, channel: Channel, command: str, text: str) -> Json:
    return {
        "token": "unused",
        "team_id": person.team,
        "team_domain": "playground",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.direct else channel.name,
        "user_id": person.user,
        "user_name": person.handle,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, person, channel),
        "trigger_id": workspace.triggers.new(person.user),
    }


def response_url(workspace: Workspace, person: Person, channel: Channel, ts: str = "") -> str:
    return f"{workspace.url}/answer/{workspace.ways.new(person.user, channel.id, ts)}"


def acted(workspace: Workspace, person: Person, kind: str) -> Json:
    """What all interactive payloads have in common."""
    return {
        "type": kind,
        "user": {"id": person.user, "username": person.handle, "name": person.handle, "team_id": person.team},
        "api_app_id": APP,
        "token": "unused",
        "team": {"id": TEAM, "domain": "playground"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": workspace.triggers.new(person.user),
    }


def tapped(workspace: Workspace, person: Person, channel: Channel, message: Message, action: Json) -> Json:
    """An element of a message was used. Slack tells nothing of the content of a message that one user sees."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only),
    }
    container |= {"thread_ts": message.thread} if message.thread else {}
    return {
        **acted(workspace, person, "block_actions"),
        "container": container,
        "channel": {"id": channel.id, "name": "directmessage" if channel.direct else channel.name},
        "state": {"values": {}},
        "response_url": response_url(workspace, person, channel, message.ts),
        "actions": [stamped(workspace, action)],
        **({} if message.only else {"message": message.told()}),
    }


def tapped_in_view(workspace: Workspace, person: Person, view: Json, action: Json) -> Json:
    return {
        **acted(workspace, person, "block_actions"),
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "actions": [stamped(workspace, action)],
    }


def stamped(workspace: Workspace, action: Json) -> Json:
    return {**action, "action_ts": f"{workspace.clock().timestamp():.6f}"}


def suggestion(workspace: Workspace, person: Person, element: Json, typed: str, **where: Any) -> Json:
    """Somebody types into a menu that searches; `where` is the view, or the message and its channel."""
    view = where.get("view")
    container = {"type": "view", "view_id": view["id"]} if view else {"type": "message"}
    said = acted(workspace, person, "block_suggestion")
    del said["trigger_id"]
    return {
        **said,
        "container": container,
        "block_id": element["block_id"],
        "action_id": element["action_id"],
        "value": typed,
        **where,
    }


def submitted(workspace: Workspace, person: Person, view: Json) -> Json:
    return {**acted(workspace, person, "view_submission"), "view": view, "response_urls": []}


def closed(workspace: Workspace, person: Person, view: Json) -> Json:
    return {**acted(workspace, person, "view_closed"), "view": view, "is_cleared": False}


def shortcut(workspace: Workspace, person: Person, callback: str) -> Json:
    """A shortcut of the app's that is about nothing on the page."""
    return {**acted(workspace, person, "shortcut"), "callback_id": callback}


def message_shortcut(workspace: Workspace, person: Person, channel: Channel, message: Message, callback: str) -> Json:
    return {
        **acted(workspace, person, "message_action"),
        "callback_id": callback,
        "message_ts": message.ts,
        "message": message.told(),
        "channel": {"id": channel.id, "name": "directmessage" if channel.direct else channel.name},
        "response_url": response_url(workspace, person, channel),
    }


def event(workspace: Workspace, person: Person, said: Json, channel: Channel) -> Json:
    """An event of the Events API, to which nobody waits for an answer."""
    return {
        "token": "unused",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "api_app_id": APP,
        "event": said,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(workspace.clock().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": channel.shared,
        **({} if person.at_home else {"context_team_id": person.team}),
    }


def message_events(
    workspace: Workspace, person: Person, channel: Channel, message: Message, subscribed: Iterable[str]
) -> list[Json]:
    """The events that a message by a person is to the app, of those to which it has subscribed."""
    said: Json = {
        "user": person.user,
        "text": message.text,
        "ts": message.ts,
        "team": person.team,
        "user_team": person.team,
        "channel": channel.id,
        "event_ts": message.ts,
        **({"thread_ts": message.thread} if message.thread else {}),
        **({"files": [located(workspace, file) for file in message.files]} if message.files else {}),
    }
    found: list[Json] = []
    if BOT_USER not in channel.members:
        return found
    kind = "im" if channel.direct else "channel"
    if f"message.{kind}" in subscribed or f"message.{kind}s" in subscribed:
        shared = {"subtype": "file_share"} if message.files else {}
        found.append({"type": "message", "channel_type": kind, "client_msg_id": secrets.token_hex(8), **shared, **said})
    if f"<@{BOT_USER}>" in message.text and "app_mention" in subscribed and not channel.direct:
        found.append({"type": "app_mention", **said})
    return [event(workspace, person, one, channel) for one in found]


def located(workspace: Workspace, file: Json) -> Json:
    """A file with the address at which the app fetches it."""
    url = f"{workspace.url}{file['url_private']}"
    return file | {"url_private": url, "url_private_download": url, "mode": "hosted", "is_external": False}

"""Slack's Web API: the table of methods, the scope each needs, and how a call is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.cast import Json
from bot.playground.methods import chat, conversations, files, team, views
from bot.playground.refused import Refused
from bot.playground.workspace import Workspace

Method = Callable[[Workspace, Mapping[str, Any]], Json]

METHODS: dict[str, tuple[Method, str]] = {
    "api.test": (team.test, ""),
    "auth.test": (team.auth, ""),
    "users.info": (team.info, "users:read"),
    "users.list": (team.everybody, "users:read"),
    "users.lookupByEmail": (team.by_email, "users:read.email"),
    "conversations.open": (conversations.open_direct, "im:write"),
    "conversations.history": (conversations.history, "im:history"),
    "conversations.replies": (conversations.replies, "im:history"),
    "conversations.info": (conversations.info, "channels:read"),
    "conversations.list": (conversations.everything, "channels:read"),
    "conversations.members": (conversations.members, "channels:read"),
    "chat.postMessage": (chat.post, "chat:write"),
    "chat.postEphemeral": (chat.whisper, "chat:write"),
    "chat.update": (chat.update, "chat:write"),
    "chat.delete": (chat.delete, "chat:write"),
    "views.open": (views.open_modal, ""),
    "views.push": (views.push, ""),
    "views.update": (views.update, ""),
    "views.publish": (views.publish, ""),
    "files.getUploadURLExternal": (files.upload_url, "files:write"),
    "files.completeUploadExternal": (files.complete, "files:write"),
}


def answer(workspace: Workspace, method: str, said: Mapping[str, Any]) -> Json:
    """What Slack answers to a call of `method` whose token is good."""
    if method not in METHODS:
        return refusal(Refused("unknown_method"))
    work, scope = METHODS[method]
    granted = workspace.manifest["oauth_config"]["scopes"]["bot"]
    if scope and scope not in granted:
        return refusal(Refused("missing_scope")) | {"needed": scope, "provided": ",".join(granted)}
    try:
        return {"ok": True} | work(workspace, said)
    except Refused as refused:
        return refusal(refused)


def refusal(refused: Refused) -> Json:
    said: Json = {"ok": False, "error": refused.error}
    return said | ({"response_metadata": {"messages": refused.messages}} if refused.messages else {})

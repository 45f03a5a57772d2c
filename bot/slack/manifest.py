"""The Slack app that Rapport needs, made from the table of commands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack import asks, limits
from bot.slack.limits import size
from bot.words import N_, _

NAME = "Rapport"
DESCRIPTION = N_("Remembers who met whom at which customer, and speaks up when one is being forgotten.")
COLOUR = "#1f4d5c"
EVENTS = ("app_home_opened", "app_mention", "message.im", "user_change")

# Each scope and why it is asked for: the manifest and the docs show this very table.
SCOPES: dict[str, str] = {
    "app_mentions:read": N_("hears what is said to Rapport after its name in a channel"),
    "chat:write": N_("answers, and sends the morning's message"),
    "commands": N_("offers its slash commands"),
    "files:read": N_("reads the calendar files, cards and lists that somebody sends it"),
    "im:history": N_("reads what is said to Rapport in its own direct messages, and finds what it has already sent"),
    "im:write": N_("opens a direct message with a teammate"),
    "users:read": N_("tells members from guests, strangers and bots; each one's language and time zone"),
    "users:read.email": N_("joins a Slack user with the teammate of the same mail address"),
}
# In the menu of every message, and in Slack's own: each one's name and what it does.
SHORTCUTS: dict[str, tuple[str, str]] = dict(
    zip(
        asks.SHORTCUTS,
        (
            (N_("Log to a customer"), N_("Note what this message says about a customer")),
            (N_("Log a contact"), N_("Note whom you met and what you learned")),
        ),
        strict=True,
    )
)
# For Socket Mode a token of the app itself, xapp-…, that is made by hand.
APP_SCOPES: dict[str, str] = {"connections:write": N_("lets Slack reach Rapport without a public address")}


@dataclass(frozen=True, slots=True)
class Published:
    """A command as Slack shows it: its name without the slash, what it does, and what may follow it."""

    name: str
    description: str
    usage: str = ""


def manifest(commands: Sequence[Published], *, url: str = "", suffix: str = "") -> dict[str, Any]:
    """The manifest as Slack's form takes it (JSON). With `url`, the public https address of `/slack/events`, it is for
    HTTP, else for Socket Mode. `suffix` ("dev") tells a second installation's commands and name from the first's.

    Raises ValueError, with all that Slack would refuse, since one bad name makes it refuse the whole.
    """
    tail = f"-{suffix.lstrip('-')}" if suffix else ""
    name = f"{NAME}{tail}"
    refuse(commands, tail, name, url)
    request = {"request_url": url} if url else {}
    menus = {"message_menu_options_url": url} if url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {"name": name, "description": _(DESCRIPTION), "background_color": COLOUR},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": [
                {"name": _(name), "type": kind, "callback_id": kind, "description": _(about)}
                for kind, (name, about) in SHORTCUTS.items()
            ],
            "slash_commands": [slash(command, tail, url) for command in commands],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request, **menus},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def slash(command: Published, tail: str, url: str) -> dict[str, Any]:
    """`should_escape` makes Slack hand over a colleague's id instead of a name."""
    made: dict[str, Any] = {
        "command": f"/{command.name}{tail}",
        "description": command.description,
        "should_escape": True,
    }
    return made | ({"usage_hint": command.usage} if command.usage else {}) | ({"url": url} if url else {})


def refuse(commands: Sequence[Published], tail: str, name: str, url: str) -> None:
    problems = []
    if size(name) > limits.APP_NAME:
        problems.append(_("{name} has more than {n} characters.", name=name, n=limits.APP_NAME))
    if url and not url.startswith("https://"):
        problems.append(_("{url} is not an https address.", url=url))
    for command in commands:
        shown = f"/{command.name}{tail}"
        if not re.fullmatch(r"[a-z0-9_]+", command.name) or not re.fullmatch(r"(-[a-z0-9_-]+)?", tail):
            problems.append(_("{name} has other characters than a-z, 0-9 and _.", name=shown))
        if size(shown) > limits.COMMAND_NAME:
            problems.append(_("{name} has more than {n} characters.", name=shown, n=limits.COMMAND_NAME))
        if not 0 < size(command.description) <= limits.COMMAND_DESCRIPTION or size(command.usage) > limits.COMMAND_HINT:
            problems.append(_("{name} has a description or usage that is missing or too long.", name=shown))
    if problems:
        raise ValueError("\n".join(problems))

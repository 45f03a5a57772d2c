"""What the page of one person shows: all that they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.playground.cast import BOT_USER, Json, Person
from bot.playground.channels import Channel
from bot.playground.said import words
from bot.playground.workspace import Workspace

Tries = Mapping[str, Sequence[str]]  # by language: what a newcomer may type first


def everything(workspace: Workspace, me: Person, tries: Tries) -> Json:
    """The whole page; what changes afterwards comes as events."""
    manifest = workspace.manifest
    features, language = manifest["features"], me.locale.partition("-")[0]
    channels = [channel for channel in workspace.channels.values() if me.user in channel.members]
    return {
        "event": "everything",
        "me": me.user,
        "workspace": workspace.name,
        "app": {
            "user": BOT_USER,
            "name": workspace.app_name,
            "description": manifest["display_information"]["description"],
            "home": features["app_home"]["home_tab_enabled"],
        },
        "people": [shown(person) for person in workspace.people.values()],
        "channels": [place(channel, me) for channel in channels],
        "commands": features["slash_commands"],
        "shortcuts": features.get("shortcuts", []),
        "views": [],  # a modal is before whoever opened it, not in another window
        "home": workspace.views.homes.get(me.user),
        "unread": workspace.counts(),
        "tries": list(tries.get(language) or tries["en"]),
        "words": words(me.locale),
    }


def shown(person: Person) -> Json:
    return {
        "user": person.user,
        "name": person.name,
        "locale": person.locale,
        "zone": person.zone,
        "part": person.part,
        "at_home": person.at_home,
    }


def place(channel: Channel, me: Person) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "direct": bool(channel.direct),
        "shared": channel.shared,
        "members": sorted(channel.members),
        "messages": [one.shown() for one in channel.messages.values() if one.only in ("", me.user)],
    }

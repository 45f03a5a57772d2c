"""api.test, auth.test and users.*"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.cast import BOT, BOT_USER, TEAM, Json, the_bot
from bot.playground.refused import Refused
from bot.playground.workspace import Workspace

Said = Mapping[str, Any]


def test(_workspace: Workspace, said: Said) -> Json:
    return {"args": dict(said)}


def auth(workspace: Workspace, _said: Said) -> Json:
    return {
        "url": f"{workspace.url}/",
        "team": workspace.name,
        "team_id": TEAM,
        "user": workspace.app_name.lower(),
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def info(workspace: Workspace, said: Said) -> Json:
    user = workspace.user(said.get("user", ""))
    if str(said.get("include_locale", "")).lower() not in ("true", "1"):
        user.pop("locale", None)
    return {"user": user}


def everybody(workspace: Workspace, _said: Said) -> Json:
    people = [person.told() for person in workspace.people.values()]
    return {"members": [*people, the_bot(workspace.app_name)], "response_metadata": {"next_cursor": ""}}


def by_email(workspace: Workspace, said: Said) -> Json:
    for person in workspace.people.values():
        if person.at_home and person.email == said.get("email"):
            return {"user": person.told()}
    raise Refused("users_not_found")

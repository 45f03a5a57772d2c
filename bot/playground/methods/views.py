"""views.*: modals and Home tabs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.playground.cast import Json
from bot.playground.refused import Refused
from bot.playground.shapes import check_view
from bot.playground.workspace import Workspace

Said = Mapping[str, Any]


def open_modal(workspace: Workspace, said: Said) -> Json:
    view = given(said)
    return {"view": workspace.views.open(workspace.triggers.spend(said.get("trigger_id", "")), view)}


def push(workspace: Workspace, said: Said) -> Json:
    view = given(said)
    return {"view": workspace.views.push(workspace.triggers.spend(said.get("trigger_id", "")), view)}


def update(workspace: Workspace, said: Said) -> Json:
    view = given(said)
    ids = {name: said.get(name) or "" for name in ("view_id", "external_id", "hash")}
    return {"view": workspace.views.update(view, **ids)}


def publish(workspace: Workspace, said: Said) -> Json:
    view = given(said)
    if not workspace.manifest["features"]["app_home"]["home_tab_enabled"]:
        raise Refused("not_enabled")
    if view["type"] != "home":
        raise Refused("invalid_arguments", ["must be of type home [json-pointer:/view/type]"])
    return {"view": workspace.views.publish(workspace.person(said.get("user_id", "")).user, view)}


def given(said: Said) -> Json:
    """The view of a call, which may come as JSON in a string. Raises Refused."""
    view = said.get("view")
    try:
        view = json.loads(view) if isinstance(view, str) else view
    except ValueError:
        raise Refused("invalid_arguments", ["must be JSON [json-pointer:/view]"]) from None
    check_view(view)
    assert isinstance(view, dict)
    return view

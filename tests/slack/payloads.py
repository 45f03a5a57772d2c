"""Payloads as Slack sends them."""

from __future__ import annotations

import itertools
import json
from typing import Any

TEAM = "T0HOME"
BOT_USER, BOT = "U0RAPPORT", "B0RAPPORT"
JANE, MINSU, GUEST, STRANGER, ROBOT, GONE = "U0JANE", "U0MINSU", "U0GUEST", "U0STRANGER", "U0ROBOT", "U0GONE"
CHANNEL = "C0SALES"
NUMBERS = itertools.count(1)


def user(user_id: str, **more: Any) -> dict[str, Any]:
    """A user as users.info tells it."""
    profile = {"real_name": user_id.title(), "display_name": "", "email": f"{user_id.lower()}@example.com"}
    flags = dict.fromkeys(
        ("deleted", "is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted", "is_bot"), False
    )
    return {
        "id": user_id,
        "team_id": TEAM,
        "name": user_id.lower(),
        "tz": "Europe/Berlin",
        "locale": "en-US",
        "profile": profile,
        "is_email_confirmed": True,
        "updated": 1_700_000_000,
        **flags,
        **more,
    }


USERS = {
    one["id"]: one
    for one in (
        user(JANE, is_admin=True),
        user(MINSU, locale="ko-KR", tz="Asia/Seoul"),
        user(GUEST, is_restricted=True),
        user(STRANGER, team_id="T0OTHER", is_stranger=True),
        user(ROBOT, is_bot=True),
        user(GONE, deleted=True),
        user("U0GRID", team_id="T0SISTER", enterprise_user={"teams": ["T0SISTER", TEAM]}),
        user("U0SINGLE", is_ultra_restricted=True, is_restricted=True),
        user("USLACKBOT"),
    )
}


def direct_of(user_id: str) -> str:
    """The id of the bot's direct channel with a user, in the stub's workspace."""
    return f"D{user_id}"


def slash(text: str, command: str = "/whoknows", url: str = "", **more: Any) -> dict[str, str]:
    return {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": CHANNEL,
        "channel_name": "sales",
        "user_id": JANE,
        "user_name": "jane",
        "command": command,
        "text": text,
        "api_app_id": "A0RAPPORT",
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": f"{next(NUMBERS)}.trigger",
        **more,
    }


def tap(says: str, url: str = "", place: str = CHANNEL, **more: Any) -> dict[str, Any]:
    """A tapped button of a message."""
    return {
        "type": "block_actions",
        "user": {"id": JANE, "username": "jane", "name": "jane", "team_id": TEAM},
        "api_app_id": "A0RAPPORT",
        "token": "unused",
        "container": {
            "type": "message",
            "message_ts": "1700000000.000100",
            "channel_id": place,
            "is_ephemeral": not place.startswith("D"),
        },
        "trigger_id": f"{next(NUMBERS)}.trigger",
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": place, "name": "sales"},
        "message": {"type": "message", "user": BOT_USER, "ts": "1700000000.000100", "text": "…"},
        "state": {"values": {}},
        "response_url": url,
        "actions": [
            {
                "action_id": "says:0",
                "block_id": "x1",
                "text": {"type": "plain_text", "text": "…", "emoji": False},
                "value": says,
                "type": "button",
                "action_ts": "1700000001.000200",
            }
        ],
        **more,
    }


def tap_at_home(says: str) -> dict[str, Any]:
    """A tapped button of our Home tab: no message, no channel, no response_url."""
    payload = tap(says) | {"view": {"type": "home", "id": "V0HOME", "callback_id": "", "private_metadata": ""}}
    for name in ("message", "channel", "response_url"):
        del payload[name]
    return payload | {"container": {"type": "view", "view_id": "V0HOME"}}


def shortcut(kind: str, message: str = "", **more: Any) -> dict[str, Any]:
    """An entry of a message's menu ("message") or of Slack's own ("global")."""
    payload = {
        "type": "message_action" if kind == "message" else "shortcut",
        "callback_id": kind,
        "trigger_id": f"{next(NUMBERS)}.trigger",
        "user": {"id": JANE, "name": "jane", "team_id": TEAM},
        "team": {"id": TEAM, "domain": "example"},
        "token": "unused",
        "action_ts": "1700000001.000200",
        **more,
    }
    if kind != "message":
        return payload
    said = {"type": "message", "user": JANE, "ts": "1700000000.000100", "text": message}
    return payload | {"channel": {"id": CHANNEL, "name": "sales"}, "message": said, "response_url": ""}


def submit(view: dict[str, Any], values: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The submission of a view that the bot opened; `values` by field: a text or a whole element."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input" and block["block_id"] in values:
            given = values[block["block_id"]]
            element = {"type": block["element"]["type"]} | (given if isinstance(given, dict) else {"value": given})
            state[block["block_id"]] = {block["element"]["action_id"]: element}
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": JANE, "username": "jane", "name": "jane", "team_id": TEAM},
        "api_app_id": "A0RAPPORT",
        "token": "unused",
        "trigger_id": f"{next(NUMBERS)}.trigger",
        "view": shown(view) | {"state": {"values": state}},
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
        **more,
    }


def shown(view: dict[str, Any]) -> dict[str, Any]:
    """A view as Slack keeps it."""
    return {
        "id": "V0FORM",
        "team_id": TEAM,
        "app_installed_team_id": TEAM,
        "hash": "1700000000.abc",
        "bot_id": BOT,
        "state": {"values": {}},
        **view,
    }


def suggestion(view: dict[str, Any], block_id: str, typed: str, **more: Any) -> dict[str, Any]:
    """Somebody types into a menu of a view that searches."""
    element = next(block["element"] for block in view["blocks"] if block.get("block_id") == block_id)
    return {
        "type": "block_suggestion",
        "user": {"id": JANE, "name": "jane", "team_id": TEAM},
        "container": {"type": "view", "view_id": "V0FORM"},
        "api_app_id": "A0RAPPORT",
        "token": "unused",
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "view": shown(view),
        "block_id": block_id,
        "action_id": element["action_id"],
        "value": typed,
        **more,
    }


def event(said: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "token": "unused",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "api_app_id": "A0RAPPORT",
        "event": said,
        "type": "event_callback",
        "event_id": f"Ev{next(NUMBERS):08d}",
        "event_time": 1_700_000_000,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        **more,
    }


def dm(text: str, **more: Any) -> dict[str, Any]:
    said = {
        "type": "message",
        "user": JANE,
        "text": text,
        "ts": "1700000002.000300",
        "team": TEAM,
        "channel": direct_of(more.get("user", JANE)),
        "channel_type": "im",
        "client_msg_id": "c3f0",
        **more,
    }
    return event(said)


def mention(text: str, **more: Any) -> dict[str, Any]:
    said = {
        "type": "app_mention",
        "user": JANE,
        "text": text,
        "ts": "1700000003.000400",
        "team": TEAM,
        "channel": CHANNEL,
        "event_ts": "1700000003.000400",
        **more,
    }
    return event(said)


def as_http(payload: dict[str, Any]) -> tuple[str, str]:
    """(content type, body) as Slack posts it: events as JSON, commands as a form, all else as a form with a payload."""
    from urllib.parse import urlencode

    if payload.get("type") in ("event_callback", "url_verification"):
        return "application/json", json.dumps(payload)
    if "command" in payload:
        return "application/x-www-form-urlencoded", urlencode(payload, errors="surrogatepass")
    return "application/x-www-form-urlencoded", urlencode({"payload": json.dumps(payload)})


def as_envelope(payload: dict[str, Any]) -> dict[str, Any]:
    """The same for Socket Mode."""
    kinds = {"event_callback": "events_api", None: "slash_commands"}
    kind = kinds.get(payload.get("type"), "interactive")
    return {
        "envelope_id": f"envelope-{next(NUMBERS)}",
        "type": kind,
        "accepts_response_payload": kind != "events_api",
        "payload": payload,
    }

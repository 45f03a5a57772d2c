"""Slack's payloads -> what was asked. Only shapes are read here; who asks is found out by the caller."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.message import Ask, File, Profile, Surface, Value, command_line
from bot.slack.views import FORM, opened, values_of
from bot.slack.ways import Way

Payload = Mapping[str, Any]

SHORTCUTS = ("message", "global")  # as the manifest calls them
PLAIN = (None, "file_share", "thread_broadcast")  # subtypes of messages in which somebody says something new
CURLED = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
MARKUP = re.compile(r"<(@[UW]\w+|[#!][^<>|]+|(?:https?|mailto|tel|ftp):[^<>|]+)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a message: where Slack has it, and how many bytes it says that it has."""

    name: str
    url: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An Ask without its Profile. `teams` is what the payload says of the asker's own company, `once` names a delivery
    that Slack may repeat, `quoted` is the message that a shortcut was taken from, `writer` the id or else the name of
    who wrote it, `link` its address. `attached` is still to be fetched."""

    way: Way
    surface: Surface
    teams: tuple[str, ...] = ()
    command: str = ""
    text: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    state: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    once: str = ""
    quoted: str = ""
    writer: str = ""
    link: str = ""
    attached: tuple[Attached, ...] = ()

    def ask(self, who: Profile, at: datetime, workspace: str, author: str = "", files: tuple[File, ...] = ()) -> Ask:
        return Ask(
            who=who,
            at=at,
            command=self.command,
            text=self.text,
            values=self.values,
            state=self.state,
            platform="slack",
            workspace=workspace,
            surface=self.surface,
            place=self.way.place,
            thread=self.way.thread,
            key=self.key,
            quoted=self.quoted,
            author=author,
            link=self.link,
            files=files,
        )


def hear(body: Payload, bot_user: str) -> Heard | None:
    """What `body` asks; None for whatever is not addressed to us. `bot_user` is our own id there."""
    heard = recognised(body, bot_user)
    return heard if heard is not None and heard.way.user else None


def recognised(body: Payload, bot_user: str) -> Heard | None:
    kind = body.get("type")
    if kind is None and "command" in body:
        return slash(body)
    if kind == "event_callback":
        return event(body, bot_user)
    read = KINDS.get(kind or "")
    return read(body) if read else None


def slash(body: Payload) -> Heard:
    """A command by its published name: a second installation's suffix ("/whoknows-dev") is no part of it."""
    way = Way(
        user=body.get("user_id", ""),
        place=body.get("channel_id", ""),
        url=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
    )
    return Heard(
        way=way,
        surface=Surface.COMMAND,
        teams=(body.get("team_id", ""),),
        command=body["command"].lstrip("/").partition("-")[0].lower(),
        text=said(body.get("text", "")),
        key=way.trigger,
    )


def tapped(body: Payload) -> Heard | None:
    action = body["actions"][0]
    if not action.get("action_id", "").startswith("says:"):
        return None
    container, card = body.get("container", {}), body.get("message", {})
    way = Way(
        user=body["user"]["id"],
        place=(body.get("channel") or {}).get("id", ""),
        thread=card.get("thread_ts", "") or container.get("thread_ts", ""),
        url=body.get("response_url", ""),
        tapped=True,
        trigger=body.get("trigger_id", ""),
        home=(body.get("view") or {}).get("type") == "home",
    )
    command, text = command_line(action.get("value", ""))
    return Heard(way=way, surface=Surface.BUTTON, teams=own_team(body), command=command, text=text, key=way.trigger)


def submitted(body: Payload) -> Heard | None:
    """The key holds the values too: a view corrected after an error is another Ask, one sent twice is not."""
    view = body["view"]
    if view.get("callback_id") != FORM:
        return None
    command, state, way = opened(view)
    values = values_of(view)
    return Heard(
        way=replace(way, user=body["user"]["id"], view=view["id"], trigger=body.get("trigger_id", "")),
        surface=Surface.FORM,
        teams=own_team(body),
        command=command,
        values=values,
        state=state,
        key=f"{view['id']}:{view.get('hash', '')}:{zlib.crc32(repr(values).encode('utf-8', 'surrogatepass')):x}",
    )


def typing(body: Payload) -> Heard:
    """Somebody types in a menu that searches: `text` is what is there so far, `values` what the form holds already."""
    view = body.get("view") or {}
    command, state, way = opened(view)
    return Heard(
        way=replace(way, user=body["user"]["id"]),
        surface=Surface.FORM,
        teams=own_team(body),
        command=command,
        text=body.get("value", ""),
        values=values_of(view),
        state=state,
    )


def own_team(body: Payload) -> tuple[str, ...]:
    return (body["user"].get("team_id") or (body.get("team") or {}).get("id", ""),)


def shortcut(body: Payload) -> Heard | None:
    """ "Log to a customer" in the menu of a message, which is taken along, or "Log a contact" in Slack's own."""
    if body.get("callback_id") not in SHORTCUTS:
        return None
    way = Way(
        user=body["user"]["id"],
        place=(body.get("channel") or {}).get("id", ""),
        url=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
    )
    message = body.get("message") or {}
    return Heard(
        way=way,
        surface=Surface.SHORTCUT,
        teams=own_team(body),
        command="logcontact",
        quoted=said(message.get("text") or ""),
        writer=message.get("user") or message.get("username") or "",
        link=link_of(body, message),
        key=way.trigger,
    )


def link_of(body: Payload, message: Payload) -> str:
    """The address of a message as Slack's "Copy link" gives it; "" where the payload does not tell enough."""
    domain, place = (body.get("team") or {}).get("domain", ""), (body.get("channel") or {}).get("id", "")
    stamp, thread = message.get("ts", ""), message.get("thread_ts", "")
    if not (domain and place and stamp):
        return ""
    within = f"?thread_ts={thread}&cid={place}" if thread and thread != stamp else ""
    return f"https://{domain}.slack.com/archives/{place}/p{stamp.replace('.', '')}{within}"


KINDS: dict[str, Callable[[Payload], Heard | None]] = {
    "block_actions": tapped,
    "message_action": shortcut,
    "shortcut": shortcut,
    "view_submission": submitted,
    "block_suggestion": typing,
}


def event(body: Payload, bot_user: str) -> Heard | None:
    """Plain words of a human being, in a direct message or after our name in a channel; or our Home tab opened."""
    said_it = body.get("event", {})
    kind, direct = said_it.get("type"), said_it.get("channel_type") == "im"
    if kind == "app_home_opened" and said_it.get("tab") == "home":
        return at_home(said_it.get("user", ""), (body.get("team_id", ""),))
    if said_it.get("subtype") not in PLAIN or said_it.get("user") == bot_user or {"bot_id", "edited"} & said_it.keys():
        return None
    if not (kind == "message" and direct) and not (kind == "app_mention" and not direct):
        return None
    text = re.sub(rf"<@{re.escape(bot_user)}(\|[^>]*)?>", " ", said_it.get("text") or "")
    way = Way(user=said_it.get("user", ""), place=said_it["channel"], thread=said_it.get("thread_ts", ""))
    return Heard(
        way=way,
        surface=Surface.MESSAGE if direct else Surface.MENTION,
        teams=(said_it.get("user_team") or said_it.get("team", ""),),
        text=said(text),
        attached=attached(said_it.get("files") or ()),
        key=body["event_id"],
        once=body["event_id"],
    )


def attached(files: Iterable[Payload]) -> tuple[Attached, ...]:
    """The files of a message that are with Slack itself, not only linked to."""
    return tuple(
        Attached(one.get("name") or one.get("title") or "", one.get("url_private_download") or one["url_private"],
                 int(one.get("size") or 0))
        for one in files
        if one.get("url_private") and not one.get("is_external") and one.get("mode") != "tombstone"
    )  # fmt: skip


def at_home(user: str, teams: tuple[str, ...] = ()) -> Heard:
    """The Home tab, opened or to be shown anew."""
    return Heard(way=Way(user=user), surface=Surface.HOME, teams=teams, command="home")


def said(text: str) -> str:
    """What was typed, from what Slack made of it: links are labels again, colleagues stay ids, quotes are straight."""
    plain = MARKUP.sub(unwrapped, text).translate(CURLED)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def unwrapped(found: re.Match[str]) -> str:
    target, label = found[1], found[2] or ""
    if target[0] == "@":
        return found[0]
    if target[0] in "#!":
        return (
            (f"#{label}" if target[0] == "#" else label) if label else f"{'@' if target[0] == '!' else '#'}{target[1:]}"
        )
    bare = re.sub(r"^(mailto|tel):", "", target)
    return bare if not label else label if label in target else f"{label} ({bare})"

"""`rapport manifest`: the Slack app, made from the table of commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from bot.cli.wiring import Failure
from bot.words import _

EVENTS = "/slack/events"


def print_manifest(suffix: str, http: str, *, as_json: bool) -> None:
    """Prints it as JSON, or as YAML with the reason beside each scope; Slack's form takes both."""
    made = made_manifest(suffix, http)
    text = json.dumps(made, indent=2, ensure_ascii=False) if as_json else "\n".join(yaml(made))
    sys.stdout.write(text + "\n")


def made_manifest(suffix: str = "", http: str = "") -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at the public address `http`. Raises Failure for what Slack refuses."""
    from bot.slack.manifest import Published, manifest
    from handlers.commands import PUBLISHED

    commands = [
        Published(name, _(command.summary), _(command.usage) if command.usage else "")
        for name, command in PUBLISHED.items()
    ]
    commands.append(Published("rapport", _("everything else, beginning with help"), _("help")))
    url = http.rstrip("/") + EVENTS if http and urlsplit(http).path in ("", "/") else http
    try:
        return manifest(commands, url=url, suffix=suffix)
    except ValueError as problem:
        reason = "; ".join(line.rstrip(".") for line in str(problem).splitlines())
        raise Failure(_("Slack would refuse this manifest: {reason}.", reason=reason)) from problem


def link() -> str:
    """The address at which Slack offers to create the app."""
    packed = json.dumps(made_manifest(), ensure_ascii=False, separators=(",", ":"))
    return f"https://api.slack.com/apps?new_app=1&manifest_json={quote(packed)}"


def yaml(value: Any, indent: str = "") -> Iterator[str]:
    """A dict, list or scalar as lines of YAML, in which texts are quoted as in JSON."""
    if isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, dict | list):
                yield f"{indent}{key}:"
                yield from yaml(one, indent + "  ")
            else:
                yield f"{indent}{key}: {json.dumps(one, ensure_ascii=False)}"
    else:
        for one in value:
            first, *rest = yaml(one, indent + "  ") if isinstance(one, dict) else [scalar(one, indent + "  ")]
            yield f"{indent}- {first.lstrip()}"
            yield from rest


def scalar(value: Any, indent: str) -> str:
    """One item of a list; a scope with its reason."""
    from bot.slack.manifest import SCOPES

    reason = SCOPES.get(value)
    return f"{indent}{json.dumps(value)}" + (f"  # {_(reason)}" if reason else "")

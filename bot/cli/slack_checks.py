"""What `rapport doctor` asks of Slack."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.cli.doctor import Finding
from bot.settings import Settings
from bot.words import _, _n, listed

SECONDS = 5.0  # until Slack counts as not to be reached
OFF = 60  # seconds; Slack's signatures are refused at 300


@dataclass(frozen=True, slots=True)
class Answer:
    data: Mapping[str, Any]
    headers: Mapping[str, str]


def slack(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Finding]:
    try:
        answer = call(settings.api_url + "auth.test", settings.bot_token)
    except (OSError, ValueError) as error:
        yield Finding(False, _("Slack: {url} cannot be reached ({reason}).", url=settings.api_url, reason=why(error)),
                      _("Look at the network and at SLACK_API_URL."))  # fmt: skip
        return
    yield from clocks(answer, clock())
    if not answer.data.get("ok"):
        yield Finding(False, _("Slack refuses SLACK_BOT_TOKEN ({reason}).", reason=str(answer.data.get("error"))),
                      _("`rapport init` asks for a new one."))  # fmt: skip
        return
    names = {name: str(answer.data.get(name, "")) for name in ("user", "team")}
    yield Finding(True, _("Slack: connected to {team} as {user}.", **names))
    yield from scopes(answer)
    if settings.mode == "socket":
        yield from app_token(settings)


def call(url: str, token: str) -> Answer:
    """One call of Slack's Web API. Raises OSError when it cannot be reached, ValueError for an answer that is none."""
    request = urllib.request.Request(url, b"", {"Authorization": f"Bearer {token}"})  # noqa: S310 - the settings let only http(s) pass
    with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
        data = json.load(response)
        if not isinstance(data, dict):
            raise ValueError(_("its answer is none of Slack's"))
        return Answer(data, {name.lower(): value for name, value in response.headers.items()})


def why(error: Exception) -> str:
    """In a few words, without the number that the system gives its errors."""
    cause = getattr(error, "reason", error)
    return str(getattr(cause, "strerror", None) or cause)


def clocks(answer: Answer, now: datetime) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError):
        return
    off = round((now - theirs).total_seconds())
    if abs(off) > OFF:
        said = _n("{n} second", "{n} seconds", abs(off))
        yield Finding(False, _("Clock: it differs from Slack's by {seconds}.", seconds=said),
                      _("Set this machine's clock by NTP."))  # fmt: skip
    else:
        yield Finding(True, _("Clock: it agrees with Slack's."))


def scopes(answer: Answer) -> Iterator[Finding]:
    from bot.slack.manifest import SCOPES

    granted = {scope.strip() for scope in answer.headers.get("x-oauth-scopes", "").split(",")}
    if granted == {""}:
        return  # a stand-in may not say
    lacking = [scope for scope in SCOPES if scope not in granted]
    if lacking:
        yield Finding(False, _("Scopes: {scopes} not granted.", scopes=listed(lacking)),
                      _("Take over `rapport manifest` in the app's settings and install it again."))  # fmt: skip
    else:
        yield Finding(True, _("Scopes: all that are needed."))


def app_token(settings: Settings) -> Iterator[Finding]:
    if not settings.app_token:
        return
    try:
        answer = call(settings.api_url + "apps.connections.open", settings.app_token)
        reason = "" if answer.data.get("ok") else str(answer.data.get("error"))
    except (OSError, ValueError) as error:
        reason = why(error)
    if reason:
        yield Finding(False, _("Slack refuses SLACK_APP_TOKEN ({reason}).", reason=reason),
                      _("It needs the scope connections:write; `rapport init` asks for a new one."))  # fmt: skip
    else:
        yield Finding(True, _("Socket Mode: the app token is right."))

"""`rapport doctor`: what is right, what is not, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.wiring import Failure, clock, opened
from bot.settings import Settings, WrongSettings, load, problems_of, raw
from bot.words import _, _n, moment

if TYPE_CHECKING:
    from storage.hooks import Queue

LATE = timedelta(minutes=2)  # four ticks


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok` is None for what is neither right nor wrong yet; `advice` says what to do."""

    ok: bool | None
    text: str
    advice: str = ""

    def line(self) -> str:
        mark = {True: "✓", False: "✗", None: "·"}[self.ok]
        return f"{mark} {self.text}" + (f" {self.advice}" if self.advice else "")


def examine(environ: Mapping[str, str], folder: Path) -> bool:
    """Prints a line for each thing looked at, as soon as it is known; whether none was wrong."""
    good = True
    for finding in findings(environ, folder):
        sys.stdout.write(finding.line() + "\n")
        sys.stdout.flush()
        good = good and finding.ok is not False
    return good


def findings(environ: Mapping[str, str], folder: Path) -> Iterator[Finding]:
    values = raw(environ, folder)
    problems = problems_of(values, slack=True)
    for problem in problems:
        yield Finding(False, problem)
    try:
        settings = load(environ, folder)
    except WrongSettings:
        return  # each of them is told above
    if not problems:
        mode = _("Socket Mode") if settings.mode == "socket" else f"HTTP, {settings.host}:{settings.port}"
        yield Finding(True, _("Settings: {mode}, {language}, {zone}.", mode=mode, language=settings.language,
                              zone=settings.timezone))  # fmt: skip
    yield from database(settings, clock())
    if settings.bot_token:
        from bot.cli.slack_checks import slack

        yield from slack(settings, clock)


def database(settings: Settings, now: datetime) -> Iterator[Finding]:
    from storage.health import health

    try:
        with opened(settings) as memory:
            if memory.file is not None and not memory.file.exists():
                yield Finding(None, _("Database: {file} is made at the first start.", file=str(memory.file)))
                return
            found = health(memory)
    except Failure as failure:
        yield Finding(False, str(failure), _("Look at DATABASE_URL."))
        return
    if found.revision != found.head:
        known = found.revision < found.head
        advice = _("`rapport start` brings it up to date.") if known else _("Install the version that wrote it.")
        yield Finding(None if known else False, _("Database: it is of another version than this program."), advice)
        return
    if not found.writable:
        yield Finding(False, _("Database: it cannot be written to."), _("Look at its owner and the space on its disk."))
    else:
        yield Finding(True, _("Database: reached, of this version, can be written to."))
    yield team(found.teammates, found.admins)
    yield tick(found.last_tick, now)
    if settings.webhook_url or found.hooks.waiting or found.hooks.failed:
        yield webhook(settings, found.hooks)


def team(teammates: int, admins: int) -> Finding:
    if not admins:
        return Finding(False, _("Nobody is an admin."), _("`rapport admin you@example.com` makes you one."))
    said = _n("{n} teammate", "{n} teammates", teammates), _n("{n} admin", "{n} admins", admins)
    return Finding(True, _("Team: {teammates}, {admins}.", teammates=said[0], admins=said[1]))


def tick(last: datetime | None, now: datetime) -> Finding:
    if last is None:
        return Finding(None, _("Clockwork: it has never run here."), _("`rapport start` starts it."))
    if now - last > LATE:
        return Finding(False, _("Clockwork: it stands still since {moment}.", moment=moment(last)),
                       _("`rapport start` starts it."))  # fmt: skip
    return Finding(True, _("Clockwork: it last went round at {moment}.", moment=moment(last)))


def webhook(settings: Settings, queue: Queue) -> Finding:
    """What became of the logs that the webhook is told of."""
    if not settings.webhook_url:
        left = _n("{n} message is left", "{n} messages are left", queue.waiting + queue.failed)
        return Finding(None, _("Webhook: WEBHOOK_URL is not set; {messages}.", messages=left))
    waiting = _n("{n} message waits", "{n} messages wait", queue.waiting)
    failed = _n("{n} was given up", "{n} were given up", queue.failed)
    if queue.trouble:
        said = _("Webhook: {waiting}, {failed}; the last trouble: {trouble}.", waiting=waiting, failed=failed,
                 trouble=queue.trouble)  # fmt: skip
        return Finding(False, said, _("Look at WEBHOOK_URL and at who receives it."))
    return Finding(True, _("Webhook: {waiting}, {failed}.", waiting=waiting, failed=failed))

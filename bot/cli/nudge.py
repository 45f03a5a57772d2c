"""`rapport nudge`: one round of the clockwork, or what it would say."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from bot.cli.ask import moment_of
from bot.cli.serve import parts
from bot.cli.wiring import Installation, clock, installation
from bot.console.show import clean
from bot.settings import Settings
from bot.words import _, _n

if TYPE_CHECKING:
    from schedules import Preview


def nudge(settings: Settings, at: str, *, dry_run: bool) -> None:
    """Sends what is due now; with a moment (ISO 8601) or `dry_run` only shows what there is to say on that day."""
    with installation(settings) as here:
        if at or dry_run:
            shown = asyncio.run(preview(here, at))
            sys.stdout.write("\n\n".join(shown) + "\n" if shown else _("There is nothing to say to anybody.") + "\n")
            return
        sent = asyncio.run(send(here))
        sys.stdout.write(_n("{n} message was sent.", "{n} messages were sent.", sent) + "\n")


async def send(here: Installation) -> int:
    slack, clockwork = parts(here)
    try:
        return await clockwork.tick()
    finally:
        await slack.api.close()


async def preview(here: Installation, at: str) -> list[str]:
    from schedules.digest import Home, preview

    now, settings = clock(), here.settings
    moment = moment_of(at, settings.timezone) if at else now
    home = Home(settings.timezone, settings.language)
    return [told(one) for one in await preview(here.memory, here.scope, moment, now, home)]


def told(preview: Preview) -> str:
    """Whom, when and what."""
    one = preview.reader
    when = f"{preview.at.astimezone(one.hours.zone):%Y-%m-%d %H:%M} {one.hours.zone.key}"
    lines = [f"{one.name} <{one.email}>, {when}"]
    if preview.taken:
        lines.append(_("(This day's message was planned already.)"))
    elif not one.user:
        lines.append(_("(Not known in Slack yet: it could not be sent.)"))
    return clean("\n".join([*lines, *(f"  {line}" for line in preview.card.plain().splitlines())]))

"""`rapport start`: Slack and the clockwork, until told to stop."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.wiring import Failure, Installation, clock, installation
from bot.logs import set_up
from bot.settings import Settings
from bot.words import _

if TYPE_CHECKING:
    from bot.slack.app import Slack
    from schedules import Clockwork

# seconds after which the thread that listens and the one that writes give way to each other: at Python's own 5 ms a log
# waits for its turn again and again (a third fewer a second)
TURN = 0.0005


def start(settings: Settings) -> None:
    """Serves until SIGTERM or Ctrl-C. Raises Refusal when Slack refuses a token, OSError when the port is taken."""
    set_up(settings.log_level, settings.log_format)
    sys.setswitchinterval(TURN)
    with installation(settings, alone=True) as here:
        asyncio.run(serve(here))


async def serve(here: Installation) -> None:
    slack, clockwork = parts(here)
    clockwork.start()
    try:
        await slack.serve()
    finally:
        await clockwork.stop()
        await slack.close()


def parts(here: Installation, now: Callable[[], datetime] = clock) -> tuple[Slack, Clockwork]:
    """Slack with the bot behind it, and the clockwork that posts through it; `now` is the one clock of both."""
    from bot.slack.app import Slack
    from bot.webhook import Webhook
    from schedules import Clockwork, Home
    from storage import workspaces

    warming: list[asyncio.Task[None]] = []

    async def warm_up() -> None:
        await bot.warm_up()
        gc.freeze()  # a big book's names are millions of objects, which every search for garbage would go through

    async def adopt(team: str, name: str) -> None:
        warming.append(asyncio.create_task(warm_up()))  # meanwhile Slack is listened to
        try:
            await here.memory.write(here.scope, lambda session: workspaces.adopt(session, "slack", team, name))
        except ValueError:
            raise Failure(
                _("This database belongs to another Slack workspace than {team}.", team=name or team)
            ) from None

    bot, settings = here.bot(), here.settings
    slack = Slack(settings, bot.answer, bot.look_up, now, adopt, lambda: clockwork.alive)
    home = Home(settings.timezone, settings.language)
    hook = Webhook(settings.webhook_url, settings.webhook_secret, clock).send if settings.webhook_url else None
    clockwork = Clockwork(here.memory, here.scope, slack.post, slack.find, slack.who, now, home, hook)
    return slack, clockwork

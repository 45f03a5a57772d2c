"""`rapport demo`: the whole bot in a workspace in the browser, on sample data made anew at each start."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.manifest import made_manifest
from bot.cli.serve import parts
from bot.cli.talk import TRY, TRY_IN_KOREAN, sample_installation
from bot.cli.wiring import Installation, clock, installation
from bot.logs import set_up
from bot.settings import Settings
from bot.words import _, zone_of

if TYPE_CHECKING:
    from bot.playground.cast import Person, Room
    from bot.playground.server import Playground

VAR = Path("var")
COMPANY = "Aldermoor"
PLAYED = ("mia@example.com", "raj@example.com", "jisu@example.com", "dohyun@example.com")


def demo(settings: Settings, *, browser: bool) -> None:
    """Serves until told to stop. Raises OSError when no port is free."""
    set_up("WARNING" if settings.log_level == "INFO" else settings.log_level, settings.log_format)
    with fresh_sample(settings, VAR, clock) as here:
        asyncio.run(serve(here, clock, lambda playground: announce(playground, browser=browser)))


@contextmanager
def fresh_sample(settings: Settings, folder: Path, real: Callable[[], datetime]) -> Iterator[Installation]:
    """The sample team in `folder` as if nobody had spoken yet: a copy of one that is read in once a day."""
    from storage import sample

    file, fresh = folder / "demo.db", folder / "fresh.db"
    today, stamp = real().astimezone(zone_of(settings.timezone)).date(), fresh.with_suffix(".sample")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != sample.stamp(today):
        with sample_installation(settings, fresh, today):
            pass

    def renew() -> None:
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)
        shutil.copyfile(fresh, file)

    with installation(
        replace(settings, database_url=f"sqlite:///{file}", webhook_url=""), alone=True, before=renew
    ) as here:
        yield here


async def serve(
    here: Installation, real: Callable[[], datetime], ready: Callable[[Playground], None], port: int | None = None
) -> None:
    """The playground and the bot in it; `real` gives the moment at which its clock begins."""
    from bot.playground.clock import Clock
    from bot.playground.server import Playground
    from bot.playground.workspace import Workspace

    now = Clock(real)
    people, rooms = cast(here.settings.language)
    workspace = Workspace(COMPANY, made_manifest(), people, rooms, now)
    playground = Playground(workspace, now, {"en": TRY, "ko": TRY_IN_KOREAN})
    await playground.start(here.settings.port if port is None else port)
    settings = replace(
        here.settings,
        mode="socket",
        api_url=f"{playground.url}/api/",
        bot_token=playground.bot_token,
        app_token=playground.app_token,
    )
    slack, clockwork = parts(replace(here, settings=settings), now)
    playground.tick = clockwork.tick
    clockwork.start()
    ready(playground)
    try:
        await slack.serve()
    finally:
        await clockwork.stop()
        await slack.close()
        await playground.stop()


def announce(playground: Playground, *, browser: bool) -> None:
    sys.stdout.write(_("The playground is open: {url}", url=playground.url) + "\n")
    sys.stdout.write(_("Ctrl-C ends it. What was said in it is forgotten then.") + "\n")
    sys.stdout.flush()
    if browser and (sys.platform in ("darwin", "win32") or {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()):
        webbrowser.open(playground.url)


def cast(language: str) -> tuple[list[Person], list[Room]]:
    """The sample team (those who speak `language` first), a colleague who is not on it yet and a customer; and the
    channels in which they meet."""
    from bot.playground.cast import Person, Room
    from storage.sample.names import TEAMMATES

    people = [
        Person(
            user=user,
            name=name,
            email=email,
            locale=locale,
            zone=zone,
            country=country,
            admin=not manager,
            part="teammate" if email in PLAYED else "",
        )
        for email, name, zone, locale, manager, country, user in TEAMMATES
    ]
    people.sort(key=lambda person: not person.locale.startswith(language))
    colleague = Person(
        user="U0NILS",
        name="Nils Aker",
        email="nils@example.com",
        locale="en-GB",
        zone="Europe/Oslo",
        country="NO",
        part="colleague",
    )
    outsider = Person(
        user="U0JANE",
        name="Jane Doe (ACME)",
        email="jane.doe@acme.example",
        locale="en-US",
        zone="America/Chicago",
        country="US",
        team="T0ACME",
        part="outsider",
    )
    ours = [person.user for person in people] + [colleague.user]
    rooms = [
        Room(id="C0SALES", name="sales", members=tuple(ours)),
        Room(id="C0ACME", name="acme-aldermoor", members=("U0MIA", "U0RAJ", "U0TOM", outsider.user), shared=True),
        Room(id="C0LUNCH", name="lunch", members=tuple(ours), has_bot=False),
    ]
    return [*people, colleague, outsider], rooms

"""The whole demo as `rapport demo` runs it, in a thread, at a moment that the test names."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cli.play import fresh_sample, serve
from bot.playground.server import Playground
from bot.settings import Settings
from tests.slack.checking import problems_of

BEGINS = datetime(2026, 3, 11, 7, 40, tzinfo=UTC)  # Wednesday: 08:40 in Berlin, 16:40 in Seoul
LONGEST = 20.0  # seconds until it runs


@dataclass
class Demo:
    """`problems`: what the bot said that Slack would not have taken."""

    url: str = ""
    problems: list[str] = field(default_factory=list)
    playground: Playground | None = None

    def overhear(self, method: str, said: Mapping[str, Any]) -> None:
        self.problems += problems_of(method, dict(said))


def from_then_on() -> Callable[[], datetime]:
    began = time.monotonic()
    return lambda: BEGINS + timedelta(seconds=time.monotonic() - began)


@contextmanager
def demo(sample: Path, folder: Path) -> Iterator[Demo]:
    """A demo in `folder`; `sample` is a folder that keeps the sample which is read in once."""
    for file in ("fresh.db", "fresh.sample"):
        if (sample / file).exists():
            shutil.copy(sample / file, folder / file)
    running, ready, stop = Demo(), threading.Event(), threading.Event()
    thread = threading.Thread(target=run, args=(running, folder, ready, stop))
    thread.start()
    try:
        assert ready.wait(LONGEST), "the demo did not start"
        yield running
    finally:
        stop.set()
        thread.join(LONGEST)
    for file in ("fresh.db", "fresh.sample"):
        shutil.copy(folder / file, sample / file)
    assert not thread.is_alive()
    assert not running.problems, running.problems


def run(running: Demo, folder: Path, ready: threading.Event, stop: threading.Event) -> None:
    real = from_then_on()

    def announce(playground: Playground) -> None:
        running.url, running.playground = playground.url, playground
        playground.overhear = running.overhear

    async def until_stopped() -> None:
        work = asyncio.create_task(serve(here, real, announce, port=0))
        while running.playground is None and not work.done():
            await asyncio.sleep(0.01)
        if running.playground is not None:
            await running.playground.line.connected.wait()
            ready.set()
            await asyncio.to_thread(stop.wait)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    with fresh_sample(Settings(), folder, real) as here:
        asyncio.run(until_stopped())

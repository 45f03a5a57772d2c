"""How soon `rapport start` is ready, against the bare imports of what it stands on: python -m benchmarks.ready

Each in a fresh process, in turn, medians of nine; ready is the first answered command over HTTP on a small book.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from benchmarks import big_book
from benchmarks.load import little_slack, send
from benchmarks.speed import Servers, commands

RUNS = 9
IMPORTS = (
    "import aiohttp, apscheduler.schedulers.asyncio, babel.dates, dotenv, rapidfuzz.distance, slack_bolt.async_app,"
    " slack_bolt.adapter.asgi.async_handler, sqlmodel, typer, uvicorn"
)


async def ready(folder: Path, file: Path, slack: str) -> float:
    """Seconds from the start of the process to its first answer."""
    servers = Servers(folder, slack)
    began = time.perf_counter()
    servers.rapport("rapport", file)
    try:
        async with aiohttp.ClientSession() as http:
            while True:
                try:
                    await send(http, servers.ports["rapport"], commands("/rapport", itertools.repeat("help")), 1, 1)
                    return time.perf_counter() - began
                except (aiohttp.ClientError, RuntimeError):
                    await asyncio.sleep(0.01)
    finally:
        servers.stop()


async def measure() -> None:
    starts, imports = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        big_book.make(folder / "book.db", 200, 2000)
        async with little_slack() as slack:
            for _ in range(RUNS):
                began = time.perf_counter()
                subprocess.run([sys.executable, "-c", IMPORTS], check=True)
                imports.append(time.perf_counter() - began)
                starts.append(await ready(folder, folder / "book.db", slack))
    ratio = statistics.median(a / b for a, b in zip(starts, imports, strict=True))
    print(f"ready {statistics.median(starts):.2f} s, bare imports {statistics.median(imports):.2f} s: {ratio:.2f}×")


if __name__ == "__main__":
    asyncio.run(measure())

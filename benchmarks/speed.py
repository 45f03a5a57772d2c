"""What Rapport costs over an empty command in bare Bolt, measured side by side: python -m benchmarks.speed FILE

FILE is a book by benchmarks.big_book (10,000 accounts, 1,000,000 interactions); it is copied first. The servers are
processes of their own, asked in turn in short rounds; a ratio is taken in each round, and the median is shown.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.load import SECRET, TOKEN, little_slack, send

ROUNDS = 9
USERS = [f"U{i}" for i in range(1, 51)]
Asked = Iterator[tuple[str, str, str]]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@dataclass
class Measured:
    """Round by round: commands a second, and each command's milliseconds."""

    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def add(self, took: list[float]) -> None:
        *each, whole = took
        self.rates.append(len(each) / whole)
        self.times += [1000 * one for one in each]

    def at(self, share: float) -> float:
        return sorted(self.times)[int(len(self.times) * share)]


class Servers:
    """The processes under test, by name; each is up when it answers its first command."""

    def __init__(self, folder: Path, slack: str) -> None:
        self.folder, self.slack = folder, slack
        self.ports: dict[str, int] = {}
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, *command: str, **environ: str) -> None:
        port = self.ports[name] = free_port()
        env = {**os.environ, "SLACK_API_URL": self.slack, "PORT": str(port), **environ}
        words = [word.replace("PORT", str(port)) for word in command]
        self.processes.append(subprocess.Popen([sys.executable, "-m", *words], cwd=Path.cwd(), env=env))

    def rapport(self, name: str, file: Path) -> None:
        self.start(
            name,
            "bot",
            "start",
            SLACK_MODE="http",
            SLACK_BOT_TOKEN=TOKEN,
            SLACK_SIGNING_SECRET=SECRET,
            DATABASE_URL=f"sqlite:///{file}",
            LOG_LEVEL="WARNING",
        )

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)


async def up(http: aiohttp.ClientSession, port: int, asked: Asked) -> None:
    """Waits until a server answers."""
    for _ in range(300):
        try:
            await send(http, port, asked, 1, 1)
            return
        except (aiohttp.ClientError, RuntimeError, OSError):
            await asyncio.sleep(0.1)
    raise TimeoutError("a server did not come up")


async def side_by_side(
    http: aiohttp.ClientSession, ports: dict[str, int], asked: dict[str, Asked], n: dict[str, int], at_once: int
) -> dict[str, Measured]:
    """Each server in turn, ROUNDS times."""
    found = {name: Measured() for name in asked}
    for name in asked:
        await send(http, ports[name], asked[name], n[name], at_once)  # warm
    for _ in range(ROUNDS):
        for name in asked:
            found[name].add(await send(http, ports[name], asked[name], n[name], at_once))
    return found


def commands(command: str, texts: Iterator[str]) -> Asked:
    users = itertools.cycle(USERS)
    return ((command, next(texts), next(users)) for _ in itertools.count())


def commands_of(names: Iterator[str]) -> Asked:
    return ((name, "", USERS[0]) for name in names)


def misspelt(rng: random.Random, name: str) -> str:
    i = rng.randrange(1, len(name) - 2)
    return name[:i] + name[i + 1] + name[i] + name[i + 2 :]


def logs(names: list[str], people: dict[str, list[str]]) -> Iterator[str]:
    rng = random.Random(3)
    for i in itertools.count():
        name = rng.choice(names)
        yield f"{rng.choice(people[name])} @ {name} yesterday call: they want offer {i} by the end of May"


def questions(names: list[str]) -> Iterator[str]:
    rng = random.Random(5)
    for i in itertools.count():
        name = rng.choice(names)
        yield misspelt(rng, name) if i % 2 else name


def book(file: Path) -> tuple[list[str], dict[str, list[str]]]:
    db = sqlite3.connect(file)
    rows = db.execute(
        "SELECT a.name, p.name FROM account a"
        " JOIN position o ON o.account_id = a.id JOIN person p ON p.id = o.person_id"
    )
    people: dict[str, list[str]] = {}
    for account, person in rows:
        people.setdefault(account, []).append(person)
    db.close()
    return list(people), people


def ratio(ours: Measured, bare: Measured) -> float:
    return statistics.median(a / b for a, b in zip(ours.rates, bare.rates, strict=True))


def report(what: str, ours: Measured, bare: Measured) -> None:
    print(
        f"{what:<34} {statistics.median(ours.rates):7.0f}/s  {ratio(ours, bare):5.2f}×   "
        f"p50 {ours.at(0.5):6.2f} ms  p99 {ours.at(0.99):6.2f} ms   bare p50 {bare.at(0.5):5.2f} ms"
    )


async def measure(file: Path) -> None:
    names, people = book(file)
    empty = commands("/empty", itertools.repeat(""))
    async with little_slack() as slack, aiohttp.ClientSession() as http:
        servers = Servers(file.parent, slack)
        servers.start("bare", "benchmarks.bare", "PORT", slack)
        servers.start("default", "benchmarks.bare", "PORT", slack, "default")
        servers.rapport("rapport", file)
        try:
            helped = commands("/rapport", itertools.repeat("help"))
            for name, asked in (("bare", empty), ("default", empty), ("rapport", helped)):
                await up(http, servers.ports[name], asked)
            turn: dict[str, Asked] = {"default": empty, "rapport": helped, "bare": empty}
            found = await side_by_side(http, servers.ports, turn, {"default": 40, "rapport": 200, "bare": 200}, 1)
            default, ours = found["default"].at(0.5), found["rapport"].at(0.5)
            what = "/rapport help, one at a time"
            print(f"{what:<34} {ours:.2f} ms, Bolt's default {default:.2f} ms: {ours / default:.3f}×")
            for n in (1, 100):
                servers.start(f"commands {n}", "benchmarks.commands", "PORT", slack, str(n))
                await up(http, servers.ports[f"commands {n}"], commands("/c0", itertools.repeat("")))
            many = commands_of(itertools.cycle(f"/c{i}" for i in range(100)))
            one = commands("/c0", itertools.repeat(""))
            turn = {"commands 1": one, "commands 100": many}
            found = await side_by_side(http, servers.ports, turn, {"commands 1": 300, "commands 100": 300}, 1)
            cost = 1 / ratio(found["commands 100"], found["commands 1"])
            print(f"{'a hundred commands against one':<34} {cost:.2f}×")
            for what, asked_of in (
                ("/logcontact, 16 at once", commands("/logcontact", logs(names, people))),
                ("/whoknows, half misspelt, 16", commands("/whoknows", questions(names))),
                ("/rapport help, 16 at once", helped),
            ):
                await up(http, servers.ports["rapport"], asked_of)
                found = await side_by_side(
                    http, servers.ports, {"bare": empty, "rapport": asked_of}, {"bare": 600, "rapport": 600}, 16
                )
                report(what, found["rapport"], found["bare"])
        finally:
            servers.stop()


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book.db"
        shutil.copy(sys.argv[1], copy)
        print(time.strftime("%Y-%m-%d %H:%M"), sys.version.split()[0])
        asyncio.run(measure(copy))


if __name__ == "__main__":
    main()

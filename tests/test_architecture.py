"""Who may import whom, who may tell the time, and what may be there before anything has been asked.

Read from the source of every module, imports inside functions and under TYPE_CHECKING included: what is only named in
a type is known all the same.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"][
    "packages"
]
BESIDE = {"tests", "tools", "benchmarks"}  # not part of what is installed

# Each room: the modules that begin it (the longest beginning counts) and the rooms it may import besides itself.
VOCABULARY = {"message", "rules", "words"}
ROOMS: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "message": (("bot.message", "bot.as_data"), set()),
    "rules": (("bot.rules",), set()),
    "words": (("bot.words", "bot.particles", "bot.phrases", "bot.telling"), {"rules"}),
    "settings": (("bot.settings",), {"words"}),
    "directory": (("bot.directory",), {"message"}),
    "logs": (("bot.logs",), set()),
    "webhook": (("bot.webhook",), {"message"}),
    "slack": (("bot.slack",), {"message", "words", "settings", "directory"}),
    "console": (("bot.console",), {"message", "words", "settings"}),
    "playground": (("bot.playground",), VOCABULARY | {"settings"}),  # its clock moves by working days, which are a rule
    "storage": (("storage",), VOCABULARY),
    "handlers": (("handlers",), VOCABULARY | {"storage"}),
    "schedules": (("schedules",), VOCABULARY | {"storage"}),
    "bot": (("bot",), set()),
    "wiring": (
        ("bot.cli", "bot.__main__"),
        VOCABULARY
        | {
            "settings",
            "directory",
            "logs",
            "webhook",
            "slack",
            "console",
            "playground",
            "storage",
            "handlers",
            "schedules",
        },
    ),
}
# Each package of others: the modules, or beginnings of modules with a dot, in which it may appear.
OUTSIDE: dict[str, tuple[str, ...]] = {
    "aiohttp": ("bot.slack.", "bot.playground.", "bot.webhook"),
    "alembic": ("storage.migrate", "storage.migrations."),
    "apscheduler": ("schedules",),
    "babel": ("bot.words", "bot.rules.workdays", "storage.imports."),
    "dateutil": ("bot.rules.",),
    "dotenv": ("bot.settings",),
    "holidays": ("bot.rules.",),
    "icalendar": ("bot.rules.",),
    "openpyxl": ("storage.exports.", "storage.imports."),
    "rapidfuzz": ("bot.rules.",),
    "rich": ("bot.cli.", "bot.console", "bot.console."),
    "slack_bolt": ("bot.slack.",),
    "slack_sdk": ("bot.slack.",),
    "sqlalchemy": ("storage.", "bot.cli.wiring"),
    "sqlmodel": ("storage.",),
    "typer": ("bot.cli", "bot.cli."),
    "uvicorn": ("bot.slack.",),
}
CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"),
    *("time.localtime", "time.gmtime", "time.ctime", "time.strftime", "func.now", "func.current_timestamp"),
}
HIDDEN = "imports what nobody can read from its source"
CLOCKMAKER = "bot.cli.wiring"
# What only whoever opens a unit of work does: `answer()` and, step by step, the jobs.
WORK = {"commit", "rollback", "begin", "begin_nested", "connection", "execute", "read_now", "write_now"}


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "node_modules" in path.parts:
                continue
            parts = path.relative_to(root).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), ast.parse(path.read_text(), str(path))


def room_of(module: str) -> str | None:
    """The room whose beginning is the longest one of `module`; "bot" alone begins nothing but itself."""
    fitting = [
        (len(begin), room)
        for room, (begins, _) in ROOMS.items()
        for begin in begins
        if module == begin or (module.startswith(begin + ".") and begin != "bot")
    ]
    return max(fitting)[1] if fitting else None


def imported(module: str, tree: ast.Module, known: set[str]) -> Iterator[str]:
    """Each name that a module imports in full; of ours the module it is in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                ours = (node.module or "").split(".")[0] in PACKAGES
                yield (name if name in known else str(node.module)) if ours else name


def named(node: ast.AST) -> str:
    """The last two parts of a dotted name: `datetime.datetime.now` is "datetime.now"."""
    if not isinstance(node, ast.Attribute):
        return ""
    owner = node.value
    return f"{owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, 'id', '')}.{node.attr}"


def allowed(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or (place.endswith(".") and module.startswith(place)) for place in places)


def faults(root: Path) -> list[str]:
    """Everything in a tree that the tables above do not allow, as "module: what"."""
    trees = dict(modules(root))
    known = set(trees)
    found = []
    for module, tree in trees.items():
        room = room_of(module)
        if room is None:
            found.append(f"{module}: has no place in the table")
            continue
        names = list(imported(module, tree, known))
        found += [f"{module}: {wrong}" for name in names if (wrong := wrong_import(module, room, name))]
        found += [f"{module}: {wrong}" for node in ast.walk(tree) if (wrong := wrong_use(module, node))]
        if room == "handlers" and module != "handlers" and "storage.memory" in names:
            found.append(f"{module}: opens a memory by itself")
    return found


def wrong_import(module: str, room: str, name: str) -> str:
    top = name.split(".")[0]
    if top == "None":
        return HIDDEN
    if top in PACKAGES:
        other = room_of(name)
        return "" if other == room or other in ROOMS[room][1] else f"may not import {name}"
    if top in sys.stdlib_module_names:
        return "takes a clock" if name in CLOCKS and module != CLOCKMAKER else ""
    if top not in OUTSIDE:
        return f"imports {name}, which has no place in the table"
    return "" if allowed(module, OUTSIDE[top]) else f"may not import {name}"


def beginning(call: ast.Call) -> str:
    """What is sure of the text that a call is given first: all of it, or an f-string up to its first field."""
    given: ast.expr | None = call.args[0] if call.args else None
    if isinstance(given, ast.JoinedStr):
        given = given.values[0] if given.values else None
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""


def wrong_use(module: str, node: ast.AST) -> str:
    if named(node) in CLOCKS and module != CLOCKMAKER:
        return f"asks {named(node)} what time it is"
    if isinstance(node, ast.Name) and node.id == "__import__":
        return HIDDEN
    if isinstance(node, ast.Call) and (getattr(node.func, "id", "") or named(node.func)).endswith("import_module"):
        package = beginning(node).split(".")[0]
        if (module, package) == ("handlers.commands", "handlers"):  # its own handlers, when they are first asked
            return ""
        return "" if package in OUTSIDE and allowed(module, OUTSIDE[package]) else HIDDEN
    worker = module.split(".")[0] in ("handlers", "schedules")
    if worker and isinstance(node, ast.Attribute) and node.attr in WORK:
        return f"does {node.attr} by itself"
    if module.startswith("handlers.") and named(node) in ("memory.read", "memory.write"):
        return "opens a unit of work by itself"
    return ""


def copied(folder: Path) -> Path:
    """A copy of the tree to plant faults in."""
    unwanted = shutil.ignore_patterns("__pycache__", "locale", "node_modules", "page", "static")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=unwanted)
    return folder


def test_every_import_is_in_the_table() -> None:
    assert faults(ROOT) == []


def test_every_line_of_the_table_is_about_something() -> None:
    trees = dict(modules(ROOT))
    assert {room_of(module) for module in trees} == set(ROOMS)
    assert {name for begins, _ in ROOMS.values() for name in begins} <= set(trees)
    known = set(trees)
    used = {(n.split(".")[0], m) for m, tree in trees.items() for n in imported(m, tree, known)}
    for package, places in OUTSIDE.items():
        assert [p for p in places if any(package == n and allowed(m, (p,)) for n, m in used)] == list(places), package


def test_no_folder_of_modules_is_forgotten() -> None:
    here = {path.parent.name for path in ROOT.glob("*/*.py")}
    assert here - BESIDE == set(PACKAGES)


PLANTS = [
    ("schedules/digest.py", "import slack_sdk"),
    ("schedules/neglected.py", "import handlers.which"),
    ("schedules/neglected.py", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
    ("handlers/status.py", "from bot.slack import limits"),
    ("handlers/status.py", "import bot.settings"),
    ("handlers/status.py", "from schedules import digest"),
    ("handlers/status.py", "from sqlalchemy import text"),
    ("handlers/status.py", "from storage.memory import Memory"),
    ("handlers/status.py", "session.connection.commit()"),
    ("handlers/status.py", "memory.read(scope, work)"),
    ("handlers/status.py", "return datetime.now(UTC)"),
    ("handlers/status.py", "import requests"),
    ("handlers/status.py", "from . import which"),
    ("handlers/status.py", "import_module('sqlalchemy')"),
    ("handlers/status.py", "importlib.import_module(name)"),
    ("schedules/outbox.py", "import_module(f'{name}.sqlalchemy')"),
    ("storage/people.py", "import_module('handlers')"),
    ("storage/people.py", "from handlers import which"),
    ("storage/people.py", "return func.now()"),
    ("bot/rules/strength.py", "from bot.words import _"),
    ("bot/rules/strength.py", "return datetime.date.today()"),
    ("bot/rules/strength.py", "from time import time"),
    ("bot/slack/blocks.py", "from storage import people"),
    ("bot/slack/blocks.py", "import bot.console.show"),
    ("bot/message.py", "import bot.words"),
    ("bot/words.py", "import dotenv"),
    ("bot/cli/ask.py", "import sqlmodel"),
    ("bot/newcomer.py", "import json"),
    ("bot/anything/deep.py", "import json"),
]


def planted(number: int, file: str) -> Path:
    """Where a fault goes: into a new module beside the one it is about, in `bot` itself into that one."""
    path = Path(file)
    return path if path.parent == Path("bot") else path.with_name(f"planted_{number}.py")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """By module, what is found once all faults are planted in a copy of the tree, and was not found before."""
    root = copied(tmp_path_factory.mktemp("tree"))
    before = faults(root)
    for number, (file, line) in enumerate(PLANTS):
        path = root / planted(number, file)
        path.parent.mkdir(exist_ok=True)
        with path.open("a") as module:
            module.write(f"\n\ndef planted():\n    {line}\n")
    after: dict[str, list[str]] = {}
    for fault in faults(root):
        if fault not in before:
            after.setdefault(fault.partition(":")[0], []).append(fault)
    return after


@pytest.mark.parametrize(("number", "file", "line"), [(n, *plant) for n, plant in enumerate(PLANTS)])
def test_a_planted_fault_is_found(found: dict[str, list[str]], number: int, file: str, line: str) -> None:
    assert found.get(".".join(planted(number, file).with_suffix("").parts)), line


def test_what_may_stay_is_no_fault(found: dict[str, list[str]]) -> None:
    assert len(found) == len(PLANTS)


# What must not be there when every module has been imported and nothing has been asked, seen by the garbage collector.
LOOK = """
import gc, importlib, os, sys, threading
before = dict(os.environ)
for name in sys.argv[1:]:
    importlib.import_module(name)
from aiohttp import ClientSession
from apscheduler.schedulers.base import BaseScheduler
from concurrent.futures import Executor
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection, Engine
from bot.settings import Settings
from handlers import Bot
from storage.memory import Memory
BUILT = (ClientSession, BaseScheduler, Executor, AsyncApp, AsyncWebClient, Connection, Engine, Settings, Bot, Memory)
found = {type(each).__name__ for each in gc.get_objects() if issubclass(type(each), BUILT)}
found |= {thread.name for thread in threading.enumerate() if thread is not threading.main_thread()}
found |= {"environ"} if dict(os.environ) != before else set()
print(" ".join(sorted(found)))
"""


def built_at_import(root: Path, folder: Path) -> list[str]:
    """The types of what is built by importing every module of a tree, and threads and files that it leaves."""
    names = [module for module, _ in modules(root) if not module.startswith("storage.migrations.")]
    folder.mkdir()
    environ = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", LOOK, *names],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [*done.stdout.split(), *(path.name for path in folder.iterdir())]


def test_nothing_is_built_at_import(tmp_path: Path) -> None:
    assert built_at_import(ROOT, tmp_path / "empty") == []


BUILT_THERE = """
import os
import sqlalchemy
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from bot.settings import Settings
from slack_sdk.web.async_client import AsyncWebClient
from storage.memory import Memory
MEMORY = Memory("sqlite:///rapport.db")
SETTINGS = Settings()
CLIENT = AsyncWebClient()
SCHEDULERS = [AsyncIOScheduler()]
class Inside:
    engine = sqlalchemy.create_engine("sqlite://")
os.environ["LEFT"] = "behind"
open("left.txt", "w").close()
"""


def test_what_is_built_at_import_is_found(tmp_path: Path) -> None:
    copy = copied(tmp_path / "tree")
    with (copy / "handlers" / "status.py").open("a") as file:
        file.write(BUILT_THERE)
    found = ["AsyncIOScheduler", "AsyncWebClient", "Engine", "Memory", "Settings", "ThreadPoolExecutor", "environ"]
    assert built_at_import(copy, tmp_path / "empty") == [*found, "left.txt"]

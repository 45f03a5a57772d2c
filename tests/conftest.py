"""What all tests share: a clock that stands still, and a memory on each database that is here."""

from __future__ import annotations

import asyncio
import inspect
import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from storage import workspaces
from storage.memory import Memory
from tests import chromium, postgresql
from tests.conversation import Talk

NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)  # Wednesday, 10:00 in Seoul
LEFT_OUT: dict[str, list[str]] = {"postgresql": [], "chromium": []}
MISSING = {
    "postgresql": "Left out, because no PostgreSQL server was found: {n} tests on PostgreSQL. "
    "Install PostgreSQL, or set RAPPORT_TEST_POSTGRESQL to a server's address.",
    "chromium": "Left out, because Chromium was not found: {n} tests in a browser. Install chromium.",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgresql" in getattr(getattr(item, "callspec", None), "id", "").split("-"):
            item.add_marker("postgresql")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for needed, found in (("postgresql", postgresql.available), ("chromium", chromium.program)):
        if not item.get_closest_marker(needed) or found():
            continue
        if needed in os.environ.get("RAPPORT_TEST_REQUIRE", ""):
            pytest.fail(f"{needed} is required here, and there is none")
        LEFT_OUT[needed].append(item.nodeid)
        pytest.skip(f"no {needed} here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for needed, items in LEFT_OUT.items():
        if items:
            terminalreporter.write_line(MISSING[needed].format(n=len(items)))


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'rapport.db'}"
        return
    server = make_url(request.getfixturevalue("postgresql_server"))
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture
def memory(database_url: str) -> Iterator[Memory]:
    """A migrated memory with an empty workspace."""
    memory = Memory(database_url)
    memory.migrate()
    workspaces.first(memory)
    yield memory
    memory.close()


@pytest.fixture
def talk(memory: Memory, now: datetime) -> Talk:
    return Talk(memory, now)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs a test that is a coroutine, in an event loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True

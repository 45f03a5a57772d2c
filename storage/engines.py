"""How a database is opened. Each setting here answers a fault that was seen without it.

SQLite by SQLAlchemy's defaults loses updates silently, and WAL with a busy timeout alone still answers "database is
locked": the driver must not begin transactions by itself, and a write must begin IMMEDIATE.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL

BUSY_MS = 10_000


class InUse(Exception):  # noqa: N818 - a fact, told to the person in one sentence
    """Another process holds the database."""


def make(url: URL, purpose: str) -> Engine:
    """The engine for "read" or "write"; a missing folder for a SQLite file is made."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=8, pool_pre_ping=True, hide_parameters=True)
    file = Path(url.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)  # it holds what customers said; -wal and -shm take the mode after it
    engine = create_engine(url, isolation_level=None, hide_parameters=True, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", opened_for(purpose, file.parent))
    event.listen(engine, "begin", begin_write if purpose == "write" else begin_read)
    return engine


def opened_for(purpose: str, folder: Path) -> Any:
    def opened(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        with one_at_a_time(folder):  # a new file's change to WAL waits for nobody: "database is locked" at once
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("PRAGMA cache_size=-65536")
        connection.execute("PRAGMA mmap_size=1073741824")
        if purpose == "read":
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA wal_autocheckpoint=0")  # the checkpoint is the slowest write: see writer.py

    return opened


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Held by one process at a time. The folder, because closing any handle of the file drops SQLite's own locks."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def begin_read(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def begin_write(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


SETTING = text("SELECT set_config('rapport.workspace', :workspace, true)")


def enter(connection: Connection, workspace: int) -> None:
    """Tells PostgreSQL's row-level security whose rows this transaction may see."""
    if connection.dialect.name == "postgresql":
        connection.execute(SETTING, {"workspace": str(workspace)})


def hold(file: Path) -> IO[str]:
    """Locks `file` for this process until the result is closed. Raises InUse when another process has done so."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = file.with_name(file.name + ".lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise InUse(str(file)) from error
    return handle

"""The database: its engines, the one way in for reads and the one for writes.

Reads have connections of their own. On SQLite all writes go through one thread with the one write connection, several
at a time in one commit with a savepoint each, so that one bad write harms no neighbour. On PostgreSQL each write is a
transaction of its own from a pool.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, make_url

from storage import engines
from storage.known import Known, KnownCache
from storage.session import Scope, Session
from storage.writer import PoolWriter, ThreadWriter

T = TypeVar("T")
READERS = 4


class Writer(Protocol):
    def submit(self, job: Callable[[Connection], T]) -> Future[T]: ...
    def close(self) -> None: ...


class Memory:
    """One database. `url` is SQLAlchemy's: sqlite:///var/rapport.db or postgresql+psycopg://…

    Nothing is opened before the first read or write. `hooked` says whether what is logged is told to a webhook.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._cache = KnownCache()
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="read")
        self._guard = threading.Lock()
        self._engines: dict[str, Engine] = {}
        self._writer: Writer | None = None
        self._connections: list[Connection] = []
        self._lock: Any = None
        self.hooked = False

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database, else None."""
        return Path(self.url.database or "") if self.sqlite else None

    def engine(self, purpose: str) -> Engine:
        """The engine for "read" or "write"."""
        with self._guard:
            if purpose not in self._engines:
                self._engines[purpose] = engines.make(self.url, purpose)
            return self._engines[purpose]

    def writer(self) -> Writer:
        engine = self.engine("write")
        with self._guard:
            if self._writer is None:
                self._writer = ThreadWriter(engine) if self.sqlite else PoolWriter(engine)
            return self._writer

    def migrate(self) -> None:
        """Brings the tables up to this version; several processes may do so at once."""
        from storage.migrate import upgrade

        upgrade(self.engine("write"))

    def lock(self) -> None:
        """Holds the SQLite file for this process; raises storage.engines.InUse when another one holds it."""
        if self.file is not None:
            self._lock = engines.hold(self.file)

    async def read(self, scope: Scope, work: Callable[[Session], T], *, brief: bool = False) -> T:
        """What `work` makes of a Session that only reads, run in a thread of its own.

        `brief` work, a millisecond or so, is done at once where the database is a file and the names are here: to hand
        it to a thread and back costs more than it takes.
        """
        if brief and self.sqlite and self._cache.holds(scope.workspace):
            return self._read(scope, work)
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, scope, work)

    async def write(self, scope: Scope, work: Callable[[Session], T]) -> T:
        """The same for one that may write: back once it is committed; whatever `work` raises undoes it all."""
        return await asyncio.wrap_future(self._write(scope, work))

    def read_now(self, scope: Scope, work: Callable[[Session], T]) -> T:
        """`read` for the command line and for tests: blocks."""
        return self._read(scope, work)

    def write_now(self, scope: Scope, work: Callable[[Session], T]) -> T:
        return self._write(scope, work).result()

    def close(self) -> None:
        """Finishes what is under way and closes every connection. The Memory is of no use afterwards."""
        self._readers.shutdown()
        if self._writer is not None:
            self._writer.close()
        for connection in self._connections:
            connection.close()
        for engine in self._engines.values():
            engine.dispose()
        if self._lock is not None:
            self._lock.close()

    def forget(self, workspace: int) -> None:
        """Drops what is kept in memory of a workspace's names; it is read again when it is next needed."""
        self._cache.drop(workspace)

    def _read(self, scope: Scope, work: Callable[[Session], T]) -> T:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = self._local.connection = self.engine("read").connect()
            with self._guard:
                self._connections.append(connection)
        with connection.begin():
            return work(self._session(connection, scope))

    def _write(self, scope: Scope, work: Callable[[Session], T]) -> Future[T]:
        sessions: list[Session] = []

        def drop_names_taken_back() -> None:
            if sessions and sessions[0].renamed:
                self.forget(scope.workspace)

        def job(connection: Connection) -> T:
            drop_names_taken_back()  # of a first try that was rolled back
            sessions[:] = [self._session(connection, scope)]
            return work(sessions[0])

        def ended(future: Future[T]) -> None:
            if not future.cancelled() and future.exception() is not None:
                drop_names_taken_back()

        future = self.writer().submit(job)
        future.add_done_callback(ended)
        return future

    def _session(self, connection: Connection, scope: Scope) -> Session:
        engines.enter(connection, scope.workspace)
        session = Session(connection, scope, self._known)
        session.hooked = self.hooked
        return session

    def _known(self, session: Session) -> Known:
        return self._cache.current(session)

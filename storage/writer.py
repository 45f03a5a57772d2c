"""Where writes run: one thread on SQLite, a pool on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

T = TypeVar("T")
Job = tuple[Callable[[Connection], Any], "Future[Any]"]
BATCH = 64  # jobs in one commit at most
CHECKPOINT_SECONDS = 0.5
RETRIED = {"40001", "40P01"}  # serialization failure, deadlock


class ThreadWriter:
    """One thread with the one write connection. Several jobs share a commit, each in a savepoint of its own.

    The write-ahead log is carried over in the background, because a checkpoint inside a commit is what makes the
    slowest one in a hundred writes slow.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._wrote = threading.Event()
        self._closing = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name="write", daemon=True),
            threading.Thread(target=self._checkpoint, name="checkpoint", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[Connection], T]) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.put((job, future))
        return future

    def close(self) -> None:
        self._jobs.put(None)
        self._threads[0].join()
        self._closing.set()
        self._wrote.set()
        self._threads[1].join()

    def _work(self) -> None:
        with self._engine.connect() as connection:
            while (job := self._jobs.get()) is not None:
                batch, last = self._batch(job)
                self._commit(connection, batch)
                self._wrote.set()
                if last:
                    return

    def _batch(self, first: Job) -> tuple[list[Job], bool]:
        """`first` and whatever else is waiting; and whether the writer is to end after it."""
        batch = [first]
        while len(batch) < BATCH:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _commit(self, connection: Connection, batch: list[Job]) -> None:
        """Does the jobs of a batch, without those called off; from here on nobody can call one off any more."""
        batch = [(job, future) for job, future in batch if future.set_running_or_notify_cancel()]
        done: list[tuple[Future[Any], Any]] = []
        try:
            with connection.begin():
                raw: Any = connection.connection.dbapi_connection
                for job, future in batch:
                    raw.execute("SAVEPOINT job")
                    try:
                        done.append((future, job(connection)))
                    except Exception as error:
                        raw.execute("ROLLBACK TO job")
                        future.set_exception(error)
                    raw.execute("RELEASE job")
        except Exception as error:  # the commit itself failed: nobody's work is kept
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for future, result in done:
            future.set_result(result)

    def _checkpoint(self) -> None:
        with self._engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            while True:
                self._wrote.wait()
                if self._closing.wait(CHECKPOINT_SECONDS):
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                    return
                self._wrote.clear()
                raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


class PoolWriter:
    """A transaction a job; one that lost a deadlock is tried again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="write")

    def submit(self, job: Callable[[Connection], T]) -> Future[T]:
        return self._pool.submit(self._run, job)

    def close(self) -> None:
        self._pool.shutdown()

    def _run(self, job: Callable[[Connection], T], tries: int = 3) -> T:
        try:
            with self._engine.begin() as connection:
                return job(connection)
        except OperationalError as error:
            if tries > 1 and getattr(error.orig, "sqlstate", "") in RETRIED:
                return self._run(job, tries - 1)
            raise

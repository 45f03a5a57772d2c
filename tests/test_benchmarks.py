"""The book that speed is measured with is one that this version can read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from benchmarks import big_book
from storage import ties, workspaces
from storage.memory import Memory
from storage.session import Scope


def test_the_big_book_is_as_the_tables_are_now(tmp_path: Path) -> None:
    big_book.make(tmp_path / "book.db", 20, 200)
    memory = Memory(f"sqlite:///{tmp_path / 'book.db'}")
    try:
        memory.migrate()
        today = datetime.now(UTC).date().toordinal()
        scope = Scope(workspaces.first(memory))
        best = memory.read_now(scope, lambda session: ties.colleagues(session, 1, 0, today, False))
        assert best
        assert len(memory.read_now(scope, lambda session: session.known).accounts) == 20
    finally:
        memory.close()

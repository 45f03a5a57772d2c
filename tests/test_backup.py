"""A copy of a database in use is whole, opens by itself, and takes the place of nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from storage import accounts, teammates, workspaces
from storage.backup import NoBackup, backup, check
from storage.memory import Memory
from storage.session import Scope, Session

PAIRS_BEFORE = 50


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    memory = Memory(f"sqlite:///{tmp_path / 'rapport.db'}")
    memory.migrate()
    for n in range(PAIRS_BEFORE):
        memory.write_now(Scope(workspaces.first(memory)), partial(add_pair, n=n))
    yield memory
    memory.close()


def add_pair(session: Session, n: int) -> None:
    """A teammate and an account, in one transaction: never one without the other."""
    accounts.create(session, f"Firm {n}", teammates.add(session, f"t{n}@example.com", f"Mate {n}"))


def pairs_in(file: Path) -> int:
    """How many pairs the copy has, asked of it as of any memory."""
    copy = Memory(f"sqlite:///{file}")
    copy.migrate()

    def work(session: Session) -> tuple[int, int]:
        return len(teammates.everyone(session)), len(session.known.accounts)

    mates, firms = copy.read_now(Scope(workspaces.first(copy)), work)
    copy.close()
    assert mates == firms
    return mates


def test_a_copy_made_while_somebody_writes_is_whole_and_answers(memory: Memory, tmp_path: Path) -> None:
    scope, done, wrote = Scope(workspaces.first(memory)), threading.Event(), [PAIRS_BEFORE]

    def write() -> None:
        while not done.is_set():
            memory.write_now(scope, lambda session: add_pair(session, wrote[0]))
            wrote[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    sizes, bounds = [], []
    try:
        for n in range(5):
            before = wrote[0]
            sizes.append(backup(memory, tmp_path / f"copy{n}.db"))
            bounds.append((before, wrote[0] + 1))
    finally:
        done.set()
        thread.join(timeout=30)
    assert wrote[0] > PAIRS_BEFORE + 1
    for n, (least, most) in enumerate(bounds):
        file = tmp_path / f"copy{n}.db"
        assert file.stat().st_size == sizes[n]
        assert least <= pairs_in(file) <= most


def test_a_copy_is_for_its_owner_alone_and_leaves_nothing_beside_it(memory: Memory, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    backup(memory, folder / "copy.db")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]
    assert (folder / "copy.db").stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_stays_as_it_is(memory: Memory, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"something else")
    with pytest.raises(FileExistsError):
        backup(memory, target)
    assert target.read_bytes() == b"something else"


def test_where_no_copy_can_be_written_there_is_none(memory: Memory, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        backup(memory, tmp_path / "nowhere" / "copy.db")


def test_a_copy_with_a_broken_page_is_found_out(memory: Memory, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    backup(memory, file)
    check(file)
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 8] = b"\xff" * (4096 * 5)
    file.write_bytes(content)
    with pytest.raises((NoBackup, sqlite3.DatabaseError)):
        check(file)

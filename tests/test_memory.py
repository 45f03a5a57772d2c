"""The one transaction: what is written together, what is read beside it, and several processes on one database."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import bindparam, make_url, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from storage import accounts, engines, people, teammates, workspaces
from storage.engines import InUse
from storage.known import drop_names
from storage.memory import Memory
from storage.session import Scope, Session
from storage.statements import ours, table
from storage.tables import Account, Tier
from storage.writer import BATCH

SECONDS = 30  # nothing here may take longer, or it hangs
A, T = table(Account), table(Tier)
COUNT = ours(update(T).where(T.c.name == bindparam("tier")).values(cadence=T.c.cadence + 1))
COUNT_ONE = ours(update(T).where(T.c.name == "A").values(cadence=T.c.cadence + 1))
CADENCE = ours(select(T.c.cadence).where(T.c.name == "A"))
SET = ours(update(T).where(T.c.name == "A").values(cadence=bindparam("value")))
NAMES = ours(select(A.c.name).order_by(A.c.name))


@pytest.fixture
def scope(memory: Memory) -> Scope:
    return Scope(workspaces.first(memory))


@pytest.fixture
def other(memory: Memory, database_url: str) -> Iterator[Memory]:
    """The same database as another process has it."""
    other = Memory(database_url)
    yield other
    other.close()


def names(session: Session) -> list[str]:
    return [str(row.name) for row in session.run(NAMES)]


def create(name: str) -> Callable[[Session], int]:
    return lambda session: accounts.create(session, name)


def count_one(session: Session) -> None:
    session.run(COUNT_ONE)


def read_then_count(session: Session) -> None:
    session.run(SET, value=cadence(session) + 1)


def cadence(session: Session) -> int:
    return int(session.run(CADENCE).scalar_one())


def test_what_a_write_made_is_there_afterwards_and_its_result_comes_back(memory: Memory, scope: Scope) -> None:
    made = memory.write_now(scope, create("ACME"))
    found = memory.read_now(scope, lambda session: accounts.get(session, made))
    assert found is not None
    assert found["name"] == "ACME"


def test_a_write_that_raises_leaves_nothing_and_says_why(memory: Memory, scope: Scope) -> None:
    def work(session: Session) -> None:
        accounts.create(session, "ACME")
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        memory.write_now(scope, work)
    assert memory.read_now(scope, names) == []


async def test_one_bad_write_harms_no_neighbour_in_the_same_commit(memory: Memory, scope: Scope) -> None:
    """The first write holds the writer until the others wait behind it, so that SQLite commits them together."""
    behind = threading.Event()

    def write(name: str) -> None:
        def work(session: Session) -> None:
            assert behind.wait(SECONDS)
            accounts.create(session, name)
            if name.startswith("bad"):
                session.add(Account, name=name, key=name, owner_id=99_999)  # no such teammate

        writes.append(asyncio.ensure_future(memory.write(scope, work)))

    writes: list[asyncio.Future[None]] = []
    for name in ("first", "good 1", "bad 1", "good 2", "bad 2", "good 3"):
        write(name)
    await asyncio.sleep(0)
    behind.set()
    outcomes = await asyncio.wait_for(asyncio.gather(*writes, return_exceptions=True), SECONDS)
    assert [type(outcome) for outcome in outcomes] == [
        *(type(None), type(None), IntegrityError, type(None), IntegrityError, type(None))
    ]
    assert memory.read_now(scope, names) == ["first", "good 1", "good 2", "good 3"]


async def test_no_increment_is_lost(memory: Memory, scope: Scope) -> None:
    before = memory.read_now(scope, cadence)
    many = 200
    assert many > BATCH
    await asyncio.wait_for(asyncio.gather(*(memory.write(scope, count_one) for _ in range(many))), SECONDS)
    assert memory.read_now(scope, cadence) == before + many


async def test_no_increment_of_two_processes_is_lost(memory: Memory, other: Memory, scope: Scope) -> None:
    """On SQLite not even of those who read first, because a write begins with the file in its hand."""
    before = memory.read_now(scope, cadence)
    work = read_then_count if memory.sqlite else count_one
    writes = [each.write(scope, work) for _ in range(40) for each in (memory, other)]
    await asyncio.wait_for(asyncio.gather(*writes), SECONDS)
    assert memory.read_now(scope, cadence) == before + 80


async def test_a_read_does_not_see_what_is_not_committed_and_does_not_wait_for_it(memory: Memory, scope: Scope) -> None:
    written, looked = threading.Event(), threading.Event()

    def work(session: Session) -> None:
        accounts.create(session, "ACME")
        written.set()
        assert looked.wait(SECONDS)

    write = asyncio.ensure_future(memory.write(scope, work))
    assert await asyncio.to_thread(written.wait, SECONDS)
    assert await asyncio.wait_for(memory.read(scope, names), SECONDS) == []
    looked.set()
    await write
    assert await memory.read(scope, names) == ["ACME"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_session_that_reads_cannot_write(memory: Memory, scope: Scope) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        memory.read_now(scope, count_one)
    memory.write_now(scope, count_one)  # and the next write goes through


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_file_is_opened_as_measured(memory: Memory, scope: Scope) -> None:
    def pragma(session: Session, name: str) -> str:
        return str(session.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())

    for ask in (memory.read_now, memory.write_now):
        found = {name: ask(scope, lambda s, n=name: pragma(s, n)) for name in ("journal_mode", "synchronous")}  # type: ignore[misc]
        assert found == {"journal_mode": "wal", "synchronous": "2"}  # 2 is FULL
        assert ask(scope, lambda session: pragma(session, "foreign_keys")) == "1"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_second_one_is_refused_while_the_file_is_held(memory: Memory, other: Memory, scope: Scope) -> None:
    memory.lock()
    with pytest.raises(InUse, match=r"rapport\.db"):
        other.lock()
    other.write_now(scope, create("ACME"))  # import and ask work beside it
    memory.close()
    other.lock()


async def test_closing_finishes_what_is_under_way(memory: Memory, other: Memory, scope: Scope) -> None:
    started = threading.Event()
    go_on = threading.Event()

    def slow(session: Session) -> None:
        started.set()
        assert go_on.wait(SECONDS)
        accounts.create(session, "slow")

    first = asyncio.ensure_future(memory.write(scope, slow))
    assert await asyncio.to_thread(started.wait, SECONDS)
    writes = [asyncio.ensure_future(memory.write(scope, create(f"waiting {i}"))) for i in range(3)]
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(asyncio.to_thread(memory.close))
    go_on.set()
    await asyncio.wait_for(asyncio.gather(first, *writes, closing), SECONDS)
    assert other.read_now(scope, names) == ["slow", "waiting 0", "waiting 1", "waiting 2"]


def test_names_that_one_process_adds_are_known_to_the_other(memory: Memory, other: Memory, scope: Scope) -> None:
    def known(session: Session) -> tuple[int, int]:
        return len(session.known.accounts.exact("ACME")), len(session.known.people.exact("Jane Doe"))

    assert other.read_now(scope, known) == (0, 0)
    acme = memory.write_now(scope, create("ACME"))
    assert other.read_now(scope, known) == (1, 0)
    other.write_now(scope, lambda session: people.create(session, "Jane Doe", acme))
    assert memory.read_now(scope, known) == (1, 1)


def test_a_name_that_one_process_drops_is_forgotten_by_the_other(memory: Memory, other: Memory, scope: Scope) -> None:
    acme = memory.write_now(scope, create("ACME"))
    assert other.read_now(scope, lambda session: session.known.accounts.exact("ACME")) == [acme]
    memory.write_now(scope, lambda session: drop_names(session, "account", acme))
    for each in (memory, other):
        assert each.read_now(scope, lambda session: session.known.accounts.exact("ACME")) == []


def test_a_name_is_known_in_the_session_that_adds_it_and_unknown_once_it_is_taken_back(
    memory: Memory, scope: Scope
) -> None:
    def work(session: Session) -> None:
        accounts.create(session, "ACME")
        assert len(session.known.accounts.exact("ACME")) == 1
        raise LookupError

    with pytest.raises(LookupError):
        memory.write_now(scope, work)
    assert memory.read_now(scope, lambda session: session.known.accounts.exact("ACME")) == []
    again = memory.write_now(scope, create("ACME"))
    assert memory.read_now(scope, lambda session: session.known.accounts.exact("ACME")) == [again]


async def test_two_who_create_the_same_at_once_get_one(memory: Memory, other: Memory, scope: Scope) -> None:
    """The second one looks while the first is not yet committed, and finds nobody."""
    created, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> int:
        made = accounts.create(session, "ACME")
        created.set()
        assert go_on.wait(SECONDS)
        return made

    first = asyncio.ensure_future(memory.write(scope, slow))
    assert await asyncio.to_thread(created.wait, SECONDS)
    second = asyncio.ensure_future(other.write(scope, create("Acme Inc.")))
    if not memory.sqlite:
        await asyncio.wait_for(asyncio.to_thread(wait_for_a_lock, memory), SECONDS)
    go_on.set()
    made = await asyncio.wait_for(asyncio.gather(first, second), SECONDS)
    assert made[0] == made[1]
    assert memory.read_now(scope, names) == ["ACME"]


def wait_for_a_lock(memory: Memory) -> None:
    """Until somebody on PostgreSQL waits for somebody else's row."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with memory.engine("read").connect() as connection:
        while not connection.execute(waiting).scalar():
            connection.rollback()


async def test_a_write_called_off_before_it_began_is_not_done_and_stops_nobody(memory: Memory, scope: Scope) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        accounts.create(session, "under way")
        started.set()
        assert go_on.wait(SECONDS)

    under_way = asyncio.ensure_future(memory.write(scope, slow))
    assert await asyncio.to_thread(started.wait, SECONDS)
    waiting = asyncio.ensure_future(memory.write(scope, create("waiting"))) if memory.sqlite else None
    await asyncio.sleep(0)
    for each in (under_way, waiting):
        if each is not None:
            each.cancel()
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.wait_for(memory.write(scope, create("after")), SECONDS)
    memory.close()  # what was under way is finished, whoever waits for it
    found = Memory(memory.url.render_as_string(hide_password=False))
    assert found.read_now(scope, names) == ["after", "under way"]
    found.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_of_two_writes_in_each_others_way_the_loser_is_tried_again(memory: Memory, scope: Scope) -> None:
    both = threading.Barrier(2)
    tries: list[str] = []

    def write(*tiers: str) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            tries.append(tiers[0])
            session.run(COUNT, tier=tiers[0])
            if tries.count(tiers[0]) == 1:
                both.wait(SECONDS)
            session.run(COUNT, tier=tiers[1])

        return work

    before = memory.read_now(scope, cadence)
    writes = [memory.write(scope, write("A", "B")), memory.write(scope, write("B", "A"))]
    await asyncio.wait_for(asyncio.gather(*writes), SECONDS)
    assert len(tries) == 3
    assert memory.read_now(scope, cadence) == before + 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_write_tried_again_knows_no_name_of_its_first_try(memory: Memory, scope: Scope) -> None:
    tries: list[int] = []

    def work(session: Session) -> int:
        tries.append(accounts.create(session, "ACME"))
        assert session.known.accounts.exact("ACME") == tries[-1:]
        if len(tries) == 1:
            session.connection.exec_driver_sql("DO $$ BEGIN RAISE deadlock_detected; END $$")
        return tries[-1]

    made = memory.write_now(scope, work)
    assert len(tries) == 2
    assert memory.read_now(scope, lambda session: session.known.accounts.exact("ACME")) == [made]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_writer_elsewhere_only_delays(memory: Memory, scope: Scope) -> None:
    """Another process holds the file for writing; our write waits for it and reads go on."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(str(memory.file), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE tier SET cadence = cadence + 100 WHERE name = 'A'")
        held.set()
        let_go.wait(SECONDS)
        connection.execute("COMMIT")
        connection.close()

    before = memory.read_now(scope, cadence)
    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(SECONDS)
    write = asyncio.ensure_future(memory.write(scope, count_one))
    assert await asyncio.wait_for(memory.read(scope, cadence), SECONDS) == before
    assert not write.done()
    let_go.set()
    await asyncio.wait_for(write, SECONDS)
    holder.join(SECONDS)
    assert await memory.read(scope, cadence) == before + 101


def test_nothing_is_opened_before_it_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "rapport.db"
    memory = Memory(f"sqlite:///{file}")
    assert not file.parent.exists()
    memory.migrate()
    assert file.exists()
    memory.close()


def test_a_teammate_may_be_added_with_the_mail_of_nobody_else(memory: Memory, scope: Scope) -> None:
    memory.write_now(scope, lambda session: teammates.add(session, "Ann@Example.com ", "Ann"))
    with pytest.raises(IntegrityError):
        memory.write_now(scope, lambda session: teammates.add(session, "ann@example.com", "Another Ann"))
    assert memory.read_now(scope, lambda session: len(teammates.everyone(session))) == 1


def test_new_files_may_be_opened_by_several_at_the_same_instant(tmp_path: Path) -> None:
    many, files = 4, 100
    together = threading.Barrier(many)

    def open_each(_: int) -> None:
        for number in range(files):
            engine = engines.make(make_url(f"sqlite:///{tmp_path}/{number}.db"), "write")
            together.wait(timeout=30)
            engine.connect().close()
            engine.dispose()

    with ThreadPoolExecutor(many) as threads:
        list(threads.map(open_each, range(many)))  # without the folder's lock some are told "database is locked"

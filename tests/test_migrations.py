"""The tables that migrations make are those of the models, whoever makes them, together or interrupted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, inspect, text
from sqlmodel import SQLModel

from storage import migrate, workspaces
from storage.engines import make
from storage.memory import Memory

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # for all processes of a test together
MANY = 4


@pytest.fixture
def empty(database_url: str) -> Iterator[Memory]:
    """A memory to which nothing has been done yet."""
    memory = Memory(database_url)
    yield memory
    memory.close()


def tables(memory: Memory) -> set[str]:
    with memory.engine("read").connect() as connection:
        return {name for name in inspect(connection).get_table_names() if not is_index(name)}


def is_index(name: str) -> bool:
    """Whether a table is the index of words, which each database keeps in its own way."""
    return name == "words" or name.startswith("words_")


EVERYTHING = {*SQLModel.metadata.tables, "alembic_version"}


def of_the_models(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not is_index(str(name))


def test_the_models_and_the_migrations_agree(memory: Memory) -> None:
    with memory.engine("write").connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": of_the_models}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_keys_and_foreign_keys_include_the_workspace(memory: Memory) -> None:
    with memory.engine("read").connect() as connection:
        found = inspect(connection)
        for name in sorted(SQLModel.metadata.tables.keys() - {"workspace"}):
            for key in found.get_foreign_keys(name):
                assert "workspace_id" in key["constrained_columns"], (name, key)
                assert key["referred_table"] == "workspace" or "workspace_id" in key["referred_columns"], (name, key)
            indexes = [index["column_names"] for index in found.get_indexes(name)]
            assert all("workspace_id" in columns for columns in indexes), (name, indexes)


def test_a_second_time_nothing_is_done(memory: Memory) -> None:
    first = workspaces.first(memory)
    memory.migrate()
    assert workspaces.first(memory) == first
    with memory.engine("read").connect() as connection:
        assert migrate.revision(connection) == migrate.head()


def test_the_newest_file_is_the_head_and_each_follows_the_one_before() -> None:
    names = sorted(path.stem for path in (migrate.MIGRATIONS / "versions").glob("*.py") if path.stem != "__init__")
    assert [name.split("_")[0] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    assert migrate.head() == names[-1].split("_")[0]


MIGRATE = "import sys; from storage.memory import Memory; m = Memory(sys.argv[1]); m.migrate(); m.close()"


def test_several_processes_may_start_at_once(empty: Memory, database_url: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen([sys.executable, "-c", MIGRATE, database_url], env=environ, stderr=subprocess.PIPE, text=True)
        for _ in range(MANY)
    ]
    said = [process.communicate(timeout=SECONDS)[1] for process in started]
    assert [process.returncode for process in started] == [0] * MANY, said
    assert tables(empty) == EVERYTHING


KILLED = """
import os, signal, sys
from sqlalchemy import event
from storage.memory import Memory
memory = Memory(sys.argv[1])
seen = []
@event.listens_for(memory.engine("write"), "after_cursor_execute")
def kill(connection, cursor, statement, parameters, context, executemany):
    seen.append(statement)
    if sum("CREATE TABLE" in each for each in seen) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
memory.migrate()
"""


@pytest.mark.parametrize("after", [2, 9, 22])
def test_a_kill_in_the_middle_leaves_the_database_as_it_was(empty: Memory, database_url: str, after: int) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database_url, str(after)], env=environ, timeout=SECONDS, check=False
    )
    assert killed.returncode < 0
    assert tables(empty) == set()
    empty.migrate()
    assert tables(empty) == EVERYTHING


def test_a_fault_in_the_middle_leaves_the_database_as_it_was(empty: Memory) -> None:
    def fail(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if "CREATE TABLE took" in statement:
            raise LookupError("on purpose")

    engine = empty.engine("write")
    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(LookupError, match="on purpose"):
        empty.migrate()
    event.remove(engine, "before_cursor_execute", fail)
    assert tables(empty) == set()
    empty.migrate()
    assert tables(empty) == EVERYTHING


def test_a_database_of_a_later_version_is_left_alone(memory: Memory, database_url: str) -> None:
    """An older program on a newer database says so and does nothing to it."""
    engine = make(memory.url, "write")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    later = Memory(database_url)
    with pytest.raises(Exception, match="9999"):
        later.migrate()
    later.close()
    assert tables(memory) == EVERYTHING

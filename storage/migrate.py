"""Alembic, run at start by whoever comes first; the others wait and find it done."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_KEY = 7_277_678  # any number, the same in every process


def head() -> str:
    """The newest revision, from the files' names ("0001_first.py"), so that Alembic is imported only when needed."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def revision(connection: Connection) -> str:
    """The revision a database is at, "" for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def upgrade(engine: Engine) -> None:
    """Brings a database to `head` in one transaction: a kill in the middle leaves it as it was.

    SQLite is held by BEGIN IMMEDIATE, PostgreSQL by an advisory lock, so that several processes may start at once.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY})
        if revision(connection) == head():
            if connection.dialect.name == "sqlite":
                look_over(connection)
            return
        run(connection, head())


def look_over(connection: Connection) -> None:
    """Lets SQLite see how large each table has grown, by which it chooses its ways; some milliseconds for any book.

    Without, it begins some questions about one customer with everything that anybody ever took part in.
    """
    connection.exec_driver_sql("PRAGMA analysis_limit=400")
    connection.exec_driver_sql("ANALYZE")


def run(connection: Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)

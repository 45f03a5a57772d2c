"""A PostgreSQL server for the tests: the one that RAPPORT_TEST_POSTGRESQL names, or one of our own on loopback."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ADDRESS = "RAPPORT_TEST_POSTGRESQL"
ATTEMPTS = 3
START_SECONDS = 60
# What a test loses by a crash of the machine does not matter; that a commit costs nothing does.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # its workers are a superuser's, whom our role may not send away from a database that it drops
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "timezone": "UTC",
}
# The server ends when this shell's standard input does: also when the tests are killed.
KEEPER = """
pg_ctl -D data -l log -w -t "$1" -o "-p $2" start >/dev/null 2>&1 || { cat log >&2; exit 1; }
echo ready
read -r _
pg_ctl -D data -m immediate -w stop >/dev/null 2>&1
folder=$PWD
cd / && rm -rf "$folder"
"""


def find_programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`: from PATH, else Debian's newest; None when there is no server here."""
    named = shutil.which("initdb")
    folders = [Path(named).resolve().parent] if named else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(3))[::-1]
    whole = (folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists())
    return next(whole, None)


def available() -> bool:
    """Whether `server()` can give an address: one is named in the environment, or the programs are here."""
    return bool(os.environ.get(ADDRESS)) or find_programs() is not None


@contextmanager
def server() -> Iterator[str]:
    """Gives the SQLAlchemy url of a maintenance database, for a role that may create databases and is no superuser
    (superusers pass row-level security by).

    That is RAPPORT_TEST_POSTGRESQL if set; else a server of our own: 127.0.0.1 only, a random port, in a temporary
    folder, as a non-root user, stopped and deleted at the end. Raises LookupError without server programs,
    RuntimeError when the server does not start.
    """
    if address := os.environ.get(ADDRESS):
        yield address
        return
    programs = find_programs()
    if programs is None:
        raise LookupError(f"no PostgreSQL server programs found: install them, or set {ADDRESS}")
    with tempfile.TemporaryDirectory(prefix="rapport-postgresql-", ignore_cleanup_errors=True) as name:
        folder, password = Path(name), secrets.token_hex(16)
        run_as = _other_user(folder)
        _make_cluster(programs, folder, password, run_as)
        keeper, port = _start(programs, folder, run_as)
        try:
            yield _make_role(port, password)
        finally:
            keeper.communicate(timeout=START_SECONDS)


def _other_user(folder: Path) -> dict[str, Any]:
    """Who the server runs as when we are root, which PostgreSQL refuses, as Popen's arguments; the folder becomes
    theirs."""
    if os.getuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _environment(programs: Path) -> dict[str, str]:
    """A bare environment, so that no PGPORT, PGDATA or locale of the caller's reaches the server."""
    return {"PATH": f"{programs}:{os.defpath}", "LC_ALL": "C.UTF-8"}


def _make_cluster(programs: Path, folder: Path, password: str, run_as: dict[str, Any]) -> None:
    """Runs initdb in `folder` and writes OPTIONS; raises RuntimeError with its output when that fails."""
    (folder / "password").write_text(password)
    command = ["initdb", "-D", "data", "-U", "postgres", "--pwfile=password", "--auth=scram-sha-256"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        command, cwd=folder, env=_environment(programs), capture_output=True, text=True, check=False, **run_as
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")
    with (folder / "data" / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = '{value}'\n" for name, value in OPTIONS.items())


def _start(programs: Path, folder: Path, run_as: dict[str, Any]) -> tuple[subprocess.Popen[str], int]:
    """Starts the server; gives its keeper and its port. A port taken by somebody meanwhile is tried anew."""
    said = ""
    for _ in range(ATTEMPTS):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", str(START_SECONDS), str(port)],
            cwd=folder,
            env=_environment(programs),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # an interrupt typed at the tests must not reach it before they have ended
            **run_as,
        )
        assert keeper.stdout is not None
        if keeper.stdout.readline() == "ready\n":
            return keeper, port
        said = keeper.communicate()[1]
    raise RuntimeError(f"PostgreSQL did not start:\n{said}")


def _make_role(port: int, password: str) -> str:
    """Makes the tests' role and gives its url; the superuser is not used again."""
    with psycopg.connect(host="127.0.0.1", port=port, user="postgres", password=password, dbname="postgres") as db:
        db.execute(f"CREATE ROLE rapport LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'")
    return f"postgresql+psycopg://rapport:{password}@127.0.0.1:{port}/postgres"

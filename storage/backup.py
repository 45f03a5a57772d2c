"""A whole copy of the database in one file, while it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.memory import Memory


class NoBackup(Exception):  # noqa: N818 - a fact, told to the person in one sentence
    """The copy is not sound; the message is SQLite's finding."""


def backup(memory: Memory, target: Path) -> int:
    """Copies a SQLite database to `target` and gives its size in bytes; the file is whole or not there at all.

    A copied file or a stepped backup is not a backup of a database in use: `VACUUM INTO` is one read transaction.
    Raises FileExistsError, OSError and NoBackup. Only for a Memory with a file.
    """
    source = memory.file
    assert source is not None
    if target.exists():
        raise FileExistsError(str(target))
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)  # what was noted about customers is for nobody else
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(draft),))
        check(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(target)
        sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def check(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise NoBackup(found)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

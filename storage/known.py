"""The names of a workspace, kept in memory: what a line is read with, and what typeahead looks in.

They are read once, then only what is new: `workspace.version` grows with each name added and `epoch` with each taken
away, by any process. A name added in a transaction still open is seen at once; if it is rolled back, the Memory drops
the workspace here and it is read again.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, func, select, update

from bot.rules.names import NameIndex, person_key
from storage.session import Session
from storage.statements import marked, ours, table
from storage.tables import Name, Workspace

NAME, WORKSPACE = table(Name), table(Workspace)

STATE = marked(select(WORKSPACE.c.version, WORKSPACE.c.epoch).where(WORKSPACE.c.id == bindparam("workspace")))
SINCE = ours(
    select(NAME.c.id, NAME.c.kind, NAME.c.ref, NAME.c.text).where(NAME.c.id > bindparam("last")).order_by("id")
)
NEW_VERSION = marked(
    update(WORKSPACE).where(WORKSPACE.c.id == bindparam("workspace")).values(version=WORKSPACE.c.version + 1)
)
NEW_EPOCH = marked(
    update(WORKSPACE).where(WORKSPACE.c.id == bindparam("workspace")).values(epoch=WORKSPACE.c.epoch + 1)
)
NEWEST = ours(select(func.max(NAME.c.id)))
DROP = ours(delete(NAME).where(NAME.c.kind == bindparam("kind"), NAME.c.ref == bindparam("ref")))


@dataclass
class Known:
    accounts: NameIndex = field(default_factory=NameIndex)
    people: NameIndex = field(default_factory=lambda: NameIndex(person_key))
    version: int = -1
    epoch: int = -1
    last: int = 0

    def of(self, kind: str) -> NameIndex:
        return self.accounts if kind == "account" else self.people


class KnownCache:
    """By workspace. Sessions of several threads share what is in it."""

    def __init__(self) -> None:
        self._by_workspace: dict[int, Known] = {}
        self._lock = threading.Lock()

    def current(self, session: Session) -> Known:
        """The names as `session` sees them."""
        version, epoch = session.names_at or at(session)
        with self._lock:
            known = self._by_workspace.get(session.workspace)
            if known is None or known.epoch < epoch:
                known = Known(epoch=epoch)
            if known.version < version:
                for row in session.run(SINCE, last=known.last):
                    known.of(row.kind).add(row.ref, row.text)
                    known.last = row.id
                known.version = version
            self._by_workspace[session.workspace] = known
            return known

    def holds(self, workspace: int) -> bool:
        return workspace in self._by_workspace

    def drop(self, workspace: int) -> None:
        with self._lock:
            self._by_workspace.pop(workspace, None)


def at(session: Session) -> tuple[int, int]:
    """The workspace's version and epoch."""
    state = session.one(STATE)
    assert state is not None
    return state["version"], state["epoch"]


def add_names(session: Session, kind: str, names: list[tuple[int, str]]) -> None:
    """Makes (ref, text) names known. The version is raised first: its row lock keeps ids in the order of versions."""
    session.run(NEW_VERSION)
    session.add_all(Name, [{"kind": kind, "ref": ref, "text": text} for ref, text in names])
    session.named()


def drop_names(session: Session, kind: str, ref: int) -> None:
    """Forgets all names of an account or a person."""
    session.run(DROP, kind=kind, ref=ref)
    known = session.known
    session.run(NEW_EPOCH)
    known.of(kind).remove(ref)
    known.last = min(known.last, session.value(NEWEST) or 0)  # SQLite gives the ids of the last rows out again
    known.epoch += 1
    session.named()

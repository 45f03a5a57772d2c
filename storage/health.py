"""Whether a database can do its work, found out without leaving anything in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from storage import hooks, teammates, workspaces
from storage.hooks import Queue
from storage.known import NEW_VERSION
from storage.memory import Memory
from storage.migrate import head, revision
from storage.session import Scope, Session


@dataclass(frozen=True, slots=True)
class Health:
    """`revision` is "" where nothing was ever migrated; what stands below it is unknown unless it is `head`."""

    revision: str
    head: str
    writable: bool = False
    teammates: int = 0
    admins: int = 0
    last_tick: datetime | None = None
    hooks: Queue = field(default_factory=Queue)


class TakenBackError(Exception):
    """Undoes the write that was only tried."""


def health(memory: Memory) -> Health:
    """What state the database is in. Raises what the driver raises when it cannot be reached."""
    with memory.engine("read").connect() as connection:
        found = revision(connection)
    if found != head():
        return Health(found, head())
    first = memory.read_now(workspaces.NOBODYS, lambda session: session.one(workspaces.ALL))
    if first is None:
        return Health(found, head(), writable(memory, workspaces.NOBODYS))
    scope = Scope(first["id"])
    return Health(
        found,
        head(),
        writable(memory, scope),
        len(memory.read_now(scope, teammates.everyone)),
        len(memory.read_now(scope, teammates.admins)),
        memory.read_now(scope, workspaces.last_tick),
        memory.read_now(scope, hooks.queue),
    )


def writable(memory: Memory, scope: Scope) -> bool:
    def attempt(session: Session) -> None:
        session.run(NEW_VERSION)
        raise TakenBackError

    try:
        memory.write_now(scope, attempt)
    except DBAPIError:
        return False
    except TakenBackError:
        pass
    return True

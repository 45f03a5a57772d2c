"""Opens the memory and makes the bot: what every command that asks or remembers something begins with."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.message import Profile, Standing
from bot.settings import Settings
from bot.words import _

if TYPE_CHECKING:
    from handlers import Bot
    from storage.memory import Memory
    from storage.session import Found, Scope


class Failure(Exception):  # noqa: N818 - what went wrong, told in one sentence
    """A command could not do its work; the message is written for whoever gave it."""


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Installation:
    """An open memory and the workspace in it."""

    settings: Settings
    memory: Memory
    scope: Scope

    def bot(self) -> Bot:
        from handlers import Bot

        return Bot(self.memory, self.scope.workspace, self.settings.language, self.settings.timezone)

    def profile(self, mail: str) -> Profile:
        """The teammate with this mail address; anybody else is a stranger, whom the bot's own guard refuses."""
        from storage import teammates

        mail = mail.encode(errors="ignore").decode().replace("\0", "").strip().lower()
        row = self.memory.read_now(self.scope, lambda session: teammates.find(session, "", mail))
        return profile_of(row) if row is not None and row["active"] else Profile(user=mail, email=mail)

    def somebody(self, language: str = "") -> str:
        """The mail address to speak as when none was given: of the first admin, or of whoever speaks `language`.

        Raises Failure where there is no teammate yet.
        """
        from storage import teammates

        rows = self.memory.read_now(self.scope, teammates.everyone)
        if not rows:
            raise Failure(_("There is no teammate yet: `rapport admin you@example.com` makes you the first."))
        rows.sort(key=lambda row: (not row["locale"].startswith(language), not row["admin"], row["id"]))
        return str(rows[0]["email"])


def profile_of(row: Found) -> Profile:
    return Profile(
        user=row["external_id"] or row["email"],
        name=row["name"],
        email=row["email"],
        standing=Standing.MEMBER,
        locale=row["locale"],
        zone=row["zone"],
    )


@contextmanager
def opened(settings: Settings) -> Iterator[Memory]:
    """The memory of `settings` as it is, nothing done to it yet. Raises Failure for whatever the database refuses."""
    from sqlalchemy.exc import SQLAlchemyError

    from storage.engines import InUse
    from storage.memory import Memory

    gc.freeze()  # what is imported by now stays: nobody need look through it for garbage
    gc.enable()
    try:
        memory = Memory(settings.database_url)
        memory.hooked = bool(settings.webhook_url)
        try:
            yield memory
        finally:
            memory.close()
    except InUse as error:
        raise Failure(_("Another Rapport is at work on {file}.", file=str(error))) from error
    except SQLAlchemyError as error:
        raise Failure(_("The database fails: {reason}.", reason=reason_of(error))) from error
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise Failure(_("For PostgreSQL, install rapport[postgresql].")) from error


@contextmanager
def installation(
    settings: Settings, *, alone: bool = False, before: Callable[[], None] | None = None
) -> Iterator[Installation]:
    """The memory of `settings`, brought up to this version, and its workspace. Raises Failure as `opened` does.

    `alone` holds a SQLite file against a second such process; then `before` is done, and only then is it opened.
    """
    from storage import workspaces
    from storage.session import Scope

    with opened(settings) as memory:
        if alone:
            memory.lock()
        if before:
            before()
        memory.migrate()
        yield Installation(settings, memory, Scope(workspaces.first(memory)))


def reason_of(error: Exception) -> str:
    """The driver's own first line: SQLAlchemy's goes on with the statement and its values, which may be notes."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__

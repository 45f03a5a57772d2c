"""What a conversation starts from: accounts, people and contacts put into memory without saying a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage import accounts, interactions, people, teammates
from storage.interactions import Contact
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Outbox, Person, Teammate
from tests.conversation import LOCALES, Talk

T = TypeVar("T")
LETTERS = ours(select(table(Outbox)).order_by(table(Outbox).c.id))
NAMES = ours(select(table(Account)).order_by(table(Account).c.id))


def does(talk: Talk, work: Callable[[Session], T]) -> T:
    return talk.memory.write_now(talk.scope, work)


def mate(talk: Talk, who: str) -> int:
    """The id of the teammate with the mail address `who`@example.com."""

    def work(session: Session) -> int:
        row = teammates.find(session, "", f"{who}@example.com")
        assert row is not None
        return int(row["id"])

    return does(talk, work)


def colleague(talk: Talk, who: str, name: str, **values: Any) -> int:
    """One more teammate."""
    return does(talk, lambda session: teammates.add(session, f"{who}@example.com", name, **values))


def changed(talk: Talk, who: str, **values: Any) -> None:
    """Changes a teammate's row."""
    key = mate(talk, who)
    does(talk, lambda session: session.set(Teammate, key, **values))


def customer(talk: Talk, name: str, owner: str = "", **values: Any) -> int:
    """An account; `owner` is a teammate as `mate` names them."""
    whose = mate(talk, owner) if owner else None

    def work(session: Session) -> int:
        key = accounts.create(session, name, whose)
        session.set(Account, key, **values)
        return key

    return does(talk, work)


def person(talk: Talk, name: str, account: int, title: str = "", department: str = "", **values: Any) -> int:
    def work(session: Session) -> int:
        key = people.create(session, name, account, title, department)
        session.set(Person, key, **values)
        return key

    return does(talk, work)


def contact(
    talk: Talk,
    who: str,
    account: int,
    ago: int | Sequence[int],
    humans: Sequence[int] = (),
    kind: str = "call",
    participants: int = 0,
) -> None:
    """Contacts of a teammate `ago` days before today in their own zone, each with `humans`."""
    today = talk.now.astimezone(ZoneInfo(LOCALES[who][1] if who in LOCALES else "UTC")).date()
    author = mate(talk, who)

    def work(session: Session) -> None:
        for days in [ago] if isinstance(ago, int) else ago:
            on = today - timedelta(days)
            said = Contact(
                account=account,
                author=author,
                mates=[author],
                people=list(humans),
                day=on,
                kind=kind,
                note="",
                typed="",
                at=datetime.combine(on, time(12), tzinfo=UTC),
                participants=participants,
            )
            interactions.log(session, said)

    does(talk, work)


def letters(talk: Talk) -> list[Found]:
    """The rows of the outbox."""
    return does(talk, lambda session: session.rows(LETTERS))


def customers(talk: Talk) -> list[Found]:
    """All accounts, oldest first."""
    return does(talk, lambda session: session.rows(NAMES))

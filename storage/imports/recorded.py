"""What an import says of people with a day to it, beside what teammates recorded: see the table Fact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from bot.rules.roles import Role
from storage.imports.entries import Entry
from storage.session import Session
from storage.tables import Fact

ROLES = frozenset(Role)


def record(session: Session, positions: Iterable[Entry], today: date, at: datetime) -> None:
    """Stores the ranks and roles that have just changed; an import has no author."""
    rows = []
    for position in positions:
        for kind in position.changed & {"rank", "role"}:
            value = position.values[kind]
            if value and (kind == "rank" or value in ROLES):
                whose = {"person_id": position.values["person_id"], "account_id": position.values["account_id"]}
                rows.append({**whose, "kind": kind, "value": value, "day": today, "noted_at": at})
    session.add_all(Fact, rows)

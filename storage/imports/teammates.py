"""teammates.csv: known by their mail address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.words import _
from storage.imports import origins, values
from storage.imports.entries import Claims, Entry, Fate, Kind, Outcome, change, circular, each, store
from storage.imports.finding import Mates
from storage.imports.people import full_name
from storage.imports.rows import Row
from storage.session import Session
from storage.statements import adding
from storage.tables import Teammate


class TeammateRows(Kind):
    link_column = "manager"

    def __init__(self, _zone: str, _at: datetime) -> None:
        super().__init__()
        self._claims = Claims("name", "external_id", "zone", "locale", "country", "manager_id")

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        team = self._team(Mates(session))
        holders = {entry.values["external_id"]: address for address, entry in team.items()}
        fates = each(rows, lambda row: self._take(team, holders, row))
        store(session, Teammate, team.values())
        self._claims.keep(team.values())
        known = [(row["external_id"], team.get(row["email"].lower())) for row in rows if row["external_id"]]
        origins.keep(session, "teammate", [(external, entry.id) for external, entry in known if entry is not None])
        return fates

    def link(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        """Sets the managers, who may stand further down in the file."""
        mates = Mates(session)
        team = self._team(mates)
        above = {entry.id: entry.values["manager_id"] for entry in team.values()}

        def judge(row: Row) -> Outcome:
            entry = team[values.mail(row, "email")]
            manager = values.line(row, "manager").lower() if "@" in row["manager"] else row["manager"]
            found = mates.maybe(manager)
            if not found:
                raise values.wrong("manager", manager, _("there is no teammate with this address"))
            if circular(above, entry.id, found):
                raise values.wrong("manager", manager, _("nobody is above themselves"))
            changed = entry.give({"manager_id": found})
            above[entry.id] = found
            return Outcome.CHANGED if changed else Outcome.UNCHANGED

        fates = each(rows, judge)
        change(session, Teammate, team.values())
        self._claims.keep(team.values())
        return fates

    def _team(self, mates: Mates) -> dict[str, Entry]:
        return {address: Entry(self._claims, dict(row), row["id"]) for address, row in mates.rows.items()}

    def _take(self, team: dict[str, Entry], holders: dict[str, str], row: Row) -> Outcome:
        address = values.mail(row, "email")
        if not address:
            raise values.wrong("email", "", _("there must be something here"))
        said = self._said(row)
        if said["external_id"] and holders.setdefault(said["external_id"], address) != address:
            other = holders[said["external_id"]]
            raise values.wrong("slack_id", said["external_id"], _("this is the id of {other}", other=other))
        self.sample(email=address, **said)
        entry = team.get(address)
        if entry is not None and row.style.foreign:  # here people say for themselves how they are spoken to
            said = {column: value for column, value in said.items() if not entry.values[column]}
        if entry is not None:
            changed = entry.give(said)
            return Outcome.CHANGED if changed else Outcome.UNCHANGED
        entry = Entry(self._claims, {**adding(Teammate)[1], "email": address, "name": address.split("@")[0]})
        entry.give(said)
        entry.values["active"] = not row["active"] or values.yes(row, "active")
        team[address] = entry
        return Outcome.NEW

    def _said(self, row: Row) -> dict[str, Any]:
        if not row.style.foreign:
            values.mail(row, "manager")
        return {
            "name": values.line(row, "name") or (full_name(row) if row.style.foreign else ""),
            "external_id": values.line(row, "slack_id"),
            "zone": optional(row, values.zone, "timezone"),
            "locale": optional(row, values.locale, "locale"),
            "country": optional(row, values.country, "country"),
        }


def optional(row: Row, read: Any, column: str) -> str:
    """What other systems write there may be what we have no use for: "Korea, Republic of", "de_DE_EURO"."""
    return str(values.quiet(row, lambda: read(row, column), ""))

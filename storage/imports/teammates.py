"""teammates.csv: known by their mail address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.words import _
from storage.imports import values
from storage.imports.entries import Claims, Entry, Fate, Kind, Outcome, change, circular, each, store
from storage.imports.finding import Mates
from storage.imports.reading import Row
from storage.session import Session
from storage.statements import adding
from storage.tables import Teammate


class TeammateRows(Kind):
    link_column = "manager"

    def __init__(self, _zone: str, _at: datetime) -> None:
        self._claims: Claims = {}

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        team = self._team(session)
        holders = {entry.values["external_id"]: address for address, entry in team.items()}
        fates = each(rows, lambda row: self._take(team, holders, row))
        store(session, Teammate, team.values())
        self._claims.update((entry.id, entry.given) for entry in team.values() if entry.given)
        return fates

    def link(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        """Sets the managers, who may stand further down in the file."""
        team = self._team(session)
        above = {entry.id: entry.values["manager_id"] for entry in team.values()}

        def judge(row: Row) -> Outcome:
            entry = team[values.mail(row, "email")]
            manager = values.mail(row, "manager")
            if manager not in team:
                raise values.wrong("manager", manager, _("there is no teammate with this address"))
            if circular(above, entry.id, team[manager].id):
                raise values.wrong("manager", manager, _("nobody is above themselves"))
            changed = entry.give({"manager_id": team[manager].id})
            above[entry.id] = team[manager].id
            return Outcome.CHANGED if changed else Outcome.UNCHANGED

        fates = each(rows, judge)
        change(session, Teammate, team.values())
        return fates

    def _team(self, session: Session) -> dict[str, Entry]:
        return {
            address: Entry(dict(row), row["id"], self._claims.get(row["id"]))
            for address, row in Mates(session).rows.items()
        }

    def _take(self, team: dict[str, Entry], holders: dict[str, str], row: Row) -> Outcome:
        address = values.mail(row, "email")
        if not address:
            raise values.wrong("email", "", _("there must be something here"))
        said = {
            "name": values.line(row, "name"),
            "external_id": values.line(row, "slack_id"),
            "zone": values.zone(row, "timezone"),
            "locale": values.locale(row, "locale"),
            "country": values.country(row, "country"),
        }
        values.mail(row, "manager")
        if said["external_id"] and holders.setdefault(said["external_id"], address) != address:
            other = holders[said["external_id"]]
            raise values.wrong("slack_id", said["external_id"], _("this is the id of {other}", other=other))
        entry = team.get(address)
        if entry is not None:
            changed = entry.give(said)
            return Outcome.CHANGED if changed else Outcome.UNCHANGED
        entry = Entry({**adding(Teammate)[1], "email": address, "name": address.split("@")[0]})
        entry.give(said)
        team[address] = entry
        return Outcome.NEW

"""Who has which role in the buying, and who else works where: both by the ids of another system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.words import _
from storage.imports import recorded, values
from storage.imports.buying import role_in, strength
from storage.imports.contacts import People, Someone, Spoken, Wanted
from storage.imports.entries import Entry, Fate, Kind, Outcome, each
from storage.imports.finding import AccountNames, Accounts
from storage.imports.rows import Row, Skipped
from storage.session import Session


class OfPeople(Kind):
    """Rows that name a person and perhaps an account."""

    def __init__(self, zone: str, at: datetime) -> None:
        super().__init__()
        self._at = at
        self._today = at.astimezone(ZoneInfo(zone)).date()
        self._names = AccountNames()
        self._spoken = Spoken()

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        accounts = Accounts(session, self._names, [row["account"] for row in rows])
        people = People(session, [Wanted(0, "", row["person"], row["person"].lower()) for row in rows], self._spoken)
        fates = each(rows, lambda row: self._take(people, accounts, row))
        people.store(session)
        positions = [position for someone in people.by_id.values() for position in someone.positions]
        recorded.record(session, positions, self._today, self._at)
        return fates

    def _take(self, people: People, accounts: Accounts, row: Row) -> Outcome:
        if values.yes(row, "deleted"):
            raise Skipped(_("deleted there"))
        text = values.needed(row, "person")
        by_mail = list(people.by_mail.get(text.lower(), ()))
        someone = people.of(text) or (by_mail[0] if len(by_mail) == 1 else None)
        if someone is None:
            raise values.wrong("person", text, _("there is no person with this id or address"))
        account = accounts.get(row["account"], "account") if row["account"] else 0
        outcome = self._place(someone, account, row)
        if outcome is Outcome.NEW:
            people.place(someone, account)
        return outcome

    def _place(self, someone: Someone, account: int, row: Row) -> Outcome:
        """What becomes of a row about somebody; a new one is a new position at the account."""
        raise NotImplementedError


class RoleRows(OfPeople):
    """Somebody's role, on the position they hold. One that is there already stays; of several the strongest counts."""

    def _place(self, someone: Someone, account: int, row: Row) -> Outcome:
        role = role_in(values.needed(row, "role"))
        held = held_at(someone, account)
        if held is None or not role:
            raise Skipped(_("no role at an account"))
        self.sample(name=someone.values["name"], role=role)
        had = held.values["role"]
        if had and not (held.given and strength(role) < strength(had)):
            return Outcome.UNCHANGED
        held.given |= held.claims.bits(("role",))
        held.values["role"] = role
        held.changed.add("role")
        return Outcome.CHANGED


class PositionRows(OfPeople):
    """Somebody works at an account, also where they work elsewhere."""

    def _place(self, someone: Someone, account: int, row: Row) -> Outcome:
        if not account:
            raise values.wrong("account", "", _("there must be something here"))
        self.sample(name=someone.values["name"], account=row["account"])
        return Outcome.NEW if someone.at(account) is None else Outcome.UNCHANGED


def held_at(someone: Someone, account: int) -> Entry | None:
    """The position that somebody holds at an account; without an account the last one they took."""
    held = [position for position in someone.positions if position.values["until"] is None]
    held = [position for position in held if account in (0, position.values["account_id"])]
    return max(held, key=lambda position: (position.values["since"] or date.min, position.id), default=None)

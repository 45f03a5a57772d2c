"""people.csv: known by the other system's id, else by mail address, else by name at their account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.rules.posts import post
from bot.words import _
from storage.imports import values
from storage.imports.contacts import People, Someone, Wanted
from storage.imports.entries import Claims, Entry, Fate, Kind, Outcome, each
from storage.imports.finding import AccountNames, Accounts, contact_key
from storage.imports.reading import Row
from storage.session import Session


class PersonRows(Kind):
    def __init__(self, zone: str, at: datetime) -> None:
        self._today = at.astimezone(ZoneInfo(zone)).date()
        self._names = AccountNames()
        self._claims: Claims = {}

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        accounts = Accounts(session, self._names, [row["account"] for row in rows])
        people = People(
            session,
            [
                Wanted(accounts.maybe(row["account"]), row["name"], row["external_id"], row["email"].lower())
                for row in rows
            ],
            self._claims,
        )
        fates = each(rows, lambda row: self._take(people, accounts, row))
        people.store(session)
        for someone in (*people.by_id.values(), *people.new):
            if someone.given:
                self._claims["person", someone.id] = someone.given
            for position in someone.positions:
                if position.given:
                    self._claims[someone.id, position.values["account_id"]] = position.given
        return fates

    def _take(self, people: People, accounts: Accounts, row: Row) -> Outcome:
        account = accounts.get(values.needed(row, "account"), "account")
        person = {
            "name": values.needed(row, "name"),
            "external_id": values.line(row, "external_id"),
            "email": values.mail(row, "email"),
        }
        rank, duty = post(values.line(row, "title"))
        job = {"rank": rank, "duty": duty, **{column: values.line(row, column) for column in ("department", "role")}}
        someone = find(people, account, (rank, duty), **person)
        new = someone is None
        if someone is None:
            someone = people.add(person["name"], person["external_id"], person["email"])
        there = someone.at(account)
        if there is not None:
            someone.check(person)
            there.check(job)
        changed = someone.give(person)
        people.learn(someone)
        changed |= self._place(people, someone, account, job)
        return Outcome.NEW if new else Outcome.CHANGED if changed else Outcome.UNCHANGED

    def _place(self, people: People, someone: Someone, account: int, job: dict[str, str]) -> bool:
        """Lets somebody hold a position; whether that changed anything."""
        there = someone.at(account)
        moved = there is None or not holds(there, self._today)
        if there is None or moved:
            there = people.place(someone, account)
            leave_others(someone, there, self._today)
        back = there.values["until"] is not None
        if back:
            there.values["until"] = None
            there.changed.add("until")
        # the account is said too, so that the position counts as one that this file knows
        return there.give({**job, "account_id": account}) or moved or back


def holds(position: Entry, today: date) -> bool:
    """Whether it is held still, or was ended by an earlier row of today's import."""
    until = position.values["until"]
    return until is None or until == today


def leave_others(someone: Someone, new: Entry, today: date) -> None:
    """Ends the positions of somebody who has moved: those elsewhere of which this file has not spoken."""
    for position in someone.positions:
        if position is not new and position.values["until"] is None and not position.given:
            position.values["until"] = today
            position.changed.add("until")


def find(
    people: People, account: int, job: tuple[str, str], *, name: str, external_id: str, email: str
) -> Someone | None:
    """The person that a row is about; raises Rejected where it could be several."""
    if external_id and external_id in people.by_external:
        return people.by_external[external_id]

    def fits(someone: Someone) -> bool:
        return not external_id or someone.values["external_id"] in ("", external_id)

    by_mail = [someone for someone in people.by_mail.get(email, ()) if fits(someone)] if email else []
    if len(by_mail) > 1:
        by_mail = [someone for someone in by_mail if contact_key(name) in someone.keys] or by_mail
    if len(by_mail) > 1:
        raise values.wrong("email", email, _("several people have this address"))
    if by_mail:
        return by_mail[0]
    named = [
        someone
        for someone in people.named(account, name)
        if fits(someone) and (not email or someone.values["email"] in ("", email))
    ]
    if len(named) > 1:
        named = [
            someone
            for someone in named
            if (at := someone.at(account)) and (at.values["rank"], at.values["duty"]) == job
        ] or named
    if len(named) > 1:
        raise values.wrong("name", name, _("several people here have this name; write the mail address"))
    return named[0] if named else None

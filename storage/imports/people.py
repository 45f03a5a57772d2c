"""people.csv: known by the other system's id, else by mail address, else by name at their account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules.posts import post
from bot.words import _
from storage.imports import origins, recorded, values
from storage.imports.buying import role_in
from storage.imports.contacts import People, Someone, Spoken, Wanted
from storage.imports.dates import moment_in
from storage.imports.entries import Entry, Fate, Kind, Outcome, each
from storage.imports.finding import AccountNames, Accounts, contact_key
from storage.imports.rows import Row, Skipped
from storage.session import Session

BIRTHDAY = re.compile(r"(lunar )?(\d{4}-)?\d\d-\d\d")
HANGUL = re.compile("[가-힣]+")


class PersonRows(Kind):
    def __init__(self, zone: str, at: datetime) -> None:
        super().__init__()
        self._at = at
        self._today = at.astimezone(ZoneInfo(zone)).date()
        self._names = AccountNames()
        self._spoken = Spoken()

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        accounts = Accounts(session, self._names, [text for row in rows for text in accounts_in(row)])
        people = People(session, [wanted(accounts, row) for row in rows], self._spoken)
        fates = each(rows, lambda row: self._take(people, accounts, row))
        people.store(session)
        every = (*people.by_id.values(), *people.new)
        recorded.record(
            session, [position for someone in every for position in someone.positions], self._today, self._at
        )
        return fates

    def _take(self, people: People, accounts: Accounts, row: Row) -> Outcome:
        if values.yes(row, "deleted"):
            raise Skipped(_("deleted there"))
        if row.style.foreign and not row["account"]:
            raise Skipped(_("with no account of ours"))
        values.needed(row, "account")
        first, *others = (accounts.get(text, "account") for text in accounts_in(row))
        person, job = self._said(row)
        someone = people.by_id.get(origins.returned(row)) or find(people, first, (job["rank"], job["duty"]), **person)
        someone = someone or namesake(people, row, person)
        new = someone is None
        if someone is None:
            someone = people.add(person["name"], person["external_id"], person["email"])
        joined = someone.values["external_id"] not in ("", person["external_id"]) and bool(person["external_id"])
        if joined:
            joined = people.join(someone, person["external_id"])
            changed = someone.fill({"phone": row["phone"]})
        else:
            changed = self._tell(someone, first, person | self._more(row), job)
        people.learn(someone)
        changed |= self._place(people, someone, first, job, row)
        for account in others:
            changed |= self._place(people, someone, account, {}, row, beside=True)
        self.sample(**person, account=row["account"], **job)
        if new or joined:
            return Outcome.NEW if new else Outcome.JOINED
        return Outcome.CHANGED if changed else Outcome.UNCHANGED

    def _tell(self, someone: Someone, account: int, person: dict[str, str], job: dict[str, str]) -> bool:
        """Lets the row say what it says of somebody, unless it contradicts another one: then nothing is taken."""
        there = someone.at(account)
        if there is not None:
            someone.check(person)
            there.check(job)
        return someone.give(person)

    def _said(self, row: Row) -> tuple[dict[str, str], dict[str, str]]:
        person = {
            "name": values.needed(row, "name") if row["name"] or not row.style.foreign else full_name(row),
            "external_id": values.line(row, "external_id"),
            "email": values.soft(row, lambda: values.mail(row, "email"), ""),
        }
        rank, duty = post(values.soft(row, lambda: values.line(row, "title"), ""))
        role = values.soft(row, lambda: values.line(row, "role"), "")
        department = values.soft(row, lambda: values.line(row, "department"), "")
        return person, {"rank": rank, "duty": duty, "department": department, "role": role_in(role)}

    def _more(self, row: Row) -> dict[str, str]:
        born = moment_in(row["birthday"], row.style.order)
        birthday = row["birthday"] if BIRTHDAY.fullmatch(row["birthday"]) else born[0].isoformat() if born else ""
        return {"phone": values.soft(row, lambda: values.line(row, "phone"), ""), "birthday": birthday}

    def _place(
        self, people: People, someone: Someone, account: int, job: dict[str, str], row: Row, *, beside: bool = False
    ) -> bool:
        """Lets somebody hold a position; whether that changed anything."""
        there = someone.at(account)
        if there is not None and row.style.foreign and moved_on(someone, there):
            return False
        moved = there is None or not holds(there, self._today)
        if there is None or moved:
            there = people.place(someone, account)
            if not beside:
                leave_others(someone, there, self._today)
        back = there.values["until"] is not None
        if back:
            there.values["until"] = None
            there.changed.add("until")
        said: dict[str, Any] = {**job, "account_id": account}
        if row.style.foreign:  # what colleagues recorded here is newer than what a list says
            kept = ("role",) if there.values["since"] is None else tuple(job)
            said = {column: value for column, value in said.items() if column not in kept or not there.values[column]}
        # the account is said too, so that the position counts as one that this file knows
        return there.give(said) or moved or back


def accounts_in(row: Row) -> list[str]:
    """The accounts that a row names; other systems may give the ids of several, the first the main one."""
    if (
        row.style.foreign
        and ";" in row["account"]
        and all(part.strip().isdigit() for part in row["account"].split(";"))
    ):
        return values.several(row, "account")
    return [" ".join(row["account"].split())] if row["account"] else []


def wanted(accounts: Accounts, row: Row) -> Wanted:
    account = accounts.maybe((accounts_in(row) or [""])[0])
    return Wanted(
        account, row["name"] or full_name(row), row["external_id"], row["email"].lower(), origins.returned(row)
    )


def full_name(row: Row) -> str:
    """The name of first and last name, as it is written in their language; the mail address where there is none."""
    first, last = (" ".join(row[column].split()) for column in ("first_name", "last_name"))
    if HANGUL.fullmatch(first) and HANGUL.fullmatch(last):
        return last + first
    return f"{first} {last}".strip() or row["email"].split("@")[0]


def moved_on(someone: Someone, there: Entry) -> bool:
    """Whether somebody is known to have left a position for another one, of which a list does not know yet."""
    return there.values["until"] is not None and any(
        position.values["until"] is None for position in someone.positions if position is not there
    )


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


def namesake(people: People, row: Row, person: dict[str, str]) -> Someone | None:
    """Whoever has the mail address and the name of a row under another id: one person who is there twice."""
    if not row.style.foreign or not person["email"]:
        return None
    same = [each for each in people.by_mail.get(person["email"], ()) if contact_key(person["name"]) in each.keys]
    return same[0] if len(same) == 1 else None


def find(
    people: People, account: int, job: tuple[str, str], *, name: str, external_id: str, email: str
) -> Someone | None:
    """The person that a row is about; raises Rejected where it could be several."""
    if (known := people.of(external_id)) is not None:
        return known

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

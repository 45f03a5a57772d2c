"""interactions.csv and the activities of other systems.

A row of ours is known by what stands in it, one of another system by its id, so that the same one again adds nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.rules import kinds
from bot.rules.learned import Visible
from bot.rules.line import Favour
from bot.words import _
from storage.imports import activities, origins, values
from storage.imports.dates import moment_in
from storage.imports.entries import THESE, Fate, Kind, Outcome, each, found
from storage.imports.finding import AccountNames, Accounts, Mates, account_key, contact_key
from storage.imports.guests import Guests, named_only
from storage.imports.logged import Contact, I, known_already, log_all
from storage.imports.plans import Plans
from storage.imports.rows import Rejected, Row, Skipped
from storage.session import Session
from storage.statements import ours

BY_ID = ours(select(I.c.id, I.c.account_id, I.c.day, I.c.author_id).where(I.c.id.in_(THESE)))


class Batch:
    """What is looked up for some rows."""

    def __init__(self, session: Session, names: AccountNames, rows: Sequence[Row]) -> None:
        self.mates = Mates(session)
        people = {text for row in rows for text in people_in(row)}
        self.guests = Guests.known_by(session, people)
        texts = {text for row in rows for text in accounts_in(row)}
        self.accounts = Accounts(session, names, texts)
        ids = {key for row in rows if (key := external_id(row))}
        if any(row.style.foreign for row in rows):
            self.guests.find_work(session)
        self.known = origins.refs(session, "interaction", ids) | returned(session, rows)
        self.firsts = {row["id"]: row for row in found(session, BY_ID, set(self.known.values()))}
        self.plans = Plans(session, ids - self.known.keys())


class InteractionRows(Kind):
    def __init__(self, zone: str, at: datetime) -> None:
        super().__init__()
        self._zone = zone
        self._at = at
        self._names = AccountNames()
        self._first: dict[int, tuple[date, int]] = {}  # account → day of the first contact and who had it

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        batch = Batch(session, self._names, rows)
        contacts: dict[int, Contact] = {}

        def read(row: Row) -> Outcome:
            if row.style.foreign and self._seen(batch, external_id(row)):
                return Outcome.UNCHANGED
            contacts[id(row)] = self._foreign(batch, row) if row.style.foreign else self._ours(batch, row)
            return Outcome.NEW

        fates = each(rows, read)
        known = known_already(session, contacts.values())
        unknown = [contact for contact in contacts.values() if contact.said not in known]
        batch.guests.look_at(session, {contact.account for contact in unknown if named_only(contact.names)})
        new: list[Contact] = []
        for n, row in enumerate(rows):
            if id(row) in contacts:
                fates[n] = self._meet(batch, contacts[id(row)], known, new)
        batch.guests.store(session)
        held = [contact for contact in new if not contact.planned]
        batch.plans.store(session, [contact for contact in new if contact.planned], self._at)
        log_all(session, held)
        batch.plans.settle(session, held)
        return fates

    def _seen(self, batch: Batch, external: str) -> bool:
        """Whether an activity is here already: by an earlier import, or logged here and told to the other system."""
        if external not in batch.known:
            return False
        there = batch.firsts.get(batch.known[external])
        if there is not None:
            self._begin(there["account_id"], there["day"], there["author_id"])
        return True

    def _begin(self, account: int, day: date, mate: int) -> None:
        first = self._first.get(account)
        if first is None or day < first[0]:
            self._first[account] = (day, mate)

    def _meet(self, batch: Batch, contact: Contact, known: set[str], new: list[Contact]) -> Fate:
        fate = Outcome.UNCHANGED
        if contact.planned and contact.external in batch.plans.known:
            return Outcome.CHANGED if batch.plans.move(contact) else Outcome.UNCHANGED
        held = batch.plans.held_as(contact.external)
        if held is not None:
            return Outcome.UNCHANGED if held else Skipped(_("did not take place"))
        if contact.said not in known:
            try:
                contact.people = [batch.guests.meet(contact.account, name) for name in contact.names]
            except Rejected as reason:
                return reason
            known.add(contact.said)
            new.append(contact)
            fate = Outcome.NEW
        if not contact.planned:
            self._begin(contact.account, contact.day, contact.mates[0])
        self._show(batch, contact)
        return fate

    def _show(self, batch: Batch, contact: Contact) -> None:
        if len(self.samples) < 5:
            account = self._names.text(contact.account)
            mates = ", ".join(batch.mates.by_id[mate]["email"] for mate in contact.mates)
            self.sample(
                day=contact.day,
                account=account,
                people=", ".join(contact.names),
                teammates=mates,
                kind=contact.kind,
                note=contact.note,
            )

    def _ours(self, batch: Batch, row: Row) -> Contact:
        account = batch.accounts.get(values.needed(row, "account"), "account")
        addresses = [text.lower() if "@" in text else text for text in values.several(row, "teammates")]
        if not addresses:
            raise values.wrong("teammates", "", _("there must be something here"))
        mates = batch.mates.ids(addresses, "teammates")
        zone = self._zone_of(batch, mates)
        written, day, at = self._when(row, zone)
        kind, names = kind_of(row), values.several(row, "people")
        same = [written, account_key(row["account"]), sorted(map(contact_key, names)), addresses, kind, row["note"]]
        return Contact(
            account=account,
            mates=mates,
            names=names,
            day=day,
            at=at,
            kind=kind,
            note=row["note"],
            participants=values.count(row, "participants"),
            visible=values.among(row, "visible", tuple(Visible), Visible.ALL),
            favour=values.among(row, "favour", tuple(Favour), ""),
            said="import:" + hashlib.sha1(json.dumps(same).encode(), usedforsecurity=False).hexdigest(),
        )

    def _foreign(self, batch: Batch, row: Row) -> Contact:
        what = activities.what_of(row)
        external = external_id(row)
        activities.refuse_what_was_not(row, what)
        texts = values.several(row, "teammates")
        if not texts:
            raise values.wrong("teammates", "", _("there must be something here"))
        mates = batch.mates.ids(texts, "teammates")
        zone = self._zone_of(batch, mates)
        today = self._at.astimezone(zone).date()
        day, at = activities.when(row, what, zone, today)
        planned = day > today and what not in ("task", "call", "email", "note", "message")
        if planned and day > today + activities.FURTHEST:
            raise Skipped(_("more than a year ahead"))
        if not planned:
            values.past("at", row["at"], day, today)
        kind = activities.kind_of(row, what)
        account, names = whom(batch, row)
        mark = external or json.dumps([str(at), account, names, mates, kind, row["subject"], row["note"]])
        return Contact(
            account=account,
            mates=mates,
            names=names,
            day=day,
            at=at,
            kind=str(kind),
            note=activities.told(row, kind),
            participants=values.soft(row, lambda: values.count(row, "participants"), 0),
            said="import:" + hashlib.sha1(mark.encode(), usedforsecurity=False).hexdigest(),
            external=external,
            visible="me" if values.yes(row, "private") else "all",
            planned=planned,
        )

    def _zone_of(self, batch: Batch, mates: Sequence[int]) -> ZoneInfo:
        row = batch.mates.by_id[mates[0]]
        return zone_named(row["zone"] or row["platform_zone"] or self._zone)

    def _when(self, row: Row, zone: ZoneInfo) -> tuple[str, date, datetime]:
        """The moment as it is written, its day for whoever was there, and the moment."""
        text = values.line(row, "at")
        if not text:
            raise values.wrong("at", "", _("there must be something here"))
        found = moment_in(text, row.style.order)
        if found is None:
            raise values.no_date("at", text)
        day, moment = found
        if moment is None or moment.tzinfo is None:
            at = datetime.combine(day, moment.time() if moment else activities.NOON, zone)
            written = (moment or day).isoformat()
        else:
            at = moment.astimezone(UTC)
            day, written = moment.astimezone(zone).date(), at.isoformat()
        values.past("at", text, day, self._at.astimezone(zone).date())
        return written, day, at.astimezone(UTC)

    def ownerless(self) -> list[tuple[int, int]]:
        """The accounts of the file, with who had the first contact there."""
        return sorted((account, mate) for account, (_day, mate) in self._first.items())


def returned(session: Session, rows: Sequence[Row]) -> dict[str, int]:
    """By their ids elsewhere, the contacts that were logged here and come back from another system."""
    logged = {key: ref for row in rows if (ref := origins.returned(row)) and (key := external_id(row))}
    there = {row["id"] for row in found(session, BY_ID, set(logged.values()))}
    logged = {external: ref for external, ref in logged.items() if ref in there}
    origins.keep(session, "interaction", logged.items())
    return logged


def external_id(row: Row) -> str:
    """The id of an activity; where a system counts each kind of them by itself, with the kind before it."""
    if not row.style.foreign:
        return ""
    text = row["external_id"]
    return f"{activities.what_of(row)}:{text}" if text.isdigit() else text


def accounts_in(row: Row) -> list[str]:
    if not row.style.foreign:
        return [row["account"]]
    return [*activities.references(row, "account"), *activities.references(row, "related")]


def people_in(row: Row) -> list[str]:
    return activities.references(row, "people") if row.style.foreign else values.several(row, "people")


def whom(batch: Batch, row: Row) -> tuple[int, list[str]]:
    """The account of an activity, and its people as they are named there.

    The account is that which is named, else the one where the first of the people works. Raises Rejected where one is
    named that we do not have, Skipped where none is.
    """
    named, names = accounts_in(row), people_in(row)
    account = next((ref for text in named if (ref := batch.accounts.maybe(text))), 0)
    leads = [name for name in names if name.startswith("00Q")]  # of Salesforce: no person at an account yet
    names = [name for name in names if name not in leads]
    known = (guest for name in names if (guest := batch.guests.sure(name)))
    account = account or next((guest.works_at for guest in known if guest.works_at), 0)
    if account:
        return account, names
    own = [text for text in named if not text.startswith("00") or text.startswith("001")]
    if own:
        raise values.wrong("account", own[0], _("there is no account of this name"))
    unknown = [name for name in names if not batch.guests.sure(name)]
    if unknown and not named:
        raise values.wrong("people", unknown[0], _("there is no person with this id"))
    raise Skipped(_("with no account of ours"))


def kind_of(row: Row) -> str:
    """What the words in `kind` mean, a meeting for none."""
    text = values.line(row, "kind").lower()
    kind = kind_in(text) if text else kinds.Kind.MEETING
    if kind is None:
        raise values.wrong("kind", text, _("this is no kind of contact such as {example}", example="call"))
    return str(kind)


@lru_cache(maxsize=1024)
def kind_in(text: str) -> kinds.Kind | None:
    found = kinds.find(text)
    return found[0][0] if found else None


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    return ZoneInfo(name)

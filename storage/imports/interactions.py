"""interactions.csv: a row is known by what stands in it, so that the same one again adds nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update

from bot.rules import kinds
from bot.words import _
from storage import sums
from storage.imports import values
from storage.imports.counting import Counted, count_all
from storage.imports.entries import Fate, Kind, Outcome, add, each, found
from storage.imports.finding import THESE, AccountNames, Accounts, Mates, account_key, contact_key
from storage.imports.guests import Guest, Guests
from storage.imports.reading import Rejected, Row
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Account, Interaction, Met, Took

I, A = table(Interaction), table(Account)  # noqa: E741
NOON = time(12)  # of a day alone
SAID = ours(select(I.c.said).where(I.c.author_id == bindparam("author"), I.c.said.in_(THESE)))
OWNERLESS = ours(select(A.c.id).where(A.c.owner_id.is_(None), A.c.id.in_(THESE)))
OWN = ours(update(A).where(A.c.id == bindparam("account")).values(owner_id=bindparam("teammate")))


@dataclass(slots=True)
class Contact:
    account: int
    mates: tuple[int, ...]
    names: list[str]
    day: date
    at: datetime
    kind: str
    note: str
    participants: int
    said: str
    people: list[Guest] = field(default_factory=list)


class InteractionRows(Kind):
    def __init__(self, zone: str, at: datetime) -> None:
        self._zone = zone
        self._at = at
        self._names = AccountNames()
        self._first: dict[int, tuple[date, int]] = {}  # account → day of the first contact and who had it

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        accounts = Accounts(session, self._names, [row["account"] for row in rows])
        mates = Mates(session)
        contacts: dict[int, Contact] = {}

        def read(row: Row) -> Outcome:
            contacts[id(row)] = self._read(accounts, mates, row)
            return Outcome.NEW

        fates = each(rows, read)
        known = known_already(session, contacts.values())
        unknown = [contact for contact in contacts.values() if (contact.mates[0], contact.said) not in known]
        guests = Guests.of(
            session,
            {contact.account for contact in unknown},
            {name.lower() for contact in unknown for name in contact.names if "@" in name},
        )
        new: list[Contact] = []
        for n, row in enumerate(rows):
            if id(row) in contacts:
                fates[n] = self._meet(guests, contacts[id(row)], known, new)
        guests.store(session)
        log_all(session, new)
        return fates

    def _meet(self, guests: Guests, contact: Contact, known: set[tuple[int, str]], new: list[Contact]) -> Fate:
        mark = (contact.mates[0], contact.said)
        fate = Outcome.UNCHANGED
        if mark not in known:
            try:
                contact.people = [guests.meet(contact.account, name) for name in contact.names]
            except Rejected as reason:
                return reason
            known.add(mark)
            new.append(contact)
            fate = Outcome.NEW
        first = self._first.get(contact.account)
        if first is None or contact.day < first[0]:
            self._first[contact.account] = (contact.day, contact.mates[0])
        return fate

    def _read(self, accounts: Accounts, mates: Mates, row: Row) -> Contact:
        account = accounts.get(values.needed(row, "account"), "account")
        addresses = values.mails(row, "teammates")
        if not addresses:
            raise values.wrong("teammates", "", _("there must be something here"))
        zone = mates.rows[addresses[0]]["zone"] if addresses[0] in mates.rows else ""
        written, day, at = self._when(row, ZoneInfo(zone or self._zone))
        kind, names = kind_of(row), values.several(row, "people")
        same = [written, account_key(row["account"]), sorted(map(contact_key, names)), addresses, kind, row["note"]]
        return Contact(
            account=account,
            mates=mates.ids(addresses, "teammates"),
            names=names,
            day=day,
            at=at,
            kind=kind,
            note=row["note"],
            participants=values.count(row, "participants"),
            said="import:" + hashlib.sha1(json.dumps(same).encode(), usedforsecurity=False).hexdigest(),
        )

    def _when(self, row: Row, zone: ZoneInfo) -> tuple[str, date, datetime]:
        """The moment as it is written, its day for whoever was there, and the moment."""
        text = values.line(row, "at")
        if not text:
            raise values.wrong("at", "", _("there must be something here"))
        found = values.moment_in(text)
        if found is None:
            raise values.no_date("at", text)
        day, moment = found
        if moment is None or moment.tzinfo is None:
            at = (moment or datetime.combine(day, NOON)).replace(tzinfo=zone)
            written = (moment or day).isoformat()
        else:
            at = moment.astimezone(UTC)
            day, written = moment.astimezone(zone).date(), at.isoformat()
        values.past("at", text, day, self._at.astimezone(zone).date())
        return written, day, at.astimezone(UTC)

    def ownerless(self) -> list[tuple[int, int]]:
        """The accounts of the file, with who had the first contact there."""
        return sorted((account, mate) for account, (_day, mate) in self._first.items())


def own(session: Session, firsts: Sequence[tuple[int, int]]) -> int:
    """Gives each (account, teammate) without owner that one; to how many."""
    ownerless = {row["id"] for row in found(session, OWNERLESS, [account for account, _ in firsts])}
    session.many(OWN, [{"account": account, "teammate": mate} for account, mate in firsts if account in ownerless])
    return len(ownerless)


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


def known_already(session: Session, contacts: Iterable[Contact]) -> set[tuple[int, str]]:
    """The author and digest of those that an earlier import brought."""
    by_author: dict[int, list[str]] = {}
    for contact in contacts:
        by_author.setdefault(contact.mates[0], []).append(contact.said)
    return {
        (author, row["said"]) for author, said in by_author.items() for row in found(session, SAID, said, author=author)
    }


def log_all(session: Session, contacts: Sequence[Contact]) -> None:
    rows = [
        {
            "account_id": contact.account,
            "author_id": contact.mates[0],
            "day": contact.day,
            "kind": contact.kind,
            "note": contact.note,
            "participants": contact.participants,
            "said": contact.said,
            "noted_on": contact.day,
            "noted_at": contact.at,
        }
        for contact in contacts
    ]
    met, took, counted = [], [], []
    for row, contact in zip(add(session, Interaction, rows), contacts, strict=True):
        people = list(dict.fromkeys(guest.id for guest in contact.people))
        met += [{"interaction_id": row, "person_id": person} for person in people]
        took += [{"interaction_id": row, "teammate_id": mate} for mate in contact.mates]
        weight = sums.circle_weight(contact.participants, len(contact.mates), len(people))
        counted.append(Counted(contact.account, contact.day.toordinal(), contact.mates, people, weight))
    session.add_all(Met, met)
    session.add_all(Took, took)
    count_all(session, counted)

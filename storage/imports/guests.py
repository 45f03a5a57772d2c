"""Who was there on the customer's side: people by the id, the name or the mail address that a contact gives them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.words import _
from storage.imports import origins, values
from storage.imports.contacts import NAMED_AT
from storage.imports.entries import THESE, add, found
from storage.imports.finding import contact_key
from storage.known import add_names
from storage.people import CONTACT, IMPORT
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Person, Position

P, POS = table(Person), table(Position)
BY_MAIL = ours(select(P.c.id, P.c.email).where(P.c.email.in_(THESE)))
BY_EXTERNAL = ours(select(P.c.id, P.c.external_id).where(P.c.external_id.in_(THESE)))
HELD = ours(select(POS.c.id, POS.c.person_id, POS.c.account_id, POS.c.until).where(POS.c.person_id.in_(THESE)))
ADDRESSED = re.compile(r"[(<]([^()<>\s]+@[^()<>\s]+)[)>]\s*$")  # "Jane Doe (jane@acme.example)"
ID = re.compile(r"\d+|00[0-9A-Za-z]{13,16}")  # nobody is called so


@dataclass(slots=True, eq=False)
class Guest:
    """A person; 0 until they are stored. `works_at` is the account of the position they hold, 0 where unknown."""

    id: int
    account: int = 0
    name: str = ""
    here: bool = True  # still holds a position at the account
    works_at: int = 0


@dataclass(slots=True)
class Guests:
    """People by an id of another system, by mail address, and at some accounts by (account, key of a name)."""

    named: dict[tuple[int, str], dict[int, Guest]] = field(default_factory=dict)
    by_mail: dict[str, list[Guest]] = field(default_factory=dict)
    by_id: dict[str, Guest] = field(default_factory=dict)
    new: list[Guest] = field(default_factory=list)

    @classmethod
    def known_by(cls, session: Session, texts: Collection[str]) -> Guests:
        """Those with an id or an address among some texts."""
        guests = cls()
        mails = {address_in(text) for text in texts if "@" in text}
        for row in found(session, BY_MAIL, mails):
            guests.by_mail.setdefault(row["email"], []).append(Guest(row["id"]))
        ids = {text for text in texts if ID.fullmatch(text)}
        refs = {row["external_id"]: row["id"] for row in found(session, BY_EXTERNAL, ids)}
        refs |= origins.refs(session, "person", ids - refs.keys())
        guests.by_id = {external: Guest(person) for external, person in refs.items()}
        return guests

    def find_work(self, session: Session) -> None:
        """Looks up where those that are known by id or address work."""
        every = [*self.by_id.values(), *(one for same in self.by_mail.values() for one in same)]
        last: dict[int, tuple[bool, int, int]] = {}
        for row in found(session, HELD, {guest.id for guest in every}):
            held = (row["until"] is None, row["id"], row["account_id"])
            last[row["person_id"]] = max(held, last.get(row["person_id"], held))
        for guest in every:
            guest.works_at = last[guest.id][2] if guest.id in last else 0

    def look_at(self, session: Session, accounts: Collection[int]) -> None:
        """Looks up everybody with a position at some accounts, by all their names."""
        for row in found(session, NAMED_AT, accounts):
            same = self.named.setdefault((row["account_id"], contact_key(row["text"])), {})
            guest = same.setdefault(row["person_id"], Guest(row["person_id"], here=False))
            guest.here |= row["until"] is None

    def sure(self, text: str) -> Guest | None:
        """The person with an id or address, whatever the account."""
        if text in self.by_id:
            return self.by_id[text]
        holders = self.by_mail.get(address_in(text), []) if "@" in text else []
        return holders[0] if len(holders) == 1 else None

    def meet(self, account: int, text: str) -> Guest:
        """The person that a contact with an account names; a new one where nobody has the name.

        Raises Rejected where it is not clear who is meant.
        """
        known = self.sure(text)
        if known is not None:
            return known
        named = ADDRESSED.sub("", text).strip() if text.endswith((")", ">")) else ""
        if "@" in text and not named:
            raise values.wrong("people", text, _("there is no person with this address"))
        if ID.fullmatch(text):
            raise values.wrong("people", text, _("there is no person with this id"))
        return self._named(account, named or text)

    def _named(self, account: int, text: str) -> Guest:
        if not any(letter.isalnum() for letter in text) or len(text) > values.LINE:
            raise values.wrong("people", text, _("this is no name"))
        same = self.named.setdefault((account, contact_key(text)), {})
        clear = [guest for guest in same.values() if guest.here] or list(same.values())
        if len(clear) > 1:
            raise values.wrong("people", text, _("several people here have this name; write the mail address"))
        if clear:
            return clear[0]
        guest = same[0] = Guest(0, account, text)
        self.new.append(guest)
        return guest

    def store(self, session: Session) -> None:
        """Adds the new ones, each with a position at the account."""
        if not self.new:
            return
        rows = [{"name": guest.name, "source": IMPORT, "purpose": CONTACT} for guest in self.new]
        for guest, person in zip(self.new, add(session, Person, rows), strict=True):
            guest.id = person
        session.add_all(Position, [{"person_id": guest.id, "account_id": guest.account} for guest in self.new])
        add_names(session, "person", [(guest.id, guest.name) for guest in self.new])


def named_only(texts: Iterable[str]) -> bool:
    """Whether one of some texts may be a name, which is somebody's only at an account."""
    return any(not ID.fullmatch(text) and not ("@" in text and not text.endswith((")", ">"))) for text in texts)


def address_in(text: str) -> str:
    inside = ADDRESSED.search(text)
    return (inside[1] if inside else text).lower()

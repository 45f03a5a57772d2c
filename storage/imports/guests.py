"""Who was there on the customer's side: people by the name or mail address that a contact gives them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.words import _
from storage.imports import values
from storage.imports.contacts import NAMED_AT
from storage.imports.entries import add, found
from storage.imports.finding import THESE, contact_key
from storage.known import add_names
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Person, Position

P = table(Person)
BY_MAIL = ours(select(P.c.id, P.c.email).where(P.c.email.in_(THESE)))


@dataclass(slots=True, eq=False)
class Guest:
    """A person; 0 until they are stored."""

    id: int
    account: int = 0
    name: str = ""
    here: bool = True  # still holds a position at the account


@dataclass(slots=True)
class Guests:
    """The people at some accounts by (account, key of a name), and those with some mail addresses."""

    named: dict[tuple[int, str], dict[int, Guest]] = field(default_factory=dict)
    by_mail: dict[str, list[Guest]] = field(default_factory=dict)
    new: list[Guest] = field(default_factory=list)

    @classmethod
    def of(cls, session: Session, accounts: Collection[int], mails: Collection[str]) -> Guests:
        guests = cls()
        for row in found(session, NAMED_AT, accounts):
            same = guests.named.setdefault((row["account_id"], contact_key(row["text"])), {})
            guest = same.setdefault(row["person_id"], Guest(row["person_id"], here=False))
            guest.here |= row["until"] is None
        for row in found(session, BY_MAIL, mails):
            guests.by_mail.setdefault(row["email"], []).append(Guest(row["id"]))
        return guests

    def meet(self, account: int, text: str) -> Guest:
        """The person that a contact with an account names; a new one where nobody has the name.

        Raises Rejected where it is not clear who is meant.
        """
        if "@" in text:
            holders = self.by_mail.get(text.lower(), [])
            if len(holders) == 1:
                return holders[0]
            raise values.wrong("people", text, _("there is no person with this address"))
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
        for guest, person in zip(self.new, add(session, Person, [{"name": g.name} for g in self.new]), strict=True):
            guest.id = person
        session.add_all(Position, [{"person_id": guest.id, "account_id": guest.account} for guest in self.new])
        add_names(session, "person", [(guest.id, guest.name) for guest in self.new])

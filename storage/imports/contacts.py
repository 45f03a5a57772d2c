"""The people that a batch may be about, with all their names and positions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from storage.imports.entries import Claims, Entry, found, store
from storage.imports.finding import THESE, contact_key
from storage.known import add_names
from storage.session import Found, Session
from storage.statements import adding, ours, table
from storage.tables import Name, Person, Position

P, POS, N = table(Person), table(Position), table(Name)
NAMED_AT = ours(
    select(POS.c.account_id, POS.c.person_id, POS.c.until, N.c.text)
    .select_from(POS.join(N, (N.c.ref == POS.c.person_id) & (N.c.workspace_id == POS.c.workspace_id)))
    .where(N.c.kind == "person", POS.c.account_id.in_(THESE))
)
HELD = ours(select(POS).where(POS.c.person_id.in_(THESE)))
BY_ID = ours(select(P).where(P.c.id.in_(THESE)))
BY_MAIL = ours(select(P).where(P.c.email.in_(THESE)))
BY_EXTERNAL = ours(select(P).where(P.c.external_id.in_(THESE)))
NAMES = ours(select(N.c.ref, N.c.text).where(N.c.kind == "person", N.c.ref.in_(THESE)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row calls somebody: an account (0 where it is not clear), a name, another system's id, a mail address."""

    account: int
    name: str
    external: str
    mail: str


def by_id(rows: Iterable[Found]) -> dict[int, dict[str, Any]]:
    return {row["id"]: dict(row) for row in rows}


class Someone(Entry):
    """A person: the keys of all their names, and their positions."""

    __slots__ = ("keys", "names", "positions")

    def __init__(self, values: dict[str, Any], row: int = 0, given: dict[str, Any] | None = None) -> None:
        super().__init__(values, row, given)
        self.names = {values["name"]}
        self.keys = {contact_key(values["name"])}
        self.positions: list[Entry] = []

    def called(self, name: str) -> None:
        self.names.add(name)
        self.keys.add(contact_key(name))

    def at(self, account: int) -> Entry | None:
        """Their position at an account, the one they hold before one they held."""
        there = [position for position in self.positions if position.values["account_id"] == account]
        return max(there, key=lambda position: position.values["until"] or date.max, default=None)


class People:
    """Whoever has one of the ids and mail addresses, and where nobody has, whoever has the name at the account.

    `claims` is what the file has said so far.
    """

    def __init__(self, session: Session, wanted: Collection[Wanted], claims: Claims) -> None:
        self.claims = claims
        persons = by_id(found(session, BY_EXTERNAL, {one.external for one in wanted}))
        persons |= by_id(found(session, BY_MAIL, {one.mail for one in wanted}))
        sure = {person["external_id"] for person in persons.values()} | {person["email"] for person in persons.values()}
        unclear = [one for one in wanted if not sure & {one.external, one.mail} - {""}]
        names = {(one.account, contact_key(one.name)) for one in unclear}
        named = {
            row["person_id"]
            for row in found(session, NAMED_AT, {one.account for one in unclear})
            if (row["account_id"], contact_key(row["text"])) in names
        }
        persons |= by_id(found(session, BY_ID, named - persons.keys()))
        here = by_id(found(session, HELD, persons))
        self.by_id = {row: Someone(person, row, self.claims.get(("person", row))) for row, person in persons.items()}
        for row in found(session, NAMES, persons):
            self.by_id[row["ref"]].called(row["text"])
        self.new: list[Someone] = []
        self._named: dict[tuple[int, str], dict[Someone, None]] = {}
        for position in here.values():
            someone, key = self.by_id[position["person_id"]], (position["person_id"], position["account_id"])
            someone.positions.append(Entry(position, position["id"], self.claims.get(key)))
            self._stand(someone, position["account_id"])
        self.by_external = {s.values["external_id"]: s for s in self.by_id.values()}
        self.by_mail: dict[str, dict[Someone, None]] = {}
        for someone in self.by_id.values():
            self.by_mail.setdefault(someone.values["email"], {})[someone] = None

    def named(self, account: int, name: str) -> list[Someone]:
        """Those of this name at an account."""
        return list(self._named.get((account, contact_key(name)), ()))

    def add(self, name: str, external: str = "", mail: str = "") -> Someone:
        someone = Someone({**adding(Person)[1], "name": name, "email": mail, "external_id": external})
        self.new.append(someone)
        self.learn(someone)
        return someone

    def learn(self, someone: Someone) -> None:
        """From now on finds somebody by what they have become known by."""
        someone.keys.add(contact_key(someone.values["name"]))
        for position in someone.positions:
            self._stand(someone, position.values["account_id"])
        if external := someone.values["external_id"]:
            self.by_external[external] = someone
        if mail := someone.values["email"]:
            self.by_mail.setdefault(mail, {})[someone] = None

    def place(self, someone: Someone, account: int) -> Entry:
        """A new position for somebody."""
        position = Entry({**adding(Position)[1], "person_id": 0, "account_id": account})
        someone.positions.append(position)
        self._stand(someone, account)
        return position

    def _stand(self, someone: Someone, account: int) -> None:
        for key in someone.keys:
            self._named.setdefault((account, key), {})[someone] = None

    def store(self, session: Session) -> None:
        """Writes everybody and their positions, and makes new names known."""
        every = [*self.by_id.values(), *self.new]
        store(session, Person, every)
        positions = []
        for someone in every:
            for position in someone.positions:
                position.values["person_id"] = someone.id
                positions.append(position)
        store(session, Position, positions)
        names = [(someone.id, someone.values["name"]) for someone in self.new]
        for someone in self.by_id.values():
            if someone.values["name"] not in someone.names:
                names.append((someone.id, someone.values["name"]))
        if names:
            add_names(session, "person", names)

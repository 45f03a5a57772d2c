"""The people that a batch may be about, with all their names and positions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from storage.imports import origins
from storage.imports.entries import THESE, Claims, Entry, found, store
from storage.imports.finding import contact_key
from storage.known import add_names
from storage.people import CONTACT, IMPORT
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
    ours: int = 0  # our own id, which an export of ours has told another system


def by_id(rows: Iterable[Found]) -> dict[int, dict[str, Any]]:
    return {row["id"]: dict(row) for row in rows}


class Someone(Entry):
    """A person: the keys of all their names, and their positions."""

    __slots__ = ("keys", "names", "positions")

    def __init__(self, claims: Claims, values: dict[str, Any], row: int = 0) -> None:
        super().__init__(claims, values, row)
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


class Spoken:
    """What a file has said so far of people and of their positions."""

    def __init__(self) -> None:
        self.people = Claims("name", "email", "external_id", "phone", "birthday")
        self.positions = Claims("account_id", "rank", "duty", "department", "role")


class People:
    """Whoever has one of the ids and mail addresses, and where nobody has, whoever has the name at the account."""

    def __init__(self, session: Session, wanted: Collection[Wanted], spoken: Spoken) -> None:
        self.spoken = spoken
        ids = {one.external for one in wanted}
        persons = by_id(found(session, BY_EXTERNAL, ids))
        persons |= by_id(found(session, BY_ID, {one.ours for one in wanted}))
        persons |= by_id(found(session, BY_MAIL, {one.mail for one in wanted}))
        sure = {person["external_id"] for person in persons.values()} | {person["email"] for person in persons.values()}
        second = origins.refs(session, "person", ids - sure)
        sure |= second.keys()
        unclear = [one for one in wanted if one.ours not in persons and not sure & {one.external, one.mail} - {""}]
        names = {(one.account, contact_key(one.name)) for one in unclear}
        named = {
            row["person_id"]
            for row in found(session, NAMED_AT, {one.account for one in unclear})
            if (row["account_id"], contact_key(row["text"])) in names
        }
        persons |= by_id(found(session, BY_ID, (named | set(second.values())) - persons.keys()))
        here = by_id(found(session, HELD, persons))
        self.by_id = {row: Someone(spoken.people, person, row) for row, person in persons.items()}
        for row in found(session, NAMES, persons):
            self.by_id[row["ref"]].called(row["text"])
        self.new: list[Someone] = []
        self.joined: dict[str, Someone] = {}  # by the second ids that this batch brings
        self._named: dict[tuple[int, str], dict[Someone, None]] = {}
        for position in here.values():
            someone = self.by_id[position["person_id"]]
            someone.positions.append(Entry(spoken.positions, position, position["id"]))
            self._stand(someone, position["account_id"])
        self.by_external = {s.values["external_id"]: s for s in self.by_id.values()}
        self.second = {external: self.by_id[ref] for external, ref in second.items() if ref in self.by_id}
        self.by_mail: dict[str, dict[Someone, None]] = {}
        for someone in self.by_id.values():
            self.by_mail.setdefault(someone.values["email"], {})[someone] = None

    def of(self, external: str) -> Someone | None:
        """Whoever has an id of another system, as theirs or as a second one."""
        return (self.by_external.get(external) or self.second.get(external)) if external else None

    def join(self, someone: Someone, external: str) -> bool:
        """Notes that somebody has a second id elsewhere; whether that is new."""
        new = external not in self.second
        self.second[external] = self.joined[external] = someone
        return new

    def named(self, account: int, name: str) -> list[Someone]:
        """Those of this name at an account."""
        return list(self._named.get((account, contact_key(name)), ()))

    def add(self, name: str, external: str = "", mail: str = "") -> Someone:
        known = {"name": name, "email": mail, "external_id": external, "source": IMPORT, "purpose": CONTACT}
        someone = Someone(self.spoken.people, {**adding(Person)[1], **known})
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
        position = Entry(self.spoken.positions, {**adding(Position)[1], "person_id": 0, "account_id": account})
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
        origins.keep(session, "person", [(external, someone.id) for external, someone in self.joined.items()])
        self.spoken.people.keep(every)
        self.spoken.positions.keep(positions)

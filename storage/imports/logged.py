"""Contacts of a file as rows of ours, many at once, with the sums that come of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage import sums
from storage.imports import origins
from storage.imports.counting import Counted, count_all
from storage.imports.entries import THESE, add, found
from storage.imports.guests import Guest
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Account, Interaction, Met, Took

I, A = table(Interaction), table(Account)  # noqa: E741
SAID = ours(select(I.c.said).where(I.c.author_id == bindparam("author"), I.c.said.in_(THESE)))
OWNERLESS = ours(select(A.c.id).where(A.c.owner_id.is_(None), A.c.id.in_(THESE)))
OWN = ours(update(A).where(A.c.id == bindparam("account")).values(owner_id=bindparam("teammate")))


@dataclass(slots=True)
class Contact:
    """One that was, or with `planned` is to come. `said` is its digest, `external` its id in another system."""

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
    external: str = ""
    visible: str = "all"
    favour: str = ""
    planned: bool = False
    id: int = 0

    def guests(self) -> list[int]:
        return list(dict.fromkeys(guest.id for guest in self.people))


def own(session: Session, firsts: Sequence[tuple[int, int]]) -> int:
    """Gives each (account, teammate) without owner that one; to how many."""
    ownerless = {row["id"] for row in found(session, OWNERLESS, [account for account, _ in firsts])}
    session.many(OWN, [{"account": account, "teammate": mate} for account, mate in firsts if account in ownerless])
    return len(ownerless)


def known_already(session: Session, contacts: Iterable[Contact]) -> set[str]:
    """The digests of those that an earlier import brought."""
    by_author: dict[int, list[str]] = {}
    for contact in contacts:
        by_author.setdefault(contact.mates[0], []).append(contact.said)
    return {row["said"] for author, said in by_author.items() for row in found(session, SAID, said, author=author)}


def log_all(session: Session, contacts: Sequence[Contact]) -> None:
    met: list[dict[str, Any]] = []
    took: list[dict[str, Any]] = []
    counted = []
    for contact, row in zip(contacts, add(session, Interaction, list(map(as_row, contacts))), strict=True):
        contact.id = row
        people = contact.guests()
        met += [{"interaction_id": row, "person_id": person} for person in people]
        took += [{"interaction_id": row, "teammate_id": mate} for mate in contact.mates]
        weight = sums.circle_weight(contact.participants, len(contact.mates), len(people))
        counted.append(Counted(contact.account, contact.day.toordinal(), contact.mates, people, weight))
    session.add_all(Met, met)
    session.add_all(Took, took)
    origins.keep(session, "interaction", [(one.external, one.id) for one in contacts if one.external])
    count_all(session, counted)


def as_row(contact: Contact) -> dict[str, Any]:
    return {
        "account_id": contact.account,
        "author_id": contact.mates[0],
        "day": contact.day,
        "kind": contact.kind,
        "note": contact.note,
        "participants": contact.participants,
        "said": contact.said,
        "noted_on": contact.day,
        "noted_at": contact.at,
        "visible": contact.visible,
        "favour": contact.favour,
    }

"""Events still to come, as plans; and what becomes of a plan once its event is over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from storage.imports import origins
from storage.imports.entries import THESE, add, found
from storage.imports.logged import Contact
from storage.plans import DONE, DROPPED, OPEN
from storage.session import Found, Session
from storage.statements import ours, setting, table
from storage.tables import Invited, Plan

P = table(Plan)
BY_ID = ours(select(P).where(P.c.id.in_(THESE)))


class Plans:
    """The plans that some activities of another system were, by their ids there."""

    def __init__(self, session: Session, ids: Collection[str]) -> None:
        self._session = session
        refs = origins.refs(session, "plan", ids)
        rows = {row["id"]: row for row in found(session, BY_ID, set(refs.values()))}
        self.known: dict[str, Found | None] = {external: rows.get(ref) for external, ref in refs.items()}

    def move(self, contact: Contact) -> bool:
        """Gives a plan that is open the day, the kind and the text of its event; whether that changed anything."""
        plan = self.known[contact.external]
        if plan is None or plan["state"] != OPEN:
            return False
        said = {"day": contact.day, "kind": contact.kind, "text": contact.note}
        news = {f"new_{name}": value for name, value in said.items() if plan[name] != value}
        if news:
            names = tuple(name for name in said if f"new_{name}" in news)
            self._session.run(setting(Plan, names), row=plan["id"], **news)
        return bool(news)

    def held_as(self, external: str) -> int | None:
        """The contact that somebody has logged for a plan already; 0 where they said that it was not held."""
        plan = self.known.get(external)
        if plan is None or plan["state"] == OPEN:
            return None
        return 0 if plan["state"] == DROPPED else int(plan["interaction_id"] or 0)

    def store(self, session: Session, contacts: Sequence[Contact], at: datetime) -> None:
        """Adds what is to come. The day it was planned on is not known: it is that of the import."""
        rows = [
            {
                "account_id": contact.account,
                "teammate_id": contact.mates[0],
                "day": contact.day,
                "kind": contact.kind,
                "text": contact.note,
                "made_on": at.date(),
            }
            for contact in contacts
        ]
        invited = []
        for contact, row in zip(contacts, add(session, Plan, rows), strict=True):
            contact.id = row
            invited += [{"plan_id": row, "person_id": person} for person in contact.guests()]
        session.add_all(Invited, invited)
        origins.keep(session, "plan", [(one.external, one.id) for one in contacts if one.external])

    def settle(self, session: Session, held: Sequence[Contact]) -> None:
        """Closes the plans whose events have been held by now, as these contacts."""
        rows = [
            {"row": plan["id"], "new_state": DONE, "new_interaction_id": contact.id}
            for contact in held
            if (plan := self.known.get(contact.external)) is not None
        ]
        session.many(setting(Plan, ("state", "interaction_id")), rows)

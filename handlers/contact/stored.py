"""What is stored of an entry, as the draft that would store it again."""

from __future__ import annotations

from dataclasses import replace

from bot.message import Refusal
from bot.rules.attitude import Attitude
from bot.rules.kinds import Kind
from bot.rules.learned import Learned, Visible
from bot.rules.line import Favour
from bot.words import _
from handlers.contact.draft import Ahead, Draft, Owed
from storage import facts, insights, interactions, journal, plans, promises, seen
from storage.session import Found, Session


def may_change(session: Session, entry: int) -> Found:
    """The entry. Raises Refusal when it is gone, or somebody else's and the asker no administrator."""
    row = journal.get(session, entry)
    if row is None or row["undone_at"] is not None:
        raise Refusal(_("That contact is gone: it was taken back."))
    if row["teammate_id"] != session.viewer and not (session.me and session.me["admin"]):
        raise Refusal(_("Only whoever logged it can change it, or an administrator."))
    return row


def of_entry(session: Session, entry: int, nothing: Draft) -> Draft:
    """The draft of an entry that logged a contact or a plan, from an empty one. Raises Refusal when it is gone."""
    row = may_change(session, entry)
    contact = interactions.get(session, row["interaction_id"]) if row["interaction_id"] else None
    if contact is None and row["kind"] != "plan":
        raise Refusal(_("That contact is gone: it was taken back."))
    draft = of_contact(session, contact, nothing) if contact is not None else replace(nothing, met=False)
    return with_the_rest(session, entry, draft)


def of_contact(session: Session, contact: Found, nothing: Draft) -> Draft:
    if not seen.may_read(session, contact):
        raise Refusal(_("Only whoever wrote this note can read it."))
    mates = [mate["id"] for mate in interactions.mates_of(session, contact["id"]) if mate["id"] != contact["author_id"]]
    return replace(
        nothing,
        account=contact["account_id"],
        people=tuple(person["id"] for person in interactions.people_of(session, contact["id"])),
        about=tuple(person["id"] for person in interactions.about(session, contact["id"])),
        mates=tuple(mates),
        day=contact["day"],
        kind=Kind(contact["kind"]),
        favour=Favour(contact["favour"]) if contact["favour"] else None,
        visible=Visible(contact["visible"]),
        note=contact["note"],
        typed=contact["typed"],
    )


def with_the_rest(session: Session, entry: int, draft: Draft) -> Draft:
    """The draft with what else the entry stored: promises, a plan, an attitude and an insight."""
    made = journal.made(session, entry)
    owed = [promises.get(session, one) for one in made.get("promise", ())]
    attitude = [facts.get(session, one) for one in made.get("fact", ())]
    learned = [insights.get(session, one) for one in made.get("insight", ())]
    draft = replace(
        draft,
        promises=tuple(Owed(row["text"], row["due"]) for row in owed if row is not None),
        attitude=next((Attitude(row["value"]) for row in attitude if row is not None), None),
        learned=next((Learned(row["kind"]) for row in learned if row is not None), None),
    )
    for plan in made.get("plan", ()):
        row = plans.get(session, plan)
        if row is not None:
            draft = replace(draft, plan=Ahead(row["day"], row["kind"], row["text"]))
            if not draft.met:
                people = plans.people_of(session, [plan])[plan]
                draft = replace(draft, account=row["account_id"], people=tuple(one["id"] for one in people))
    return draft

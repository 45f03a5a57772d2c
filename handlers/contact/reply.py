"""What the one who logged gets back: what was stored, what they may not have known, and a way to take it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.message import Block, Button, Buttons, Card, Facts, Text
from bot.phrases import attitude_name, kind_name, learned_name
from bot.rules import sensitive
from bot.rules.kinds import Kind
from bot.rules.learned import Visible
from bot.rules.line import Favour
from bot.rules.sensitive import Topic
from bot.words import _, day, listed
from handlers import which
from handlers.contact.draft import Ahead, Instead, Owed
from handlers.contact.news import news
from handlers.contact.storing import Stored
from storage import drafts, teammates
from storage.session import Session

SHOWN = 300  # signs of a note in the confirmation


def card(session: Session, stored: Stored, today: date) -> Card:
    """The confirmation: the day it was taken for, the note, what else was understood, and what is new to know."""
    draft = stored.draft
    note = draft.note if draft.met or draft.plan is None else draft.plan.text
    topic = sensitive.topic(note)
    blocks: list[Block] = []
    if note:
        blocks.append(Text(note if len(note) <= SHOWN else note[:SHOWN] + "…"))
    pairs = tuple(facts(session, stored, today))
    if pairs:
        blocks.append(Facts(pairs))
    blocks += [Text(text, quiet=True) for text in (*asides(stored), *news(stored, today))]
    if topic is not None:
        blocks.append(Text(_("This tells of {topic}. Does it belong here?", topic=topic_name(topic)), quiet=True))
    return Card(title(stored, today), (*blocks, Buttons(tuple(buttons(session, stored, topic)))))


def title(stored: Stored, today: date) -> str:
    draft, plan = stored.draft, stored.draft.plan
    names = [stored.names[one] for one in stored.people]
    values = {"account": stored.account_name, "people": listed(names)}
    if not draft.met and plan is not None:
        values |= {"day": day(plan.day, today), "kind": kind_name(Kind(plan.kind)) if plan.kind else ""}
        if not plan.kind:
            plain = _("Planned: {people} at {account}, {day}", **values)
            return plain if names else _("Planned: {account}, {day}", **values)
        if names:
            return _("Planned: {kind} with {people} at {account}, {day}", **values)
        return _("Planned: {kind} with {account}, {day}", **values)
    values |= {"kind": kind_name(draft.kind), "day": day(draft.day, today)}
    if names:
        return _("Logged: {kind} with {people} at {account}, {day}", **values)
    return _("Logged: {kind} with {account}, {day}", **values)


def facts(session: Session, stored: Stored, today: date) -> Iterator[tuple[str, str]]:
    """What was understood beside whom, when and how, as labels and values."""
    draft = stored.draft
    if stored.created:
        yield _("New here"), listed(stored.created)
    for owed in draft.promises:
        yield _("Promised"), promised(owed, today)
    if draft.plan is not None and draft.met:
        yield _("Planned"), planned(draft.plan, today)
    if draft.attitude is not None and stored.people:
        yield _("Attitude"), f"{stored.names[stored.people[0]]}: {attitude_name(draft.attitude.value)}"
    if draft.learned is not None:
        yield _("Learned"), learned_name(draft.learned)
    if draft.favour is not None:
        yield _("Ask or give"), _("We asked") if draft.favour is Favour.ASK else _("We gave")
    if stored.about:
        yield _("Spoken of"), listed([stored.names[one] for one in stored.about])
    if len(stored.mates) > 1:
        mates = [teammates.get(session, one) for one in stored.mates[1:]]
        yield _("With you"), listed([row["name"] for row in mates if row is not None])


def promised(owed: Owed, today: date) -> str:
    """ "send the test report, by Fri, Mar 13"."""
    return _("{text}, by {day}", text=owed.text, day=day(owed.due, today)) if owed.due is not None else owed.text


def planned(plan: Ahead, today: date) -> str:
    """ "meal, Thu, Mar 12: the new offer"."""
    when = ", ".join(filter(None, (kind_name(Kind(plan.kind)) if plan.kind else "", day(plan.day, today))))
    return f"{when}: {plan.text}" if plan.text else when


def asides(stored: Stored) -> list[str]:
    """Who can read the note, what became of it, and what was not understood."""
    draft, told = stored.draft, []
    if draft.plan is not None:
        told.append(_("I will ask you how it went."))
    if stored.planned:
        told.append(_("That was planned, and is done now."))
    if stored.joined:
        told.append(_("{mate} logged this too: joined.", mate=stored.joined))
    if draft.visible is Visible.ME:
        told.append(_("Only you can read this note."))
    if draft.visible is Visible.TEAM:
        told.append(_("Only the customer's team can read this note."))
    for one in draft.instead:
        if one.taken is not None:
            known = stored.account_name if one.kind == "account" else stored.names.get(one.taken, "?")
            told.append(_("I took “{name}” for {known}.", name=one.typed, known=known))
    unread = list(draft.unread)
    if draft.attitude is not None and not stored.people:
        unread.append(attitude_name(draft.attitude.value))
    if unread:
        told.append(_("I did not understand: {pieces}", pieces=listed(unread)))
    return told


def buttons(session: Session, stored: Stored, topic: Topic | None) -> list[Button]:
    entry = stored.entry
    found = [Button(_("Undo"), f"/rapport undo {entry}"), Button(_("Edit"), f"/rapport edit {entry}")]
    found += [instead(session, one, entry) for one in stored.draft.instead]
    if stored.joined:
        found.append(Button(_("It was another one"), f"/rapport undo {entry} joined"))
    if topic is not None:
        found.append(Button(_("Take it out"), f"/rapport undo {entry} note"))
    return found


def instead(session: Session, other: Instead, entry: int) -> Button:
    """Logs the line with the other one in the place of the one that was taken or created."""
    says = drafts.folded(session, "/logcontact ", f"instead:{entry} {other.line}")
    if other.ref is not None:
        label = _("I meant {name}", name=which.label(session, other.kind, other.ref))
        own = which.own_name(session, other.kind, other.ref)
        return Button(label, which.meant(other.typed, own, f"{other.kind}:{other.ref}", says))
    if other.kind == "person":
        return Button(_("Somebody new: {name}", name=other.typed), says)
    return Button(_("A new customer: {name}", name=other.typed), says)


def topic_name(topic: Topic) -> str:
    return {Topic.HEALTH: _("health"), Topic.RELIGION: _("religion"), Topic.POLITICS: _("politics")}[topic]

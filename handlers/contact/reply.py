"""What the one who logged gets back: what was stored, and something they may not have known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.message import Block, Button, Buttons, Card, Text
from bot.phrases import kind_name
from bot.rules.kinds import Kind
from bot.words import _, _n, ago, called, day, listed
from storage import people, ties
from storage.interactions import Contact
from storage.session import Found, Session
from storage.ties import Colleague

SHOWN = 300  # signs of a note in the confirmation


@dataclass(frozen=True, slots=True)
class Before:
    """Who had been in touch before this contact: with the account, and with each person."""

    account: list[Colleague]
    people: dict[int, list[Colleague]]


def before(session: Session, account: int, humans: Sequence[int], today: date) -> Before:
    ranked = ties.colleagues(session, account, 0, today.toordinal(), False)
    return Before(ranked, {one: ties.colleagues(session, account, one, today.toordinal(), False) for one in humans[:2]})


def card(session: Session, contact: Contact, account: Found, before: Before, entry: int, today: date) -> Card:
    """The confirmation: the day it was taken for, the note, what is new to know, Undo and Edit.

    `account` is its row as it was before: without an owner, it is now the asker's.
    """
    held = {row["id"]: row for row in people.at(session, contact.account)} if contact.people else {}
    names = {one: called(held[one]["name"], held[one]["title"]) if one in held else "?" for one in contact.people}
    blocks: list[Block] = []
    if contact.note:
        blocks.append(Text(contact.note if len(contact.note) <= SHOWN else contact.note[:SHOWN] + "…"))
    news = [known_before(names[one], ranked, contact, today) for one, ranked in before.people.items()]
    news = news or [first_in(account["name"], before.account, today)]
    if account["owner_id"] is None:
        news.append(_("{account} had no owner: it is yours now.", account=account["name"]))
    blocks += [Text(text, quiet=True) for text in news if text]
    undo = (Button(_("Undo"), f"/rapport undo {entry}"), Button(_("Edit"), f"/rapport edit {entry}"))
    return Card(title(contact, account["name"], list(names.values()), today), (*blocks, Buttons(undo)))


def title(contact: Contact, account: str, names: list[str], today: date) -> str:
    when = day(contact.day, today)
    values = {"kind": kind_name(Kind(contact.kind)), "account": account, "day": when}
    if names:
        return _("Logged: {kind} with {people} at {account}, {day}", people=listed(names), **values)
    return _("Logged: {kind} with {account}, {day}", **values)


def known_before(name: str, ranked: list[Colleague], contact: Contact, today: date) -> str:
    """ "You are the second of us to meet Jane Doe this quarter; Tom last did, 41 days ago."."""
    others = [c for c in ranked if c.teammate not in contact.mates]
    if not others:
        mine = max((c.last_day for c in ranked), default=None)
        if mine is None:
            return _("You are the first of us to meet {name}.", name=name)
        return _(
            "Only you know {name} so far; your last contact was {ago}.", name=name, ago=ago(today.toordinal() - mine)
        )
    last = max(others, key=lambda c: c.last_day)
    when = ago(today.toordinal() - last.last_day)
    quarter = date(today.year, today.month - (today.month - 1) % 3, 1).toordinal()
    n = 1 + sum(c.last_day >= quarter for c in others)
    if n == 1:
        return _(
            "Nobody else of us has met {name} this quarter; {mate} last did, {ago}.",
            name=name,
            mate=last.name,
            ago=when,
        )
    if n == 2:
        return _(
            "You are the second of us to meet {name} this quarter; {mate} last did, {ago}.",
            name=name,
            mate=last.name,
            ago=when,
        )
    return _n(
        "{n} of us has met {name} this quarter; {mate} last did, {ago}.",
        "{n} of us have met {name} this quarter; {mate} last did, {ago}.",
        n,
        name=name,
        mate=last.name,
        ago=when,
    )


def first_in(account: str, ranked: list[Colleague], today: date) -> str:
    """For a contact that names nobody: when we were last in touch with the account."""
    if not ranked:
        return _("The first contact with {account} that any of us noted.", account=account)
    last = max(ranked, key=lambda c: c.last_day)
    days = today.toordinal() - last.last_day
    return _("Before that, {mate} was last in touch, {ago}.", mate=last.name, ago=ago(days))

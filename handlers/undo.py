"""Taking back and correcting what was logged, for as long as it is there."""

from __future__ import annotations

import re

from bot.message import Ask, Block, Button, Buttons, Card, Form, Refusal, Replace, Reply, Text
from bot.words import _, current, day, listed
from handlers import which
from handlers.contact import form
from storage import accounts, drafts, interactions, journal, people
from storage.session import Found, Session


def undo(ask: Ask, session: Session) -> Reply:
    """`/rapport undo 12`, or the asker's last log without a number; also what it created, except what others use."""
    entry = chosen(ask, session, _("You have logged nothing that could be taken back."))
    row = journal.get(session, entry)
    if row is not None and row["kind"] == "new":
        return undo_new(ask, session, entry)
    contact = contact_of(session, entry)
    account = accounts.get(session, contact["account_id"])
    humans = interactions.people_of(session, contact["id"])
    form.may_change(session, entry)
    stays = journal.undo(session, entry, ask.at)
    again = drafts.folded(session, "/logcontact ", as_line(session, contact, account, humans))
    today = ask.at.astimezone(current().zone).date()
    blocks: list[Block] = [Text(contact["note"], quiet=True)] if contact["note"] else []
    if stays:
        blocks.append(Text(_("Still there, because others build on it: {names}.", names=listed(stays)), quiet=True))
    name = str(account["name"]) if account is not None else ""
    title = _("Taken back: {account}, {day}", account=name, day=day(contact["day"], today))
    return Replace(Card(title, (*blocks, Buttons((Button(_("Log it again"), again),)))))


def undo_new(ask: Ask, session: Session, entry: int) -> Reply:
    """A customer that was added, and perhaps used since."""
    form.may_change(session, entry)
    stays = journal.undo(session, entry, ask.at)
    if stays:
        return Replace(Card(_("Still there, because others build on it: {names}.", names=listed(stays))))
    return Replace(Card(_("Taken back")))


def contact_of(session: Session, entry: int) -> Found:
    """The contact of an entry. Raises Refusal when it is gone."""
    row = journal.get(session, entry)
    contact = interactions.get(session, row["interaction_id"]) if row is not None and row["interaction_id"] else None
    if row is None or contact is None or row["undone_at"] is not None:
        raise Refusal(_("That contact is gone: it was taken back."))
    return contact


def as_line(session: Session, contact: Found, account: Found | None, humans: list[Found]) -> str:
    """The contact as a line that logs it once more; what went with it is created anew."""
    where = f"account:{contact['account_id']}"
    if accounts.get(session, contact["account_id"]) is None and account is not None:
        where = f'new:"{account["name"]}"'
    who = [f"person:{h['id']}" if people.get(session, h["id"]) else f'new:"{h["name"]}"' for h in humans]
    return f"{', '.join(who)} @ {where} {contact['day'].isoformat()} {contact['kind']}: {contact['note']}".strip()


def chosen(ask: Ask, session: Session, nothing: str) -> int:
    """The entry's number from the text, or the asker's last one. Raises Refusal: `nothing` where there is none."""
    text = ask.text.strip()
    if re.fullmatch(r"[0-9]{1,18}", text):
        return min(int(text), which.HIGHEST)
    if text:
        raise Refusal(_("Write nothing behind it: your last contact is meant."))
    last = journal.last(session)
    if last is None:
        raise Refusal(nothing)
    return last


def edit(ask: Ask, session: Session) -> Form:
    """`/rapport edit 12`: the form of that contact, filled."""
    entry = chosen(ask, session, _("You have logged nothing that could be corrected."))
    contact = contact_of(session, entry)
    form.may_change(session, entry)
    return form.of_entry(ask, session, entry, contact)

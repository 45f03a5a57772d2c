"""Taking back and correcting what was logged, for as long as it is there."""

from __future__ import annotations

import re

from bot.message import Ask, Block, Button, Buttons, Card, Form, Refusal, Replace, Reply, Text
from bot.rules.kinds import Kind
from bot.words import _, current, day, listed
from handlers import which
from handlers.contact import again, asking, form, stored
from handlers.contact.draft import Draft
from storage import accounts, drafts, insights, interactions, journal, seen
from storage.session import Session

PART = re.compile(r"(?P<entry>[0-9]{1,18}) (?P<part>joined|note)")
QUESTION = re.compile(r"open:(?P<draft>[0-9]{1,9})")


def undo(ask: Ask, session: Session) -> Reply:
    """`/rapport undo 12`, or the asker's last log without a number; also what it created, except what others use.

    `12 joined` says that it was another meeting than the colleague's it was joined to, `12 note` takes its note out,
    and `open:3` leaves a line that was asked about unlogged.
    """
    asked, part = QUESTION.fullmatch(ask.text.strip()), PART.fullmatch(ask.text.strip())
    if asked is not None:
        return left_unlogged(session, int(asked["draft"]))
    if part is not None:
        entry = min(int(part["entry"]), which.HIGHEST)
        return parted(session, entry) if part["part"] == "joined" else blanked(session, entry)
    entry = chosen(ask, session, _("You have logged nothing that could be taken back."))
    row = stored.may_change(session, entry)
    if row["interaction_id"] is None and row["kind"] != "plan":
        return undo_other(ask, session, entry)
    return undo_log(ask, session, entry)


def undo_log(ask: Ask, session: Session, entry: int) -> Reply:
    """A contact or a plan. Whoever may read it gets a button that logs it once more."""
    draft = readable(ask, session, entry)
    gone = again.remembered(session, draft) if draft is not None else None
    title = Card(_("Taken back"))
    if gone is not None and draft is not None:
        on = draft.plan.day if draft.plan is not None and not draft.met else draft.day
        when = day(on, ask.at.astimezone(current().zone).date())
        title = Card(_("Taken back: {account}, {day}", account=gone.account, day=when))
    left = journal.undo(session, entry, ask.at)
    blocks: list[Block] = [Text(draft.note, quiet=True)] if draft is not None and draft.note else []
    if left:
        blocks.append(Text(_("Still there, because others build on it: {names}.", names=listed(left)), quiet=True))
    if gone is not None:
        says = drafts.folded(session, "/logcontact ", again.line(session, gone))
        blocks.append(Buttons((Button(_("Log it again"), says),)))
    return Replace(Card(title.title, tuple(blocks)))


def readable(ask: Ask, session: Session, entry: int) -> Draft | None:
    """What an entry stored, to whoever may read it; None to an administrator who may not. Raises Refusal when gone."""
    row = journal.get(session, entry)
    contact = interactions.get(session, row["interaction_id"]) if row is not None and row["interaction_id"] else None
    if contact is not None and not seen.may_read(session, contact):
        return None
    return stored.of_entry(session, entry, nothing(ask))


def nothing(ask: Ask) -> Draft:
    return Draft(account="", people=(), day=form.today_of(ask), kind=Kind.MEETING, typed="")


def undo_other(ask: Ask, session: Session, entry: int) -> Reply:
    """Something beside a contact: a customer that was added and perhaps used since, a promise that was settled."""
    left = journal.undo(session, entry, ask.at)
    if left:
        return Replace(Card(_("Still there, because others build on it: {names}.", names=listed(left))))
    return Replace(Card(_("Taken back")))


def left_unlogged(session: Session, draft: int) -> Reply:
    """A line that was asked about and is not to be logged."""
    text = drafts.kept(session, draft)
    if not drafts.close(session, draft):
        raise Refusal(_("That line is not open any more."))
    log_it = Button(_("Log it again"), drafts.folded(session, "/logcontact ", text))
    blocks = (Text(asking.readable(session, text), quiet=True), Buttons((log_it,)))
    return Replace(Card(_("Not logged"), blocks))


def parted(session: Session, entry: int) -> Reply:
    """The contact of an entry was another one than the colleague's it was joined to."""
    row = stored.may_change(session, entry)
    interactions.part(session, row["interaction_id"] or 0)
    return confirmed(session, entry, _("Then both count, each for itself"))


def blanked(session: Session, entry: int) -> Reply:
    """The note of an entry's contact is taken out, with what was learned from it."""
    row = stored.may_change(session, entry)
    if row["interaction_id"]:
        interactions.blank(session, row["interaction_id"])
    for insight in journal.made(session, entry).get("insight", ()):
        insights.forget(session, insight)
    return confirmed(session, entry, _("The note is taken out; the contact stays"))


def confirmed(session: Session, entry: int, title: str) -> Reply:
    row = journal.get(session, entry)
    contact = interactions.get(session, row["interaction_id"]) if row is not None and row["interaction_id"] else None
    if contact is None:
        raise Refusal(_("That contact is gone: it was taken back."))
    account = accounts.get(session, contact["account_id"])
    buttons = (Button(_("Undo"), f"/rapport undo {entry}"), Button(_("Edit"), f"/rapport edit {entry}"))
    name = Text(str(account["name"]) if account is not None else "", quiet=True)
    return Replace(Card(title, (name, Buttons(buttons))))


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
    """`/rapport edit 12`: the form of that contact or plan, filled."""
    entry = chosen(ask, session, _("You have logged nothing that could be corrected."))
    draft = stored.of_entry(session, entry, nothing(ask))
    return form.of_draft(session, draft, state={form.EDITS: str(entry)})

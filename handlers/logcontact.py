"""/logcontact: one line, or a form, becomes a contact that everybody on the team can build on."""

from __future__ import annotations

from datetime import date

from bot.message import Ask, Button, Buttons, Card, Reply, Say, Text
from bot.rules import line as lines
from bot.rules.line import Line
from bot.words import _, current
from handlers.contact import form, reply, who
from handlers.contact.draft import Draft, Unclear
from storage import accounts, drafts, interactions, journal, people
from storage.session import Session


def at_once(ask: Ask) -> Reply | None:
    """With nothing typed the form opens at once."""
    return form.blank(ask) if not (ask.text or ask.values or ask.quoted) else None


def answer(ask: Ask, session: Session) -> Reply:
    """Logs what was typed or filled in; asks with buttons or a filled form about what is unclear."""
    if ask.values:
        return filled(ask, session)
    if ask.quoted:
        return form.quoting(ask, session)
    wants_form = ask.text.startswith(form.OPENS)
    text = drafts.unfolded(session, ask.text.removeprefix(form.OPENS).strip())
    if not text:
        return form.blank(ask)
    line = read(ask, session, text)
    if wants_form or says_nothing(line):
        return form.of_line(ask, session, line)
    if not (ask.command or ask.thread) and says_no_contact(line):
        return form.of_line(
            ask, session, line, _("Is that a contact to log? Then look it over, and tell me how and when.")
        )
    try:
        draft = who.understood(ask, session, line)
    except Unclear as unclear:
        return unclear.reply
    today = today_of(ask)
    if draft.day > today:
        return form.of_draft(ask, session, draft, errors={"day": _("A contact lies behind us. Which day was it?")})
    account = draft.account if isinstance(draft.account, int) else 0
    there = interactions.beside(session, account, me(session), draft.day, text, ask.at.date())
    if not line.again and there.said is not None:
        return said_already(session, text)
    return log(ask, session, draft)


def read(ask: Ask, session: Session, text: str) -> Line:
    known = session.known
    return lines.read(text, known.accounts, known.people, today_of(ask), day_first=day_first(ask))


def says_nothing(line: Line) -> bool:
    """Whether a line names at most whom it is about: then the rest is asked for."""
    return not line.note and line.day is None and line.kind is None


def says_no_contact(line: Line) -> bool:
    """Whether plain words name a customer only in passing: nobody met, no day and no kind."""
    return line.day is None and line.kind is None and not line.people


def today_of(ask: Ask) -> date:
    return ask.at.astimezone(current().zone).date()


def day_first(ask: Ask) -> bool:
    """Whether the asker writes 3/4 for the third of April, as their locale does."""
    pattern = str(current().locale.date_formats["short"].pattern).lower()
    return pattern.find("d") < pattern.find("m")


def me(session: Session) -> int:
    assert session.viewer is not None
    return session.viewer


def said_already(session: Session, text: str) -> Reply:
    again = Button(_("Log it again"), drafts.folded(session, "/logcontact ", f"again:yes {text}"))
    return Say(
        Card(
            _("You logged these very words today already."),
            (Text(who.readable(session, text), quiet=True), Buttons((again,))),
        )
    )


def filled(ask: Ask, session: Session) -> Reply:
    """A submitted form: logged, or shown again with what is wrong; an edit first takes back what it replaces."""
    draft, errors = form.read(ask, session)
    if not errors and draft.day > today_of(ask):
        errors = {"day": _("A contact lies behind us. Which day was it?")}
    if errors:
        return form.of_draft(ask, session, draft, errors=errors)
    edits = int(ask.state.get("edits", 0))
    if edits:
        form.may_change(session, edits)
        journal.replace(session, edits, ask.at)
    return log(ask, session, draft, edits)


def log(ask: Ask, session: Session, draft: Draft, edits: int = 0) -> Reply:
    """Stores a draft, whatever it creates and whose account it becomes, as one entry that can be undone.

    `edits` is the entry that it replaces, 0 for none.
    """
    account = draft.account if isinstance(draft.account, int) else accounts.create(session, draft.account)
    humans = [one if isinstance(one, int) else the_person(session, one, account) for one in draft.people]
    before = reply.before(session, account, humans, today_of(ask))
    contact = interactions.Contact(
        account=account,
        author=me(session),
        mates=list(dict.fromkeys([me(session), *draft.mates])),
        people=list(dict.fromkeys(humans)),
        day=draft.day,
        kind=draft.kind.value,
        note=draft.note,
        typed=draft.typed,
        at=ask.at,
    )
    interaction = interactions.log(session, contact)
    row = accounts.get(session, account)
    assert row is not None
    if row["owner_id"] is None:
        accounts.own(session, account, me(session))
    entry = journal.keep(session, "log", ask.at, interaction)
    if edits:
        journal.inherit(session, edits, entry, account, humans)
    return Say(reply.card(session, contact, row, before, entry, today_of(ask)))


def the_person(session: Session, typed: str, account: int) -> int:
    """Whoever holds a position at the account under this very name; made where nobody does."""
    name, title = who.name_and_title(typed)
    same = set(session.known.people.exact(name)) & {row["id"] for row in people.at(session, account)}
    return same.pop() if len(same) == 1 else people.create(session, name, account, title)

"""/logcontact: one line, or a form, becomes a contact that everybody on the team can build on."""

from __future__ import annotations

from dataclasses import replace

from bot.message import Ask, Button, Buttons, Card, Replace, Reply, Say, Text
from bot.rules.line import Line
from bot.rules.sensitive import without_ids
from bot.words import _
from handlers.contact import asking, filled, form, lead, reading, reply, stored, storing, who
from handlers.contact.asking import Question
from handlers.contact.draft import Draft, Unclear
from handlers.contact.form import today_of
from handlers.contact.reading import day_first
from storage import drafts, interactions, journal, plans
from storage.session import Session

__all__ = ["answer", "at_once", "day_first", "log", "today_of"]


def at_once(ask: Ask) -> Reply | None:
    """With nothing typed the form opens at once."""
    return form.blank(ask) if not (ask.text or ask.values or ask.quoted) else None


def answer(ask: Ask, session: Session) -> Reply:
    """Logs what was typed or filled in; asks with buttons or a filled form about what cannot be told."""
    if ask.values:
        return submitted(ask, session)
    if ask.quoted:
        return quoted(ask, session)
    said = lead.read(session, ask.text)
    if not said.text:
        return form.blank(ask)
    kept = without_ids(said.text)
    if kept is not None:
        return refused(session, kept)
    if said.instead:
        stored.may_change(session, said.instead)
        journal.undo(session, said.instead, ask.at)
    question = Question(ask, session, reading.read_line(ask, session, said.text), said.open)
    if said.form or says_nothing(question.line):
        return form.of_line(question)
    if not (ask.command or ask.thread or said.open) and says_no_contact(question.line):
        return form.of_line(question, _("Is that a contact to log? Then look it over, and tell me how and when."))
    try:
        draft = who.understood(question)
    except Unclear as unclear:
        return unclear.reply
    return typed(ask, session, question, draft, bool(said.instead))


def typed(ask: Ask, session: Session, question: Question, draft: Draft, corrects: bool) -> Reply:
    """Logs what a line says, unless the same words were logged today; the question that it answers is closed."""
    line, account = question.line, draft.account if isinstance(draft.account, int) else 0
    if draft.met:
        there = interactions.beside(session, account, me(session), draft.day, line.typed, ask.at.date())
        draft, again = replace(draft, beside=there), there.said is not None
    else:
        again = planned_already(session, account, draft)
    if again and not line.again:
        return said_already(session, line.typed)
    answered = question.open and drafts.close(session, question.open)
    said = log(ask, session, draft)
    return Replace(said.card) if answered or corrects else said


def me(session: Session) -> int:
    assert session.viewer is not None
    return session.viewer


def says_nothing(line: Line) -> bool:
    """Whether a line names at most whom it is about: then the rest is asked for."""
    when_and_how = line.note or line.day is not None or line.kind is not None
    more = line.plan or line.promises or line.favour or line.attitude or line.about
    return not (when_and_how or more)


def says_no_contact(line: Line) -> bool:
    """Whether plain words name a customer only in passing: nobody met, no day, no kind, nothing promised or planned."""
    said = line.day is not None or line.kind is not None or line.people or line.plan or line.promises
    return not said


def planned_already(session: Session, account: int, draft: Draft) -> bool:
    plan = draft.plan
    if plan is None or not account:
        return False
    there = plans.open_on(session, account, me(session), plan.day, plan.kind)
    return there is not None and (there["kind"], there["text"]) == (plan.kind, plan.text)


def said_already(session: Session, text: str) -> Reply:
    again = Button(_("Log it again"), drafts.folded(session, "/logcontact ", f"again:yes {text}"))
    typed = Text(asking.readable(session, text), quiet=True)
    return Say(Card(_("You logged these very words today already."), (typed, Buttons((again,)))))


def refused(session: Session, kept: str) -> Reply:
    """A national id number was typed: nothing is stored, and the text without it comes back."""
    log_it = (Button(_("Log it without the number"), drafts.folded(session, "/logcontact ", kept)),) if kept else ()
    blocks = (Text(kept), Buttons(log_it)) if kept else ()
    return Say(Card(_("I keep no national id numbers, so nothing was stored. This is your text without it."), blocks))


def quoted(ask: Ask, session: Session) -> Reply:
    """A message that is to be noted, with who wrote it and where it is."""
    source = " · ".join(filter(None, (ask.author, ask.link)))
    text = f"{ask.quoted}\n— {source}" if source else ask.quoted
    kept = without_ids(text)
    if kept is None:
        return form.quoting(ask, session, text)
    return form.quoting(ask, session, kept, _("I keep no national id numbers: I left it out."))


def submitted(ask: Ask, session: Session) -> Reply:
    """A submitted form: logged, or shown again with what is wrong; an edit first takes back what it replaces."""
    kept, had_ids = without_any_id(ask)
    draft, errors = filled.read(kept, session)
    if had_ids:
        errors = {had_ids: _("I keep no national id numbers: I left it out.")}
    if errors:
        return form.of_draft(session, draft, errors=errors, state=ask.state)
    edits, question = int(ask.state.get(form.EDITS, 0)), int(ask.state.get(form.OPEN, 0))
    if edits:
        stored.may_change(session, edits)
        journal.replace(session, edits, ask.at)
    if question:
        drafts.close(session, question)
    return log(ask, session, draft, edits)


def without_any_id(ask: Ask) -> tuple[Ask, str]:
    """The Ask without national id numbers in what was filled in, and the last field that had one, "" for none."""
    values, found = dict(ask.values), ""
    for name, value in ask.values.items():
        kept = without_ids(value) if isinstance(value, str) else None
        if kept is not None:
            values[name], found = kept, name
        if isinstance(value, tuple) and any(without_ids(one) is not None for one in value):
            values[name] = tuple(one for one in value if without_ids(one) is None)
            found = name
    return (replace(ask, values=values), found) if found else (ask, "")


def log(ask: Ask, session: Session, draft: Draft, edits: int = 0) -> Say:
    """Stores a draft as one entry that can be undone, and says what was stored. `edits` is the entry it replaces."""
    today = today_of(ask)
    return Say(reply.card(session, storing.store(ask, session, draft, today, edits), today))

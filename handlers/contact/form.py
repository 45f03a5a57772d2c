"""The form of a contact: empty, filled with what was understood, or with what is to be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.message import Ask, Choice, Field, Form
from bot.phrases import kind_name
from bot.rules.kinds import Kind
from bot.rules.line import Favour, Mention
from bot.words import _, current, listed
from handlers import which
from handlers.contact.asking import Question
from handlers.contact.draft import Draft, Owed
from handlers.contact.lead import OPENS
from storage import drafts, teammates
from storage.session import Session

FITS = 1400  # signs of a note that every platform's form takes, whatever signs they are
REST = "rest"  # in a form's state: the draft with what of the note did not fit
EDITS = "edits"  # the entry that a submission replaces
OPEN = "open"  # the draft in which the line waits that it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the fields hold at first."""

    day: date
    account: tuple[Choice, ...] = ()
    people: tuple[Choice, ...] = ()
    mates: tuple[Choice, ...] = ()
    about: tuple[Choice, ...] = ()
    kind: Kind = Kind.MEETING
    favour: Favour | None = None
    note: str = ""
    promises: str = ""
    next: date | None = None


def blank(ask: Ask) -> Form:
    """Nothing typed: today's meeting with nobody yet."""
    return form(Held(day=today_of(ask)), again="/logcontact")


def today_of(ask: Ask) -> date:
    return ask.at.astimezone(current().zone).date()


def quoting(ask: Ask, session: Session, quoted: str, intro: str = "") -> Form:
    """A message that is to be noted, with whom and with which customer still to be said."""
    again = drafts.folded(session, f"/logcontact {OPENS} ", quoted)
    return fitted(session, Held(day=today_of(ask), kind=Kind.MESSAGE, note=quoted), intro=intro, again=again)


def fitted(
    session: Session,
    held: Held,
    *,
    intro: str = "",
    state: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    again: str = "",
) -> Form:
    """A form with a note. Of one that is too long for it the beginning is shown, and the rest waits in a draft."""
    carried = {name: value for name, value in (state or {}).items() if name != REST}
    if len(held.note) > FITS:
        carried[REST] = str(drafts.keep(session, held.note[FITS:]))
        long = _("Your note is long: its beginning is here, and the rest is kept and added when you log it.")
        intro = "\n".join(filter(None, (intro, long)))
        held = replace(held, note=held.note[:FITS])
    return form(held, intro=intro, state=carried, errors=errors, again=again)


def form(
    held: Held,
    *,
    state: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    intro: str = "",
    again: str = "",
) -> Form:
    return Form(
        command="logcontact",
        title=_("Log a contact"),
        fields=(*asked(held), *beside(held)),
        submit=_("Log"),
        state=state or {},
        errors=errors or {},
        note=intro,
        again=again,
    )


def asked(held: Held) -> tuple[Field, ...]:
    """What most contacts need."""
    kinds = tuple(Choice(one.value, kind_name(one)) for one in Kind)
    return (
        Field(name="account", label=_("Customer"), kind="lookup", search="account", value=held.account),
        whom("people", _("Who was there"), held.people),
        Field(name="day", label=_("Day"), kind="date", value=held.day),
        Field(name="kind", label=_("How"), kind="pick", choices=kinds, value=chosen(kinds, held.kind.value)),
        Field(name="note", label=_("What you learned"), kind="lines", value=held.note, optional=True),
    )


def beside(held: Held) -> tuple[Field, ...]:
    """What may be said besides."""
    favours = (Choice("neither", _("Neither")), Choice("ask", _("We asked")), Choice("give", _("We gave")))
    favour = chosen(favours, held.favour.value if held.favour is not None else "neither")
    hint = _("One a line, with its day, such as: send the test report by Friday")
    return (
        whom("mates", _("Colleagues with you"), held.mates, "teammate"),
        Field(
            name="promise", label=_("What you promised"), kind="lines", value=held.promises, optional=True, hint=hint
        ),
        Field(name="next", label=_("When you meet next"), kind="date", value=held.next or "", optional=True),
        Field(
            name="favour",
            label=_("Did you ask for or give something?"),
            kind="pick",
            choices=favours,
            value=favour,
            optional=True,
        ),
        whom("about", _("Whom you spoke of"), held.about),
    )


def whom(name: str, label: str, value: tuple[Choice, ...], search: str = "person") -> Field:
    return Field(name=name, label=label, kind="lookup", search=search, many=True, value=value, optional=True)


def chosen(choices: Sequence[Choice], value: str) -> tuple[Choice, ...]:
    return tuple(choice for choice in choices if choice.value == value)


def of_line(question: Question, note: str = "") -> Form:
    """What a line left unclear, with what was understood filled in; what was typed waits until the form is sent."""
    line, session, today = question.line, question.session, today_of(question.ask)
    day = line.day.day if line.day is not None and line.day.day <= today else today
    ahead = line.plan.day.day if line.plan is not None else None
    mates = [row for user in line.mates if (row := teammates.find(session, user, "")) is not None]
    held = Held(
        day=ahead if line.ahead and ahead is not None else day,
        account=choices(session, "account", line.accounts[:1]),
        people=choices(session, "person", line.people),
        mates=tuple(of_id(session, "teammate", row["id"]) for row in mates),
        about=choices(session, "person", line.about),
        kind=(line.plan.kind if line.ahead and line.plan is not None else line.kind) or Kind.MEETING,
        favour=line.favour,
        note=line.plan.text if line.ahead and line.plan is not None else line.note,
        promises=promised([Owed(one.text, one.due.day if one.due is not None else None) for one in line.promises]),
        next=None if line.ahead else ahead,
    )
    says_more = line.note or line.day or line.kind or line.promises or line.plan
    state = {OPEN: str(question.draft())} if says_more else {}
    again = question.says(line.typed, form=True) if says_more else f"/logcontact {OPENS} {line.typed}"
    return fitted(session, held, intro=unclear(question, note), state=state, again=again)


def unclear(question: Question, note: str) -> str:
    """What is said above the form: `note`, the names that several have, and what was not understood."""
    line = question.line
    several = [mention.text for mention in (*line.accounts[:1], *line.people) if len(mention.refs) > 1]
    said = [note]
    if several:
        said.append(_("There are several of this name, please choose: {names}", names=listed(several)))
    if line.unread:
        said.append(_("I did not understand: {pieces}", pieces=listed(line.unread)))
    return "\n".join(filter(None, said))


def promised(promises: Sequence[Owed]) -> str:
    """Promises as the field holds them, one a line: "send the test report by 2026-03-13"."""
    return "\n".join(
        one.text if one.due is None else _("{text} by {day}", text=one.text, day=one.due.isoformat())
        for one in promises
    )


def choices(session: Session, kind: str, mentions: Sequence[Mention]) -> tuple[Choice, ...]:
    """The names of a line as a field holds them; one that several have is left for the asker to choose."""
    clear = [mention for mention in mentions if len(mention.refs) <= 1]
    return tuple(of_id(session, kind, mention.refs[0] if mention.refs else mention.text) for mention in clear)


def of_id(session: Session, kind: str, ref: int | str) -> Choice:
    """A choice that stands for a known one by its id, or for a new one by its name."""
    if isinstance(ref, str):
        return Choice(f"new:{ref}", _("{name} (new)", name=ref))
    if kind == "teammate":
        row = teammates.get(session, ref)
        return Choice(f"teammate:{ref}", str(row["name"]) if row is not None else "?")
    return Choice(f"{kind}:{ref}", which.label(session, kind, ref))


def of_draft(
    session: Session, draft: Draft, *, errors: Mapping[str, str] | None = None, state: Mapping[str, str]
) -> Form:
    """A draft to be looked over, with what is wrong under its fields."""
    plan, alone = draft.plan, draft.plan if not draft.met else None
    held = Held(
        day=alone.day if alone is not None else draft.day,
        account=(of_id(session, "account", draft.account),) if draft.account else (),
        people=tuple(of_id(session, "person", one) for one in draft.people),
        mates=tuple(of_id(session, "teammate", one) for one in draft.mates),
        about=tuple(of_id(session, "person", one) for one in draft.about),
        kind=Kind(alone.kind or Kind.MEETING) if alone is not None else draft.kind,
        favour=draft.favour,
        note=alone.text if alone is not None else draft.note,
        promises=promised(draft.promises),
        next=plan.day if plan is not None and draft.met else None,
    )
    again = f"/rapport edit {state[EDITS]}" if EDITS in state else ""
    if not again and draft.typed:
        again = drafts.folded(session, f"/logcontact {OPENS} ", draft.typed)
    return fitted(session, held, state=state, errors=errors, again=again)

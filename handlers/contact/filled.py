"""What a submitted form of a contact says, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.message import Ask, Value
from bot.rules import days
from bot.rules.kinds import Kind
from bot.rules.line import Favour, rest
from bot.words import _
from handlers import which
from handlers.contact import stored
from handlers.contact.draft import Ahead, Draft, Owed
from handlers.contact.form import EDITS, OPEN, REST, today_of
from handlers.contact.reading import day_first, read_line
from storage import drafts
from storage.session import Session

ID = re.compile(r"[0-9]{1,18}")


def read(ask: Ask, session: Session) -> tuple[Draft, dict[str, str]]:
    """The draft that a submitted form says, and what is wrong with it by field.

    What the form has no field for is as it was in the line or the entry that it was opened for.
    """
    today, values = today_of(ask), ask.values
    before = opened_for(ask, session)
    account = refs(values.get("account", ()), "account")
    day, ahead = values.get("day"), values.get("next")
    rest_of_note = drafts.kept(session, int(ask.state[REST])) if REST in ask.state else ""
    note = (str(values.get("note", "")) + rest_of_note).strip()
    kind = refs(values.get("kind", ""), "kind")
    promises, errors = promised(ask, str(values.get("promise", "")))
    if not account:
        errors["account"] = _("Which customer was it with?")
    if not isinstance(day, date):
        errors["day"] = _("Which day was it?")
    elif day > today and isinstance(ahead, date):
        errors["day"] = _("A contact lies behind us. Which day was it?")
    if isinstance(ahead, date) and ahead <= today:
        errors["next"] = _("What is planned lies ahead. Which day is it?")
    draft = replace(
        before,
        account=account[0] if account else "",
        people=tuple(refs(values.get("people", ()), "person")),
        about=tuple(refs(values.get("about", ()), "person")),
        mates=tuple(one for one in refs(values.get("mates", ()), "teammate") if isinstance(one, int)),
        day=day if isinstance(day, date) else today,
        kind=Kind(str(kind[0])) if kind and kind[0] in set(Kind) else Kind.MEETING,
        favour=favour(values),
        promises=promises,
        note=note,
        typed=before.typed or note,
        plan=None,
        met=True,
        place=None,
    )
    draft = with_plan(draft, before.plan, ahead if isinstance(ahead, date) else None, today)
    for known, kinds in ((draft.account, "account"), *((one, "person") for one in (*draft.people, *draft.about))):
        if isinstance(known, int):
            which.existing(session, kinds, known)
    return draft, errors


def opened_for(ask: Ask, session: Session) -> Draft:
    """What the form was opened for: an entry that it corrects, a line that it was filled from, or nothing."""
    nothing = Draft(account="", people=(), day=today_of(ask), kind=Kind.MEETING, typed="")
    if EDITS in ask.state:
        return stored.of_entry(session, int(ask.state[EDITS]), nothing)
    text = drafts.kept(session, int(ask.state[OPEN])) if OPEN in ask.state else ""
    if not text:
        return nothing
    line = read_line(ask, session, text)
    plan = Ahead(line.plan.day.day, line.plan.kind or "", line.plan.text) if line.plan is not None else None
    return replace(
        nothing, attitude=line.attitude, learned=line.learned, visible=line.visible, plan=plan, typed=line.typed
    )


def with_plan(draft: Draft, before: Ahead | None, ahead: date | None, today: date) -> Draft:
    """The draft with what is planned: all of it, if its day is to come; else what happens on the day `ahead`."""
    if draft.day > today:
        return replace(draft, met=False, plan=Ahead(draft.day, draft.kind.value, draft.note), note="")
    if ahead is None:
        return draft
    return replace(draft, plan=replace(before, day=ahead) if before is not None else Ahead(ahead, "", ""))


def favour(values: Mapping[str, Value]) -> Favour | None:
    said = refs(values.get("favour", ""), "favour")
    return Favour(str(said[0])) if said and said[0] in set(Favour) else None


def promised(ask: Ask, typed: str) -> tuple[tuple[Owed, ...], dict[str, str]]:
    """A promise in each line, with the day named in it; and what is wrong where there is nothing but a day."""
    found, errors = [], {}
    for line in filter(None, map(str.strip, typed.splitlines())):
        when = days.find(line, today_of(ask), past=False, day_first=day_first(ask))
        due = next((one for one in when if one.deadline), None) or next(iter(when), None)
        text = rest.without(line, 0, len(line), [(due.start, due.end)] if due is not None else [])
        if text:
            found.append(Owed(text, due.day if due is not None else None))
        else:
            errors["promise"] = _("What did you promise?")
    return tuple(found), errors


def refs(value: Value, kind: str) -> list[int | str]:
    """Ids of `kind`, or names of new ones, from what a field holds: "account:12", "new:ACME", "call"."""
    if isinstance(value, date):
        return []
    found: list[int | str] = []
    for one in (value,) if isinstance(value, str) else value:
        head, colon, more = one.partition(":")
        if colon and head == kind and ID.fullmatch(more):
            found.append(min(int(more), which.HIGHEST))
        elif one.strip():
            found.append(more.strip() if colon and head == "new" else one.strip())
    return found

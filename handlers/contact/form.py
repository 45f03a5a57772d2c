"""The form of a contact: empty, filled with what was understood, or with what is to be corrected."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.message import Ask, Choice, Field, Form, Refusal, Value
from bot.phrases import kind_name
from bot.rules.kinds import Kind
from bot.rules.line import Line
from bot.rules.line.marks import Mention
from bot.words import _, current, listed
from handlers import which
from handlers.contact.draft import Draft
from storage import drafts, interactions, journal, teammates
from storage.session import Found, Session

ID = re.compile(r"[0-9]{1,18}")
FITS = 1400  # signs of a note that every platform's form takes, whatever signs they are
REST = "rest"  # in a form's state: the draft with what of the note did not fit
OPENS = "form:"  # before a line: it opens the form with what is understood of the line


def blank(ask: Ask) -> Form:
    """Nothing typed: today's meeting with nobody yet."""
    return form(day=ask.at.astimezone(current().zone).date(), again="/logcontact")


def quoting(ask: Ask, session: Session) -> Form:
    """A message that is to be noted, with whom and with which customer still to be said."""
    today = ask.at.astimezone(current().zone).date()
    again = drafts.folded(session, f"/logcontact {OPENS} ", ask.quoted)
    return fitted(session, ask.quoted, day=today, kind=Kind.MESSAGE, again=again)


def fitted(
    session: Session, note: str, *, intro: str = "", state: Mapping[str, str] | None = None, **parts: Any
) -> Form:
    """A form with a note. Of one that is too long for it the beginning is shown, and the rest waits in a draft."""
    carried = {name: value for name, value in (state or {}).items() if name != REST}
    if len(note) > FITS:
        carried[REST] = str(drafts.keep(session, note[FITS:]))
        long = _("Your note is long: its beginning is here, and the rest is kept and added when you log it.")
        intro = "\n".join(filter(None, (intro, long)))
    return form(note=note[:FITS], intro=intro, state=carried, **parts)


def form(
    *,
    day: date,
    account: tuple[Choice, ...] = (),
    people: tuple[Choice, ...] = (),
    mates: tuple[Choice, ...] = (),
    kind: Kind = Kind.MEETING,
    note: str = "",
    state: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    intro: str = "",
    again: str = "",
) -> Form:
    kinds = tuple(Choice(one.value, kind_name(one)) for one in Kind)
    chosen = next(choice for choice in kinds if choice.value == kind.value)
    fields = (
        Field(name="account", label=_("Customer"), kind="lookup", search="account", value=account),
        Field(
            name="people",
            label=_("Who was there"),
            kind="lookup",
            search="person",
            many=True,
            value=people,
            optional=True,
        ),
        Field(name="day", label=_("Day"), kind="date", value=day),
        Field(name="kind", label=_("How"), kind="pick", choices=kinds, value=(chosen,)),
        Field(name="note", label=_("What you learned"), kind="lines", value=note, optional=True),
        Field(
            name="mates",
            label=_("Colleagues with you"),
            kind="lookup",
            search="teammate",
            many=True,
            value=mates,
            optional=True,
        ),
    )
    return Form(
        command="logcontact",
        title=_("Log a contact"),
        fields=fields,
        submit=_("Log"),
        state=state or {},
        errors=errors or {},
        note=intro,
        again=again,
    )


def of_line(ask: Ask, session: Session, line: Line, note: str = "") -> Form:
    """What a line left unclear, with what was understood filled in."""
    today = ask.at.astimezone(current().zone).date()
    day = line.day.day if line.day is not None and line.day.day <= today else today
    unclear = [m.text for m in (*line.accounts[:1], *line.people) if len(m.refs) > 1]
    if unclear:
        note = "\n".join(
            filter(None, (note, _("There are several of this name, please choose: {names}", names=listed(unclear))))
        )
    mates = [row for user in line.mates if (row := teammates.find(session, user, "")) is not None]
    return fitted(
        session,
        line.note,
        day=day,
        account=choices(session, "account", line.accounts[:1]),
        people=choices(session, "person", line.people),
        mates=tuple(of_id(session, "teammate", row["id"]) for row in mates),
        kind=line.kind or Kind.MEETING,
        intro=note,
        again=drafts.folded(session, f"/logcontact {OPENS} ", line.typed),
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
    ask: Ask,
    session: Session,
    draft: Draft,
    *,
    errors: Mapping[str, str] | None = None,
    state: Mapping[str, str] | None = None,
) -> Form:
    """A draft to be looked over, with what is wrong under its fields."""
    return fitted(
        session,
        draft.note,
        day=draft.day,
        account=(of_id(session, "account", draft.account),) if draft.account else (),
        people=tuple(of_id(session, "person", one) for one in draft.people),
        mates=tuple(of_id(session, "teammate", one) for one in draft.mates),
        kind=draft.kind,
        state=ask.state if state is None else state,
        errors=errors,
        again=drafts.folded(session, f"/logcontact {OPENS} ", draft.typed) if draft.typed else "",
    )


def read(ask: Ask, session: Session) -> tuple[Draft, dict[str, str]]:
    """The draft that a submitted form says, and what is wrong with it by field."""
    values = ask.values
    account = refs(values.get("account", ()), "account")
    day = values.get("day")
    rest = drafts.kept(session, int(ask.state[REST])) if REST in ask.state else ""
    note = (str(values.get("note", "")) + rest).strip()
    kind = refs(values.get("kind", ""), "kind")
    errors = {}
    if not account:
        errors["account"] = _("Which customer was it with?")
    if not isinstance(day, date):
        errors["day"] = _("Which day was it?")
    draft = Draft(
        account=account[0] if account else "",
        people=tuple(refs(values.get("people", ()), "person")),
        mates=tuple(one for one in refs(values.get("mates", ()), "teammate") if isinstance(one, int)),
        day=day if isinstance(day, date) else ask.at.astimezone(current().zone).date(),
        kind=Kind(str(kind[0])) if kind and kind[0] in set(Kind) else Kind.MEETING,
        note=note,
        typed=note,
    )
    for known, kinds in ((draft.account, "account"), *((one, "person") for one in draft.people)):
        if isinstance(known, int):
            which.existing(session, kinds, known)
    return draft, errors


def refs(value: Value, kind: str) -> list[int | str]:
    """Ids of `kind`, or names of new ones, from what a field holds: "account:12", "new:ACME", "call"."""
    if isinstance(value, date):
        return []
    found: list[int | str] = []
    for one in (value,) if isinstance(value, str) else value:
        head, colon, rest = one.partition(":")
        if colon and head == kind and ID.fullmatch(rest):
            found.append(min(int(rest), which.HIGHEST))
        elif one.strip():
            found.append(rest.strip() if colon and head == "new" else one.strip())
    return found


def of_entry(ask: Ask, session: Session, entry: int, contact: Found) -> Form:
    """The form of a contact that is logged already, for correcting it."""
    mates = [mate["id"] for mate in interactions.mates_of(session, contact["id"]) if mate["id"] != contact["author_id"]]
    draft = Draft(
        account=contact["account_id"],
        people=tuple(person["id"] for person in interactions.people_of(session, contact["id"])),
        mates=tuple(mates),
        day=contact["day"],
        kind=Kind(contact["kind"]),
        note=contact["note"],
        typed=contact["typed"],
    )
    return of_draft(ask, session, draft, state={"edits": str(entry)})


def may_change(session: Session, entry: int) -> None:
    """Raises Refusal when a logged contact is gone, or somebody else's and the asker no administrator."""
    row = journal.get(session, entry)
    if row is None or row["undone_at"] is not None:
        raise Refusal(_("That contact is gone: it was taken back."))
    if row["teammate_id"] != session.viewer and not (session.me and session.me["admin"]):
        raise Refusal(_("Only whoever logged it can change it, or an administrator."))

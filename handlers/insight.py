"""What was learned at a customer: noted in one line, corrected by a tap, and listed."""

from __future__ import annotations

import re
from datetime import date

from bot import telling
from bot.message import (
    Ask,
    Block,
    Button,
    Buttons,
    Card,
    Choice,
    Field,
    Form,
    Refusal,
    Replace,
    Reply,
    Row,
    Say,
    Table,
    Text,
)
from bot.phrases import learned_name, visible_name
from bot.rules import learning
from bot.rules.learned import Learned, Visible
from bot.words import _, called, current, day
from handlers import subject, which
from storage import accounts, drafts, insights, journal, people, teammates
from storage.session import Found, Session

CHOSEN = re.compile(r"insight:(?P<insight>\d{1,18})(?: undo:(?P<undo>\d{1,18}))? (?P<word>\w+)")
PAGE = re.compile(r"(?P<of>(?:account|person):\d{1,18}) (?P<skip>\d{1,6})")
SHOWN = 10  # insights on a page
TOLD = 300  # characters of an insight in a list
FITS = 1400  # characters of a text that every platform's form takes
HOW = "/rapport insight"


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport insight ACME: they want a second source`; without a text what is known already."""
    if "insight" in ask.state:
        return corrected(ask, session)
    chosen = CHOSEN.fullmatch(ask.text)
    if chosen is not None:
        return changed(ask, session, chosen)
    name, said = told(session, drafts.unfolded(session, ask.text))
    if not name:
        raise Refusal(_("About whom, and what? Write it like this: /rapport insight ACME: they want a second source"))
    if not said:
        return listed(ask, session, name)
    new = subject.NEW.fullmatch(name)
    if new is not None:
        return learned(ask, session, accounts.create(session, which.name_of(new[1]), session.viewer), None, said)

    def line(mark: str) -> str:
        return drafts.folded(session, f"{HOW} ", f"{mark}: {said}")

    person = name
    if not subject.AT.fullmatch(name):
        found = which.one(ask, session, name, line, which.BOTH, lambda name: line(f'new:"{name}"'))
        if not isinstance(found, which.Found):
            return found
        if found.kind == "account":
            return learned(ask, session, found.ref, None, said)
        if not people.positions(session, [found.ref]):
            return learned(ask, session, None, found.ref, said)
        person = name if session.known.accounts.in_text(name) else f"person:{found.ref}"
    at = subject.somebody(ask, session, person, line)
    return learned(ask, session, at.account, at.person, said) if isinstance(at, subject.Somebody) else at


def told(session: Session, text: str) -> tuple[str, str]:
    """Whom a text is about, and what it tells of them: "idea: ACME …" too, or the only name that stands in it."""
    opens = learning.OPENS.match(text)
    first = text[: opens.end()] if opens is not None else ""
    name, said = subject.split(session, text[len(first) :])
    if name:
        return name, f"{first}{said}" if said else ""
    named = list(dict.fromkeys(which.named(session, said)))
    inside = [mark for mark in named if mark[0] == "person"] or named
    return (f"{inside[0][0]}:{inside[0][1]}", text) if len(inside) == 1 else ("", text)


def learned(ask: Ask, session: Session, account: int | None, person: int | None, said: str) -> Reply:
    """Stores what was said, and says how it was understood."""
    names = [row["name"].casefold() for row in teammates.everyone(session)] if re.search("from|via", said) else []
    read = learning.read(said, {*names, *(name.split()[0] for name in names)})
    insight = insights.learn(
        session,
        account=account,
        person=person,
        kind=read.kind or Learned.OPINION,
        text=read.text,
        source=read.source,
        day=ask.at.astimezone(current().zone).date(),
        at=ask.at,
        visible=read.visible or Visible.ALL,
        interaction=None,
    )
    return Replace(card(session, insight, journal.keep(session, "insight", ask.at)))


def card(session: Session, insight: int, entry: int) -> Card:
    """An insight as it is stored, with a tap for each other kind and for whoever else may read it.

    `entry` is the journal's by which it can be undone, 0 where it is to be removed by itself.
    """
    row = theirs(session, insight)
    line = f"{HOW} insight:{insight}" + (f" undo:{entry}" if entry else "")
    kinds = tuple(Button(learned_name(one), f"{line} {one}") for one in Learned if one != row["kind"])
    readers = tuple(
        Button(_("For {who}", who=visible_name(one)), f"{line} {one}") for one in Visible if one != row["visible"]
    )
    undo = Button(_("Undo"), f"/rapport undo {entry}") if entry else Button(_("Remove"), f"{line} remove")
    blocks: list[Block] = [
        Text(row["text"]),
        Text(_("Who may read it: {who}.", who=visible_name(Visible(row["visible"]))), quiet=True),
        Buttons((undo, Button(_("Edit"), f"{line} edit"), *readers)),
        Text(_("Is it of another kind?"), quiet=True),
        Buttons(kinds),
    ]
    if row["source"]:
        blocks.insert(1, Text(_("Source: {source}", source=row["source"]), quiet=True))
    title = _("Noted for {name}: {kind}", name=about(session, row), kind=learned_name(Learned(row["kind"])))
    return Card(title, tuple(blocks))


def about(session: Session, row: Found) -> str:
    if row["person_id"] is not None:
        return which.label(session, "person", row["person_id"])
    return which.label(session, "account", row["account_id"])


def theirs(session: Session, insight: int) -> Found:
    """An insight that the viewer may correct. Raises Refusal."""
    row = insights.get(session, min(insight, which.HIGHEST))
    if row is None:
        raise Refusal(_("That one is gone: somebody took it back in the meantime."))
    if row["author_id"] != session.viewer and not (session.me and session.me["admin"]):
        raise Refusal(_("Only whoever noted it can change it, or an administrator."))
    return row


def changed(ask: Ask, session: Session, chosen: re.Match[str]) -> Reply:
    """One tap on the confirmation: another kind, other readers, the form, or away with it."""
    insight, entry, word = int(chosen["insight"]), int(chosen["undo"] or 0), chosen["word"]
    row = theirs(session, insight)
    if word == "edit":
        return form(session, row, entry)
    if word == "remove":
        insights.forget(session, insight)
        again = drafts.folded(session, f"{HOW} ", as_line(row))
        return Replace(Card(_("Taken back"), (Buttons((Button(_("Note it again"), again),)),)))
    meant = learning.meaning(word)
    if meant is None:
        raise Refusal(_("I do not know that kind."))
    insights.change(session, insight, **{"visible" if isinstance(meant, Visible) else "kind": meant.value})
    return Replace(card(session, insight, entry))


def as_line(row: Found) -> str:
    """The insight as a line that notes it once more."""
    mark = f"person:{row['person_id']}" if row["person_id"] is not None else f"account:{row['account_id']}"
    source = f" (source: {row['source']})" if row["source"] else ""
    hidden = {Visible.ME.value: "private: ", Visible.TEAM.value: "team only: "}.get(row["visible"], "")
    return f"{mark}: {hidden}{row['kind']}: {row['text']}{source}"


def form(session: Session, row: Found, entry: int, errors: dict[str, str] | None = None) -> Form:
    """An insight to be corrected. Of a text that is too long its beginning is shown, the rest waits in a draft."""
    rest = {"rest": str(drafts.keep(session, row["text"][FITS:]))} if len(row["text"]) > FITS else {}
    kinds = {one.value: Choice(one.value, learned_name(one)) for one in Learned}
    readers = {one.value: Choice(one.value, visible_name(one)) for one in Visible}
    fields = (
        Field(name="text", label=_("What you learned"), kind="lines", value=row["text"][:FITS]),
        Field(name="kind", label=_("Kind"), kind="pick", choices=tuple(kinds.values()), value=(kinds[row["kind"]],)),
        Field(name="source", label=_("From whom or where"), value=row["source"], optional=True),
        Field(name="day", label=_("Day"), kind="date", value=row["day"]),
        Field(
            name="visible",
            label=_("Who may read it"),
            kind="pick",
            choices=tuple(readers.values()),
            value=(readers[row["visible"]],),
        ),
    )
    return Form(
        command="rapport insight",
        title=_("Correct an insight"),
        fields=fields,
        submit=_("Save"),
        state={"insight": str(row["id"]), "undo": str(entry), **rest},
        errors=errors or {},
        note=_("The text is long: its beginning is here, and the rest is kept.") if rest else "",
        again=f"{HOW} insight:{row['id']} undo:{entry} edit",
    )


def corrected(ask: Ask, session: Session) -> Reply:
    """The form as it was filled in."""
    insight, entry = int(ask.state["insight"]), int(ask.state["undo"])
    row = theirs(session, insight)
    given = {name: value for name, value in ask.values.items() if isinstance(value, str)}
    text = given.get("text", "")
    if not text.strip():
        return form(session, row, entry, {"text": _("What did you learn?")})
    text += drafts.kept(session, int(ask.state["rest"])) if "rest" in ask.state else ""
    on = ask.values.get("day")
    insights.change(
        session,
        insight,
        text=text.strip(),
        kind=Learned(given.get("kind") or row["kind"]).value,
        source=" ".join(given.get("source", "").split()),
        day=on if isinstance(on, date) else row["day"],
        visible=Visible(given.get("visible") or row["visible"]).value,
    )
    return Replace(card(session, insight, entry))


def insights_of(ask: Ask, session: Session) -> Reply:
    """`/rapport insights ACME`: what was learned there, newest first."""
    return listed(ask, session, ask.text)


def listed(ask: Ask, session: Session, name: str) -> Reply:
    page = PAGE.fullmatch(name)
    skip = int(page["skip"]) if page is not None else 0
    found = which.one(ask, session, page["of"] if page is not None else name, lambda mark: f"/rapport insights {mark}")
    if not isinstance(found, which.Found):
        return found
    today = ask.at.astimezone(current().zone).date()
    read = insights.of_account if found.kind == "account" else insights.of_person
    rows = read(session, found.ref, today if ask.past else date.max, SHOWN + 1, skip)
    title = _("What we learned: {name}", name=which.label(session, found.kind, found.ref))
    if not rows:
        how = Text(_("Nothing yet. To note something: /rapport insight ACME: they want a second source"))
        return Say(Card(title, (how,)))
    table = Table("insights", tuple(as_row(session, row, found.kind, today) for row in rows[:SHOWN]), shown=SHOWN)
    line = f"/rapport insights {found.kind}:{found.ref}"
    turn = [Button(_("Newer"), f"{line} {max(skip - SHOWN, 0)}")] if skip else []
    turn += [Button(_("Older"), f"{line} {skip + SHOWN}")] if len(rows) > SHOWN else []
    card = Card(title, (table, Buttons(tuple(turn))) if turn else (table,))
    return Replace(card) if page is not None else Say(card)


def as_row(session: Session, row: Found, of: str, today: date) -> Row:
    """One insight of a list: kind and text, then who noted it when, where they have it from, and who may read it."""
    text = telling.quoted(row["text"], TOLD)
    if of == "account" and row["person"]:
        text = f"{called(row['person'])}: {text}"
    title = _("{kind}: {text}", kind=learned_name(Learned(row["kind"])), text=text)
    parts = [row["author"], day(row["day"], today)]
    parts += [_("from {source}", source=row["source"])] if row["source"] else []
    parts.append(_("for {who}", who=visible_name(Visible(row["visible"]))))
    edit = (Button(_("Edit"), f"{HOW} insight:{row['id']} edit"),) if row["author_id"] == session.viewer else ()
    return Row(title, " · ".join(parts), buttons=edit)

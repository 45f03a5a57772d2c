"""Whom a line is about: certain names are taken, unclear ones asked about, unknown ones offered for creation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import telling
from bot.message import Ask, Button, Buttons, Card, Reply, Say, Text
from bot.rules.kinds import Kind
from bot.rules.line import Line
from bot.rules.line.marks import MARK, Mention
from bot.rules.names import Certain, NameIndex, Several, korean_title, person_key
from bot.words import _, current, listed
from handlers import which
from handlers.contact import form
from handlers.contact.draft import Draft, Unclear
from storage import drafts, outbox, people, teammates
from storage.session import Found, Session

OFFERED = 4
SHOWN = 300  # signs of a line that is asked about


def understood(ask: Ask, session: Session, line: Line) -> Draft:
    """The draft that a line says. Raises Unclear with the question where it does not say enough."""
    account = the_account(ask, session, line)
    humans = tuple(the_person(session, line, mention, account) for mention in line.people)
    unknown = [m for m, one in zip(line.people, humans, strict=True) if one is None]
    unknown_account = line.accounts[0] if isinstance(account, str) and not line.accounts[0].new else None
    if unknown or unknown_account is not None:
        raise Unclear(offer(session, line, unknown_account, unknown))
    return Draft(
        account=account,
        people=tuple(one for one in humans if one is not None),
        mates=the_mates(session, line),
        day=line.day.day if line.day is not None else ask.at.astimezone(current().zone).date(),
        kind=line.kind or Kind.MEETING,
        note=line.note,
        typed=line.typed,
    )


def the_account(ask: Ask, session: Session, line: Line) -> int | str:
    """The account's id, or the name of one that is new. Raises Unclear."""
    mentions = line.accounts
    if not mentions:
        return implied(ask, session, line)
    if len(mentions) > 1:
        return among(session, line)
    mention = mentions[0]
    if mention.new:
        return mention.text
    if len(mention.refs) == 1:
        return which.existing(session, "account", mention.refs[0]).ref
    if mention.refs:
        raise Unclear(ask_which(session, line, mention, "account", mention.refs))
    verdict = session.known.accounts.judge(mention.text)
    if isinstance(verdict, Certain):
        return verdict.ref
    if isinstance(verdict, Several):
        raise Unclear(ask_which(session, line, mention, "account", [hit.ref for hit in verdict.hits]))
    return mention.text


def among(session: Session, line: Line) -> int:
    """One of several accounts named in a line: the only one that the people in it belong to, or asked."""
    named = list(dict.fromkeys(ref for mention in line.accounts for ref in mention.refs))
    at = homes(session, line) & set(named)
    if len(at) == 1:
        return at.pop()
    buttons = [
        Button(which.label(session, "account", ref), says(session, f"@account:{ref} {line.typed}")) for ref in named
    ]
    raise Unclear(Say(Card(_("Which customer was it with?"), (Buttons(tuple(buttons[:OFFERED])),))))


def homes(session: Session, line: Line) -> set[int]:
    """The accounts at which the people of a line hold a position: the certain ones, else whoever may be meant."""
    certain = [mention.refs[0] for mention in line.people if len(mention.refs) == 1]
    possible = certain or [ref for mention in line.people for ref in mention.refs]
    return {row["account_id"] for row in people.positions(session, possible)}


def implied(ask: Ask, session: Session, line: Line) -> int:
    """The account when none is named: that of the people, or of the message replied to."""
    at = homes(session, line)
    told = outbox.of_thread(session, ask.place, ask.thread) if ask.thread else []
    said = [int(row["id"]) for row in told]
    candidates = [ref for ref in said if ref in at] or sorted(at) or said
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise Unclear(form.of_line(ask, session, line, note=_("I could not tell which customer this is about.")))
    buttons = [
        Button(which.label(session, "account", ref), says(session, f"@account:{ref} {line.typed}"))
        for ref in candidates
    ]
    raise Unclear(Say(Card(_("Which customer was it with?"), (Buttons(tuple(buttons[:OFFERED])),))))


def the_person(session: Session, line: Line, mention: Mention, account: int | str) -> int | str | None:
    """A person's id, the name of one who is to be created, or None where nobody is known by that name."""
    if mention.new:
        return mention.text
    if isinstance(account, str):
        ask_if_elsewhere(session, line, mention)
        return None
    here = people.at(session, account)
    by_id = {row["id"] for row in here}
    at_home = [ref for ref in mention.refs if ref in by_id]
    family, title = korean_title(mention.text)
    if title and not at_home:
        at_home = [row["id"] for row in here if title in (row["rank"], row["duty"]) and row["name"].startswith(family)]
    if title and len(at_home) > 1:
        at_home = [row["id"] for row in here if row["id"] in at_home and title in (row["rank"], row["duty"])] or at_home
    if len(at_home) == 1:
        return int(at_home[0])
    if at_home:
        raise Unclear(ask_which(session, line, mention, "person", at_home))
    near = nearby(mention.text, here) or list(mention.refs)
    if near:
        raise Unclear(ask_which(session, line, mention, "person", near))
    return None


def ask_if_elsewhere(session: Session, line: Line, mention: Mention) -> None:
    """At an account that is new, a known name may be the same human being or a namesake: asked."""
    if mention.refs:
        raise Unclear(ask_which(session, line, mention, "person", mention.refs))


def nearby(name: str, here: Sequence[Found]) -> list[int]:
    """Those at the account whose name is nearly the one that was typed."""
    index = NameIndex(person_key)
    for row in here:
        index.add(row["id"], row["name"])
    verdict = index.judge(name)
    if isinstance(verdict, Certain):
        return [verdict.ref]
    return [hit.ref for hit in verdict.hits] if isinstance(verdict, Several) else []


def ask_which(session: Session, line: Line, mention: Mention, kind: str, refs: Sequence[int]) -> Reply:
    """Buttons that say the same line with the chosen one in the place of the unclear name."""
    buttons = [
        Button(which.label(session, kind, ref), says(session, line.replaced(mention, f"{kind}:{ref}")))
        for ref in list(dict.fromkeys(refs))[:OFFERED]
    ]
    add = Button(_("Somebody new") if kind == "person" else _("A new customer"), says(session, added(line, [mention])))
    return Say(
        Card(
            _("Which one is “{name}”?", name=mention.text),
            (Text(readable(session, line.typed), quiet=True), Buttons((*buttons, add))),
        )
    )


def offer(session: Session, line: Line, account: Mention | None, humans: Sequence[Mention]) -> Reply:
    """One tap adds whoever is new and logs the line."""
    new = [*([account] if account is not None else []), *humans]
    names = listed([mention.text for mention in new])
    add = Button(_("Add and log"), says(session, added(line, new)), "primary")
    fill = Button(_("Fill in the form"), says(session, line.typed, f"/logcontact {form.OPENS} "))
    text = Text(_("Nothing is stored yet. Check the spelling, then add it with one tap."))
    typed = Text(readable(session, line.typed), quiet=True)
    return Say(Card(_("New to me: {names}", names=names), (text, typed, Buttons((add, fill)))))


def readable(session: Session, text: str) -> str:
    """A line as it is shown: with names where a button has put its marks, and cut where it is long."""

    def name(mark: re.Match[str]) -> str:
        if mark["kind"]:
            return which.label(session, mark["kind"], int(mark["ref"]))
        return mark["new"] or ""

    return telling.quoted(MARK.sub(name, text), SHOWN)


def added(line: Line, mentions: Sequence[Mention]) -> str:
    """The line with `mentions` marked as new."""
    text = line.typed
    for mention in sorted(mentions, key=lambda m: -m.start):
        before = text[: mention.start]
        sign = "@" if mention in line.accounts and not before.rstrip().endswith("@") else ""
        name = mention.text.replace('"', "'")
        text = f'{before}{sign}new:"{name}"{text[mention.end :]}'
    return text


def says(session: Session, text: str, command: str = "/logcontact ") -> str:
    """The command line of a button; text too long for one waits in a draft."""
    return drafts.folded(session, command, text)


def the_mates(session: Session, line: Line) -> tuple[int, ...]:
    """The colleagues who came along. Raises Unclear for somebody who is no teammate."""
    found = []
    for user in line.mates:
        row = teammates.find(session, user, "")
        if row is None or not row["active"]:
            raise Unclear(
                Say(Card(_("The colleague you name is not on the team here. Log it without them, or add them first.")))
            )
        found.append(int(row["id"]))
    return tuple(found)


def name_and_title(typed: str) -> tuple[str, str]:
    """The name and title of somebody new: "김철수 과장님" is 김철수, 과장; "박 상무" stays whole."""
    name, title = korean_title(typed)
    return (name, title) if title and len(name) > 1 else (typed.removesuffix("님").strip(), title)

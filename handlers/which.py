"""Which account or person is meant: certain names are taken, unclear ones asked about, unknown ones offered.

Buttons say the same command again with a mark such as `account:12` where the name stood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.message import Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.rules.names import Certain, Several, korean_title
from bot.words import _, called
from handlers.door import unquoted
from storage import accounts, people
from storage.session import Session

REF = re.compile(r"(account|person):(\d{1,18})")
OFFERED = 5


Again = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was meant: an "account" or a "person" by its id."""

    kind: str
    ref: int


def one(session: Session, text: str, again: Again, kinds: tuple[str, ...] = ("account", "person")) -> Found | Reply:
    """The account or person that the whole of `text` names, or the Reply that asks which.

    `again` makes the command line of a button from the mark of what it stands for. Raises Refusal without a name.
    """
    text = unquoted(text).strip().strip("@\"' ").strip()
    marked = REF.fullmatch(text)
    if marked is not None:
        return existing(session, marked[1], int(marked[2]))
    if not text:
        raise Refusal(_("Whom do you mean? Write a customer's or a person's name behind it."))
    exact = [(kind, ref) for kind in kinds for ref in exactly(session, kind, text)]
    if len(exact) == 1:
        return Found(*exact[0])
    return ask_which(session, text, exact, again) if exact else by_likeness(session, text, again, kinds)


def account(session: Session, text: str, again: Again) -> int | Reply:
    """The id of the account that `text` names, or the Reply that asks which."""
    found = one(session, text, again, ("account",))
    return found.ref if isinstance(found, Found) else found


def existing(session: Session, kind: str, ref: int) -> Found:
    there = accounts.get(session, ref) if kind == "account" else people.get(session, ref)
    if there is None:
        raise Refusal(_("That one is gone: somebody took it back in the meantime."))
    return Found(kind, ref)


def exactly(session: Session, kind: str, text: str) -> list[int]:
    """Ids of this very name; for people also a family name with a title ("박 상무")."""
    found = session.known.of(kind).exact(text)
    if found or kind == "account":
        return found
    family, title = korean_title(text)
    return people.titled(session, family, title) if title and len(family) <= 2 else []


def by_likeness(session: Session, text: str, again: Again, kinds: tuple[str, ...]) -> Found | Reply:
    """A name nobody has: the one that is certainly meant, or the nearest ones to choose from."""
    near: list[tuple[float, str, int]] = []
    for kind in kinds:
        verdict = session.known.of(kind).judge(text)
        if isinstance(verdict, Certain):
            return Found(kind, verdict.ref)
        if isinstance(verdict, Several):
            near += [(hit.score, kind, hit.ref) for hit in verdict.hits]
    near.sort(key=lambda hit: -hit[0])
    if not near:
        return offer(text)
    return ask_which(session, text, [(kind, ref) for _score, kind, ref in near], again)


def ask_which(session: Session, text: str, refs: list[tuple[str, int]], again: Again) -> Reply:
    """A button for each that may be meant, and one for a name that is new."""
    unique = list(dict.fromkeys(refs))[:OFFERED]
    buttons = [Button(label(session, kind, ref), again(f"{kind}:{ref}")) for kind, ref in unique]
    buttons.append(Button(_("Somebody else: add as a customer"), f"/rapport new {text}"))
    return Say(Card(_("Which one is “{name}”?", name=text[:80]), (Buttons(tuple(buttons)),)))


def label(session: Session, kind: str, ref: int) -> str:
    """A name as one tells it from its namesakes: "홍길동 부장님, 한빛전자"."""
    if kind == "account":
        row = accounts.get(session, ref)
        return str(row["name"]) if row is not None else "?"
    held = people.positions(session, [ref])
    if held:
        return f"{called(held[0]['name'], held[0]['title'])}, {held[0]['account']}"
    person = people.get(session, ref)
    return str(person["name"]) if person is not None else "?"


def offer(text: str) -> Reply:
    """Nobody knows the name: it may be created."""
    create = Button(_("Add it as a customer"), f"/rapport new {text}", "primary")
    form = Button(_("Log a contact there"), f"/logcontact @ {text}")
    hint = _("Check the spelling, or add it.")
    return Say(Card(_("Nobody of us has noted “{name}” yet", name=text[:80]), (Text(hint), Buttons((create, form)))))

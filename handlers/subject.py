"""Whom a line is about: the name it begins with, and what is said of them.

ACME: they want a second source · Jane Doe at ACME cost down · 한빛전자 박 상무님은 원가 절감
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say
from bot.rules.line.marks import COLON
from bot.rules.line.rest import GLUED, JOINING
from bot.words import _, called
from handlers import which
from handlers.which import Again
from storage import people
from storage.session import Session

MARKS = re.compile(r'person:\d{1,18}\b(?: account:\d{1,18}\b)?|account:\d{1,18}\b|new:"[^"\n]{1,200}"')
NEW = re.compile(r'new:"([^"\n]{1,200})"')
AT = re.compile(r"person:(\d{1,18}) account:(\d{1,18})")
PLACE = re.compile(r"\s*(?:@|,|\bat\b|\bof\b)\s*", re.IGNORECASE)
SPACE = re.compile(r"\s+")
BETWEEN = " \t\r\n:：,;—–-"
OPENERS, CLOSERS = "@\"'“‘ ", BETWEEN + "\"'”’.@"
PARTICLE = re.compile(
    "(?<=[가-힣]{2})(?:께서는|께서|에서는|에서|에게|이랑|하고|은|는|이|가|을|를|의|께|도|와|과|랑|에)$"
)
WORDS = 6  # that a name may have


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person, and the account at which something is said of them."""

    person: int
    account: int


def split(session: Session, text: str, kinds: tuple[str, ...] = which.BOTH) -> tuple[str, str]:
    """The name (or mark) of `kinds` that a text begins with, and the rest; "" and the text where it begins with none.

    A name may be followed or preceded by the account where the person is. Before a colon stands a name, known or not.
    """
    text = text.strip()
    marked = MARKS.match(text)
    if marked is not None:
        return marked[0].strip(), text[marked.end() :].lstrip(BETWEEN)
    end = ends(session, text, "person") if "person" in kinds else 0
    if end:
        place = PLACE.match(text, end)
        there = ends(session, text[place.end() :], "account") if place is not None else 0
        return cut(text, place.end() + there if place is not None and there else end)
    end = ends(session, text, "account")
    if end:
        more = beside(session, text, end) if "person" in kinds else 0
        if more or "account" in kinds:
            return cut(text, more or end)
    colon = COLON.search(text, 0, which.LONGEST)
    head = text[: colon.start()].strip() if colon is not None else ""
    if colon is not None and head and "\n" not in head:
        return head, text[colon.end() :].strip()
    return "", text


def ends(session: Session, text: str, kind: str) -> int:
    """Where the longest known name of `kind` that a text begins with ends; 0 where it begins with none."""
    begins = len(text) - len(text.lstrip(OPENERS))
    for name in beginnings(text, begins, WORDS):
        if which.exactly(session, kind, which.name_of(name)):
            return begins + len(name)
    spans = session.known.of(kind).in_text(text[: which.LONGEST])
    return next((end for start, end, _refs in spans if start == begins), 0)


def beside(session: Session, text: str, end: int) -> int:
    """Where the name of somebody at the account ends, when it follows the account's own; else 0."""
    [account, *others] = session.known.accounts.exact(which.name_of(text[:end])) or [0]
    glued = GLUED.match(text, end)
    start = glued.end() if glued is not None else end
    begins = len(text) - len(text[start:].lstrip(BETWEEN))
    if not account or others:
        return 0
    for name in beginnings(text, begins, 3):
        if which.somebody_at(session, name, account):
            return begins + len(name)
    return 0


def beginnings(text: str, begins: int, words: int) -> Iterator[str]:
    """What the name at `begins` may be: several words first, each as it stands and without a Korean particle."""
    colon = COLON.search(text, begins, begins + which.LONGEST)
    end = colon.start() if colon is not None else min(len(text), begins + which.LONGEST)
    stops = [match.start() for match in SPACE.finditer(text, begins, end)][: words - 1]
    for stop in reversed([*stops, end][:words]):
        name = text[begins:stop].rstrip(CLOSERS)
        if name and name.rpartition(" ")[2].lower() not in JOINING:
            yield name
            bare = PARTICLE.sub("", name)
            if bare != name:
                yield bare


def cut(text: str, end: int) -> tuple[str, str]:
    """A text in two at the end of a name, without the signs and the particle that follow it."""
    glued = GLUED.match(text, end)
    start = glued.end() if glued is not None else end
    return text[:end].strip(OPENERS + CLOSERS), text[start:].lstrip(CLOSERS)


def somebody(ask: Ask, session: Session, name: str, again: Again) -> Somebody | Reply:
    """The person that `name` names and the account where they are, or the Reply that asks which.

    Raises Refusal for a person who holds no position now.
    """
    marked = AT.fullmatch(name)
    found = which.one(ask, session, f"person:{marked[1]}" if marked is not None else name, again, ("person",))
    if not isinstance(found, which.Found):
        return found
    held = {row["account_id"]: row for row in people.positions(session, [found.ref])}
    if not held:
        row = people.get(session, found.ref)
        assert row is not None
        raise Refusal(_("{name}: I know no customer where they work now.", name=called(str(row["name"]))))
    said = [int(marked[2])] if marked is not None else []
    said += [ref for _start, _end, refs in session.known.accounts.in_text(name) for ref in refs]
    here = [account for account in held if account in said] or list(held)
    if len(here) == 1:
        return Somebody(found.ref, here[0])
    buttons = [
        Button(held[one]["account"], again(f"person:{found.ref} account:{one}")) for one in here[: which.OFFERED]
    ]
    title = _("At which customer do you mean {name}?", name=called(held[here[0]]["name"], held[here[0]]["title"]))
    return Say(Card(title, (Buttons(tuple(buttons)),)))

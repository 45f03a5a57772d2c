"""/rapport successor: who follows somebody who left. What was promised to the one is owed to the other."""

from __future__ import annotations

import re

from bot.message import Ask, Button, Buttons, Card, Refusal, Say, Text
from bot.message import Reply as Answer
from bot.rules.changes import Change, What
from bot.rules.posts import SHORT
from bot.rules.posts import called as called_so
from bot.words import _, called
from handlers import changed, which
from handlers.changed import Done, Follower
from handlers.contact.draft import Unclear
from handlers.contact.form import today_of
from handlers.which import Nobody
from storage import journal, people, positions, promises
from storage.session import Session

SPLIT = re.compile(
    r"(?P<gone>.+?)\s*(?:(?<!person)(?<!account)(?<!new)[:：=]|→|->|\bis\b|(?<=\s)후임(?:은|:)?(?=\s))\s*(?P<heir>.+)",
    re.DOTALL,
)
AT = re.compile(r"(?P<who>person:\d+) account:(?P<account>\d{1,9})")


def answer(ask: Ask, session: Session) -> Answer:
    """`/rapport successor Jane Doe: John Roe`."""
    split = SPLIT.fullmatch(ask.text.strip())
    if split is None:
        raise Refusal(_("Tell me like this: /rapport successor Jane Doe: John Roe"))
    said, heir = split["gone"].strip(), split["heir"].strip()
    placed = AT.fullmatch(said)
    name = placed["who"] if placed is not None else said
    found = which.one(ask, session, name, lambda mark: f"/rapport successor {mark}: {heir}", ("person",))
    if not isinstance(found, which.Found):
        return found
    former = int(placed["account"]) if placed is not None else last_account(session, found.ref)
    done = Done(Change(what=What.LEFT, who=name, start=0, end=0), today_of(ask), today_of(ask), found.ref, None, former)
    try:
        done.successor = follow(ask, session, done, heir)
    except Unclear as unclear:
        return unclear.reply
    entry = journal.keep(session, "change", ask.at)
    return Say(card(session, done, done.successor, entry))


def last_account(session: Session, person: int) -> int:
    """Where somebody was last: the job that ended last, else the one they hold. Raises Refusal."""
    rows = positions.of(session, person)
    ended = [row for row in rows if row["until"] is not None]
    if not rows:
        raise Refusal(_("I know of no position that they held."))
    return int((ended or rows)[0]["account_id"])


def follow(ask: Ask, session: Session, done: Done, typed: str) -> Follower:
    """The one who follows, made known at the account, inherits the open promises. Raises Unclear with a question."""
    assert done.former is not None
    person, new = the_heir(ask, session, done, typed)
    if person == done.person:
        raise Refusal(_("Nobody follows themselves. Who is it?"))
    passed_on = promises.inherit(session, done.person, person, [done.former])
    held = next((row for row in people.at(session, done.former) if row["id"] == person), None)
    name = called(str(held["name"]), str(held["title"])) if held is not None else typed
    if new:
        done.new.append(name)
    return Follower(person, name, len(passed_on), new)


def the_heir(ask: Ask, session: Session, done: Done, typed: str) -> tuple[int, bool]:
    """Their id, and whether they were new to us."""
    account = done.former
    assert account is not None

    def again(mark: str) -> str:
        return f"/rapport successor person:{done.person} account:{account}: {mark}"

    def anew(name: str) -> str:
        return again(f'new:"{name}"')

    refs = which.among(people.at(session, account), typed)
    if len(refs) == 1:
        return refs[0], False
    kinds = ("person",)
    if refs:
        raise Unclear(which.ask_which(session, typed, [("person", ref) for ref in refs], again, anew(typed), kinds))
    found = which.known(ask, session, typed, again, kinds, anew)
    if isinstance(found, which.Found):
        somebody = called_so(typed)
        if somebody.post.said and len(somebody.name) <= SHORT:  # another customer's 김 부장 is somebody else
            return create(session, typed, account, done), True
        if account not in {row["account_id"] for row in people.positions(session, [found.ref])}:
            positions.start(session, found.ref, account, somebody.post, done.day)
        return found.ref, False
    if not isinstance(found, Nobody):
        raise Unclear(found)
    return create(session, found.name, account, done), True


def create(session: Session, typed: str, account: int, done: Done) -> int:
    somebody = called_so(typed)
    name = somebody.name if len(somebody.name) > SHORT else typed.removesuffix("님").strip()
    title = " ".join(part for part in (somebody.post.rank, somebody.post.duty) if part)
    return people.create(session, name, account, title, somebody.post.department, since=done.day)


def card(session: Session, done: Done, heir: Follower, entry: int) -> Card:
    gone = people.get(session, done.person)
    said = [changed.new_here(done), changed.owed(session, done, heir.name)]
    blocks = [Text(text, quiet=True) for text in said if text]
    meet = Button(
        _("Log a contact with {name}", name=heir.name), f"/logcontact account:{done.former} person:{heir.person}"
    )
    buttons = Buttons((meet, Button(_("Undo"), f"/rapport undo {entry}")))
    title = _("{name} follows {person}", name=heir.name, person=called(str(gone["name"])) if gone else "")
    return Card(title, (*blocks, *changed.met_already(session, done), buttons))

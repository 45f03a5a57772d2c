"""/rapport alias: what else a customer or a person is called. A name confirmed with a button is learnt on the way."""

from __future__ import annotations

import dataclasses
import re

from bot.message import Ask, Button, Buttons, Card, Post, Refusal, Replace, Reply, Row, Say, Table, Text, command_line
from bot.words import _
from handlers import which
from storage import aliases, journal
from storage.session import Session

SPLIT = re.compile(r"(?P<name>.+?)\s*(?:=|≒|→|\bis also\b|\baka\b)\s*(?P<alias>.+)", re.DOTALL)
DROP = re.compile(r"drop:(\d{1,9})")
MEANT = re.compile(r'(?P<kind>account|person):(?P<ref>\d{1,9})="(?P<typed>[^"\n]{1,200})"\s+(?P<says>/.+)', re.DOTALL)
SHOWN = 20


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport alias ACME = 에이씨엠이`; without "=" the names there are, each with a button that drops it."""
    dropped = DROP.fullmatch(ask.text.strip())
    if dropped is not None:
        return drop(ask, session, int(dropped[1]))
    split = SPLIT.fullmatch(ask.text.strip())
    name = split["name"] if split is not None else ask.text
    alias = which.name_of(split["alias"]) if split is not None else ""
    again = f" = {alias}" if alias else ""
    found = which.one(ask, session, name, lambda mark: f"/rapport alias {mark}{again}")
    if not isinstance(found, which.Found):
        return found
    if not alias:
        return shown(session, found)
    if len(alias) > which.LONGEST or which.REF.fullmatch(alias):
        raise Refusal(_("That is no name. Write it like this: /rapport alias ACME = 에이씨엠이"))
    others = [ref for ref in session.known.of(found.kind).exact(alias) if ref != found.ref]
    if others and found.kind == "account":
        other = which.label(session, found.kind, others[0])
        text = Text(_("If both are one and the same: /rapport merge {other} into {name}", other=other, name=name))
        return Say(Card(_("“{alias}” is {other}", alias=alias, other=other), (text,)))
    return learnt(ask, session, found, alias)


def learnt(ask: Ask, session: Session, found: which.Found, alias: str) -> Reply:
    own = which.label(session, found.kind, found.ref)
    if found.ref in session.known.of(found.kind).exact(alias):
        return Say(Card(_("I know “{alias}” already: it is {name}", alias=alias, name=own)))
    aliases.add(session, found.kind, found.ref, alias)
    undo = Button(_("Undo"), f"/rapport undo {journal.keep(session, 'alias', ask.at)}")
    return Say(Card(_("“{alias}” is {name} from now on", alias=alias, name=own), (Buttons((undo,)),)))


def shown(session: Session, found: which.Found) -> Reply:
    own = which.own_name(session, found.kind, found.ref)
    rows = [row for row in aliases.of(session, found.kind, [found.ref]) if row["text"] != own]
    title = which.label(session, found.kind, found.ref)
    hint = Text(_("One more: /rapport alias {name} = another name", name=own), quiet=True)
    if not rows:
        return Say(Card(_("{name} has no other name here", name=title), (hint,)))
    listed = tuple(
        Row(row["text"], buttons=(Button(_("Remove the name"), f"/rapport alias drop:{row['id']}"),)) for row in rows
    )
    of = "accounts" if found.kind == "account" else "people"
    return Say(Card(_("{name} is also called", name=title), (Table(of, listed, shown=SHOWN), hint)))


def drop(ask: Ask, session: Session, name: int) -> Reply:
    row = aliases.get(session, name)
    if row is None:
        raise Refusal(_("That name is gone already."))
    found = which.Found(row["kind"], row["ref"])
    if row["text"] == which.own_name(session, found.kind, found.ref):
        raise Refusal(_("That is the name itself, and it stays."))
    aliases.drop(session, name)
    own = which.label(session, found.kind, found.ref)
    return Replace(Card(_("“{alias}” is no longer a name of {name}", alias=row["text"], name=own)))


def meant(ask: Ask, session: Session) -> Reply:
    """What a button says that confirms an unclear name: the line is answered, and the name learnt as an alias."""
    from handlers.commands import find
    from handlers.guard import allowed

    said = MEANT.fullmatch(ask.text.strip())
    if said is None:
        raise Refusal(_("Whom do you mean? Add the name of a customer or a person."))
    found = which.existing(session, said["kind"], int(said["ref"]))
    name, text = command_line(said["says"])
    command, inner = find(dataclasses.replace(ask, command=name, text=text))
    assert session.me is not None
    allowed(command, session.me)
    reply = command.handler(inner, session)
    if session.known.of(found.kind).exact(said["typed"]):  # somebody is called so already
        return reply
    others, session.changes[:] = list(session.changes), []
    aliases.add(session, found.kind, found.ref, said["typed"])
    journal.keep(session, "alias", ask.at)
    session.changes[:] = others
    if not isinstance(reply, Say | Post | Replace):
        return reply
    name = which.own_name(session, found.kind, found.ref)
    note = Text(_("From now on I know that “{alias}” is {name}.", alias=said["typed"], name=name), quiet=True)
    return dataclasses.replace(reply, card=dataclasses.replace(reply.card, blocks=(*reply.card.blocks, note)))

"""Asking a colleague for an introduction: a prepared message to them, and their answer back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Replace, Reply, Say, Text
from bot.words import _, current, speaking
from handlers import which
from handlers.owner import the_teammate
from storage import journal, outbox, people, promises, runs
from storage.session import Found, Session
from storage.ties import Colleague

ASKED = re.compile(r"(?P<to>(?:account|person):\d{1,18}) (?P<mate>teammate:\d{1,9})(?: (?P<word>yes|no))?")
OFFERED = 3


def introduction(session: Session, kind: str, ref: int, ranked: Sequence[Colleague]) -> tuple[Button, ...]:
    """A button for each of the best colleagues other than the asker who could introduce them."""
    able = [one for one in ranked if one.active and one.teammate != session.viewer]
    if not able or ranked[0].teammate == session.viewer:
        return ()
    line = f"/rapport introduce {kind}:{ref} teammate:"
    return tuple(
        Button(_("Ask {name} for an introduction", name=one.name), f"{line}{one.teammate}")
        for one in able[: OFFERED if kind == "person" else 1]
    )


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport introduce Jane Doe @colleague`: the colleague gets a message, and answers it with a tap."""
    asked = ASKED.fullmatch(ask.text.strip())
    if asked is None:
        return by_name(ask, session)
    kind, _colon, ref = asked["to"].partition(":")
    to = which.existing(session, kind, int(ref))
    mate = the_teammate(session, asked["mate"])
    if asked["word"]:
        return answered(ask, session, to, mate, asked["word"] == "yes")
    return send(ask, session, to, mate)


def by_name(ask: Ask, session: Session) -> Reply:
    """The same as it is typed."""
    name, _space, who = ask.text.strip().rpartition(" ")
    if not name or not who:
        raise Refusal(_("Who is to introduce you, and to whom? Like this: /rapport introduce Jane Doe @colleague"))
    mate = the_teammate(session, who)
    found = which.one(ask, session, name, lambda mark: f"/rapport introduce {mark} teammate:{mate['id']}")
    return send(ask, session, found, mate) if isinstance(found, which.Found) else found


def send(ask: Ask, session: Session, to: which.Found, mate: Found) -> Reply:
    """Puts the prepared message into the colleague's direct messages, once a day."""
    assert session.me is not None
    if mate["id"] == session.viewer:
        raise Refusal(_("That is you. Who else could introduce you?"))
    if not mate["active"]:
        raise Refusal(_("{name} has left us.", name=mate["name"]))
    name = which.label(session, to.kind, to.ref)
    if not runs.first(session, "introduce", f"{session.viewer} {mate['id']} {to.kind}:{to.ref}", ask.at):
        return Say(Card(_("I have asked {name} today already", name=mate["name"])))
    me, here = session.me, current()
    with speaking(mate["locale"] or str(here.locale), mate["zone"] or here.zone.key):
        whom = which.label(session, to.kind, to.ref)
        line = f"/rapport introduce {to.kind}:{to.ref} teammate:{me['id']}"
        title = _("{name} asks you for an introduction", name=me["name"])
        text = _("Could you introduce {name} to {whom}? You know them best.", name=me["name"], whom=whom)
        buttons = (
            Button(_("Yes, I will"), f"{line} yes", "primary"),
            Button(_("Rather not"), f"{line} no"),
            Button(_("Who knows them"), f"/whoknows {to.kind}:{to.ref}"),
        )
        outbox.plan(session, mate["id"], "introduce", Card(title, (Text(text), Buttons(buttons))), ask.at)
    said = _("They were asked to introduce you to {whom}. I tell you what they answer.", whom=name)
    return Say(Card(_("I have asked {name}", name=mate["name"]), (Text(said),)))


def answered(ask: Ask, session: Session, to: which.Found, asker: Found, yes: bool) -> Reply:
    """The colleague's answer goes back to whoever asked; a yes is a promise that I remind them of."""
    assert session.me is not None
    if not runs.first(session, "introduced", f"{session.viewer} {asker['id']} {to.kind}:{to.ref}", ask.at):
        return Replace(Card(_("You have answered that already")))
    me, here = session.me, current()
    blocks: tuple[Block, ...] = (Text(_("I have told {name}.", name=asker["name"])),)
    promised = promise(ask, session, to, asker) if yes else 0
    if promised:
        undo = Button(_("Undo"), f"/rapport undo {promised}")
        blocks = (Text(_("I have told {name}, and remind you of it.", name=asker["name"])), Buttons((undo,)))
    with speaking(asker["locale"] or str(here.locale), asker["zone"] or here.zone.key):
        whom = which.label(session, to.kind, to.ref)
        title = _("{name} introduces you to {whom}", name=me["name"], whom=whom)
        if not yes:
            title = _("{name} cannot introduce you to {whom} now", name=me["name"], whom=whom)
        look = Buttons((Button(_("Who knows them"), f"/whoknows {to.kind}:{to.ref}"),))
        outbox.plan(session, asker["id"], "introduced", Card(title, (look,)), ask.at)
    return Replace(Card(_("Thank you") if yes else _("All right"), blocks))


def promise(ask: Ask, session: Session, to: which.Found, asker: Found) -> int:
    """Keeps the introduction as a promise of the viewer's; the journal's entry, 0 where there is no account for it."""
    held = people.positions(session, [to.ref]) if to.kind == "person" else []
    account = to.ref if to.kind == "account" else held[0]["account_id"] if held else None
    if account is None:
        return 0
    promises.make(
        session,
        account=account,
        person=to.ref if to.kind == "person" else None,
        teammate=session.viewer or 0,
        text=_("introduce {name}", name=asker["name"]),
        due=None,
        on=ask.at.astimezone(current().zone).date(),
        interaction=None,
    )
    return journal.keep(session, "promise", ask.at)

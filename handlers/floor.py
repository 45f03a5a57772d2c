"""How a teammate knows somebody though no contact shows it, in their own words: "friends since school"."""

from __future__ import annotations

from bot.message import Ask, Button, Buttons, Card, Refusal, Replace, Reply, Say, Text
from bot.words import _, current
from handlers import subject, which
from handlers.account import NONE
from handlers.subject import Somebody
from storage import floors, journal
from storage.session import Session

LONGEST = 200  # letters of what is stated
PERSON = ("person",)


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport floor Jane Doe: friends since school`; `none` in its place takes it back."""
    name, said = subject.split(session, ask.text, PERSON)
    said = " ".join(said.split())
    if not name or not said:
        raise Refusal(_("Whom do you know, and how? Write it like this: /rapport floor Jane Doe: friends since school"))
    if len(said) > LONGEST:
        raise Refusal(_("That is too long. Say in {n} letters how you know them.", n=LONGEST))
    whom = subject.somebody(ask, session, name, lambda mark: f"/rapport floor {mark} {said}")
    if not isinstance(whom, Somebody):
        return whom
    label = which.label(session, "person", whom.person)
    today = ask.at.astimezone(current().zone).date()
    if said.lower() in NONE:
        if not floors.stated(session, whom.person):
            return Say(Card(_("You have stated nothing of {name}", name=label)))
        floors.state(session, whom.person, whom.account, "", today, ask.at)
        return Replace(Card(_("Taken back"), (Buttons((undo(ask, session),)),)))
    floors.state(session, whom.person, whom.account, said, today, ask.at)
    text = _("{person} is listed with you, as you say it: “{text}”", person=label, text=said)
    knows = Button(_("Who knows them"), f"/whoknows person:{whom.person}")
    return Replace(
        Card(_("Noted: how you know {name}", name=label), (Text(text), Buttons((undo(ask, session), knows))))
    )


def undo(ask: Ask, session: Session) -> Button:
    return Button(_("Undo"), f"/rapport undo {journal.keep(session, 'floor', ask.at)}")

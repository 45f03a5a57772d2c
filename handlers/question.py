"""Questions in plain words that no command answers as they stand: they are never logged as if they were told."""

from __future__ import annotations

from bot.message import Ask, Button, Buttons, Card, Reply, Say, Text
from bot.words import _
from handlers import which
from storage import drafts
from storage.session import Session


def answer(ask: Ask, session: Session) -> Reply:
    """What there is to look up about whoever the question names, and a way to log it all the same."""
    named = which.named(session, ask.text)[: which.OFFERED]
    looks = [
        Button(_("Who knows {name}?", name=which.label(session, kind, ref)), f"/whoknows {kind}:{ref}")
        for kind, ref in named
    ]
    log = Button(_("Log it as a contact"), drafts.folded(session, "/logcontact ", ask.text))
    text = _("I can tell who of us knows a customer or a person, and who is being forgotten.")
    buttons = Buttons((*looks, log, Button(_("What I can do"), "/rapport help")))
    return Say(Card(_("That looks like a question, so I have not logged it"), (Text(text), buttons)))

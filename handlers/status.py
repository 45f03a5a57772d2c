"""/rapport status: is the bot awake, and when did it last speak up."""

from __future__ import annotations

from importlib.metadata import version

from bot.message import Ask, Card, Facts, Reply, Say
from bot.words import _, moment
from storage import outbox, workspaces
from storage.session import Session


def answer(ask: Ask, session: Session) -> Reply:
    tick = workspaces.last_tick(session)
    nudge = outbox.last_posted(session, session.viewer or 0)
    never = _("not yet")
    pairs = (
        (_("Version"), version("rapport")),
        (_("Last round"), moment(tick) if tick else never),
        (_("Your last reminder"), moment(nudge) if nudge else never),
    )
    return Say(Card(_("I am awake"), (Facts(pairs),)))

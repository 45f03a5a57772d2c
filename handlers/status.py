"""/rapport status: is the bot awake, and when did it last speak up."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import version

from bot.message import Ask, Card, Facts, Reply, Say, Text
from bot.words import _, moment
from storage import outbox, workspaces
from storage.session import Session

LATE = timedelta(minutes=10)  # a round comes every half minute


def answer(ask: Ask, session: Session) -> Reply:
    tick = workspaces.last_tick(session)
    nudge = outbox.last_posted(session, session.viewer or 0)
    never = _("not yet")
    facts = Facts(
        (
            (_("Version"), version("rapport")),
            (_("Last look at the clock"), moment(tick) if tick else never),
            (_("Last reminder to you"), moment(nudge) if nudge else never),
        )
    )
    if tick is not None and not ask.past and ask.at - tick > LATE:
        stopped = _("Reminders stand still. Whoever runs Rapport finds out why with: rapport doctor")
        return Say(Card(_("I answer, but my clock has stopped"), (facts, Text(stopped))))
    return Say(Card(_("I am awake"), (facts,)))

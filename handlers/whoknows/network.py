"""/whoknows me: the asker's own strongest people, seen by them alone."""

from __future__ import annotations

from bot.message import Card, Row, Text
from bot.words import _
from handlers import which
from handlers.whoknows.look import Look, Why, by_contacts
from storage import people, ties


def card(look: Look) -> Card:
    """The people whom the asker knows best and who hold a position where they met, strongest first."""
    session = look.session
    mine = ties.of_mate(session, session.viewer or 0, look.number, look.past)
    held = {
        (row["id"], row["account_id"]): row for row in people.positions(session, sorted({one.person for one in mine}))
    }
    why = Why({}, {}, {}, {})
    rows = []
    for one in mine:
        at = held.get((one.person, one.account))
        if at is not None:
            who = which.titled(at["name"], at["title"], at["department"])
            rows.append(
                Row(f"{who}, {at['account']}", by_contacts(one, why, look.today), at["external_id"] or at["email"])
            )
    title, only_you = _("Your network"), Text(_("Only you see this."), quiet=True)
    if not rows:
        hint = _("Nobody yet. Log whom you meet: /logcontact Jane Doe @ ACME yesterday call")
        return Card(title, (Text(hint), only_you))
    return Card(title, (look.table("people", rows, _("Whom you know best"), "/whoknows me"), only_you))

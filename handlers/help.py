"""/rapport help: what can be asked, as it is typed."""

from __future__ import annotations

from bot.message import Ask, Button, Buttons, Card, Reply, Row, Say, Table, Text
from bot.words import _
from storage.session import Session


def at_once(ask: Ask) -> Reply:
    """The help needs no memory."""
    from handlers.commands import COMMANDS

    rows = [
        Row(f"{command.typed} {_(command.usage)}".strip() if command.usage else command.typed, _(command.summary))
        for command in COMMANDS
    ]
    published = sum(command.published for command in COMMANDS)
    start = _(
        "Just write to me as you would tell a colleague, also here: “met Jane Doe at ACME yesterday, budget is frozen”."
    )
    blocks = (
        *((Text(_("I do not know “{text}”.", text=ask.text[:80])),) if ask.text else ()),
        Text(start),
        Table("commands", tuple(rows[:published]), shown=published),
        Table("commands", tuple(rows[published:]), _("After /rapport"), shown=len(rows)),
        Buttons((Button(_("Log a contact"), "/logcontact", "primary"), Button(_("My customers"), "/neglected"))),
    )
    return Say(Card(_("What I can do"), blocks))


def answer(ask: Ask, session: Session) -> Reply:
    return at_once(ask)

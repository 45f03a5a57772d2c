"""/rapport help: what can be asked, as it is typed."""

from __future__ import annotations

from difflib import get_close_matches

from bot.message import Ask, Block, Button, Buttons, Card, Reply, Row, Say, Table, Text
from bot.words import _
from storage import drafts
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
        "Just write to me, as you would tell a colleague: “met Jane Doe at ACME yesterday, budget is frozen”, "
        "or: “who knows ACME?”"
    )
    blocks = (
        Text(start),
        Table("commands", tuple(rows[:published]), shown=published),
        Table("commands", tuple(rows[published:]), _("More"), shown=len(rows)),
        Buttons((Button(_("Log a contact"), "/logcontact", "primary"), Button(_("My customers"), "/neglected"))),
    )
    if not ask.text:
        return Say(Card(_("What I can do"), blocks))
    return Say(Card(_("I do not know “{text}”. This is what I can do", text=ask.text[:80]), (*meant(ask), *blocks)))


def meant(ask: Ask) -> tuple[Block, ...]:
    """Buttons for the command that was nearly typed, and for logging the words as a contact."""
    from handlers.commands import BY_WORD

    first, _space, rest = ask.text.partition(" ")
    near = get_close_matches(first[:40].casefold(), BY_WORD, 1)
    buttons = []
    if near and len(ask.text) <= drafts.LONGEST:
        line = f"{BY_WORD[near[0]].typed} {rest}".strip()
        buttons.append(Button(line, line))
    if rest and len(ask.text) <= drafts.LONGEST:
        buttons.append(Button(_("Log it as a contact"), f"/logcontact {ask.text}"))
    return (Buttons(tuple(buttons)),) if buttons else ()


def answer(ask: Ask, session: Session) -> Reply:
    return at_once(ask)

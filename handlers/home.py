"""The Home tab: the asker's customers by urgency, their last logs, and what they have set."""

from __future__ import annotations

from datetime import date

from bot import telling
from bot.message import Ask, Block, Button, Buttons, Card, Divider, Facts, Home, Reply, Row, Table, Text
from bot.phrases import kind_name
from bot.rules.kinds import Kind
from bot.rules.neglect import Level, worst_first
from bot.words import _, current, day, moment
from handlers.account import log_button
from handlers.contact import asking
from handlers.mine import NAMES
from storage import drafts, journal, nudges
from storage.book import book
from storage.session import Session

URGENT, LOGS = 10, 10


def answer(ask: Ask, session: Session) -> Reply:
    """Everything a teammate does daily, one tap away."""
    today = ask.at.astimezone(current().zone).date()
    log = Button(_("Log a contact"), "/logcontact", "primary")
    everything = Button(_("The whole team's"), "/neglected team")
    blocks = (
        Buttons((log, Button(_("My customers"), "/neglected"), everything)),
        *customers(session, today),
        *unlogged(session),
        *logs(session, today),
        Divider(),
        *mine(session),
    )
    return Home(Card(_("Rapport"), blocks))


def customers(session: Session, today: date) -> tuple[Block, ...]:
    put_off = nudges.snoozed(session, session.viewer or 0, today)
    ranked = worst_first(
        (one, one.neglect) for one in book(session, session.viewer, today) if one.account not in put_off
    )
    urgent = [
        Row(
            one.name, f"{telling.level(judged)} · {telling.reason(judged)}", one.external_id, (log_button(one.account),)
        )
        for one, judged in ranked
        if judged.level is not Level.FINE
    ]
    if not urgent:
        return (Text(_("None of your customers is waiting for you.")),)
    return (Table("accounts", tuple(urgent), _("Customers that wait for you"), URGENT, "/neglected"),)


def unlogged(session: Session) -> tuple[Block, ...]:
    """The lines that were asked about and have no answer yet."""
    rows = tuple(
        Row(
            asking.readable(session, row["text"]),
            moment(row["asked_at"]),
            buttons=(
                Button(_("Go on"), f"/logcontact open:{row['id']}"),
                Button(_("Leave it"), f"/rapport undo open:{row['id']}"),
            ),
        )
        for row in drafts.asked(session, LOGS)
    )
    return (Table("contacts", rows, _("Not logged yet: I still have a question"), LOGS),) if rows else ()


def logs(session: Session, today: date) -> tuple[Block, ...]:
    """The last logs, each of which can still be taken back or corrected."""
    rows = tuple(
        Row(
            f"{row['account']} · {kind_name(Kind(row['kind']))}, {day(row['day'], today)}",
            telling.quoted(row["note"]),
            buttons=(Button(_("Undo"), f"/rapport undo {row['id']}"), Button(_("Edit"), f"/rapport edit {row['id']}")),
        )
        for row in journal.recent(session, LOGS)
    )
    return (Table("contacts", rows, _("What you logged last"), LOGS),) if rows else ()


def mine(session: Session) -> tuple[Block, ...]:
    assert session.me is not None
    pairs = (
        (_("Language"), NAMES[current().language]),
        (_("Time zone"), current().zone.key),
        (_("Morning message"), _("{hour}:00, on your working days", hour=session.me["hour"])),
    )
    change = Buttons((Button(_("Language"), "/rapport language"), Button(_("Time zone"), "/rapport timezone")))
    return Facts(pairs), change

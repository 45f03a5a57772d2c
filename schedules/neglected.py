"""Candidates for the digest: customers that are being forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from bot import telling
from bot.message import Button, Row
from bot.rules.choosing import Candidate
from bot.rules.neglect import Level
from bot.words import _, _n, ago, day
from schedules.items import Item, Reader
from storage import book, interactions, plans, ties
from storage.book import Entry
from storage.session import Session

KIND = "neglect"
SNOOZE = 7  # days, at one tap
SOON = timedelta(days=10)  # what is planned within so many days is reason enough to wait
ASKED = timedelta(days=7)  # so long after a plan's day it is asked how it went, not why nobody called


def heading(n: int) -> str:
    return _n(
        "One of your customers has not heard from us for too long:",
        "{n} of your customers have not heard from us for too long:",
        n,
    )


def items(session: Session, reader: Reader) -> list[Item]:
    """The accounts of the reader that are overdue, and those never met, which take turns; none with a plan near."""
    entries = book.book(session, reader.id, reader.day, reader.past)
    near = plans.near(session, reader.day, reader.day - ASKED, reader.day + SOON, reader.past)
    return [
        Item(candidate(entry), partial(row, entry=entry, reader=reader))
        for entry in entries
        if entry.neglect.level >= Level.OVERDUE and entry.account not in near
    ]


def candidate(entry: Entry) -> Candidate:
    judged = entry.neglect
    in_turn = judged.tier.cadence if judged.level is Level.NEVER else None
    return Candidate(KIND, entry.account, judged.level, judged.ratio, judged.strength, in_turn)


def row(session: Session, entry: Entry, reader: Reader) -> Row:
    """An account as it is told of: why, what was noted last, who else could call, and what to do at one tap."""
    lines = [
        f"{telling.level(entry.neglect)} · {telling.reason(entry.neglect)}",
        last_note(session, entry.account, reader.day),
        best_placed(session, entry.account, reader),
    ]
    buttons = (
        Button(_("Log a contact"), f"/logcontact @ account:{entry.account}", "primary"),
        Button(_("Snooze a week"), f"/rapport snooze account:{entry.account} {SNOOZE}"),
        Button(_("Not mine"), f"/rapport notmine account:{entry.account}"),
    )
    return Row(entry.name, "\n".join(line for line in lines if line), entry.external_id, buttons)


def last_note(session: Session, account: int, today: date) -> str:
    for found in interactions.last_notes(session, account, today):
        note, when = telling.quoted(found["note"]), day(found["day"], today)
        return _("Last note ({who}, {when}): “{note}”", who=found["author"], when=when, note=note)
    return ""


def best_placed(session: Session, account: int, reader: Reader) -> str:
    """The colleague with the strongest tie beside the teammate's own."""
    today = reader.day.toordinal()
    for one in ties.colleagues(session, account, 0, today, reader.past):
        if one.active and one.teammate != reader.id:
            return _("Best placed to help: {who}, last in touch {ago}.", who=one.name, ago=ago(today - one.last_day))
    return ""

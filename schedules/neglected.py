"""Candidates for the digest: customers that are being forgotten."""

from __future__ import annotations

from datetime import date
from functools import partial

from bot import telling
from bot.message import Button, Row
from bot.rules.choosing import Candidate
from bot.rules.neglect import Level
from bot.words import _, _n, ago, day
from schedules.items import Item, Reader
from storage import book, interactions, ties
from storage.book import Entry
from storage.session import Session

KIND = "neglect"
SNOOZE = 7  # days, at one tap


def heading(n: int) -> str:
    return _n(
        "One of your customers has not heard from us for too long:",
        "{n} of your customers have not heard from us for too long:",
        n,
    )


def items(session: Session, reader: Reader, past: bool) -> list[Item]:
    """The accounts of the reader that are overdue, and those never met, which take turns."""
    entries = book.book(session, reader.id, reader.day, past)
    return [
        Item(candidate(entry), partial(row, entry=entry, reader=reader, past=past))
        for entry in entries
        if entry.neglect.level >= Level.OVERDUE
    ]


def candidate(entry: Entry) -> Candidate:
    judged = entry.neglect
    in_turn = judged.tier.cadence if judged.level is Level.NEVER else None
    return Candidate(KIND, entry.account, judged.level, judged.ratio, judged.strength, in_turn)


def row(session: Session, entry: Entry, reader: Reader, past: bool) -> Row:
    """An account as it is told of: why, what was noted last, who else could call, and what to do at one tap."""
    lines = [
        f"{telling.level(entry.neglect)} · {telling.reason(entry.neglect)}",
        last_note(session, entry.account, reader.day),
        best_placed(session, entry.account, reader.id, reader.day, past),
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


def best_placed(session: Session, account: int, teammate: int, today: date, past: bool) -> str:
    """The colleague with the strongest tie beside the teammate's own."""
    for one in ties.colleagues(session, account, 0, today.toordinal(), past):
        if one.active and one.teammate != teammate:
            since = ago(today.toordinal() - one.last_day)
            return _("Best placed to help: {who}, last in touch {ago}.", who=one.name, ago=since)
    return ""

"""Items of the digest: what the reader promised and has still to keep."""

from __future__ import annotations

from datetime import date, timedelta

from bot.message import Button, Row
from bot.rules.choosing import Candidate, Press
from bot.rules.workdays import is_workday
from bot.telling import quoted, when_due
from bot.words import _, _n, called, day
from schedules.items import Item, Reader
from storage import promises
from storage.session import Found, Session

KIND = "promise"
WITHOUT_A_DAY, DUE, OVERDUE = 1, 2, 3  # levels
LONGEST_BREAK = 14  # days that weekends and holidays may last together


def heading(n: int) -> str:
    return _n("A promise to keep", "{n} promises to keep", n)


def items(session: Session, reader: Reader) -> list[Item]:
    """The promises of the reader that are overdue, due before they are at work again, or open without a day."""
    until = day_before_work(reader)
    rows = promises.due(session, reader.id, reader.day, until, reader.past)
    return [item(found, reader.day) for found in rows]


def item(found: Found, today: date) -> Item:
    return Item(candidate(found, today), lambda _session: row(found, today))


def day_before_work(reader: Reader) -> date:
    """The last day before the reader's next working day: what is due on a Sunday is said on the Friday."""
    ahead = (reader.day + timedelta(n) for n in range(1, LONGEST_BREAK))
    return next((one for one in ahead if is_workday(one, reader.hours.country)), reader.day) - timedelta(1)


def candidate(found: Found, today: date) -> Candidate:
    if found["due"] is None:
        level, press, since = WITHOUT_A_DAY, Press.NEWS, found["made_on"]
    elif found["due"] >= today:
        level, press, since = DUE, Press.TODAY, found["due"]
    else:
        level, press, since = OVERDUE, Press.LATE, found["due"]
    days = float((today - since).days)
    return Candidate(KIND, found["account_id"], level, days, subject=found["id"], press=press)


def row(found: Found, today: date) -> Row:
    """A promise as it is told of: to whom, what, by when, and whether it was kept."""
    made = day(found["made_on"], today)
    who = _("To {person}, promised {day}", person=called(found["person"]), day=made) if found["person"] else ""
    lines = (f"{when_due(found['due'], today)} · “{quoted(found['text'])}”", who or _("Promised {day}", day=made))
    whom = f"person:{found['person_id']} " if found["person_id"] else ""
    buttons = (
        Button(_("Kept"), f"/rapport promise kept {found['id']}", "primary"),
        Button(_("Not kept"), f"/rapport promise broken {found['id']}"),
        Button(_("Log a contact"), f"/logcontact {whom}@ account:{found['account_id']}"),
    )
    return Row(found["account"], "\n".join(lines), found["account_ref"], buttons)

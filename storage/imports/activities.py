"""The activities of other systems, read: whether one took place, when, of which kind, and what there is to tell."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.kinds import Kind, find
from bot.words import _
from storage.imports import values
from storage.imports.dates import hour, moment_in
from storage.imports.rows import Row, Skipped

NOON = time(12)  # of a day alone
DONE = {
    "completed",
    "complete",
    "done",
    "closed",
    "sent",
    "완료",
    "완료됨",
    "erledigt",
    "abgeschlossen",
    "terminé",
    "完了",
}
# outcomes of what was meant to be a contact
NOT_HELD = re.compile(
    r"cancel|no.?show|rescheduled|no answer|busy|wrong number|failed|bounced?|not reached|unsuccessful|취소|부재|불발"
)
SUBTYPES = {"listemail": Kind.MAIL, "linked in": Kind.MESSAGE, "linkedin": Kind.MESSAGE, "sms": Kind.MESSAGE}
ALWAYS = {"call": Kind.CALL, "email": Kind.MAIL, "message": Kind.MESSAGE}  # whatever it is about
ELSE = {"meeting": Kind.MEETING, "event": Kind.MEETING}
SPOKEN = {"to do": "task", "todo": "task", "incoming email": "email", "forwarded email": "email"}
PART_OF_DAY = re.compile(r"0?\.\d+")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>", re.IGNORECASE)
BLOCKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "ul", "ol", "table"}
BARE = {
    "call",
    "email",
    "mail",
    "meeting",
    "visit",
    "message",
    "note",
    "task",
    "to do",
    "전화",
    "통화",
    "메일",
    "미팅",
    "회의",
    "방문",
}
FURTHEST = timedelta(days=365)  # of a series without end


def what_of(row: Row) -> str:
    """What a row tells of: task, event, call, meeting, email, note, message; "activity" where it is not said."""
    if row.style.what != "activity":
        return row.style.what
    said = " ".join(row["kind"].replace("_", " ").lower().split())
    said = SPOKEN.get(said, said)
    if said in ("task", "event", "call", "meeting", "email", "note"):
        return said
    return "activity"


def refuse_what_was_not(row: Row, what: str) -> None:
    """Raises Skipped for a row that tells of no contact that was, or is to come."""
    if values.yes(row, "deleted"):
        raise Skipped(_("deleted there"))
    if values.yes(row, "child"):
        raise Skipped(_("a colleague's copy of an event"))
    if values.yes(row, "series"):
        raise Skipped(_("the pattern of a series"))
    if NOT_HELD.search(row["outcome"].replace("_", " ").lower()):
        raise Skipped(_("did not take place"))
    if not done(row, what):
        raise Skipped(_("still open"))


def done(row: Row, what: str) -> bool:
    if what not in ("task", "activity"):
        return True
    if row["closed"]:
        return values.yes(row, "closed")
    return not row["status"] or row["status"].replace("_", " ").lower() in DONE


def kind_of(row: Row, what: str) -> Kind:
    """By its type, its subtype or the words of its subject; else a meeting for an event and a message for a task."""
    for text in (row["kind"], row["subtype"]):
        if text and (kind := kind_in(text)):
            return kind
    if what in ALWAYS:
        return ALWAYS[what]
    if row["subtype"].lower() in ("inbound", "outbound", "internal"):  # the type of a call
        return Kind.CALL
    return (
        kind_in(row["subject"])
        or (kind_in(row["note"][:200]) if what == "note" else None)
        or ELSE.get(what, Kind.MESSAGE)
    )


def kind_in(text: str) -> Kind | None:
    lower = text.replace("_", " ").lower()
    if lower in SUBTYPES:
        return SUBTYPES[lower]
    found = find(lower)
    return found[0][0] if found else None


def told(row: Row, kind: Kind) -> str:
    """The note: the subject, unless it only says the kind, and what is written below it."""
    subject, body = plain(row["subject"]), plain(row["note"])
    if subject.lower() in BARE and kind_in(subject) in (kind, None):
        subject = ""
    return body if subject and body.startswith(subject) else "\n".join(part for part in (subject, body) if part)


def plain(text: str) -> str:
    """The text of what may be HTML, its blocks as lines."""
    if "<" in text and TAG.search(text):
        text = TAG.sub(lambda tag: "\n" if tag[2].lower() in BLOCKS else "", text)
        text = html.unescape(text)
        return "\n".join(line for each in text.splitlines() if (line := " ".join(each.split())))
    return html.unescape(text) if "&" in text and ";" in text else text


def when(row: Row, what: str, zone: ZoneInfo, today: date) -> tuple[date, datetime]:
    """The day for whoever was there, and the moment. Raises Rejected.

    Of a task that was done before it was due it is the day it was done.
    """
    column = "day" if values.yes(row, "all_day") and row["day"] else "at"
    day, at = moment(row, column, zone)
    if day > today and what in ("task", "activity") and row["completed"]:
        day, at = moment(row, "completed", zone)
    return day, at


def moment(row: Row, column: str, zone: ZoneInfo) -> tuple[date, datetime]:
    text = values.line(row, column)
    found = moment_in(text, row.style.order) if text else None
    if found is None:
        raise values.no_date(column, text)
    day, at = found
    if at is None and column == "at" and row["time"]:
        at = datetime.combine(day, values.soft(row, lambda: clock(row), NOON))
    if at is None:
        return day, datetime.combine(day, NOON, zone).astimezone(UTC)
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC if row.style.utc else zone)
    return at.astimezone(zone).date(), at.astimezone(UTC)


def clock(row: Row) -> time:
    """The time of day in a cell of its own; a spreadsheet may have it as a part of a day: .5 is noon."""
    if PART_OF_DAY.fullmatch(row["time"]):
        minutes = round(float(row["time"]) * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    try:
        return hour(row["time"])
    except ValueError:
        found = moment_in(f"2000-01-01T{row['time']}")
        if found is None or found[1] is None:
            raise values.wrong("time", row["time"], _("this is no time of day")) from None
        return found[1].time()


def references(row: Row, column: str) -> list[str]:
    """What stands in a field that may name several: ids parted by a semicolon or a comma, or names by a semicolon."""
    text = row[column]
    if "," in text and all(part.strip().isdigit() for part in text.replace(";", ",").split(",") if part.strip()):
        text = text.replace(",", ";")
    parts: Iterable[str] = (" ".join(part.split()) for part in text.split(";"))
    return list(dict.fromkeys(part for part in parts if part))

"""Items of the digest: how what the reader had planned went."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.message import Button, Row
from bot.rules.choosing import Candidate, Press
from bot.telling import how_did_it_go, quoted
from bot.words import _, _n, day
from schedules.items import Item, Reader
from storage import plans
from storage.session import Found, Session

KIND = "plan"
FORGOTTEN = timedelta(days=30)  # so long after its day a plan is asked about


def heading(n: int) -> str:
    return _n("One plan whose day is over", "{n} plans whose day is over", n)


def items(session: Session, reader: Reader) -> list[Item]:
    """The reader's plans whose day is over and of which nobody has said how they went."""
    rows = plans.over(session, reader.id, reader.day, reader.day - FORGOTTEN, reader.past)
    return [Item(candidate(found, reader), partial(row, found=found, reader=reader)) for found in rows]


def candidate(found: Found, reader: Reader) -> Candidate:
    """The latest first, which is remembered best. Its day is the level: a plan that was moved is asked about anew."""
    ago, level = (reader.day - found["day"]).days, found["day"].toordinal()
    return Candidate(KIND, found["account_id"], level, -float(ago), subject=found["id"], press=Press.FRESH)


def row(session: Session, found: Found, reader: Reader) -> Row:
    """A plan as it is asked about, with an answer in each button."""
    people = plans.people_of(session, [found["id"]])[found["id"]]
    question = how_did_it_go(found["kind"], [one["name"] for one in people], found["account"])
    when = _("Planned for {day}", day=day(found["day"], reader.day))
    detail = f"{when}: “{quoted(found['text'])}”" if found["text"] else when
    return Row(question, detail, found["account_ref"], answers(found, people))


def answers(found: Found, people: list[Found]) -> tuple[Button, ...]:
    who = ", ".join(f"person:{one['id']}" for one in people)
    line = f"{who} @ account:{found['account_id']} {found['day'].isoformat()} {found['kind']}:".strip()
    return (
        Button(_("It took place"), f"/rapport plan done {found['id']}", "primary"),
        Button(_("Tell more"), f"/logcontact form: {line}"),
        Button(_("Another day"), f"/rapport plan move {found['id']}"),
        Button(_("It did not"), f"/rapport plan drop {found['id']}"),
    )

"""Items of the digest: somebody whom one of us knows from elsewhere has come to one of the reader's customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.message import Button, Row
from bot.rules.choosing import Candidate, Press
from bot.words import _, _n, ago, called, day
from schedules.items import Item, Reader
from storage import openings, ties
from storage.session import Found, Session
from storage.ties import Colleague

KIND = "opening"
CAME = 1  # level
WEARS_OFF = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Friend:
    """Who of us knows somebody best, and from which account."""

    colleague: Colleague
    account: str


def heading(n: int) -> str:
    return _n("An old friend at a new company", "{n} old friends at new companies", n)


def items(session: Session, reader: Reader) -> list[Item]:
    """Who came to the reader's accounts in the last month, was known to one of us, and has not been met there.

    At an account that nobody owns it is whoever knows them best that is told.
    """
    found = []
    for row in openings.came(session, reader.id, reader.day, reader.day - WEARS_OFF):
        if met_there(session, row, reader):
            continue
        friend = closest(session, row, reader)
        if friend is not None and (row["owner_id"] or friend.colleague.teammate) == reader.id:
            found.append(Item(candidate(row, friend), partial(told, row=row, friend=friend, reader=reader)))
    return found


def met_there(session: Session, row: Found, reader: Reader) -> bool:
    last = ties.last_met(session, row["account_id"], reader.day.toordinal(), reader.past).get(row["person_id"])
    return last is not None and last >= row["since"].toordinal()


def closest(session: Session, row: Found, reader: Reader) -> Friend | None:
    """The strongest tie to a person from where they were before; of those who are still with us."""
    friends = [
        Friend(one, str(account["name"]))
        for account in openings.before(session, row["person_id"], row["account_id"])
        for one in ties.colleagues(session, account["id"], row["person_id"], reader.day.toordinal(), reader.past)
        if one.active
    ]
    return max(friends, key=lambda one: one.colleague.strength, default=None)


def candidate(row: Found, friend: Friend) -> Candidate:
    return Candidate(KIND, row["account_id"], CAME, friend.colleague.strength, subject=row["id"], press=Press.NEWS)


def told(_session: Session, row: Found, friend: Friend, reader: Reader) -> Row:
    """Who came, how they are known, and whom to ask for a word."""
    since = day(row["since"], reader.day)
    name, title = called(row["name"], row["title"]), row["title"]
    came = _("{name} has been here since {day}.", name=name, day=since)
    if title and title not in name:
        came = _("{name} has been here since {day}: {title}.", name=name, day=since, title=title)
    last = ago(reader.day.toordinal() - friend.colleague.last_day)
    if friend.colleague.teammate == reader.id:
        known = _("You know them from {account}, last in touch {ago}.", account=friend.account, ago=last)
    else:
        who = friend.colleague.name
        known = _("{who} knows them from {account}, last in touch {ago}.", who=who, account=friend.account, ago=last)
    whom = f"person:{row['person_id']}"
    buttons = (
        Button(_("Log a contact"), f"/logcontact {whom} @ account:{row['account_id']}", "primary"),
        Button(_("Who knows them"), f"/whoknows {whom}"),
    )
    return Row(row["account"], f"{came} {known}", row["external_id"], buttons)

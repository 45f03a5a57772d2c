"""A manager's hour: a colleague's customers by urgency, and how the whole book is kept; no figure about a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot import telling
from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Reply, Row, Say, Table, Text
from bot.rules.neglect import Level, worst_first
from bot.words import _, current, day
from handlers import account_team
from handlers.account import log_button
from handlers.owner import ME, called, the_teammate
from storage import teammates
from storage.book import Entry, book
from storage.session import Found, Session

ALONE = re.compile(
    r"(?P<who><@[A-Z0-9]+(?:\|[^>]*)?>|teammate:\d{1,9}|@\S+|\S+@\S+\.\S+)(?: all (?P<page>\d{1,5}))?", re.IGNORECASE
)
PAGE = re.compile(r"(?P<section>owner|colleagues)(?: (?P<page>\d{1,5}))?")
SHOWN, EVERY = 10, 30


def team(ask: Ask, session: Session) -> Reply:
    """`/rapport team @colleague`: their customers by urgency. With a customer's name it is that customer's team."""
    text = ask.text.strip()
    alone = ALONE.fullmatch(text)
    who = alone["who"] if alone is not None else text
    by_name = alone is None and not session.known.accounts.exact(text) and len(called(session, text)) == 1
    if alone is None and not by_name and text.lower() not in ME:
        return account_team.team(ask, session)
    mate = the_teammate(session, who)
    if not may_see(session, mate):
        raise Refusal(_("That page is for {name}, their manager and administrators.", name=mate["name"]))
    return Say(customers_of(ask, session, mate, int(alone["page"] or 0) if alone is not None else 0))


def may_see(session: Session, mate: Found) -> bool:
    assert session.me is not None
    return session.me["admin"] or session.viewer in (mate["id"], mate["manager_id"])


def customers_of(ask: Ask, session: Session, mate: Found, page: int) -> Card:
    """The customers that a colleague owns, the most urgent first."""
    today = today_of(ask)
    rows = by_urgency(book(session, mate["id"], today, ask.past))
    mine = mate["id"] == session.viewer
    title = _("Your customers by urgency") if mine else _("Customers of {name} by urgency", name=mate["name"])
    seen = _(
        "{name} can see this page, too: /rapport team me. So can their manager and administrators.", name=mate["name"]
    )
    if mine:
        seen = _("Your manager and administrators can see this page, too.")
    if not rows:
        return Card(title, (Text(_("No customers.")), Text(seen, quiet=True)))
    line = f"/rapport team teammate:{mate['id']} all"
    return Card(title, (paged("accounts", rows, "", line, page), Text(seen, quiet=True)))


def by_urgency(entries: Sequence[Entry]) -> list[Row]:
    ranked = worst_first((entry, entry.neglect) for entry in entries)
    return [
        Row(
            one.name,
            f"{telling.level(judged) or _('In good touch')} · {telling.reason(judged)}",
            one.external_id,
            (log_button(one.account),),
        )
        for one, judged in ranked
    ]


def paged(of: str, rows: Sequence[Row], title: str, line: str, page: int) -> Table:
    """The first rows, or from a page on all of them without their buttons, so that many fit into a message."""
    if not page:
        return Table(of, tuple(rows), title, SHOWN, f"{line} 1")
    bare = tuple(Row(one.title, one.detail, one.ref) for one in rows[(page - 1) * EVERY :])
    return Table(of, bare, title, EVERY, f"{line} {page + 1}" if len(bare) > EVERY else "")


def kept(ask: Ask, session: Session) -> Reply:
    """`/rapport book`: how much of the book was met this quarter, which customers have no owner, who owns none."""
    asked = PAGE.fullmatch(ask.text.strip())
    page = int(asked["page"] or 1) if asked is not None else 0
    today = today_of(ask)
    every = book(session, None, today, ask.past)
    owners = {one.owner for one in every}
    active = {row["id"]: row for row in teammates.everyone(session)}
    ownerless = by_urgency([one for one in every if one.owner not in active])
    idle = [Row(row["name"], "", row["email"]) for row in active.values() if row["id"] not in owners]
    tables = {
        "owner": ("accounts", ownerless, _("Without an owner ({n})", n=len(ownerless))),
        "colleagues": ("colleagues", idle, _("Own no customer ({n})", n=len(idle))),
    }
    shown = [asked["section"]] if asked is not None else list(tables)
    blocks: list[Block] = [] if asked is not None else [Text(met(every, today))]
    for key in shown:
        of, rows, title = tables[key]
        if rows:
            blocks.append(paged(of, rows, title, f"/rapport book {key}", page))
    if asked is None:
        blocks.append(Buttons((Button(_("The whole team's"), "/neglected team"),)))
    return Say(Card(_("The book"), tuple(blocks or [Text(_("Nothing is left here."))])))


def met(every: Sequence[Entry], today: date) -> str:
    """How much of the book was met since the quarter began; of the book, not of anybody."""
    since = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    reached = sum(
        one.neglect.level is not Level.NEVER and not one.neglect.claimed and one.neglect.days <= (today - since).days
        for one in every
    )
    return _(
        "Met this quarter (since {day}): {n} of {all} customers.", n=reached, all=len(every), day=day(since, today)
    )


def today_of(ask: Ask) -> date:
    return ask.at.astimezone(current().zone).date()

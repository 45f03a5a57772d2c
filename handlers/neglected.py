"""/neglected: which customers are being forgotten."""

from __future__ import annotations

import re

from bot import telling
from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Reply, Row, Say, Table, Text
from bot.rules.neglect import Level, worst_first
from bot.words import _, _n, current
from handlers.account import log_button
from storage import nudges, teammates
from storage.book import Entry, book
from storage.session import Session

TEAM, MINE = ("team", "팀", "전체", "all"), ("", "mine", "me", "내", "나")
LEVELS = {"over": Level.OVER, "overdue": Level.OVERDUE, "due": Level.DUE, "never": Level.NEVER}
ASKED = re.compile(r"(?P<whose>\S*?)\s*(?:(?P<level>over|overdue|due|never)(?: (?P<page>\d{1,4}))?)?", re.IGNORECASE)
SHOWN = 5
PAGE = 30  # rows of one group that a message holds


def answer(ask: Ask, session: Session) -> Reply:
    """`/neglected` the asker's customers, `/neglected team` everybody's: due, overdue and never met, worst first.

    With a level ("/neglected team overdue 2") only that group, one page of it.
    """
    match = ASKED.fullmatch(ask.text.casefold().strip())
    if match is None or match["whose"] not in TEAM + MINE:
        raise Refusal(_("Write /neglected for your customers, or /neglected team for everybody's."))
    team = match["whose"] in TEAM
    today = ask.at.astimezone(current().zone).date()
    entries = book(session, None if team else session.viewer, today, ask.past)
    ranked = [entry for entry, _judged in worst_first((entry, entry.neglect) for entry in entries)]
    owners = {row["id"]: str(row["name"]) for row in teammates.everyone(session)} if team else {}
    put_off = nudges.snoozed(session, session.viewer or 0, today)
    grouped = {
        level: [row(one, owners, put_off) for one in ranked if one.neglect.level is level] for level in LEVELS.values()
    }
    title = _("The team's customers") if team else _("Your customers")
    whose = "team " if team else ""
    if match["level"]:
        return Say(Card(title, page(grouped, match["level"], int(match["page"] or 1), whose)))
    fine = sum(entry.neglect.level is Level.FINE for entry in entries)
    blocks = [*tables(grouped, whose), Text(summary(len(entries), fine, team), quiet=True)]
    if not team:
        blocks.append(Buttons((Button(_("The whole team's"), "/neglected team"),)))
    return Say(Card(title, tuple(blocks)))


def tables(grouped: dict[Level, list[Row]], whose: str) -> list[Block]:
    """The first rows of each group, and a way to see the others."""
    names = titles()
    return [
        Table("accounts", tuple(rows), f"{names[level]} ({len(rows)})", SHOWN, f"/neglected {whose}{word}")
        for word, level in LEVELS.items()
        if (rows := grouped[level])
    ]


def page(grouped: dict[Level, list[Row]], word: str, number: int, whose: str) -> tuple[Block, ...]:
    """One page of one group, without buttons so that it fits into a message."""
    level = LEVELS[word]
    rows = [Row(one.title, one.detail, one.ref) for one in grouped[level]]
    start = (max(number, 1) - 1) * PAGE
    here = tuple(rows[start : start + PAGE])
    if not here:
        return (Text(_("Nobody is left here.")),)
    table = Table("accounts", here, f"{titles()[level]} ({start + 1}–{start + len(here)} / {len(rows)})", PAGE)
    if start + PAGE >= len(rows):
        return (table,)
    return table, Buttons((Button(_("More"), f"/neglected {whose}{word} {number + 1}"),))


def titles() -> dict[Level, str]:
    return {
        Level.OVER: _("Over the limit"),
        Level.OVERDUE: _("Overdue"),
        Level.DUE: _("Due"),
        Level.NEVER: _("Never met"),
    }


def row(entry: Entry, owners: dict[int, str], put_off: set[int]) -> Row:
    parts = [owners.get(entry.owner or 0, _("No owner yet"))] if owners else []
    if entry.account in put_off:
        parts.append(_("snoozed"))
    detail = " · ".join([*parts, telling.reason(entry.neglect)])
    return Row(entry.name, detail, entry.external_id, (log_button(entry.account),))


def summary(all_of_them: int, fine: int, team: bool) -> str:
    if not all_of_them:
        return (
            _("No customers are noted yet.") if team else _("You own no customer yet. Whoever logs one first owns it.")
        )
    return _n("{n} of {all} is in good touch.", "{n} of {all} are in good touch.", fine, all=all_of_them)

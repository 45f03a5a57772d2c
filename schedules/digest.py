"""The one morning message: for each teammate, at their hour on their working days, the few things most worth saying."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.message import Card, Row, Table, Text
from bot.rules.choosing import choose
from bot.rules.workdays import hours
from bot.words import _, speaking
from schedules import neglected, openings, planned, promised, stale
from schedules.items import Item, Reader, Rule
from storage import nudges, outbox, runs, teammates
from storage.memory import Memory
from storage.outbox import Told
from storage.session import Found, Scope, Session

log = logging.getLogger(__name__)

JOB = "digest"
RULES: tuple[Rule, ...] = (promised, planned, openings, neglected, stale)


@dataclass(frozen=True, slots=True)
class Home:
    """The installation's own time zone and language, for those who have none of their own."""

    zone: str
    locale: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What somebody would be sent at a moment, and why. `taken`: their digest of that day was planned already."""

    reader: Reader
    at: datetime
    card: Card
    items: tuple[Item, ...]
    taken: bool


def reader(row: Found, at: datetime, home: Home) -> Reader:
    theirs = hours(row["zone"], row["country"], row["hour"], home.zone)
    who = (row["id"], row["name"], row["email"], row["external_id"], row["locale"] or home.locale)
    return Reader(*who, theirs, theirs.day(at))


async def plan(memory: Memory, scope: Scope, at: datetime, home: Home) -> int:
    """Plans the digests that are due at a moment, each in a transaction of its own; how many."""
    planned = 0
    for one in await memory.read(scope, lambda session: due(session, at, home)):
        try:
            planned += await memory.write(scope, lambda session, one=one: plan_for(session, one, at))  # type: ignore[misc]
        except Exception:
            log.exception("The digest for teammate %d could not be planned.", one.id)
    return planned


def due(session: Session, at: datetime, home: Home) -> list[Reader]:
    """Those whose morning it is at a moment, on a working day, and who were not thought of on it yet."""
    taken = runs.taken(session, JOB, (at - timedelta(days=2)).date())
    found = []
    for row in teammates.everyone(session):
        one = reader(row, at, home)
        opens, closes = one.hours.morning(one.day)
        if one.user and opens <= at < closes and (str(one.id), one.day) not in taken and one.at_work:
            found.append(one)
    return found


def plan_for(session: Session, one: Reader, at: datetime) -> bool:
    """Takes a teammate's run of the day and puts their digest into the outbox; False when there is nothing to say."""
    if not runs.first(session, JOB, str(one.id), at, one.day):
        return False
    chosen = choose_for(session, one)
    if not chosen:
        return False
    told = [
        Told(which.account, which.kind, which.level, which.subject) for which in (item.candidate for item in chosen)
    ]
    outbox.plan(session, one.id, JOB, card(session, one, chosen), at, one.day, told)
    return True


def choose_for(session: Session, one: Reader) -> list[Item]:
    """What to tell a teammate on their day, out of all that the rules find."""
    found = [item for rule in RULES for item in rule.items(session, one)]
    by_candidate = {item.candidate: item for item in found}
    said = nudges.said(session, one.id, one.day)
    snoozed = nudges.snoozed(session, one.id, one.day)
    return [by_candidate[candidate] for candidate in choose(by_candidate, said, snoozed, one.day)]


def card(session: Session, one: Reader, chosen: list[Item]) -> Card:
    """The message, in the teammate's language: what was chosen, by kind, the most pressing kind first."""
    headings = {rule.KIND: rule.heading for rule in RULES}
    with speaking(one.locale, one.hours.zone.key):
        rows: dict[str, list[Row]] = {}
        for item in chosen:
            rows.setdefault(item.candidate.kind, []).append(item.row(session))
        groups = [Table("accounts", tuple(of_kind), headings[kind](len(of_kind))) for kind, of_kind in rows.items()]
        hint = Text(_("A reply in this thread, such as “called them yesterday”, logs the contact."), quiet=True)
        return Card(_("Hello, {name}", name=one.name), (*groups, hint))


async def preview(memory: Memory, scope: Scope, at: datetime, now: datetime, home: Home) -> list[Preview]:
    """What would be said on the day of `at`, to whom and why; nothing is written.

    Every active teammate whose working day it is and for whom there is something, whatever the hour of `at`. A day
    that is over is judged by the contact-days up to it; names, owners and tiers are today's.
    """

    def everyone(session: Session) -> list[tuple[Reader, bool]]:
        taken = runs.taken(session, JOB, (at - timedelta(days=2)).date())
        found = [reader(row, at, home) for row in teammates.everyone(session)]
        return [(one, (str(one.id), one.day) in taken) for one in found if one.at_work]

    def work(session: Session, one: Reader, taken: bool) -> Preview | None:
        one = replace(one, past=one.day < one.hours.day(now))
        chosen = choose_for(session, one)
        if not chosen:
            return None
        text = card(session, one, chosen)
        return Preview(one, one.hours.morning(one.day)[0], text, tuple(chosen), taken)

    previews = []
    for one, taken in await memory.read(scope, everyone):
        made = await memory.read(scope, lambda session, one=one, taken=taken: work(session, one, taken))  # type: ignore[misc]
        previews += [made] if made else []
    return previews

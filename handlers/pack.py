"""What goes with a customer that is handed over: people, promises, asks and gives, sore spots, and whom to meet."""

from __future__ import annotations

from datetime import date

from bot import telling
from bot.message import Block, Button, Facts, Row, Table, Text
from bot.phrases import attitude_name, role_name
from bot.rules.balance import balance
from bot.rules.learned import Learned
from bot.rules.leaving import AGAINST_US, key_people
from bot.words import _, _n, ago, called, day, listed
from handlers.next_steps import NAMES, Look
from storage import handovers, insights, interactions, promises
from storage.session import Found, Session

SORE = 50  # newest insights that are read for problems


def blocks(look: Look, giver: int | None, taker: int) -> tuple[Block, ...]:
    """The pack, as far as the viewer may read it."""
    key = look.account["id"]
    return (
        Facts(((_("Tier"), look.account["tier"] or "–"), (_("Asks and gives"), favours(look, key)))),
        *people(look, giver, taker),
        *owed(look, key),
        *sore(look, key),
    )


def favours(look: Look, account: int) -> str:
    standing = balance(interactions.favours(look.session, account, date.max))
    if standing.given is None:
        return _n("{n} ask, and no give so far.", "{n} asks, and no give so far.", standing.asks)
    when = ago((look.today - standing.given).days)
    return _n("{n} ask since the last give, {ago}.", "{n} asks since the last give, {ago}.", standing.asks, ago=when)


def people(look: Look, giver: int | None, taker: int) -> tuple[Block, ...]:
    """Whom the successor has to meet, with role, attitude and who of us is in touch."""
    rows = tuple(Row(look.name(one), about(look, one)) for one in key(look, giver, taker))
    return (Table("people", rows, _("People to meet"), len(rows)),) if rows else (Text(_("We know nobody there.")),)


def key(look: Look, giver: int | None, taker: int) -> dict[int, bool]:
    ties = [tie for tie in look.seen.ties if tie.teammate in (giver, taker)]
    return key_people(look.seen.known, ties, giver)


def about(look: Look, person: int) -> str:
    """ "decision maker · supportive (12 days ago) · in touch: Tom"."""
    row = look.seen.people[person]
    parts = [role_name(row["role"]) if row["role"] else ""]
    for fact in look.seen.attitudes.get(person, ()):
        parts.append(_("{what} ({ago})", what=attitude_name(fact.value), ago=ago(fact.age(look.today))))
    mates = look.seen.coverage.threads.get(person, ())
    parts.append(_("in touch: {names}", names=look.mates(mates)) if mates else _("nobody in touch"))
    return " · ".join(part for part in parts if part)


def owed(look: Look, account: int) -> tuple[Block, ...]:
    rows = tuple(
        Row(
            one["teammate"],
            f"{telling.when_due(one['due'], look.today)} · “{telling.quoted(one['text'])}”",
            one["teammate_ref"],
        )
        for one in promises.open_of(look.session, account)
    )
    every = f"/rapport promises account:{account}"
    return (Table("colleagues", rows, _("Open promises"), 5, every),) if rows else ()


def sore(look: Look, account: int) -> tuple[Block, ...]:
    """Who is against us, and the problems that were told, newest first."""
    rows = [
        Row(look.name(fact.person), _("{what} ({ago})", what=attitude_name(fact.value), ago=ago(fact.age(look.today))))
        for facts in look.seen.attitudes.values()
        for fact in facts
        if fact.value in AGAINST_US and fact.person in look.seen.people
    ]
    for row in insights.of_account(look.session, account, date.max, SORE):
        if row["kind"] == Learned.PROBLEM.value:
            when = ago((look.today - row["day"]).days)
            rows.append(
                Row(called(row["person"]) if row["person"] else _("Problem"), f"{telling.quoted(row['text'])} ({when})")
            )
    every = f"/rapport insights account:{account}"
    return (Table("people", tuple(rows), _("Sore spots"), 5, every),) if rows else ()


def checklist(session: Session, handover: Found, today: date) -> tuple[Block, ...]:
    """Whom the successor has met and whom not yet, with a button that logs it."""
    rows = []
    for one in handovers.people(session, handover["id"]):
        name = called(one["name"], one["title"])
        if one["met"]:
            rows.append(Row(name, _("✓ met {day}", day=day(date.fromordinal(one["last_day"]), today))))
        elif one["known"]:
            rows.append(Row(name, _("✓ in touch already")))
        else:
            log = Button(_("Log a contact"), f"/logcontact account:{handover['account_id']} person:{one['id']}")
            rows.append(Row(name, _("to meet"), buttons=(log,)))
    if not rows:
        return ()
    done = sum(not row.buttons for row in rows)
    title = _("{name} has met {n} of {all}", name=handover["taker"], n=done, all=len(rows))
    return (Table("people", tuple(rows), title, len(rows)),)


def unmet(session: Session, handover: Found) -> str:
    """ "2 of 5 met, still to meet: Jane Doe and John Roe"."""
    found = handovers.people(session, handover["id"])
    left = [called(one["name"], one["title"]) for one in found if not (one["met"] or one["known"])]
    more = [_("{n} more", n=len(left) - NAMES)] if len(left) > NAMES else []
    names = listed(left[:NAMES] + more)
    return _("{n} of {all} met, still to meet: {names}", n=len(found) - len(left), all=len(found), names=names)

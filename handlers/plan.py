"""What is planned: listed, and once its day is over logged, moved or dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Row, Say, Table, Text
from bot.rules import days
from bot.rules.kinds import Kind
from bot.rules.learned import Visible
from bot.rules.workdays import is_workday
from bot.telling import planned, quoted
from bot.words import _, _n, current, day
from handlers import logcontact, which
from handlers.account import name_of
from handlers.contact.draft import Draft
from storage import interactions, journal, plans
from storage.plans import DONE, OPEN
from storage.session import Found, Session

DONE_SO = r"done|held|yes|완료|했음|진행함?"
MOVED_SO = r"moved?|postponed?|연기|변경|옮김"
DROPPED_SO = r"drop|dropped|cancel|cancell?ed|no|취소|무산|안 ?함"
ASKED = re.compile(
    rf"(?:(?P<before>\d{{1,18}})[\s,:]+)?"
    rf"(?:(?P<done>{DONE_SO})|(?P<moved>{MOVED_SO})|(?P<dropped>{DROPPED_SO}))"
    rf"(?:[\s,:]+#?(?P<after>\d{{1,18}}))?(?:[\s,:]+(?:to\s+)?(?P<when>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
SHOWN = 10
DAYS_OFFERED = 3


def listed(ask: Ask, session: Session) -> Reply:
    """`/rapport plans` for the asker's own, `/rapport plans ACME` for everybody's with an account."""
    if not ask.text.strip():
        mine = plans.mine(session, session.viewer or 0)
        title = _n("You have planned {n} contact", "You have planned {n} contacts", len(mine))
        return table(ask, session, mine, title if mine else _("You have planned nothing"))
    account = which.account(ask, session, ask.text, lambda mark: f"/rapport plans {mark}")
    if not isinstance(account, int):
        return account
    ours, name = plans.open_of(session, account), name_of(session, account)
    title = _("Planned with {account}", account=name) if ours else _("Nothing is planned with {account}", account=name)
    return table(ask, session, ours, title, ours=True)


def table(ask: Ask, session: Session, found: list[Found], title: str, *, ours: bool = False) -> Reply:
    """Plans with a button for each answer; `ours` are those of one account, by who planned them."""
    if not found:
        usage = _("Plan something like this: /logcontact Jane Doe @ ACME next: lunch on Friday")
        return Say(Card(title, (Text(usage, quiet=True),)))
    today, people = today_of(ask), plans.people_of(session, [one["id"] for one in found])
    rows = []
    for one in found:
        what = planned(one["kind"], [human["name"] for human in people[one["id"]]])
        detail = f"{day(one['day'], today)} · {what}" + (f": “{quoted(one['text'])}”" if one["text"] else "")
        buttons = answers(one, today) if one["teammate_id"] == session.viewer else ()
        head = ("teammate", "teammate_ref") if ours else ("account", "account_ref")
        rows.append(Row(one[head[0]], detail, one[head[1]], buttons))
    return Say(Card(title, (Table("colleagues" if ours else "accounts", tuple(rows), shown=SHOWN),)))


def answers(found: Found, today: date) -> tuple[Button, ...]:
    done = (Button(_("It took place"), f"/rapport plan done {found['id']}"),) if found["day"] <= today else ()
    return (
        *done,
        Button(_("Another day"), f"/rapport plan move {found['id']}"),
        Button(_("Drop it"), f"/rapport plan drop {found['id']}"),
    )


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport plan done 12`, `move 12 to Friday`, `drop 12`: what became of a plan of the asker's."""
    if not ask.text.strip():
        return listed(ask, session)
    asked = ASKED.fullmatch(ask.text.strip())
    number = asked and (asked["before"] or asked["after"])
    if asked is None or number is None:
        raise Refusal(_("Which plan do you mean? /rapport plans shows yours, with buttons for each."))
    row = mine(session, int(number))
    if asked["done"]:
        return done(ask, session, row)
    return move(ask, session, row, asked["when"] or "") if asked["moved"] else drop(ask, session, row)


def mine(session: Session, number: int) -> Found:
    """The asker's plan of that number. Raises Refusal."""
    row = plans.get(session, min(number, which.HIGHEST))
    if row is None:
        raise Refusal(_("That plan is gone: somebody took it back in the meantime."))
    if row["teammate_id"] != session.viewer:
        raise Refusal(_("That is a plan of {name}.", name=row["teammate"]))
    if row["state"] == DONE:
        raise Refusal(_("That plan was logged already."))
    return row


def done(ask: Ask, session: Session, row: Found) -> Reply:
    """Logs the contact that was planned: with its people, on its day, of its kind."""
    people = plans.people_of(session, [row["id"]])[row["id"]]
    day = min(row["day"], today_of(ask))
    there = interactions.beside(session, row["account_id"], row["teammate_id"], day, row["text"], ask.at.date())
    told = interactions.get(session, row["made_with"]) if row["made_with"] is not None else None
    draft = Draft(
        account=row["account_id"],
        people=tuple(one["id"] for one in people),
        day=day,
        kind=Kind(row["kind"]) if row["kind"] else Kind.MEETING,
        note=row["text"],
        visible=Visible(told["visible"]) if told is not None else Visible.ALL,
        typed=row["text"],
        beside=replace(there, plan=row["id"]),
    )
    return logcontact.log(ask, session, draft)


def move(ask: Ask, session: Session, row: Found, when: str) -> Reply:
    """Puts a plan on another day; asks which where none is named."""
    today = today_of(ask)
    found = days.find(when, today, past=False, day_first=logcontact.day_first(ask))
    if not found:
        return which_day(session, row, today)
    if found[0].day < today:
        raise Refusal(_("A plan lies ahead. Which day is it moved to?"))
    plans.move(session, row["id"], found[0].day)
    return settled(ask, session, row, _("Moved to {day}", day=day(found[0].day, today)))


def which_day(session: Session, row: Found, today: date) -> Reply:
    assert session.me is not None
    country = session.me["country"].strip().upper()
    ahead = (today + timedelta(n) for n in range(1, 30))
    offered = [*[one for one in ahead if is_workday(one, country)][:DAYS_OFFERED], row["day"] + timedelta(7)]
    buttons = [
        Button(day(one, today), f"/rapport plan move {row['id']} {one.isoformat()}")
        for one in dict.fromkeys(offered)
        if one >= today
    ]
    hint = Text(_("Or write the day: /rapport plan move {number} 20 March", number=str(row["id"])), quiet=True)
    return Say(Card(_("Which day is it moved to?"), (Text(what(session, row)), Buttons(tuple(buttons)), hint)))


def drop(ask: Ask, session: Session, row: Found) -> Reply:
    """It did not take place, or will not."""
    if row["state"] != OPEN:
        raise Refusal(_("That plan was dropped already."))
    plans.drop(session, row["id"])
    return settled(ask, session, row, _("Dropped"))


def settled(ask: Ask, session: Session, row: Found, title: str) -> Reply:
    undo = Button(_("Undo"), f"/rapport undo {journal.keep(session, 'replan', ask.at)}")
    return Say(Card(title, (Text(what(session, row), quiet=True), Buttons((undo,)))))


def what(session: Session, row: Found) -> str:
    """ "ACME · meal with Jane Doe"."""
    people = plans.people_of(session, [row["id"]])[row["id"]]
    return f"{row['account']} · {planned(row['kind'], [one['name'] for one in people])}"


def today_of(ask: Ask) -> date:
    return ask.at.astimezone(current().zone).date()

"""/rapport promises: what is still to be kept."""

from __future__ import annotations

from datetime import date

from bot.message import Ask, Button, Card, Reply, Row, Say, Table, Text
from bot.telling import quoted, when_due
from bot.words import _, _n, called, current
from handlers import which
from handlers.account import name_of
from storage import promises
from storage.session import Found, Session

SHOWN = 10


def listed(ask: Ask, session: Session) -> Reply:
    """`/rapport promises` for the asker's own, `/rapport promises ACME` for what we all promised there."""
    today = ask.at.astimezone(current().zone).date()
    if not ask.text.strip():
        return of_mine(session, today)
    account = which.account(ask, session, ask.text, lambda mark: f"/rapport promises {mark}")
    return of_account(session, account, today) if isinstance(account, int) else account


def of_mine(session: Session, today: date) -> Reply:
    found = promises.mine(session, session.viewer or 0)
    if not found:
        hint = _("Promise something like this: /rapport promise ACME: send the report by Friday")
        return Say(Card(_("You have no open promise"), (Text(hint, quiet=True),)))
    rows = tuple(Row(one["account"], detail(one, today, one["person"]), one["account_ref"], taps(one)) for one in found)
    title = _n("You have {n} open promise", "You have {n} open promises", len(rows))
    return Say(Card(title, (Table("accounts", rows, shown=SHOWN),)))


def of_account(session: Session, account: int, today: date) -> Reply:
    found = promises.open_of(session, account)
    name = name_of(session, account)
    if not found:
        return Say(Card(_("Nothing is promised to {account}", account=name)))
    rows = tuple(
        Row(one["teammate"], detail(one, today, one["person"]), one["teammate_ref"], taps(one)) for one in found
    )
    return Say(Card(_("Promised to {account}", account=name), (Table("colleagues", rows, shown=SHOWN),)))


def detail(found: Found, today: date, person: str | None) -> str:
    """ "2 days overdue (Mon, Mar 9) · “the test report” · to Jane Doe"."""
    said = f"{when_due(found['due'], today)} · “{quoted(found['text'])}”"
    return " · ".join((said, _("to {person}", person=called(person)))) if person else said


def taps(found: Found) -> tuple[Button, ...]:
    return (
        Button(_("Kept"), f"/rapport promise kept {found['id']}"),
        Button(_("Not kept"), f"/rapport promise broken {found['id']}"),
    )

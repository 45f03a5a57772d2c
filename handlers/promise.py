"""What we promised: made, and kept or broken at a tap."""

from __future__ import annotations

import re
from datetime import date

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.rules import days
from bot.rules.line import rest
from bot.telling import quoted, when_due
from bot.words import _, called, current
from handlers import subject, which
from handlers.account import log_button, name_of
from handlers.logcontact import day_first
from handlers.promised import listed
from storage import accounts, drafts, journal, people, promises
from storage.promises import BROKEN, KEPT
from storage.session import Session

KEPT_SO = r"kept|keep|done|지킴|지켰\w*|이행\w*"
BROKEN_SO = r"broken|broke|not kept|missed|못 ?지킴|못 ?지켰\w*|안 ?지킴|안 ?지켰\w*|어김"
SETTLED = re.compile(
    rf"(?:(?P<before>\d{{1,18}})[\s,:]+)?"
    rf"(?:(?P<kept>{KEPT_SO})|(?P<broken>{BROKEN_SO}))(?:[\s,:]+#?(?P<after>\d{{1,18}}))?",
    re.IGNORECASE,
)
To = tuple[int, int | None]  # the account, and the person if there is one


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport promise kept 12`, `broken 12`, or `ACME: send the report by Friday` for a new one."""
    text = drafts.unfolded(session, ask.text.strip())
    if not text:
        return listed(ask, session)
    settled = SETTLED.fullmatch(text)
    if settled is not None:
        return settle(ask, session, settled)
    name, said = told(session, text)
    if not (name and said):
        raise Refusal(
            _("What did you promise, and to whom? Write it like this: /rapport promise ACME: send the report by Friday")
        )
    to = whom(ask, session, name, said)
    return make(ask, session, to, said) if isinstance(to, tuple) else to


def told(session: Session, text: str) -> tuple[str, str]:
    """To whom something was promised and what: as it was typed, where a colon parts them."""
    name, said = subject.split(session, text)
    after = text.partition(name)[2].lstrip() if name else ""
    return (name, after[1:].strip()) if after.startswith((":", "：")) else (name, said)


def settle(ask: Ask, session: Session, said: re.Match[str]) -> Reply:
    """A tap, or its words: the promise of that number was kept or broken."""
    number = said["before"] or said["after"]
    if number is None:
        raise Refusal(_("Which promise do you mean? /rapport promises shows yours, with buttons for each."))
    row = promises.get(session, min(int(number), which.HIGHEST))
    if row is None:
        raise Refusal(_("That promise is gone: somebody took it back in the meantime."))
    kept = said["kept"] is not None
    text = quoted(row["text"])
    title = _("Kept: {promise}", promise=text) if kept else _("Not kept: {promise}", promise=text)
    if row["state"] == (KEPT if kept else BROKEN):
        return Say(Card(title, (Text(_("That was noted before."), quiet=True),)))
    promises.settle(session, row["id"], KEPT if kept else BROKEN, today_of(ask))
    undo = Button(_("Undo"), f"/rapport undo {journal.keep(session, 'promise', ask.at)}")
    whose = Text(made_to(row["account"], row["person"]), quiet=True)
    if kept:
        return Say(Card(title, (whose, Buttons((undo,)))))
    anew = _("If there is a new day for it, promise it anew: /rapport promise {account}: …", account=row["account"])
    return Say(Card(title, (whose, Text(anew), Buttons((log_button(row["account_id"]), undo)))))


def whom(ask: Ask, session: Session, name: str, said: str) -> To | Reply:
    """To whom: an account, or a person at one; or the Reply that asks which."""

    def again(mark: str) -> str:
        return drafts.folded(session, "/rapport promise ", f"{mark}: {said}")

    new = subject.NEW.fullmatch(name)
    if new is not None:
        return accounts.create(session, which.name_of(new[1]), session.viewer), None
    if not subject.AT.fullmatch(name):
        found = which.one(ask, session, name, again, which.BOTH, lambda name: again(f'new:"{name}"'))
        if not isinstance(found, which.Found):
            return found
        if found.kind == "account":
            return found.ref, None
        name = name if session.known.accounts.in_text(name) else f"person:{found.ref}"
    at = subject.somebody(ask, session, name, again)
    return (at.account, at.person) if isinstance(at, subject.Somebody) else at


def make(ask: Ask, session: Session, to: To, said: str) -> Reply:
    """Keeps a promise of the asker's; the day in it is the one by which it is due."""
    account, person = to
    today = today_of(ask)
    text, due = dated(said, today, day_first=day_first(ask))
    assert session.viewer is not None
    promises.make(
        session,
        account=account,
        person=person,
        teammate=session.viewer,
        text=text,
        due=due,
        on=today,
        interaction=None,
    )
    undo = Button(_("Undo"), f"/rapport undo {journal.keep(session, 'promise', ask.at)}")
    human = people.get(session, person) if person is not None else None
    title = _("Promised: {promise}", promise=quoted(text))
    reminder = _("I remind you of it when it is due.")
    if due is None:
        reminder = _("I ask about it in a week. With a day, such as “by Friday”, I remind you then.")
    to_whom = made_to(name_of(session, account), human["name"] if human is not None else None)
    facts = f"{to_whom} · {when_due(due, today)}"
    return Say(Card(title, (Text(facts), Text(reminder, quiet=True), Buttons((undo,)))))


def dated(said: str, today: date, *, day_first: bool) -> tuple[str, date | None]:
    """What is promised, and by when: a day called a deadline, else the first one named, if it is to come."""
    ahead = [one for one in days.find(said, today, past=False, day_first=day_first) if one.day >= today]
    due = next((one for one in ahead if one.deadline), None) or next(iter(ahead), None)
    if due is None:
        return said, None
    return rest.without(said, 0, len(said), [(due.start, due.end)]) or said, due.day


def made_to(account: str, person: str | None) -> str:
    return (
        _("To {person} at {account}", person=called(person), account=account)
        if person
        else _("To {account}", account=account)
    )


def today_of(ask: Ask) -> date:
    return ask.at.astimezone(current().zone).date()

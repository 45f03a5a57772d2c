"""What the one who logged may not have known: who of us met them before, and what is owed before the next ask."""

from __future__ import annotations

from datetime import date

from bot.rules.balance import Balance
from bot.rules.strength import THREAD, Band, band
from bot.words import _, _n, ago
from handlers.contact.storing import Stored
from storage.ties import Colleague


def news(stored: Stored, today: date) -> list[str]:
    """At most a sentence for each person, or one for the account; then what an ask and a new owner make of it."""
    told = [known_before(stored.names[one], ranked, stored, today) for one, ranked in stored.before.items()]
    if not told and stored.draft.met:
        told = [first_in(stored.account_name, stored.ranked, today)]
    for person, account in stored.elsewhere.items():
        if person in stored.people:
            told.append(moved(stored, person, account))
    if stored.balance is not None:
        told += owed(stored, stored.balance, today)
    if stored.unowned:
        told.append(_("{account} had no owner: it is yours now.", account=stored.account_name))
    return [text for text in told if text]


def moved(stored: Stored, person: int, account: str) -> str:
    return _(
        "As far as I know, {name} is at {account}. If they have moved, tell me: /rapport moved",
        name=stored.names[person],
        account=account,
    )


def owed(stored: Stored, balance: Balance, today: date) -> list[str]:
    """Of an ask: how many since the last give, and who could give something first."""
    if balance.given is None:
        told = [_n("{n} ask, and no give so far.", "{n} asks, and no give so far.", balance.asks)]
    else:
        when = ago((today - balance.given).days)
        told = [
            _n("{n} ask since the last give, {ago}.", "{n} asks since the last give, {ago}.", balance.asks, ago=when)
        ]
    if balance.heavy:
        told.append(could_give(stored))
    return told


def could_give(stored: Stored) -> str:
    """The colleague whose tie there is the strongest, if one is alive."""
    alive = [c for c in stored.ranked if c.active and c.strength > THREAD and c.teammate not in stored.mates]
    if not alive:
        return ""
    best = max(alive, key=lambda c: c.strength)
    if band(best.strength) is Band.STRONG:
        return _("{mate} knows them well: ask whether there is something to give first.", mate=best.name)
    return _("{mate} is in touch with them: ask whether there is something to give first.", mate=best.name)


def known_before(name: str, ranked: list[Colleague], stored: Stored, today: date) -> str:
    """ "You are the second of us to meet Jane Doe this quarter; Tom last did, 41 days ago."."""
    others = [c for c in ranked if c.teammate not in stored.mates]
    if not others:
        mine = max((c.last_day for c in ranked), default=None)
        if mine is None:
            return _("You are the first of us to meet {name}.", name=name)
        return _(
            "Only you know {name} so far; your last contact was {ago}.", name=name, ago=ago(today.toordinal() - mine)
        )
    last = max(others, key=lambda c: c.last_day)
    when = ago(today.toordinal() - last.last_day)
    quarter = date(today.year, today.month - (today.month - 1) % 3, 1).toordinal()
    n = 1 + sum(c.last_day >= quarter for c in others)
    if n == 1:
        return _(
            "Nobody else of us has met {name} this quarter; {mate} last did, {ago}.",
            name=name,
            mate=last.name,
            ago=when,
        )
    if n == 2:
        return _(
            "You are the second of us to meet {name} this quarter; {mate} last did, {ago}.",
            name=name,
            mate=last.name,
            ago=when,
        )
    return _n(
        "{n} of us has met {name} this quarter; {mate} last did, {ago}.",
        "{n} of us have met {name} this quarter; {mate} last did, {ago}.",
        n,
        name=name,
        mate=last.name,
        ago=when,
    )


def first_in(account: str, ranked: list[Colleague], today: date) -> str:
    """For a contact that names nobody: when we were last in touch with the account."""
    if not ranked:
        return _("The first contact with {account} that any of us noted.", account=account)
    last = max(ranked, key=lambda c: c.last_day)
    days = today.toordinal() - last.last_day
    return _("Before that, {mate} was last in touch, {ago}.", mate=last.name, ago=ago(days))

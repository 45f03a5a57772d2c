"""All there is to set about an account, on one card, with the ways to change it."""

from __future__ import annotations

from datetime import date

from bot.message import Ask, Block, Button, Buttons, Card, Facts, Reply, Row, Say, Table
from bot.phrases import fact_value
from bot.rules.shelf import Fact, FactKind
from bot.words import _, _n, ago, called, current, listed
from handlers import which
from handlers.account import log_button, row_of
from storage import account_teams, accounts, facts, people
from storage.session import Found, Session

ROLES = (FactKind.ROLE, FactKind.ATTITUDE)
SHOWN = 10  # people


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport account ACME`: owner, team, tier, parent, industry, and who is what there."""
    account = which.account(ask, session, ask.text, lambda mark: f"/rapport account {mark}")
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    today = ask.at.astimezone(current().zone).date()
    blocks = (
        Facts(settings(session, row)),
        *roles(session, account, today, today if ask.past else date.max),
        Buttons(ways(account)),
        Buttons(
            (
                log_button(account, "primary"),
                Button(_("Who knows them"), f"/whoknows account:{account}"),
                Button(_("What we learned"), f"/rapport insights account:{account}"),
            )
        ),
    )
    return Say(Card(str(row["name"]), blocks))


def settings(session: Session, row: Found) -> tuple[tuple[str, str], ...]:
    """What is set, as label and value; a dash where nothing is."""
    none = "–"
    helpers = [mate["name"] for mate in account_teams.helpers(session, row["id"])]
    parts = [part["name"] for part in accounts.parts(session, row["id"])]
    above = str(row_of(session, row["parent_id"])["name"]) if row["parent_id"] else none
    pairs = [
        (_("Owner"), row["owner"] or none),
        (_("Team"), listed(helpers) or none),
        (_("Tier"), row["tier"] or none),
        (_("Part of"), above),
        (_("Industry"), row["industry"] or none),
    ]
    pairs += [(_("Its parts"), listed(parts))] if parts else []
    return tuple(pairs)


def ways(account: int) -> tuple[Button, ...]:
    mark = f"account:{account}"
    return (
        Button(_("Owner"), f"/rapport owner {mark}"),
        Button(_("Team"), f"/rapport team {mark}"),
        Button(_("Tier"), f"/rapport tier {mark}"),
        Button(_("Part of"), f"/rapport parent {mark}"),
        Button(_("Industry"), f"/rapport industry {mark}"),
    )


def roles(session: Session, account: int, today: date, until: date) -> tuple[Block, ...]:
    """Who is what at the account and how they stand, as far as anybody noted it, each with its author and age."""
    noted: dict[int, list[Fact]] = {}
    for fact in facts.standing_at(session, account, until):
        if fact.kind in ROLES:
            noted.setdefault(fact.person, []).append(fact)
    rows = tuple(
        Row(
            which.titled(person["name"], person["title"], person["department"]),
            listed([said(fact, today) for fact in sorted(noted[person["id"]], key=lambda one: ROLES.index(one.kind))]),
            buttons=(Button(called(person["name"], person["title"]), f"/whoknows person:{person['id']}"),),
        )
        for person in people.at(session, account)
        if person["id"] in noted
    )
    return (Table("people", rows, _("Who is what"), SHOWN),) if rows else ()


def said(fact: Fact, today: date) -> str:
    """ "decision maker (Tom, 12 days ago)", of an old one "supportive (Ann, 200 days old)"."""
    value, who, days = fact_value(fact.kind, fact.value), fact.author or _("from your list"), fact.age(today)
    if fact.is_old(today):
        return _n("{value} ({who}, {n} day old)", "{value} ({who}, {n} days old)", days, value=value, who=who)
    return _("{value} ({who}, {ago})", value=value, who=who, ago=ago(days))

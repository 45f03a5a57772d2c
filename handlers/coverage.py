"""/rapport coverage: which roles a customer's tier asks for, who holds them, and whom of them we are in touch with."""

from __future__ import annotations

import re

from bot.message import Ask, Block, Button, Buttons, Card, Facts, Reply, Row, Say, Table
from bot.phrases import attitude_name, role_name
from bot.rules.coverage import HANGS, Chair, Held
from bot.rules.roles import Role
from bot.words import _, _n, ago, current, day
from handlers import book_coverage, which
from handlers.account import log_button, row_of
from handlers.next_steps import Look, likely, next_steps, single
from storage import coverage
from storage.session import Session

TEAM = re.compile(r"(?:team|팀|전체|all)(?:\s+(?P<page>\d{1,5}))?", re.IGNORECASE)


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport coverage ACME`, or `team` for all customers, `team 2` for the next page of their gaps."""
    today = ask.at.astimezone(current().zone).date()
    team = TEAM.fullmatch(ask.text.strip())
    if team is not None:
        return Say(book_coverage.card(session, today, ask.past, int(team["page"] or 1)))
    account = which.account(ask, session, ask.text, lambda mark: f"/rapport coverage {mark}")
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    return Say(card(Look(session, row, coverage.of_account(session, account, row["tier"], today, ask.past), today)))


def card(look: Look) -> Card:
    key = look.account["id"]
    blocks: tuple[Block, ...] = (
        Facts(figures(look)),
        Table("roles", tuple(chair_row(look, one) for one in look.seen.coverage.chairs), title(look), shown=6),
        *single(look),
        *next_steps(look),
        *likely(look),
        Buttons(
            (
                log_button(key, "primary"),
                Button(_("Who knows them"), f"/whoknows account:{key}"),
                Button(_("Hand over"), f"/rapport handover account:{key}"),
            )
        ),
    )
    return Card(_("Coverage of {account}", account=look.account["name"]), blocks)


def title(look: Look) -> str:
    chairs = look.seen.coverage.chairs
    alive = sum(chair.held is Held.ALIVE for chair in chairs)
    if look.account["tier"]:
        return _(
            "Roles that tier {tier} asks for: {n} of {all} in touch",
            tier=look.account["tier"],
            n=alive,
            all=len(chairs),
        )
    return _("Roles that we ask for: {n} of {all} in touch", n=alive, all=len(chairs))


def figures(look: Look) -> tuple[tuple[str, str], ...]:
    covered = look.seen.coverage
    shares = _(
        "theirs {theirs}, ours {ours}; above {limit} it hangs on one",
        theirs=share(covered.their_concentration),
        ours=share(covered.our_concentration),
        limit=share(HANGS),
    )
    reached = _("{n} of the {target} people we aim for", n=len(covered.threads), target=covered.target)
    pairs = [
        (_("Owner"), look.account["owner"] or "–"),
        (_("Their side"), _("{n} of 3: {what}", n=covered.theirs, what=theirs(look))),
        (_("Our side"), _("{n} of 3: {what}", n=covered.ours, what=ours(look))),
        (_("In touch with"), reached),
        (_("Concentration"), shares if covered.ours else ""),
    ]
    return tuple(pair for pair in pairs if pair[1])


def share(value: float) -> str:
    return f"{value:.2f}"


def theirs(look: Look) -> str:
    covered = look.seen.coverage
    if covered.theirs != 2:
        return {
            0: _("we know nobody there"),
            1: _("people, but no decision maker"),
            3: _("a decision maker who is for us and in touch"),
        }[covered.theirs]
    if any(chair.role is Role.DECISION_MAKER and chair.held is Held.ALIVE for chair in covered.chairs):
        return _("a decision maker in touch, not known to be for us")
    return _("a decision maker with whom we are not in touch")


def ours(look: Look) -> str:
    mates = look.seen.coverage.mates
    if not mates:
        return _("no live contact") if look.seen.coverage.ours else _("none of us was ever in touch")
    return _n("{n} of us is in touch: {names}", "{n} of us are in touch: {names}", len(mates), names=look.mates(mates))


def chair_row(look: Look, chair: Chair) -> Row:
    if chair.held is Held.EMPTY:
        empty = _("nobody known")
        if chair.left is not None:
            days = (look.today - chair.left).days
            empty = _n(
                "empty for {n} day, since {day}",
                "empty for {n} days, since {day}",
                days,
                day=day(chair.left, look.today),
            )
        return Row(role_name(chair.role), empty)
    told = [holder(look, person) for person in chair.people]
    buttons = tuple(Button(look.name(person), f"/whoknows person:{person}") for person in chair.people[:1])
    return Row(role_name(chair.role), "; ".join(told), buttons=buttons)


def holder(look: Look, person: int) -> str:
    """ "Jane Doe, CFO · supportive (12 days ago) · in touch: Tom", "John Roe · last contact 120 days ago"."""
    row = look.seen.people[person]
    parts = [which.titled(row["name"], row["title"], row["department"])]
    for fact in look.seen.attitudes.get(person, ()):
        when = ago(fact.age(look.today))
        parts.append(_("{what} ({ago})", what=attitude_name(fact.value), ago=when))
    mates, last = look.seen.coverage.threads.get(person, ()), look.seen.last.get(person)
    if mates:
        parts.append(_("in touch: {names}", names=look.mates(mates)))
    elif last is not None:
        parts.append(_("silent, last contact {ago}", ago=ago(look.today.toordinal() - last)))
    else:
        parts.append(_("never met"))
    return " · ".join(parts)

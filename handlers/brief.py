"""/rapport brief: the page before a visit, of a customer or of a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.message import Ask, Block, Button, Buttons, Card, Facts, Reply, Row, Say, Table, Text
from bot.words import _, called, current
from handlers import briefed, coverage, facts, which
from handlers.account import log_button
from handlers.briefed import Section
from handlers.next_steps import Look as Covered
from handlers.whoknows import person as known
from handlers.whoknows.look import EVERY, Look, Why, by_mate, ranked_with, reason
from storage import account_teams, brief, floors, insights, people, plans, promises
from storage import coverage as covering
from storage import facts as noted
from storage.session import Session

PAGE = re.compile(r"(?P<of>(?:account|person):\d{1,18}) (?P<section>[a-z]+)(?: (?P<page>\d{1,5}))?")


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport brief ACME` or `Jane Doe`; `account:12 people 2` is the second page of one section."""
    paged = PAGE.fullmatch(ask.text.strip())
    text = paged["of"] if paged is not None else ask.text
    found = which.one(ask, session, text, lambda mark: f"/rapport brief {mark}")
    if not isinstance(found, which.Found):
        return found
    today = ask.at.astimezone(current().zone).date()
    look = Look(session, found.ref, today, ask.past, int(paged["page"] or 1) if paged is not None else 0)
    made = of_account(look) if found.kind == "account" else of_person(look)
    if paged is None:
        return Say(made.card())
    return Say(made.page(paged["section"], look.page))


class Brief:
    """A page that is made: what stands above, the sections that say something, and the buttons below."""

    def __init__(
        self, mark: str, title: str, head: Sequence[Block], sections: Sequence[Section], buttons: Sequence[Button]
    ) -> None:
        self.line = f"/rapport brief {mark}"
        self.title, self.head, self.buttons = title, tuple(head), tuple(buttons)
        self.sections = {one.key: one for one in sections if one.rows}

    def card(self) -> Card:
        tables = [
            Table(one.of, tuple(one.rows), one.title, one.shown, f"{self.line} {key}")
            for key, one in self.sections.items()
        ]
        return Card(self.title, (*self.head, *tables, Buttons(self.buttons)))

    def page(self, key: str, number: int) -> Card:
        """All rows of one section, from a page on."""
        one = self.sections.get(key)
        rows = tuple(one.rows[(max(number, 1) - 1) * EVERY :]) if one is not None else ()
        back = Buttons((Button(_("The whole brief"), self.line),))
        if one is None or not rows:
            return Card(self.title, (Text(_("Nothing is left here.")), back))
        return Card(self.title, (Table(one.of, rows, one.title, EVERY, f"{self.line} {key} {number + 1}"), back))


def of_account(look: Look) -> Brief:
    """Owner and team, coverage, strength, people, contacts, plans, promises; what is old, disputed or unknown."""
    session, account = look.session, look.ref
    row = brief.head(session, account)
    assert row is not None
    seen = covering.of_account(session, account, row["tier"], look.today, look.past)
    covered = Covered(session, row, seen, look.today)
    standing = [one for one in noted.standing_at(session, account, look.until) if one.person in seen.people]
    helpers = [mate["name"] for mate in account_teams.helpers(session, account)]
    head = (
        Facts((*briefed.whose(row, helpers), *coverage.figures(covered)[1:], *briefed.strength(look))),
        *briefed.balance(look),
    )
    sections = (
        briefed.people(look, covered, standing),
        briefed.chairs(covered),
        briefed.contacts(look),
        briefed.planned(look, plans.open_of(session, account)),
        briefed.promised(look, promises.open_of(session, account)),
        briefed.learned(look, insights.of_account(session, account, look.until, EVERY + 1)),
        briefed.disputed(covered, standing),
        briefed.old(covered, standing),
        briefed.unknown(covered),
    )
    mark = f"account:{account}"
    buttons = (
        log_button(account, "primary"),
        Button(_("Who knows them"), f"/whoknows {mark}"),
        Button(_("Coverage"), f"/rapport coverage {mark}"),
        Button(_("Team"), f"/rapport team {mark}"),
        Button(_("What we learned"), f"/rapport insights {mark}"),
    )
    return Brief(mark, _("Before you meet {name}", name=row["name"]), head, sections, buttons)


def of_person(look: Look) -> Brief:
    """Where they are, what is noted of them, who of us knows them, and what is open with them."""
    session, person = look.session, look.ref
    held = people.positions(session, [person])
    row = people.get(session, person)
    assert row is not None
    companies = {at["account_id"]: str(at["account"]) for at in held}
    standing = [one for one in noted.standing(session, [person], look.until) if one.account in companies]
    stated = floors.of(session, person, look.until)
    why = Why({}, known.lately(look, held), {}, by_mate(stated))
    ranked = ranked_with(known.known_by(look, held), stated)
    knowing = [Row(one.name, reason(one, why, look.today), one.email) for one in ranked]
    owed = [one for account in companies for one in promises.open_of(session, account) if one["person_id"] == person]
    ahead = [one for account in companies for one in plans.open_of(session, account)]
    with_them = plans.people_of(session, [one["id"] for one in ahead])
    ahead = [one for one in ahead if person in {human["id"] for human in with_them[one["id"]]}]
    jobs = [(at["account"], known.position(at, with_role=False) or _("position unknown")) for at in held]
    personal = [(_("Birthday"), row["birthday"]), (_("Likes"), row["likes"])]
    head = (
        Facts(tuple(pair for pair in (*jobs, *personal) if pair[1])),
        *(() if held else (Text(_("They hold no position at a customer now.")),)),
        *facts.shown(standing, look.today, companies),
        *(() if knowing else (Text(_("Nobody of us, as far as I know")),)),
    )
    sections = (
        Section("colleagues", "colleagues", _("Who knows them"), knowing),
        briefed.planned(look, ahead),
        briefed.promised(look, owed),
        briefed.learned(look, insights.of_person(session, person, look.until, EVERY + 1)),
    )
    mark = f"person:{person}"
    buttons = [
        Button(_("Who knows them"), f"/whoknows {mark}"),
        Button(_("What we learned"), f"/rapport insights {mark}"),
    ]
    buttons += [Button(name, f"/rapport brief account:{account}") for account, name in list(companies.items())[:3]]
    title = called(str(row["name"]), held[0]["title"] if held else "")
    return Brief(mark, _("Before you meet {name}", name=title), head, sections, buttons)

"""/whoknows: who of us knows whom at a customer, how well and why, and whom nobody has met lately."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot import telling
from bot.message import Ask, Block, Button, Buttons, Card, Facts, Reply, Row, Say, Table, Text
from bot.phrases import counted, learned_name, role_name
from bot.rules.kinds import Kind
from bot.rules.learned import Learned
from bot.rules.shelf import FactKind
from bot.rules.strength import Band, band
from bot.words import _, _n, ago, called, current, day, listed
from handlers import which
from handlers.account import log_button
from handlers.facts import shown
from storage import accounts, facts, insights, interactions, people, ties, workspaces
from storage.session import Found, Session
from storage.ties import Colleague

RECENT = 90  # days over which the reason counts what was done
SHOWN, EVERY = 5, 30  # rows of a table
EVERYBODY = re.compile(r"((?:account|person):\d{1,18}) all")


def answer(ask: Ask, session: Session) -> Reply:
    """`/whoknows ACME` or `/whoknows Jane Doe`; for somebody who holds several positions, all of them.

    `/whoknows account:12 all` shows all rows, as the tables' own button asks.
    """
    marked = EVERYBODY.fullmatch(ask.text)
    text, shown = (marked[1], EVERY) if marked is not None else (ask.text, SHOWN)
    found = which.one(ask, session, text, lambda mark: f"/whoknows {mark}")
    if not isinstance(found, which.Found):
        return found
    look = Look(session, found.ref, ask.at.astimezone(current().zone).date(), ask.past, shown)
    return Say(account_card(look) if found.kind == "account" else person_card(look))


@dataclass(frozen=True, slots=True)
class Look:
    """At what, on which day; `past` when later contacts are not to be known; how many rows of a table are shown."""

    session: Session
    ref: int
    today: date
    past: bool
    shown: int

    @property
    def until(self) -> date:
        """The last day of which anything is to be known; for now that of colleagues for whom it is tomorrow, too."""
        return self.today if self.past else date.max


def account_card(look: Look) -> Card:
    row = accounts.get(look.session, look.ref)
    assert row is not None
    ranked = ties.colleagues(look.session, look.ref, 0, look.today.toordinal(), look.past)
    every = f"/whoknows account:{look.ref} all"
    blocks: tuple[Block, ...] = (
        Text(summary(row, ranked, look)),
        *learned(look),
        Table("colleagues", tuple(colleague_rows(row, ranked, look)), _("Who knows them"), look.shown, every),
        *unmet(row, look, every),
        Buttons((log_button(look.ref, "primary"), what_we_learned("account", look.ref))),
    )
    return Card(str(row["name"]), blocks)


def learned(look: Look) -> tuple[Block, ...]:
    """The newest insight that the asker may read: what of, by whom and how old."""
    for row in insights.of_account(look.session, look.ref, look.until, 1):
        kind, text = learned_name(Learned(row["kind"])), telling.quoted(row["text"])
        when = ago((look.today - row["day"]).days)
        told = _("Learned last, {kind}: {text} ({who}, {ago})", kind=kind, text=text, who=row["author"], ago=when)
        return (Text(told, quiet=True),)
    return ()


def what_we_learned(kind: str, ref: int) -> Button:
    return Button(_("What we learned"), f"/rapport insights {kind}:{ref}")


def summary(row: Found, ranked: list[Colleague], look: Look) -> str:
    """One line: whose account it is, its tier, and how old our knowledge of it is."""
    parts = [_("No owner yet")]
    if row["owner"] is not None:
        parts = [_("Owner {name}", name=row["owner"])]
        if not row["owner_active"]:
            parts = [_("Owner {name}, who has left us", name=row["owner"])]
    if row["tier"]:
        parts.append(_("tier {tier}", tier=row["tier"]))
    claimed = row["last_activity"]
    if ranked:
        last = max(ranked, key=lambda c: c.last_day)
        when = ago(look.today.toordinal() - last.last_day)
        parts.append(_("last contact {ago} ({name})", ago=when, name=last.name))
    elif claimed and not (look.past and claimed > look.today):
        parts.append(_("last activity {day}, no contact recorded", day=day(claimed, look.today)))
    else:
        parts.append(_("no contact recorded"))
    return " · ".join(parts)


def colleague_rows(row: Found, ranked: list[Colleague], look: Look) -> list[Row]:
    since = look.today - timedelta(days=RECENT)
    kinds = interactions.kinds(look.session, row["id"], since, look.today) if ranked else {}
    rows = [Row(c.name, reason(c, kinds.get(c.teammate, {}), look.today), c.email) for c in ranked]
    if row["owner"] is not None and row["owner_id"] not in {c.teammate for c in ranked}:
        listed_only = _("listed owner, no contact recorded")
        gone = _("listed owner who has left us, no contact recorded")
        rows.append(Row(row["owner"], listed_only if row["owner_active"] else gone, row["owner_email"]))
    return rows or [Row(_("Nobody of us, as far as I know"))]


def reason(colleague: Colleague, kinds: dict[str, int], today: date) -> str:
    """ "strong: 4 meetings and 2 calls in 90 days, last contact 12 days ago (Fri, Feb 27)"."""
    last = date.fromordinal(colleague.last_day)
    when = _("last contact {ago} ({day})", ago=ago(today.toordinal() - colleague.last_day), day=day(last, today))
    if kinds:
        parts = [counted(Kind(kind), n) for kind, n in sorted(kinds.items(), key=lambda item: -item[1])]
        done = _("{contacts} in {n} days", contacts=listed(parts[:3]), n=RECENT)
    else:
        done = _n("in touch on {n} day", "in touch on {n} days", colleague.days)
    return f"{band_name(colleague)}: {done}, {when}"


def band_name(colleague: Colleague) -> str:
    name = {
        Band.STRONG: _("strong"),
        Band.WARM: _("warm"),
        Band.WEAK: _("weak"),
        Band.DORMANT: _("dormant"),
    }[band(colleague.strength)]
    return name if colleague.active else _("has left us, {band}", band=name)


def unmet(row: Found, look: Look, every: str) -> tuple[Block, ...]:
    """Who at the customer nobody has met within the tier's limit, longest ago first, never met last."""
    tiers = workspaces.tiers(look.session)
    limit = tiers.get(row["tier"], tiers[""])[1]
    met = ties.last_met(look.session, row["id"], look.today.toordinal(), look.past)
    silent = []
    for person in people.at(look.session, row["id"]):
        last = met.get(person["id"])
        days = look.today.toordinal() - last if last is not None else None
        if days is None or days > limit:
            silent.append((-(days or 0), person, days))
    silent.sort(key=lambda one: (one[0], one[1]["name"]))
    rows = tuple(
        Row(
            which.titled(person["name"], person["title"], person["department"]),
            _n("not met for {n} day", "not met for {n} days", days) if days is not None else _("never met"),
            person["external_id"] or person["email"],
        )
        for _order, person, days in silent
    )
    return (Table("people", rows, _("Nobody has met them lately"), look.shown, every),) if rows else ()


def person_card(look: Look) -> Card:
    held = people.positions(look.session, [look.ref])
    if not held:
        row = people.get(look.session, look.ref)
        return Card(called(str(row["name"]) if row else ""), (Text(_("They hold no position at a customer now.")),))
    day_number = look.today.toordinal()
    ranked = together([ties.colleagues(look.session, at["account_id"], look.ref, day_number, look.past) for at in held])
    companies = {at["account_id"]: str(at["account"]) for at in held}
    standing = [one for one in facts.standing(look.session, [look.ref], look.until) if one.account in companies]
    dated = {one.account for one in standing if one.kind is FactKind.ROLE}  # shown below, with its age
    jobs = [(at["account"], position(at, at["account_id"] not in dated) or _("position unknown")) for at in held]
    rows = tuple(Row(c.name, reason(c, {}, look.today), c.email) for c in ranked)
    nobody = Row(_("Nobody of us, as far as I know"))
    log = Button(_("Log a contact"), f"/logcontact account:{held[0]['account_id']} person:{look.ref}", "primary")
    company = Button(held[0]["account"], f"/whoknows account:{held[0]['account_id']}")
    every = f"/whoknows person:{look.ref} all"
    blocks: tuple[Block, ...] = (
        Facts(tuple(jobs)),
        *shown(standing, look.today, companies),
        Table("colleagues", rows or (nobody,), _("Who knows them"), look.shown, every),
        Buttons((log, company, what_we_learned("person", look.ref))),
    )
    return Card(called(held[0]["name"], held[0]["title"]), blocks)


def position(held: Found, with_role: bool) -> str:
    """ "CFO, Finance, decision maker"."""
    parts = (held["title"], held["department"], role_name(held["role"]) if with_role else "")
    return ", ".join(part for part in parts if part)


def together(rankings: list[list[Colleague]]) -> list[Colleague]:
    """One ranking of the ties that a person's several positions have: strengths add up."""
    merged: dict[int, Colleague] = {}
    for colleague in (one for ranking in rankings for one in ranking):
        known = merged.get(colleague.teammate)
        merged[colleague.teammate] = colleague if known is None else known.with_more(colleague)
    return sorted(merged.values(), key=lambda c: (-c.strength, c.name))

"""The sections of a brief, each with its rows in the order in which they matter; one without rows is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.message import Block, Row, Text
from bot.phrases import fact_name, fact_value, kind_name, learned_name, role_name
from bot.rules.balance import balance as balanced
from bot.rules.coverage import Held
from bot.rules.kinds import Kind
from bot.rules.learned import Learned
from bot.rules.shelf import Fact, FactKind
from bot.telling import planned as as_planned
from bot.telling import quoted, when_due
from bot.words import _, _n, ago, called, day, listed
from handlers import which
from handlers.account_card import said
from handlers.coverage import chair_row
from handlers.next_steps import Look as Covered
from handlers.whoknows.look import EVERY, Look, band_name, last_contact, standing
from storage import interactions, plans, ties
from storage.session import Found
from storage.ties import Lately


@dataclass(frozen=True, slots=True)
class Section:
    """`key` names it in a command line; `of` is what its rows are of; `shown` of them at once."""

    key: str
    of: str
    title: str
    rows: Sequence[Row]
    shown: int = 5


def whose(row: Found, helpers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    owner = row["owner"] or _("No owner yet")
    if row["owner"] and not row["owner_active"]:
        owner = _("{name}, who has left us", name=owner)
    pairs = (
        (_("Owner"), owner),
        (_("Team"), listed(helpers)),
        (_("Tier"), row["tier"]),
        (_("Industry"), row["industry"]),
    )
    return tuple(pair for pair in pairs if pair[1])


def strength(look: Look) -> tuple[tuple[str, str], ...]:
    """The strongest tie with its trend, and the last contact of any of us."""
    ranked = ties.colleagues(look.session, look.ref, 0, look.number, look.past)
    if not ranked:
        return ((_("Last contact"), _("no contact recorded")),)
    lately = ties.lately(look.session, look.ref, 0, look.number)
    best, last = ranked[0], max(ranked, key=lambda one: one.last_day)
    how = standing(best, lately.get(best.teammate, Lately()))
    return (
        (_("Strongest"), f"{best.name}: {how}"),
        (_("Last contact"), f"{last_contact(last.last_day, look.today)}, {last.name}"),
    )


def balance(look: Look) -> tuple[Block, ...]:
    """Asks since the last give."""
    found = balanced(interactions.favours(look.session, look.ref, look.today))
    if found.given is None:
        text = _n("{n} ask, and nothing given yet.", "{n} asks, and nothing given yet.", found.asks)
        return (Text(text),) if found.asks else ()
    when = ago((look.today - found.given).days)
    return (
        Text(_n("{n} ask since the last give, {ago}.", "{n} asks since the last give, {ago}.", found.asks, ago=when)),
    )


def people(look: Look, covered: Covered, standing: Sequence[Fact]) -> Section:
    """Who is there: what is noted of each with its age, who of us knows them best, and when they were met."""
    facts: dict[int, list[Fact]] = {}
    for fact in standing:
        facts.setdefault(fact.person, []).append(fact)
    seen = covered.seen
    rows = []
    for person, row in seen.people.items():
        best, last = seen.best(person), seen.last.get(person)
        parts = [labelled(fact, look.today) for fact in facts.get(person, ())]
        if row["role"] and not any(fact.kind == "role" for fact in facts.get(person, ())):
            parts.insert(0, role_name(row["role"]))
        if best is not None and last is not None:
            parts.append(f"{seen.mates[best.teammate]} {band_name(best.strength)}, {last_contact(last, look.today)}")
        else:
            parts.append(_("never met"))
        order = (-len(facts.get(person, ())), -(best.strength if best is not None else 0.0))
        rows.append((order, Row(which.titled(row["name"], row["title"], row["department"]), " · ".join(parts))))
    return Section("people", "people", _("Who is there"), [row for _order, row in sorted(rows, key=lambda one: one[0])])


def labelled(fact: Fact, today: date) -> str:
    """A fact with its age; what a role or an attitude is needs no label."""
    plain = fact.kind in (FactKind.ROLE, FactKind.ATTITUDE)
    return said(fact, today) if plain else f"{fact_name(fact.kind)} {said(fact, today)}"


def chairs(covered: Covered) -> Section:
    """The roles that nobody known holds, each with how long it is empty and who is to ask."""
    rows = []
    for chair in covered.seen.coverage.chairs:
        if chair.held is Held.EMPTY:
            row = chair_row(covered, chair)
            ask = introducer(covered)
            rows.append(Row(row.title, f"{row.detail} · {ask}" if ask else row.detail))
    return Section("chairs", "roles", _("What nobody knows: empty chairs"), rows, shown=6)


def introducer(covered: Covered) -> str:
    """ "ask Ann, by way of Jane Doe": our strongest tie with anybody there."""
    tied = [one for one in covered.seen.ties if one.person in covered.seen.people]
    best = max(tied, key=lambda one: one.strength, default=None)
    if best is None:
        whole = covered.seen.best(0)
        return _("ask {name}", name=covered.seen.mates[whole.teammate]) if whole is not None else ""
    row = covered.seen.people[best.person]
    through = called(row["name"], row["title"])
    return _("ask {name}, by way of {person}", name=covered.seen.mates[best.teammate], person=through)


def contacts(look: Look) -> Section:
    notes = interactions.last_notes(
        look.session, look.ref, look.today if look.past else look.until, EVERY * (look.page + 1) + 1
    )
    rows = [
        Row(f"{kind_name(Kind(one['kind']))}, {day(one['day'], look.today)} ({one['author']})", quoted(one["note"]))
        for one in notes
    ]
    return Section("contacts", "contacts", _("Last contacts"), rows, shown=3)


def planned(look: Look, found: Sequence[Found]) -> Section:
    with_whom = plans.people_of(look.session, [one["id"] for one in found])
    rows = []
    for one in found:
        what = as_planned(one["kind"], [human["name"] for human in with_whom[one["id"]]])
        text = f": “{quoted(one['text'])}”" if one["text"] else ""
        rows.append(Row(f"{day(one['day'], look.today)} · {what}", f"{one['teammate']}{text}"))
    return Section("plans", "plans", _("Planned"), rows)


def promised(look: Look, found: Sequence[Found]) -> Section:
    rows = []
    for one in found:
        to = " · " + _("to {person}", person=called(one["person"])) if one["person"] else ""
        rows.append(Row(f"“{quoted(one['text'])}”{to}", f"{one['teammate']} · {when_due(one['due'], look.today)}"))
    return Section("promises", "promises", _("Promised and still open"), rows)


def learned(look: Look, found: Sequence[Found]) -> Section:
    rows = [
        Row(
            _("{kind}: {text}", kind=learned_name(Learned(one["kind"])), text=quoted(one["text"])),
            f"{one['author']}, {ago((look.today - one['day']).days)}",
        )
        for one in found
    ]
    return Section("learned", "insights", _("What we learned"), rows, shown=3)


def disputed(covered: Covered, standing: Sequence[Fact]) -> Section:
    """What colleagues say differently, side by side."""
    apart: dict[tuple[int, str], list[Fact]] = {}
    for fact in standing:
        if fact.disputed:
            apart.setdefault((fact.person, fact.kind), []).append(fact)
    rows = [
        Row(
            f"{covered.name(person)}, {fact_name(found[0].kind)}", " / ".join(said(one, covered.today) for one in found)
        )
        for (person, _kind), found in apart.items()
    ]
    return Section("disputed", "facts", _("We say different things"), rows, shown=3)


def old(covered: Covered, standing: Sequence[Fact]) -> Section:
    """What was noted so long ago that it is to be asked again, oldest first."""
    found = sorted((one for one in standing if one.is_old(covered.today)), key=lambda one: one.day)
    rows = [
        Row(
            f"{covered.name(one.person)}: {fact_value(one.kind, one.value)}",
            _n("{n} day old, still so?", "{n} days old, still so?", one.age(covered.today)),
        )
        for one in found
    ]
    return Section("old", "facts", _("Old: ask again"), rows, shown=3)


def unknown(covered: Covered) -> Section:
    """Whom none of us was ever in touch with."""
    rows = [
        Row(which.titled(row["name"], row["title"], row["department"]), _("never met"))
        for person, row in covered.seen.people.items()
        if person not in covered.seen.last
    ]
    return Section("unknown", "people", _("Nobody has met them"), rows, shown=3)

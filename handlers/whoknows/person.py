"""Who of us knows somebody: through all positions they hold."""

from __future__ import annotations

from collections.abc import Sequence

from bot.message import Block, Button, Buttons, Card, Facts, Row, Text
from bot.phrases import role_name
from bot.rules.shelf import FactKind
from bot.words import _, called
from handlers.facts import shown
from handlers.introduce import introduction
from handlers.whoknows import group
from handlers.whoknows.account import what_we_learned
from handlers.whoknows.look import Look, Why, by_mate, ranked_with, reason
from storage import facts, floors, people, ties
from storage.session import Found
from storage.ties import Colleague, Lately


def card(look: Look) -> Card:
    held = people.positions(look.session, [look.ref])
    if not held:
        row = people.get(look.session, look.ref)
        return Card(called(str(row["name"]) if row else ""), (Text(_("They hold no position at a customer now.")),))
    stated = floors.of(look.session, look.ref, look.until)
    ranked = ranked_with(known_by(look, held), stated)
    companies = {at["account_id"]: str(at["account"]) for at in held}
    standing = [one for one in facts.standing(look.session, [look.ref], look.until) if one.account in companies]
    dated = {one.account for one in standing if one.kind is FactKind.ROLE}  # shown below, with its age
    jobs = [(at["account"], position(at, at["account_id"] not in dated) or _("position unknown")) for at in held]
    why = Why({}, lately(look, held), {}, by_mate(stated))
    rows = [Row(c.name, reason(c, why, look.today), c.email) for c in ranked]
    nobody = [Row(_("Nobody of us, as far as I know"))]
    line = f"/whoknows person:{look.ref}"
    blocks: tuple[Block, ...] = (
        Facts(tuple(jobs)),
        *shown(standing, look.today, companies),
        look.table("colleagues", rows or nobody, _("Who knows them"), line),
        *(() if ranked else group.nearest(look, held)),
        Buttons((*ways(look.ref, held), *introduction(look.session, "person", look.ref, ranked))),
    )
    return Card(called(held[0]["name"], held[0]["title"]), blocks)


def ways(person: int, held: Sequence[Found]) -> tuple[Button, ...]:
    account = held[0]["account_id"]
    return (
        Button(_("Log a contact"), f"/logcontact account:{account} person:{person}", "primary"),
        Button(held[0]["account"], f"/whoknows account:{account}"),
        what_we_learned("person", person),
        Button(_("Brief"), f"/rapport brief person:{person}"),
    )


def known_by(look: Look, held: Sequence[Found]) -> list[Colleague]:
    """One ranking of the ties that a person's several positions have: strengths add up."""
    rankings = [
        ties.colleagues(look.session, account, look.ref, look.number, look.past)
        for account in dict.fromkeys(at["account_id"] for at in held)
    ]
    merged: dict[int, Colleague] = {}
    for colleague in (one for ranking in rankings for one in ranking):
        known = merged.get(colleague.teammate)
        merged[colleague.teammate] = colleague if known is None else known.with_more(colleague)
    return sorted(merged.values(), key=lambda c: (-c.strength, c.name))


def lately(look: Look, held: Sequence[Found]) -> dict[int, Lately]:
    found: dict[int, Lately] = {}
    for account in dict.fromkeys(at["account_id"] for at in held):
        for mate, part in ties.lately(look.session, account, look.ref, look.number).items():
            found[mate] = found[mate].with_more(part) if mate in found else part
    return found


def position(held: Found, with_role: bool) -> str:
    """ "CFO, Finance, decision maker"."""
    parts = (held["title"], held["department"], role_name(held["role"]) if with_role else "")
    return ", ".join(part for part in parts if part)

"""Who of us knows a customer, its group too, and whom of its people nobody has met lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot import telling
from bot.message import Block, Button, Buttons, Card, Row, Text
from bot.phrases import learned_name
from bot.rules.learned import Learned
from bot.words import _, _n, ago, called, day
from handlers import which
from handlers.account import log_button
from handlers.introduce import introduction
from handlers.whoknows import group
from handlers.whoknows.look import RECENT, Look, Why, by_mate, ranked_with, reason
from storage import brief, floors, insights, interactions, people, ties
from storage.session import Found
from storage.ties import Colleague, Met


def card(look: Look) -> Card:
    row = brief.head(look.session, look.ref)
    assert row is not None
    stated = floors.at(look.session, look.ref, look.until) if row["stated"] else []
    ranked = ranked_with(ties.colleagues(look.session, look.ref, 0, look.number, look.past), stated)
    there = people.at(look.session, look.ref)
    met = ties.met(look.session, look.ref, look.number, look.past)
    line = f"/whoknows account:{look.ref}"
    why = reasons(look, ranked, there, met, stated)
    knowing = look.table("colleagues", colleague_rows(row, ranked, why, look), _("Who knows them"), line)
    blocks: tuple[Block, ...] = (
        Text(summary(row, ranked, look)),
        *learned(look),
        knowing,
        *(group.blocks(look, row, bool(ranked)) if row["kin"] else ()),
        *unmet(row, there, met, look, line),
        Buttons((*ways(look.ref), *introduction(look.session, "account", look.ref, ranked))),
    )
    return Card(str(row["name"]), blocks)


def ways(account: int) -> tuple[Button, ...]:
    mark = f"account:{account}"
    return (
        log_button(account, "primary"),
        what_we_learned("account", account),
        Button(_("Brief"), f"/rapport brief {mark}"),
        Button(_("Coverage"), f"/rapport coverage {mark}"),
        Button(_("Hand over"), f"/rapport handover {mark}"),
    )


def what_we_learned(kind: str, ref: int) -> Button:
    return Button(_("What we learned"), f"/rapport insights {kind}:{ref}")


def reasons(
    look: Look, ranked: Sequence[Colleague], there: Sequence[Found], met: Mapping[int, Met], stated: Sequence[Found]
) -> Why:
    if not ranked:
        return Why({}, {}, {}, {})
    since = look.today - timedelta(days=RECENT)
    kinds = interactions.kinds(look.session, look.ref, since, look.today)
    only: dict[int, list[str]] = {}
    for person in there if len(ranked) > 1 else ():
        one = met.get(person["id"])
        if one is not None and one.only is not None:
            only.setdefault(one.only, []).append(called(person["name"], person["title"]))
    return Why(kinds, ties.lately(look.session, look.ref, 0, look.number), only, by_mate(stated))


def learned(look: Look) -> tuple[Block, ...]:
    """The newest insight that the asker may read: what of, by whom and how old."""
    for row in insights.of_account(look.session, look.ref, look.until, 1):
        kind, text = learned_name(Learned(row["kind"])), telling.quoted(row["text"])
        when = ago((look.today - row["day"]).days)
        told = _("Learned last, {kind}: {text} ({who}, {ago})", kind=kind, text=text, who=row["author"], ago=when)
        return (Text(told, quiet=True),)
    return ()


def summary(row: Found, ranked: Sequence[Colleague], look: Look) -> str:
    """One line: whose account it is, its tier, and how old our knowledge of it is."""
    parts = [_("No owner yet")]
    if row["owner"] is not None:
        parts = [_("Owner {name}", name=row["owner"])]
        if not row["owner_active"]:
            parts = [_("Owner {name}, who has left us", name=row["owner"])]
    if row["tier"]:
        parts.append(_("tier {tier}", tier=row["tier"]))
    claimed = row["last_activity"]
    last = max(ranked, key=lambda c: c.last_day, default=None)
    if last is not None and last.days:
        parts.append(_("last contact {ago} ({name})", ago=ago(look.number - last.last_day), name=last.name))
    elif claimed and not (look.past and claimed > look.today):
        parts.append(_("last activity {day}, no contact recorded", day=day(claimed, look.today)))
    else:
        parts.append(_("no contact recorded"))
    return " · ".join(parts)


def colleague_rows(row: Found, ranked: Sequence[Colleague], why: Why, look: Look) -> list[Row]:
    rows = [Row(c.name, reason(c, why, look.today), c.email) for c in ranked]
    if row["owner"] is not None and row["owner_id"] not in {c.teammate for c in ranked}:
        listed_only = _("listed owner, no contact recorded")
        gone = _("listed owner who has left us, no contact recorded")
        rows.append(Row(row["owner"], listed_only if row["owner_active"] else gone, row["owner_email"]))
    return rows or [Row(_("Nobody of us, as far as I know"))]


def unmet(row: Found, there: Sequence[Found], met: Mapping[int, Met], look: Look, line: str) -> tuple[Block, ...]:
    """Who at the customer nobody has met within the tier's limit, longest ago first, never met last."""
    silent = []
    for person in there:
        last = met.get(person["id"])
        days = look.number - last.last_day if last is not None else None
        if days is None or days > row["limit"]:
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
    return (look.table("people", rows, _("Nobody has met them lately"), line),) if rows else ()

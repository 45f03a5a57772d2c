"""/whoknows: who of us knows whom at a customer, how well and why, and whom nobody has met lately."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.engine import RowMapping

from bot.message import Ask, Block, Button, Buttons, Card, Facts, Reply, Row, Say, Table, Text
from bot.phrases import counted
from bot.rules.kinds import Kind
from bot.rules.strength import Band, band
from bot.words import _, _n, ago, called, current, day, listed
from handlers import which
from storage import accounts, interactions, people, ties, workspaces
from storage.session import Session
from storage.ties import Colleague

RECENT = 90  # days over which the reason counts what was done


def answer(ask: Ask, session: Session) -> Reply:
    """`/whoknows ACME` or `/whoknows Jane Doe`; for somebody who holds several positions, all of them."""
    found = which.one(session, ask.text, lambda mark: f"/whoknows {mark}")
    if not isinstance(found, which.Found):
        return found
    today = ask.at.astimezone(current().zone).date()
    card = account_card if found.kind == "account" else person_card
    return Say(card(session, found.ref, today, ask.past))


def account_card(session: Session, account: int, today: date, past: bool) -> Card:
    row = accounts.get(session, account)
    assert row is not None
    ranked = ties.colleagues(session, account, 0, today.toordinal(), past)
    met = ties.last_met(session, account, today.toordinal(), past)
    blocks: tuple[Block, ...] = (
        Text(summary(row, ranked, today)),
        Table("colleagues", tuple(colleague_rows(session, row, ranked, today)), _("Who knows them")),
        *unmet(session, row, met, today),
        Buttons((Button(_("Log a contact"), f"/logcontact @ account:{account}", "primary"),)),
    )
    return Card(str(row["name"]), blocks)


def summary(row: RowMapping, ranked: list[Colleague], today: date) -> str:
    """One line: whose account it is, its tier, and how old our knowledge of it is."""
    parts = [_("owner {name}", name=row["owner"]) if row["owner"] else _("no owner yet")]
    if row["tier"]:
        parts.append(_("tier {tier}", tier=row["tier"]))
    if ranked:
        last = max(ranked, key=lambda c: c.last_day)
        when = ago(today.toordinal() - last.last_day)
        parts.append(_("last contact {ago} ({name})", ago=when, name=last.name))
    elif row["last_activity"]:
        parts.append(_("last activity {day}, no contact recorded", day=day(row["last_activity"], today)))
    else:
        parts.append(_("no contact recorded"))
    return " · ".join(parts)


def colleague_rows(session: Session, row: RowMapping, ranked: list[Colleague], today: date) -> list[Row]:
    kinds = interactions.kinds(session, row["id"], today - timedelta(days=RECENT), today) if ranked else {}
    rows = [Row(c.name, reason(c, kinds.get(c.teammate, {}), today), c.email) for c in ranked]
    if row["owner"] and row["owner_id"] not in {c.teammate for c in ranked}:
        rows.append(Row(row["owner"], _("listed owner, no contact recorded"), row["owner_email"]))
    return rows or [Row(_("Nobody of us, as far as I know"))]


def reason(colleague: Colleague, kinds: dict[str, int], today: date) -> str:
    """ "strong — 4 meetings and 2 calls in 90 days, last 12 days ago (Feb 27)"."""
    last = date.fromordinal(colleague.last_day)
    when = _("last contact {ago} ({day})", ago=ago(today.toordinal() - colleague.last_day), day=day(last, today))
    if kinds:
        parts = [counted(Kind(kind), n) for kind, n in sorted(kinds.items(), key=lambda item: -item[1])]
        done = _("{contacts} in {n} days", contacts=listed(parts[:3]), n=RECENT)
    else:
        done = _n("{n} contact-day in all", "{n} contact-days in all", colleague.days)
    return f"{band_name(colleague)} — {done}, {when}"


def band_name(colleague: Colleague) -> str:
    name = {
        Band.STRONG: _("strong"),
        Band.WARM: _("warm"),
        Band.WEAK: _("weak"),
        Band.DORMANT: _("dormant"),
    }[band(colleague.strength)]
    return name if colleague.active else _("{band}, has left us", band=name)


def unmet(session: Session, row: RowMapping, met: dict[int, int], today: date) -> tuple[Block, ...]:
    """Who at the customer nobody has met within the tier's limit, longest ago first, never met last."""
    tiers = workspaces.tiers(session)
    limit = tiers.get(row["tier"], tiers[""])[1]
    silent = []
    for person in people.at(session, row["id"]):
        last = met.get(person["id"])
        days = today.toordinal() - last if last is not None else None
        if days is None or days > limit:
            silent.append((-(days or 0), person, days))
    silent.sort(key=lambda one: (one[0], one[1]["name"]))
    rows = tuple(
        Row(
            person_title(person),
            _n("not met for {n} day", "not met for {n} days", days) if days is not None else _("never met"),
            person["external_id"] or person["email"],
        )
        for _order, person, days in silent
    )
    return (Table("people", rows, _("Nobody has met lately")),) if rows else ()


def person_title(person: RowMapping) -> str:
    """ "Jane Doe, CFO, Finance" / "홍길동 부장님, 구매팀"."""
    name = called(person["name"], person["title"])
    title = "" if person["title"] and person["title"] in name else person["title"]
    return ", ".join(part for part in (name, title, person["department"]) if part)


def person_card(session: Session, person: int, today: date, past: bool) -> Card:
    held = people.positions(session, [person])
    if not held:
        row = people.get(session, person)
        return Card(called(str(row["name"]) if row else ""), (Text(_("They hold no position at a customer now.")),))
    ranked = together([ties.colleagues(session, at["account_id"], person, today.toordinal(), past) for at in held])
    facts = [(at["account"], ", ".join(p for p in (at["title"], at["department"], at["role"]) if p)) for at in held]
    rows = tuple(Row(c.name, reason(c, {}, today), c.email) for c in ranked)
    mark = f"account:{held[0]['account_id']} person:{person}"
    blocks: tuple[Block, ...] = (
        Facts(tuple((account, position or _("position unknown")) for account, position in facts)),
        Table("colleagues", rows or (Row(_("Nobody of us, as far as I know")),), _("Who knows them")),
        Buttons(
            (
                Button(_("Log a contact"), f"/logcontact {mark}", "primary"),
                Button(held[0]["account"], f"/whoknows account:{held[0]['account_id']}"),
            )
        ),
    )
    return Card(called(held[0]["name"], held[0]["title"]), blocks)


def together(rankings: list[list[Colleague]]) -> list[Colleague]:
    """One ranking of the ties that a person's several positions have: strengths add up."""
    merged: dict[int, Colleague] = {}
    for colleague in (one for ranking in rankings for one in ranking):
        known = merged.get(colleague.teammate)
        merged[colleague.teammate] = colleague if known is None else known.with_more(colleague)
    return sorted(merged.values(), key=lambda c: (-c.strength, c.name))

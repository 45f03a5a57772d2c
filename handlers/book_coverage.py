"""The team's coverage: role by tier over all customers, and the customers with the largest gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.message import Block, Button, Buttons, Card, Row, Table, Text
from bot.phrases import role_name
from bot.rules.coverage import Held, gap, grid
from bot.words import _, _n, listed
from storage import coverage, workspaces
from storage.coverage import Entry
from storage.session import Session

PAGE = 10  # customers of a card


def card(session: Session, today: date, past: bool, page: int) -> Card:
    """Customers whose tier asks for most come first, then those with more roles that nobody holds."""
    entries = coverage.of_team(session, today, past)
    order = {tier: place for place, tier in enumerate(workspaces.tiers(session)) if tier}
    short = [one for one in entries if gap(one.chairs)[0]]
    short.sort(key=lambda one: (tuple(-n for n in gap(one.chairs)), order.get(one.tier, len(order)), one.name))
    blocks: list[Block] = [by_role(entries, order)] if entries and page == 1 else []
    blocks += gaps(short, page)
    full = len(entries) - len(short)
    blocks.append(
        Text(
            _n("{n} of {all} customers is covered.", "{n} of {all} customers are covered.", full, all=len(entries)),
            quiet=True,
        )
    )
    return Card(_("Coverage of the team's customers"), tuple(blocks))


def by_role(entries: Sequence[Entry], order: dict[str, int]) -> Table:
    """How many customers of each tier are in touch with somebody in a role, of those whose tier asks for it."""
    cells = grid((one.tier, one.chairs) for one in entries)
    rows = []
    for role, tiers in cells.items():
        told = [
            _(
                "{tier}: {alive} of {all} in touch, {held} known",
                tier=tier or _("no tier"),
                alive=cell.alive,
                all=cell.required,
                held=cell.held,
            )
            for tier, cell in sorted(tiers.items(), key=lambda item: order.get(item[0], len(order)))
        ]
        if told:
            rows.append(Row(role_name(role), " · ".join(told)))
    return Table("roles", tuple(rows), _("Roles by tier"), shown=len(rows))


def gaps(short: Sequence[Entry], page: int) -> tuple[Block, ...]:
    """One page of the customers that are not covered."""
    start = (max(page, 1) - 1) * PAGE
    here = tuple(row(one) for one in short[start : start + PAGE])
    if not here:
        return (Text(_("Nobody is left here.")),) if short else ()
    title = _("Largest gaps ({first}–{last} of {all})", first=start + 1, last=start + len(here), all=len(short))
    table = Table("accounts", here, title, PAGE)
    if start + PAGE >= len(short):
        return (table,)
    return table, Buttons((Button(_("More"), f"/rapport coverage team {page + 1}"),))


def row(one: Entry) -> Row:
    """ "tier A · nobody known as decision maker and purchasing · silent: champion · none of us in touch"."""
    empty = [role_name(chair.role) for chair in one.chairs if chair.held is Held.EMPTY]
    silent = [role_name(chair.role) for chair in one.chairs if chair.held is Held.SILENT]
    parts = [
        _("tier {tier}", tier=one.tier) if one.tier else _("no tier"),
        _("nobody known: {roles}", roles=listed(empty)) if empty else "",
        _("silent: {roles}", roles=listed(silent)) if silent else "",
        _("{n} of us in touch", n=one.mates) if one.mates else _("none of us in touch"),
    ]
    look = Button(_("Coverage"), f"/rapport coverage account:{one.account}")
    return Row(one.name, " · ".join(part for part in parts if part), one.external_id, (look,))

"""All that one of us owns goes to others at once: proposed by who knows each customer best, done with one tap."""

from __future__ import annotations

from collections import defaultdict

from bot.message import Ask, Button, Buttons, Card, Refusal, Replace, Reply, Row, Say, Table, Text
from bot.rules.leaving import key_people
from bot.words import _, _n, current, listed, speaking
from handlers import above
from handlers.contact.form import today_of
from handlers.whatif import band_name
from storage import coverage, handovers, journal, outbox, teammates, workspaces
from storage.handovers import Proposal
from storage.session import Found, Session

PAGE = 10  # customers of a card
NAMED = 5  # customers that are named in a letter


def answer(ask: Ask, session: Session, leaver: Found, sure: bool, page: int) -> Reply:
    """The proposals for all accounts of `leaver`, one page of them, or all done. Raises Refusal to who is not above."""
    above.must_be_above(session, leaver)
    found = proposals(ask, session, leaver)
    if not found:
        raise Refusal(_("{name} owns no customer.", name=leaver["name"]))
    if sure:
        return hand_over(ask, session, leaver, found)
    return Say(offered(leaver, found, page))


def proposals(ask: Ask, session: Session, leaver: Found) -> list[Proposal]:
    """By tier and name; where nobody knows the customer, the leaver's manager takes it."""
    manager = teammates.get(session, leaver["manager_id"]) if leaver["manager_id"] else None
    order = {tier: place for place, tier in enumerate(workspaces.tiers(session)) if tier}
    found = []
    for one in handovers.successors(session, leaver["id"], today_of(ask).toordinal()):
        if one.taker is None and manager is not None and manager["active"]:
            one = Proposal(one.account, one.name, one.external_id, one.tier, manager["id"], manager["name"], None)
        found.append(one)
    return sorted(found, key=lambda one: (order.get(one.tier, len(order)), one.name))


def offered(leaver: Found, found: list[Proposal], page: int) -> Card:
    start = (max(page, 1) - 1) * PAGE
    here = found[start : start + PAGE]
    line = f"/rapport handover teammate:{leaver['id']}"
    rows = tuple(
        Row(
            one.name,
            successor(one),
            one.external_id,
            (Button(_("Somebody else"), f"/rapport handover account:{one.account}"),),
        )
        for one in here
    )
    able = sum(one.taker is not None for one in found)
    title = _("Customers ({first}–{last} of {all})", first=start + 1, last=start + len(here), all=len(found))
    buttons = []
    if able:
        label = _n("Hand over {n} customer", "Hand over all {n} customers", able)
        buttons.append(Button(label, f"{line} all", "primary"))
    if start + PAGE < len(found):
        buttons.append(Button(_("More"), f"{line} {page + 1}"))
    table = Table("accounts", rows, title, PAGE) if rows else Text(_("Nobody is left here."))
    return Card(_("Who follows {name}", name=leaver["name"]), (table, Buttons(tuple(buttons))))


def successor(one: Proposal) -> str:
    """ "tier A · to Ann (warm)", "nobody yet"."""
    to = _("nobody yet")
    if one.taker is not None:
        how = band_name(one.strength) if one.strength is not None else _("no contact recorded")
        to = _("to {name} ({how})", name=one.taker_name, how=how)
    return " · ".join(part for part in (_("tier {tier}", tier=one.tier) if one.tier else "", to) if part)


def hand_over(ask: Ask, session: Session, leaver: Found, found: list[Proposal]) -> Reply:
    """Every account goes to its successor at once, as one entry of the journal; each of them gets one letter."""
    today = today_of(ask)
    given: dict[int, list[Proposal]] = defaultdict(list)
    for one in found:
        if one.taker is None:
            continue
        for waiting in handovers.proposed(session, one.account):
            handovers.decline(session, waiting["id"])
        key = handovers.propose(session, one.account, leaver["id"], one.taker, today)
        handover = handovers.get(session, key)
        assert handover is not None
        seen = coverage.of_account(session, one.account, one.tier, today)
        ties = [tie for tie in seen.ties if tie.teammate in (leaver["id"], one.taker)]
        handovers.accept(session, handover, key_people(seen.known, ties, leaver["id"]), today)
        given[one.taker].append(one)
    entry = journal.keep(session, "handover", ask.at)
    for taker, accounts in given.items():
        tell(ask, session, leaver, taker, accounts)
    rows = tuple(Row(accounts[0].taker_name, names(accounts)) for accounts in given.values())
    left = [one.name for one in found if one.taker is None]
    blocks = [Table("colleagues", rows, _("Who has what now"), len(rows))] if rows else []
    more = [Text(_("Nobody yet for: {names}", names=listed(left)))] if left else []
    undo = Buttons((Button(_("Undo"), f"/rapport undo {entry}"),))
    n = sum(map(len, given.values()))
    title = _n(
        "{n} customer of {name} is handed over", "{n} customers of {name} are handed over", n, name=leaver["name"]
    )
    return Replace(Card(title, (*blocks, *more, undo)))


def names(accounts: list[Proposal]) -> str:
    """The first ones by name, the others counted."""
    said = [one.name for one in accounts[:NAMED]]
    more = [_("{n} more", n=len(accounts) - NAMED)] if len(accounts) > NAMED else []
    return listed(said + more)


def tell(ask: Ask, session: Session, leaver: Found, taker: int, accounts: list[Proposal]) -> None:
    """A successor's letter, in their language; none to who did it themselves."""
    row, here = teammates.get(session, taker), current()
    if row is None or taker == session.viewer:
        return
    with speaking(row["locale"] or str(here.locale), row["zone"] or here.zone.key):
        n = len(accounts)
        title = _n(
            "{n} customer of {name} is yours now", "{n} customers of {name} are yours now", n, name=leaver["name"]
        )
        see = Button(_("Whom to meet"), "/rapport handovers")
        outbox.plan(session, taker, "handover", Card(title, (Text(names(accounts)), Buttons((see,)))), ask.at)

"""/rapport handover: a customer goes from one of us to another, with all we know, and is followed until they met."""

from __future__ import annotations

import re

from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Replace, Reply, Row, Say, Table, Text
from bot.words import _, _n, current, day, speaking
from handlers import above, owner, pack, succession, which
from handlers.account import row_of
from handlers.contact.form import today_of
from handlers.next_steps import Look
from handlers.whatif import band_name, mentioned
from storage import coverage, handovers, journal, outbox, teammates, ties
from storage.session import Found, Session

MARKED = re.compile(r"handover:(?P<handover>\d{1,9})(?: (?P<word>accept|decline))?")
LEAVER = re.compile(r"(?P<who><@[^>]*>\S*|@\S+|teammate:\d{1,9}|[^\s@]+@\S+\.\S+)(?: (?P<all>all)| (?P<page>\d{1,4}))?")
NUMBER = re.compile(r"[0-9]{1,4}")
OFFERED = 5  # successors to choose from
PAGE = 10  # handovers of a card


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport handover ACME @colleague` proposes it; `@colleague` alone is about all that they own.

    `handover:12` shows one that is under way, with `accept` or `decline` it is answered.
    """
    marked, leaver = MARKED.fullmatch(ask.text.strip()), LEAVER.fullmatch(ask.text.strip())
    if marked is not None:
        return one(ask, session, min(int(marked["handover"]), which.HIGHEST), marked["word"] or "")
    if leaver is not None:
        mate = owner.the_teammate(session, mentioned(leaver["who"]))
        return succession.answer(ask, session, mate, bool(leaver["all"]), int(leaver["page"] or 1))
    name, who = owner.split_owner(session, ask.text)
    account = which.account(ask, session, name, lambda mark: f"/rapport handover {mark} {who}".strip())
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if not who:
        return Say(choice(ask, session, row))
    return propose(ask, session, row, owner.the_teammate(session, mentioned(who)))


def look_at(ask: Ask, session: Session, account: int) -> Look:
    row, today = row_of(session, account), today_of(ask)
    return Look(session, row, coverage.of_account(session, account, row["tier"], today), today)


def choice(ask: Ask, session: Session, row: Found) -> Card:
    """Who might take an account: those with the best ties."""
    ranked = ties.colleagues(session, row["id"], 0, today_of(ask).toordinal(), past=False)
    able = [one for one in ranked if one.active and one.teammate != row["owner_id"]][:OFFERED]
    rows = tuple(
        Row(one.name, band_name(one.strength), one.email, (give(row["id"], one.teammate, one.name),)) for one in able
    )
    how = _("Anybody else: /rapport handover {account} @colleague", account=row["name"])
    best = (Table("colleagues", rows, _("By how well they know them"), OFFERED),) if rows else ()
    return Card(_("To whom does {account} go?", account=row["name"]), (*best, Text(how, quiet=True)))


def give(account: int, teammate: int, name: str) -> Button:
    return Button(_("To {name}", name=name), f"/rapport handover account:{account} teammate:{teammate}")


def propose(ask: Ask, session: Session, row: Found, mate: Found) -> Reply:
    """The successor is asked; one who takes it over themselves has it at once. Raises Refusal."""
    if mate["id"] == row["owner_id"]:
        raise Refusal(_("{account} is with {name} already", account=row["name"], name=mate["name"]))
    if not mate["active"]:
        raise Refusal(_("{name} has left us.", name=mate["name"]))
    waiting = handovers.proposed(session, row["id"])
    for other in waiting:
        if other["taker_id"] == mate["id"] and mate["id"] != session.viewer:
            raise Refusal(_("{name} was asked already and has not answered yet.", name=mate["name"]))
        handovers.decline(session, other["id"])
    key = handovers.propose(session, row["id"], row["owner_id"], mate["id"], today_of(ask))
    handover = existing(session, key)
    if mate["id"] == session.viewer:
        return accept(ask, session, handover)
    entry = journal.keep(session, "handover", ask.at)
    ask_them(ask, session, handover, mate)
    stays = _("It stays with {owner} until then.", owner=row["owner"]) if row["owner"] else ""
    asked = _("I have asked {name}.", name=mate["name"])
    look = look_at(ask, session, row["id"])
    undo = Buttons((Button(_("Undo"), f"/rapport undo {entry}"),))
    title = _("{account} is to go to {name}", account=row["name"], name=mate["name"])
    return Say(Card(title, (Text(f"{asked} {stays}".strip()), *pack.blocks(look, row["owner_id"], mate["id"]), undo)))


def existing(session: Session, handover: int) -> Found:
    row = handovers.get(session, handover)
    if row is None:
        raise Refusal(_("That one is gone: somebody took it back in the meantime."))
    return row


def ask_them(ask: Ask, session: Session, handover: Found, mate: Found) -> None:
    """The successor's letter, in their language: what is in the pack each may read for themselves."""
    assert session.me is not None
    line, here = f"/rapport handover handover:{handover['id']}", current()
    with speaking(mate["locale"] or str(here.locale), mate["zone"] or here.zone.key):
        title = _(
            "{name} would like to hand {account} over to you", name=session.me["name"], account=handover["account"]
        )
        buttons = (
            Button(_("Accept"), f"{line} accept", "primary"),
            Button(_("What goes with it"), line),
            Button(_("Decline"), f"{line} decline"),
        )
        outbox.plan(session, mate["id"], "handover", Card(title, (Buttons(buttons),)), ask.at)


def one(ask: Ask, session: Session, key: int, word: str) -> Reply:
    """A handover: shown, accepted by its successor, or declined. Raises Refusal to whom it does not concern."""
    handover = existing(session, key)
    if not word:
        return Say(shown(ask, session, handover))
    if handover["state"] != handovers.PROPOSED:
        raise Refusal(_("That has been answered already."))
    mate = teammates.get(session, handover["taker_id"])
    may = {handover["taker_id"], *((handover["author_id"],) if word == "decline" else ())}
    if session.viewer not in may and not (mate is not None and above.is_above(session, mate)):
        raise Refusal(_("Only {name} can answer that.", name=handover["taker"]))
    return accept(ask, session, handover) if word == "accept" else decline(ask, session, handover)


def shown(ask: Ask, session: Session, handover: Found) -> Card:
    look = look_at(ask, session, handover["account_id"])
    line = f"/rapport handover handover:{handover['id']}"
    blocks: list[Block] = [Text(from_to(handover), quiet=True)]
    if handover["state"] == handovers.ACCEPTED:
        blocks += pack.checklist(session, handover, look.today)
    blocks += pack.blocks(look, handover["giver_id"], handover["taker_id"])
    if handover["state"] == handovers.PROPOSED and handover["taker_id"] == session.viewer:
        yes, no = Button(_("Accept"), f"{line} accept", "primary"), Button(_("Decline"), f"{line} decline")
        blocks.append(Buttons((yes, no)))
    return Card(_("Handover of {account}", account=handover["account"]), tuple(blocks))


def from_to(handover: Found) -> str:
    if handover["giver"]:
        return _("From {giver} to {taker}", giver=handover["giver"], taker=handover["taker"])
    return _("To {taker}", taker=handover["taker"])


def accept(ask: Ask, session: Session, handover: Found) -> Reply:
    """The account is the successor's from now on; whoever gave it and whoever proposed it are told."""
    look = look_at(ask, session, handover["account_id"])
    key = pack.key(look, handover["giver_id"], handover["taker_id"])
    owed = handovers.accept(session, handover, key, look.today)
    entry = journal.keep(session, "handover", ask.at)
    tell(ask, session, handover, accepted=True)
    now = existing(session, handover["id"])
    blocks: list[Block] = list(pack.checklist(session, now, look.today))
    if owed:
        blocks.append(Text(_n("{n} open promise goes with it.", "{n} open promises go with it.", len(owed))))
    if not all(key.values()):
        blocks.append(Text(_("It is open until everybody here is met: /rapport handovers"), quiet=True))
    line = f"/rapport handover handover:{handover['id']}"
    blocks.append(Buttons((Button(_("What goes with it"), line), Button(_("Undo"), f"/rapport undo {entry}"))))
    title = _("{account} is with {name} now", account=handover["account"], name=handover["taker"])
    if handover["taker_id"] == session.viewer:
        title = _("{account} is yours now", account=handover["account"])
    return Replace(Card(title, tuple(blocks)))


def decline(ask: Ask, session: Session, handover: Found) -> Reply:
    handovers.decline(session, handover["id"])
    entry = journal.keep(session, "handover", ask.at)
    tell(ask, session, handover, accepted=False)
    undo = Buttons((Button(_("Undo"), f"/rapport undo {entry}"),))
    return Replace(Card(_("{account} stays where it is", account=handover["account"]), (undo,)))


def tell(ask: Ask, session: Session, handover: Found, *, accepted: bool) -> None:
    """Letters to all who are concerned but did not answer themselves, in their languages."""
    here = current()
    for reader in {handover["giver_id"], handover["taker_id"], handover["author_id"]} - {None, session.viewer}:
        row = teammates.get(session, reader)
        if row is None or not row["active"]:
            continue
        with speaking(row["locale"] or str(here.locale), row["zone"] or here.zone.key):
            title = _("{account} is with {name} now", account=handover["account"], name=handover["taker"])
            if not accepted:
                title = _("{name} does not take {account}", name=handover["taker"], account=handover["account"])
            see = Button(_("What goes with it"), f"/rapport handover handover:{handover['id']}")
            outbox.plan(session, reader, "handover", Card(title, (Buttons((see,)),)), ask.at)


def listed(ask: Ask, session: Session) -> Reply:
    """`/rapport handovers`: the asker's that wait for an answer or a meeting; `team` those of all they are above."""
    words = ask.text.casefold().split()
    team, number = (
        bool({"team", "팀", "전체", "all"} & {*words}),
        next((int(w) for w in words if NUMBER.fullmatch(w)), 1),
    )
    found = handovers.open_of(session, None if team else session.viewer)
    if team:
        found = below(session, found)
    start = (max(number, 1) - 1) * PAGE
    here = found[start : start + PAGE]
    if not here:
        return Say(Card(_("No handover is open")))
    rows = tuple(Row(one["account"], detail(ask, session, one), one["external_id"], (see(one),)) for one in here)
    blocks: list[Block] = [Table("accounts", rows, shown=PAGE)]
    if start + PAGE < len(found):
        blocks.append(Buttons((Button(_("More"), f"/rapport handovers {'team ' if team else ''}{number + 1}"),)))
    title = _n("{n} handover is open", "{n} handovers are open", len(found))
    return Say(Card(title, tuple(blocks)))


def below(session: Session, found: list[Found]) -> list[Found]:
    """The handovers to those whom the viewer is above."""
    takers = {one["taker_id"]: teammates.get(session, one["taker_id"]) for one in found}
    mine = {key for key, row in takers.items() if row is not None and above.is_above(session, row)}
    return [one for one in found if one["taker_id"] in mine]


def see(handover: Found) -> Button:
    return Button(_("What goes with it"), f"/rapport handover handover:{handover['id']}")


def detail(ask: Ask, session: Session, handover: Found) -> str:
    """ "From Tom to Ann · 2 of 5 met, still to meet: Jane Doe"."""
    if handover["state"] == handovers.PROPOSED:
        state = _("proposed {day}, not answered yet", day=day(handover["proposed_on"], today_of(ask)))
    else:
        state = pack.unmet(session, handover)
    return f"{from_to(handover)} · {state}"

"""/rapport whatif: what would be lost if somebody left, at a customer or of us, and what to hand over first."""

from __future__ import annotations

import re

from bot.message import Ask, Block, Button, Buttons, Card, Facts, Reply, Row, Say, Table, Text
from bot.phrases import role_name
from bot.rules import coverage as judging
from bot.rules.coverage import Coverage, Held
from bot.rules.leaving import Loss, most_first
from bot.rules.line.marks import MATE
from bot.rules.strength import Band, band
from bot.words import _, _n, called, current, listed
from handlers import above, owner, which
from handlers.account import row_of
from storage import coverage, journal, leaving, people, teammates
from storage.coverage import Seen
from storage.session import Found, Session
from storage.tables import Teammate

SAID = re.compile(
    r"(?:(?:if|만약|만일)\s+)?(?P<who>.+?)(?P<gone>\s*(?:퇴사|이직|퇴직|떠나|그만두|나가|없으|없어)\S*"
    r"|\s+(?:leaves?|left|leaving|quits?|goes|is gone|were gone|were to leave)(?: us)?(?:\s(?P<page>\d{1,4}))?)?"
    r"[\s?.!]*",
    re.IGNORECASE | re.DOTALL,
)
PARTICLE = re.compile("(?<=[가-힣])(?:이|가|께서)$")
COLLEAGUE = re.compile(r"<@|@|teammate:|\S+@\S+\.\S+$")
PAGE = 10  # customers of a card


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport whatif Jane Doe leaves`, or `@colleague leaves` for those above them, which is noted."""
    said = SAID.fullmatch(ask.text.strip()[: which.LONGEST])
    who = said["who"].strip() if said is not None else ""
    if COLLEAGUE.match(who):
        return colleague(ask, session, owner.the_teammate(session, mentioned(who)), page(said))
    bare = PARTICLE.sub("", who)
    who = who if bare == who or session.known.people.exact(who) else bare
    known = owner.called(session, who) if who and not which.exactly(session, "person", who) else []
    if len(known) == 1:
        return colleague(ask, session, known[0], page(said))
    found = which.one(ask, session, who, lambda mark: f"/rapport whatif {mark} leaves", ("person",))
    return Say(person(ask, session, found.ref)) if isinstance(found, which.Found) else found


def page(said: re.Match[str] | None) -> int:
    return max(1, int(said["page"] or 1)) if said is not None else 1


def mentioned(who: str) -> str:
    """A mention without what is glued to it, a name without its particle."""
    mention = MATE.match(who)
    return mention[0] if mention is not None else PARTICLE.sub("", who).lstrip("@").removesuffix("님").strip()


def person(ask: Ask, session: Session, ref: int) -> Card:
    """What would be lost with somebody at a customer, at each one where they are."""
    today = ask.at.astimezone(current().zone).date()
    blocks: list[Block] = []
    lost: list[tuple[int, list[Block]]] = []
    for held in people.positions(session, [ref]):
        row = row_of(session, held["account_id"])
        seen = coverage.of_account(session, row["id"], row["tier"], today, ask.past)
        if ref in seen.people:
            lost.append((len(seen.coverage.threads.get(ref, ())), at_account(row, seen, ref)))
    for _threads, more in sorted(lost, key=lambda one: -one[0]):
        blocks += more
    nothing = Text(_("They hold no position at a customer now."))
    return Card(_("If {name} leaves", name=which.spoken(session, ref)), tuple(blocks) or (nothing,))


def at_account(row: Found, seen: Seen, ref: int) -> list[Block]:
    """The ties that go, and the coverage before and after."""
    before, after = seen.coverage, without(row["tier"], seen, ref)
    ties = sorted((tie for tie in seen.ties if tie.person == ref and tie.alive), key=lambda tie: -tie.strength)
    rows = tuple(Row(seen.mates[tie.teammate], band_name(tie.strength)) for tie in ties)
    empty = [
        role_name(new.role)
        for old, new in zip(before.chairs, after.chairs, strict=True)
        if old.held is not Held.EMPTY and new.held is Held.EMPTY
    ]
    pairs = [
        (_("Their side"), _("{before} of 3, then {after}", before=before.theirs, after=after.theirs)),
        (
            _("People in touch with us"),
            _("{before}, then {after}", before=len(before.threads), after=len(after.threads)),
        ),
        (_("Roles left empty"), listed(empty)),
    ]
    blocks: list[Block] = [
        Table("colleagues", rows, _("Ties lost at {account}", account=row["name"]), len(rows))
        if rows
        else Text(_("At {account} no live tie is lost.", account=row["name"])),
        Facts(tuple(pair for pair in pairs if pair[1])),
    ]
    if before.threads and not after.threads:
        blocks.append(Text(_("{account} is left with no live tie.", account=row["name"])))
    blocks.append(Text(then(seen, after), quiet=True))
    blocks.append(Buttons((Button(_("Coverage"), f"/rapport coverage account:{row['id']}"),)))
    return blocks


def without(tier: str, seen: Seen, ref: int) -> Coverage:
    """The coverage of an account once somebody there has gone."""
    stay = [one for one in seen.known if one.person != ref]
    return judging.judge(tier, stay, [tie for tie in seen.ties if tie.person != ref], {})


def then(seen: Seen, after: Coverage) -> str:
    """Whom to hold on to, or whom to get to know."""
    stay = [called(seen.people[one]["name"], seen.people[one]["title"]) for one in after.threads]
    if stay:
        return _("Still in touch with: {names}", names=listed(stay[:PAGE]))
    silent = [called(row["name"], row["title"]) for one, row in seen.people.items() if one not in seen.coverage.threads]
    if silent:
        return _("Get to know in time: {names}", names=listed(silent[:3]))
    return _("We know nobody else there.")


def band_name(strength: float) -> str:
    return {
        Band.STRONG: _("strong"),
        Band.WARM: _("warm"),
        Band.WEAK: _("weak"),
        Band.DORMANT: _("dormant"),
    }[band(strength)]


def colleague(ask: Ask, session: Session, mate: Found, number: int) -> Reply:
    """The customers of one of us in the order in which to hand them over. Raises Refusal to who is not above them."""
    above.must_be_above(session, mate)
    same = {"name": mate["name"]}  # who asked is the entry's own; about whom is the row it names, left as it is
    session.changed(Teammate, mate["id"], same, same)
    journal.keep(session, "whatif", ask.at)
    today = ask.at.astimezone(current().zone).date()
    losses = most_first(leaving.losses(session, mate["id"], today.toordinal()))
    title = _("If {name} leaves us", name=mate["name"])
    if not losses:
        return Say(Card(title, (Text(_("No customer is concerned.")),)))
    start = (number - 1) * PAGE
    here = losses[start : start + PAGE]
    if not here:
        return Say(Card(title, (Text(_("Nobody is left here.")),)))
    names = leaving.names(session, [one for loss in here for one in loss.people])
    mates = {row["id"]: str(row["name"]) for row in teammates.everyone(session)}
    heading = _(
        "To hand over, most to lose first ({first}–{last} of {all})",
        first=start + 1,
        last=start + len(here),
        all=len(losses),
    )
    table = Table("accounts", tuple(loss_row(one, names, mates) for one in here), heading, PAGE)
    buttons = [Button(_("Hand over"), f"/rapport handover teammate:{mate['id']}")]
    if start + PAGE < len(losses):
        buttons.append(Button(_("More"), f"/rapport whatif teammate:{mate['id']} leaves {number + 1}"))
    noted = Text(_("It is noted that you asked."), quiet=True)
    return Say(Card(title, (Text(summed_up(losses)), table, Buttons(tuple(buttons)), noted)))


def summed_up(losses: list[Loss]) -> str:
    alone, unowned = sum(one.alone for one in losses), sum(one.owned for one in losses)
    only = len({person for one in losses for person in one.people})
    return " · ".join(
        (
            _n("{n} customer left with no live tie", "{n} customers left with no live tie", alone),
            _n("{n} person nobody else meets", "{n} people nobody else meets", only),
            _n("{n} customer without an owner", "{n} customers without an owner", unowned),
        )
    )


def loss_row(one: Loss, names: dict[int, str], mates: dict[int, str]) -> Row:
    """ "tier A · no live tie left · nobody else meets Jane Doe · next: Ann"."""
    only = [called(names[person]) for person in one.people if person in names]
    parts = [
        _("tier {tier}", tier=one.tier) if one.tier else "",
        _("no live tie left") if one.alone else "",
        _("nobody else meets {names}", names=listed(only)) if only else "",
        _("next: {name}", name=mates[one.next]) if one.next in mates else _("nobody else of us is in touch"),
    ]
    take = Button(_("Hand over"), f"/rapport handover account:{one.account}")
    return Row(one.name, " · ".join(part for part in parts if part), one.external_id, (take,))

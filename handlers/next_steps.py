"""What hangs on one thread at a customer, what to do about its coverage next, and what its likes have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.message import Block, Row, Table, Text
from bot.phrases import role_name
from bot.rules.coverage import Held
from bot.rules.roles import Role
from bot.words import _, called, listed
from storage import likeness
from storage.coverage import Seen
from storage.session import Found, Session

STEPS = 3  # things to do next that are named
NAMES = 3  # colleagues that are named


@dataclass(frozen=True, slots=True)
class Look:
    """One account as it is covered, for whom it is said, and on which day."""

    session: Session
    account: Found
    seen: Seen
    today: date

    def name(self, person: int) -> str:
        row = self.seen.people[person]
        return called(row["name"], row["title"])

    def mates(self, ids: tuple[int, ...]) -> str:
        names = [self.seen.mates[one] for one in ids[:NAMES]]
        more = [_("{n} more", n=len(ids) - NAMES)] if len(ids) > NAMES else []
        return listed(names + more)


def single(look: Look) -> tuple[Block, ...]:
    """What hangs on one thread: on either side as a whole, and each person whom one of us alone is in touch with."""
    threads, mates = look.seen.coverage.threads, look.seen.coverage.mates
    blocks: list[Block] = []
    if len(mates) == 1:
        blocks.append(Text(_("It hangs on one of us: {name}", name=look.mates(mates))))
    if len(threads) == 1:
        blocks.append(Text(_("It hangs on one of theirs: {name}", name=look.name(next(iter(threads))))))
    rows = tuple(
        Row(look.name(person), _("only {name}", name=look.mates(known)))
        for person, known in threads.items()
        if len(known) == 1
    )
    if len(mates) > 1 and rows:
        blocks.append(Table("people", rows, _("Only one of us is in touch with them"), shown=len(rows)))
    return tuple(blocks)


def next_steps(look: Look) -> tuple[Block, ...]:
    """What to do next and whom of us to ask: what a decision maker takes first, then the other roles, then threads."""
    steps = []
    for chair in look.seen.coverage.chairs:
        role = role_name(chair.role)
        if chair.held is Held.EMPTY:
            find = _("Find out who their {role} is.", role=role)
            steps.append(f"{find} {whom_to_ask(look, 0)}")
        elif chair.held is Held.SILENT:
            meet = _("Meet {person} ({role}).", person=look.name(chair.people[0]), role=role)
            steps.append(f"{meet} {whom_to_ask(look, chair.people[0])}")
        elif chair.role is Role.DECISION_MAKER and look.seen.coverage.theirs < 3:
            learn = _("Learn what {person} ({role}) needs from us.", person=look.name(chair.people[0]), role=role)
            steps.append(f"{learn} {whom_to_ask(look, chair.people[0])}")
    if not look.seen.people:
        steps = [_("Note whom you meet there: /logcontact Jane Doe @ {account}", account=look.account["name"])]
    for person, mates in look.seen.coverage.threads.items():
        if len(mates) == 1:
            second = _("Bring a second one of us to {person}.", person=look.name(person))
            steps.append(f"{second} {whom_to_ask(look, person)}")
    return (Text("\n".join([_("Next:"), *(f"• {one}" for one in steps[:STEPS])])),) if steps else ()


def whom_to_ask(look: Look, person: int) -> str:
    """Who of us knows a person best, else the customer as a whole."""
    best = look.seen.best(person) or look.seen.best(0)
    if best is None:
        return _("None of us knows anybody there yet.")
    if best.teammate == look.session.viewer:
        return _("You know them best.")
    return _("Ask {name}, who knows them best.", name=look.seen.mates[best.teammate])


def likely(look: Look) -> tuple[Block, ...]:
    """Roles that most customers of the same tier and industry have and this one has not, and who of us covers those."""
    held = {str(row["role"]) for row in look.seen.people.values()}
    found = likeness.missing(look.session, look.account, held)[:STEPS]
    covered_by = likeness.covered_by(
        look.session, look.account, [one.role.value for one in found], look.today.toordinal()
    )
    lines = []
    for one in found:
        known = {"n": one.having, "all": one.peers, "role": role_name(one.role)}
        like = ", ".join(part for part in (tier_name(look.account["tier"]), look.account["industry"]) if part)
        told = _(
            "{n} of {all} customers like this one ({like}) have somebody known as {role}; here there is nobody.",
            **known,
            like=like,
        )
        names = [str(row["name"]) for row in covered_by[one.role.value]][:NAMES]
        whom = _("In touch with theirs: {names}.", names=listed(names))
        lines.append(f"{told} {whom}" if names else told)
    return (Text("\n".join(lines)),) if lines else ()


def tier_name(tier: str) -> str:
    return _("tier {tier}", tier=tier) if tier else ""

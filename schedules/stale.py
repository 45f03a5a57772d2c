"""Items of the digest: questions about what was recorded long ago, or by two of us differently; one a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from bot.message import Button, Row
from bot.phrases import fact_name, fact_value
from bot.rules.choosing import Candidate, Press
from bot.rules.shelf import SHELF, Fact, FactKind
from bot.words import N_, _, _n, ago, called
from schedules.items import Item, Reader
from storage import facts, people, questions, teammates
from storage.session import Found, Session

KIND = "fact"
ASKED = 1  # level
FIRST = -(10**6)  # the turn of what two of us say differently
STILL = {
    FactKind.ATTITUDE: N_("Is {name} still {value}?"),
    FactKind.ROLE: N_("Is this still the role of {name}: {value}?"),
    FactKind.RANK: N_("Is this still the rank of {name}: {value}?"),
    FactKind.BOSS: N_("Does {name} still report to {value}?"),
    FactKind.PRIORITY: N_("Does this still count for {name}: {value}?"),
}
ANEW = {  # what is asked to record another value
    FactKind.ATTITUDE: "/rapport attitude",
    FactKind.ROLE: "/rapport role",
    FactKind.RANK: "/rapport promoted",
    FactKind.BOSS: "/rapport boss",
    FactKind.PRIORITY: "/rapport priority",
}


def heading(n: int) -> str:
    return _n("A question", "{n} questions", n)


def items(session: Session, reader: Reader) -> list[Item]:
    """What the reader recorded and has grown old, and at their accounts what colleagues say differently.

    An account's owner is asked too about what somebody recorded who is gone.
    """
    theirs = questions.whose(session, reader.id)
    here = {row["id"] for row in teammates.everyone(session)}
    standing = facts.standing(session, sorted({person for person, _account in theirs}), reader.day)
    found: list[Item] = []
    for about, kept in by_what(standing):
        row, newest = theirs.get(about), kept[0]
        if row is None:
            continue
        owned = row["owner_id"] == reader.id
        if len(kept) > 1 and owned:
            found.append(Item(candidate(newest, FIRST), partial(which_is_right, kept=kept, at=row, reader=reader)))
        elif len(kept) == 1 and newest.is_old(reader.day) and whoever_knows(newest, reader, here, owned):
            turn = SHELF[newest.kind] - newest.age(reader.day)
            found.append(Item(candidate(newest, turn), partial(is_it_so, fact=newest, at=row, reader=reader)))
    return found


def by_what(standing: Sequence[Fact]) -> Iterator[tuple[tuple[int, int], list[Fact]]]:
    """What stands of each kind, newest first, with the person and the account it is about."""
    for (person, account, _kind), kept in groupby(standing, lambda fact: (fact.person, fact.account, fact.kind)):
        yield (person, account), list(kept)


def whoever_knows(fact: Fact, reader: Reader, here: set[int], owned: bool) -> bool:
    """Whether the reader is the one to ask: its author, or the account's owner where the author is gone."""
    return fact.author_id == reader.id or (owned and fact.author_id not in here)


def candidate(fact: Fact, turn: int) -> Candidate:
    return Candidate(KIND, fact.account, ASKED, in_turn=turn, subject=fact.id, press=Press.QUESTION)


def is_it_so(session: Session, fact: Fact, at: Found, reader: Reader) -> Row:
    """ "Is Jane Doe still supportive? You noted it 95 days ago." """
    value = called(fact.value) if fact.kind is FactKind.BOSS else fact_value(fact.kind, fact.value)
    when = ago(fact.age(reader.day))
    if fact.author_id == reader.id:
        noted = _("You noted it {ago}.", ago=when)
    elif fact.author:
        noted = _("{who} noted it {ago}.", who=fact.author, ago=when)
    else:
        noted = _("It is from your list, {ago}.", ago=when)
    anew = f"{ANEW[fact.kind]} person:{fact.person} account:{fact.account}"
    buttons = (Button(_("Yes"), still(fact), "primary"), Button(_("No, it changed"), anew))
    question = _(STILL[fact.kind], name=name_of(session, fact), value=value)
    return Row(question, f"{noted} · {at['account']}", at["external_id"], buttons)


def which_is_right(session: Session, kept: Sequence[Fact], at: Found, reader: Reader) -> Row:
    """What colleagues recorded differently, each with its author and age, and a tap that settles it."""
    newest = kept[0]
    values = [fact_value(fact.kind, fact.value) for fact in kept]
    told = [
        f"{value} ({fact.author or _('Your list')}, {ago(fact.age(reader.day))})"
        for value, fact in zip(values, kept, strict=True)
    ]
    name, what = name_of(session, newest), fact_name(newest.kind)
    buttons = [Button(_("It is: {value}", value=v), still(fact)) for v, fact in zip(values, kept, strict=True)]
    question = _("{name}, {account}: which is right?", name=name, account=at["account"])
    return Row(question, f"{what}: {' · '.join(told)}", at["external_id"], tuple(buttons))


def still(fact: Fact) -> str:
    return f"/rapport facts still {fact.id}"


def name_of(session: Session, fact: Fact) -> str:
    held = [row for row in people.positions(session, [fact.person]) if row["account_id"] == fact.account]
    return called(held[0]["name"], held[0]["title"]) if held else "?"

"""What teammates recorded of a person: shown with its age and author, said again, and settled where they differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Replace, Reply, Row, Say, Table, Text
from bot.phrases import fact_name, fact_value
from bot.rules.shelf import Fact, FactKind
from bot.words import _, _n, ago, called, current
from handlers import which
from handlers.subject import Somebody
from storage import facts, journal, people
from storage.session import Session

ORDER = (FactKind.ROLE, FactKind.ATTITUDE, FactKind.PRIORITY, FactKind.BOSS, FactKind.RANK)
NUMBER = re.compile(r"[0-9]{1,18}")
STILL = re.compile(r"still ([0-9]{1,18})")


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport facts Jane Doe` shows what is noted of them; `/rapport facts 12` says that fact 12 is (still) so.

    `still 12` says the same where it was asked in a message that has more to say, and so must stay.
    """
    still = STILL.fullmatch(ask.text)
    if still is not None:
        return Say(so(ask, session, min(int(still[1]), which.HIGHEST)).card)
    if NUMBER.fullmatch(ask.text):
        return so(ask, session, min(int(ask.text), which.HIGHEST))
    found = which.one(ask, session, ask.text, lambda mark: f"/rapport facts {mark}", ("person",))
    if not isinstance(found, which.Found):
        return found
    today = ask.at.astimezone(current().zone).date()
    standing = facts.standing(session, [found.ref], today if ask.past else date.max)
    at = {row["account_id"]: str(row["account"]) for row in people.positions(session, [found.ref])}
    blocks = shown([one for one in standing if one.account in at], today, at) or (Text(_("Nothing noted yet.")),)
    return Say(Card(which.label(session, "person", found.ref), (*blocks, Buttons(ways(found.ref)))))


def ways(person: int) -> tuple[Button, ...]:
    """Buttons that note a role and an attitude, and show who of us knows the person."""
    return (
        Button(_("Role"), f"/rapport role person:{person}"),
        Button(_("Attitude"), f"/rapport attitude person:{person}"),
        Button(_("Who knows them"), f"/whoknows person:{person}"),
    )


def so(ask: Ask, session: Session, fact: int) -> Replace:
    """A fact is said once more, by the viewer and today: from now on it is the one that stands."""
    row = facts.get(session, fact)
    if row is None:
        raise Refusal(_("That one is gone: somebody took it back in the meantime."))
    whom = Somebody(row["person_id"], row["account_id"])
    return noted(ask, session, whom, FactKind(row["kind"]), row["value"], row["value_id"], settled=True)


def noted(
    ask: Ask,
    session: Session,
    whom: Somebody,
    kind: FactKind,
    value: str,
    value_id: int | None = None,
    *,
    settled: bool = False,
    why: str = "",
) -> Replace:
    """Records a fact as the viewer says it today; the confirmation, with what colleagues say otherwise."""
    today = ask.at.astimezone(current().zone).date()
    fact = facts.record(
        session,
        person=whom.person,
        account=whom.account,
        kind=kind.value,
        value=value,
        value_id=value_id,
        day=today,
        at=ask.at,
        settled=settled,
    )
    entry = journal.keep(session, "fact", ask.at)
    same = [
        one
        for one in facts.standing(session, [whom.person])
        if one.account == whom.account and one.kind is kind and one.id != fact
    ]
    blocks: list[Block] = [Text(why)] if why else []
    blocks.append(Text(_("{fact}: {value}", fact=fact_name(kind), value=fact_value(kind, value))))
    blocks += [Text(differs(one, today), quiet=True) for one in same]
    buttons = [Button(_("It is as I say"), f"/rapport facts {fact}")] if same else []
    buttons += [
        Button(_("It is: {value}", value=fact_value(kind, one.value)), f"/rapport facts {one.id}") for one in same
    ]
    blocks.append(Buttons((*buttons, Button(_("Undo"), f"/rapport undo {entry}"))))
    return Replace(Card(_("Noted: {name}", name=named(session, whom)), tuple(blocks)))


def named(session: Session, whom: Somebody) -> str:
    """ "Jane Doe, ACME", "박서준 상무님, 한빛전자"."""
    for row in people.positions(session, [whom.person]):
        if row["account_id"] == whom.account:
            return f"{called(row['name'], row['title'])}, {row['account']}"
    return which.label(session, "person", whom.person)


def shown(standing: Sequence[Fact], today: date, at: Mapping[int, str]) -> tuple[Block, ...]:
    """The facts that stand, each with its author and its age. Old ones are grey, and a tap says that they still hold.

    Where colleagues say different things all are shown, with a tap for each that settles it. `at` are the names of the
    accounts, said where there are several.
    """

    def title(fact: Fact) -> str:
        name = fact_name(fact.kind) if len(at) == 1 else f"{fact_name(fact.kind)} ({at.get(fact.account, '?')})"
        return _("{fact}: {value}", fact=name, value=fact_value(fact.kind, fact.value))

    ranked = sorted(standing, key=lambda one: (one.account, ORDER.index(one.kind)))
    fresh = tuple(
        Row(title(one), by_whom(one, today), buttons=settling(one)) for one in ranked if not one.is_old(today)
    )
    old = [one for one in ranked if one.is_old(today)]
    grey = [Text(f"{title(one)} ({by_whom(one, today)})", quiet=True) for one in old]
    still = tuple(
        Button(_("Still so: {value}", value=fact_value(one.kind, one.value)), f"/rapport facts {one.id}") for one in old
    )
    table = (Table("facts", fresh, _("What we noted"), shown=len(fresh)),) if fresh else ()
    return (*table, *grey, *((Buttons(still),) if still else ()))


def settling(fact: Fact) -> tuple[Button, ...]:
    if not fact.disputed:
        return ()
    return (Button(_("It is: {value}", value=fact_value(fact.kind, fact.value)), f"/rapport facts {fact.id}"),)


def by_whom(fact: Fact, today: date) -> str:
    """ "Tom, 12 days ago", of an old one "Tom · 200 days old, still so?"."""
    who = fact.author or _("from your list")
    if fact.is_old(today):
        return _n("{who} · {n} day old, still so?", "{who} · {n} days old, still so?", fact.age(today), who=who)
    when = ago(fact.age(today))
    return _("{who}, {ago}; others say otherwise", who=who, ago=when) if fact.disputed else f"{who}, {when}"


def differs(fact: Fact, today: date) -> str:
    who = fact.author or _("Your list")
    return _(
        "{who} said otherwise {ago}: {value}",
        who=who,
        ago=ago(fact.age(today)),
        value=fact_value(fact.kind, fact.value),
    )

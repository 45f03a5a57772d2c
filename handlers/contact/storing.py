"""Stores a draft: the contact and all that its line says, as one entry that can be taken back whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.message import Ask
from bot.rules.balance import Balance, balance
from bot.rules.line import Favour
from bot.rules.shelf import FactKind
from bot.words import called
from handlers.contact import who
from handlers.contact.draft import Draft, Place
from storage import accounts, facts, insights, interactions, journal, people, plans, promises, teammates, ties
from storage.interactions import Contact
from storage.session import Session
from storage.ties import Colleague


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What was stored, and what is to be said of it.

    `names` are people as they are called, by id; `people` and `about` those of the draft; `elsewhere` whom of them we
    know at another customer only, with its name. `created` are the names of whoever is new. `before` is who of us had
    been in touch with each person, `ranked` with the account (read only where it is told of). `joined` is the colleague
    who told of the same meeting, `planned` whether it was planned, `balance` that of asks and gives.
    """

    draft: Draft
    entry: int
    account: int
    account_name: str
    unowned: bool
    mates: tuple[int, ...]
    people: tuple[int, ...]
    about: tuple[int, ...]
    names: dict[int, str]
    elsewhere: dict[int, str]
    created: tuple[str, ...]
    before: dict[int, list[Colleague]]
    ranked: list[Colleague]
    joined: str = ""
    planned: bool = False
    balance: Balance | None = None


@dataclass(slots=True)
class People:
    """Ids and names of the people of a draft; whoever is new is created on the way."""

    session: Session
    place: Place
    names: dict[int, str]
    elsewhere: dict[int, str]
    created: list[str]

    def of(self, drafted: Sequence[int | str]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.known(one) if isinstance(one, int) else self.new(one) for one in drafted))

    def known(self, person: int) -> int:
        held = next((row for row in self.place.people if row["id"] == person), None)
        if held is not None:
            self.names[person] = called(held["name"], held["title"])
            return person
        rows = people.positions(self.session, [person])
        row = rows[0] if rows else people.get(self.session, person)
        self.names[person] = called(row["name"], row.get("title", "")) if row is not None else "?"
        if rows:
            self.elsewhere[person] = str(rows[0]["account"])
        return person

    def new(self, typed: str) -> int:
        """Whoever holds a position at the account under this very name; made where nobody does."""
        name, title = who.name_and_title(typed)
        known = set(self.session.known.people.exact(name))
        same = [row for row in self.place.people if row["id"] in known] if known else []
        if len(same) == 1:
            return self.known(same[0]["id"])
        person = people.create(self.session, name, self.place.row["id"], title)
        self.names[person] = called(name, title)
        self.created.append(self.names[person])
        return person


def store(ask: Ask, session: Session, draft: Draft, today: date, edits: int = 0) -> Stored:
    """Stores a draft, whoever it creates and whose account it becomes. `edits` is the entry that it replaces."""
    assert session.viewer is not None
    me = session.viewer
    place, created = place_of(session, draft)
    account, unowned = int(place.row["id"]), place.row["owner_id"] is None
    humans = People(session, place, {}, {}, [])
    present, about = humans.of(draft.people), humans.of(draft.about)
    known = before(session, account, present, today) if draft.met else {}
    ties_before = ranked(session, account, draft, bool(present), today)
    mates = tuple(dict.fromkeys([me, *draft.mates]))
    met = contact(ask, session, draft, account, mates, present, about) if draft.met else NOT_MET
    keep_the_rest(ask, session, draft, account, present, today, met.interaction)
    if unowned:
        accounts.own(session, account, me)
    entry = journal.keep(session, "log" if draft.met else "plan", ask.at, met.interaction)
    if edits:
        journal.inherit(session, edits, entry, account, {*present, *about})
    return Stored(
        draft=draft,
        entry=entry,
        account=account,
        account_name=place.row["name"],
        unowned=unowned,
        mates=mates,
        people=present,
        about=about,
        names=humans.names,
        elsewhere=humans.elsewhere,
        created=(*humans.created, *created),
        before=known,
        ranked=ties_before,
        joined=met.joined,
        planned=met.planned,
        balance=met.balance,
    )


def place_of(session: Session, draft: Draft) -> tuple[Place, list[str]]:
    """The account, made where it is new, and then its name."""
    if draft.place is not None:
        return draft.place, []
    if isinstance(draft.account, int):
        return Place(session, draft.account), []
    changes = len(session.changes)
    place = Place(session, accounts.create(session, draft.account))
    return place, [place.row["name"]] if len(session.changes) > changes else []


def before(session: Session, account: int, humans: Sequence[int], today: date) -> dict[int, list[Colleague]]:
    """Who of us had been in touch with each person before; of many, only of the first."""
    return {one: ties.colleagues(session, account, one, today.toordinal(), False) for one in humans[:2]}


def ranked(session: Session, account: int, draft: Draft, named: bool, today: date) -> list[Colleague]:
    """Who of us had been in touch with the account, where that is told of."""
    if not draft.met or (named and draft.favour is not Favour.ASK):
        return []
    return ties.colleagues(session, account, 0, today.toordinal(), False)


@dataclass(frozen=True, slots=True)
class Met:
    """The contact that was stored, if one was; see Stored."""

    interaction: int | None = None
    joined: str = ""
    planned: bool = False
    balance: Balance | None = None


NOT_MET = Met()


def contact(
    ask: Ask,
    session: Session,
    draft: Draft,
    account: int,
    mates: tuple[int, ...],
    present: tuple[int, ...],
    about: tuple[int, ...],
) -> Met:
    """Stores the contact: joined to that of a colleague who told of the same meeting, and closing what was planned."""
    me = mates[0]
    told = Contact(
        account=account,
        author=me,
        mates=mates,
        people=present,
        about=about,
        day=draft.day,
        kind=draft.kind.value,
        favour=draft.favour.value if draft.favour is not None else "",
        visible=draft.visible.value,
        note=draft.note,
        typed=draft.typed,
        at=ask.at,
    )
    there = draft.beside or interactions.beside(session, account, me, draft.day, draft.typed, ask.at.date())
    first = interactions.first_told(session, told) if there.colleague is not None else None
    interaction = interactions.log(session, told if first is None else replace(told, same_as=first))
    if there.plan is not None:
        plans.done(session, there.plan, interaction)
    asks = balance(interactions.favours(session, account, draft.day)) if draft.favour is Favour.ASK else None
    return Met(interaction, author_of(session, first) if first is not None else "", there.plan is not None, asks)


def author_of(session: Session, interaction: int) -> str:
    row = interactions.get(session, interaction)
    author = teammates.get(session, row["author_id"]) if row is not None else None
    return str(author["name"]) if author is not None else "?"


def keep_the_rest(
    ask: Ask,
    session: Session,
    draft: Draft,
    account: int,
    present: tuple[int, ...],
    today: date,
    interaction: int | None,
) -> None:
    """What the line says beside the contact: promises, a plan, an attitude, an insight."""
    assert session.viewer is not None
    me, first = session.viewer, present[0] if present else None
    for owed in draft.promises:
        promises.make(
            session,
            account=account,
            person=first,
            teammate=me,
            text=owed.text,
            due=owed.due,
            on=today,
            interaction=interaction,
        )
    if draft.plan is not None:
        plans.make(
            session,
            account=account,
            teammate=me,
            day=draft.plan.day,
            kind=draft.plan.kind,
            text=draft.plan.text,
            people=present,
            on=today,
            made_with=interaction,
        )
    if draft.attitude is not None and first is not None:
        facts.record(
            session,
            person=first,
            account=account,
            kind=FactKind.ATTITUDE.value,
            value=draft.attitude.value,
            day=draft.day if draft.met else today,
            at=ask.at,
            interaction=interaction,
        )
    if draft.learned is not None and draft.note:
        insights.learn(
            session,
            account=account,
            person=first if len(present) == 1 else None,
            kind=draft.learned.value,
            text=draft.note,
            source="",
            day=draft.day,
            at=ask.at,
            visible=draft.visible.value,
            interaction=interaction,
        )

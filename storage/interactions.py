"""Logged contacts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select

from bot.rules.joining import Told, same_meeting
from bot.rules.kinds import Kind
from storage import sums
from storage.seen import readable, viewer
from storage.session import Found, Session
from storage.statements import WORKSPACE, marked, ours, setting, table
from storage.tables import About, Interaction, Met, Person, Plan, Teammate, Took

DONE, MET, TOOK, ABOUT = table(Interaction), table(Met), table(Took), table(About)
P, T, PLAN = table(Person), table(Teammate), table(Plan)
LATE = 7  # days after its own on which a contact is still what was planned
MEETING = func.coalesce(DONE.c.same_as, DONE.c.id)  # what colleagues logged of the same meeting is one
SAID = select(DONE.c.id).where(
    DONE.c.workspace_id == WORKSPACE,
    DONE.c.author_id == bindparam("author"),
    DONE.c.said == bindparam("said"),
    DONE.c.noted_on == bindparam("on"),
)
THAT_DAY = (
    DONE.c.account_id == bindparam("account"),
    DONE.c.day == bindparam("day"),
    DONE.c.author_id != bindparam("author"),
    DONE.c.same_as.is_(None),
)
PLANNED = select(PLAN.c.id).where(
    PLAN.c.workspace_id == WORKSPACE,
    PLAN.c.account_id == bindparam("account"),
    PLAN.c.teammate_id == bindparam("author"),
    PLAN.c.state != "done",  # for "is open" SQLite looks through all that is open in that week
    PLAN.c.state != "dropped",
    PLAN.c.day <= bindparam("day"),
    PLAN.c.day >= bindparam("since"),
)
BESIDE = marked(
    select(
        SAID.limit(1).scalar_subquery().label("said"),
        select(DONE.c.id)
        .where(DONE.c.workspace_id == WORKSPACE, *THAT_DAY)
        .limit(1)  # of none in particular: asked for the first, SQLite looks through all of the book by its ids
        .scalar_subquery()
        .label("colleague"),
        PLANNED.order_by(PLAN.c.day.desc(), PLAN.c.id).limit(1).scalar_subquery().label("plan"),
    )
)
COLLEAGUES = ours(select(DONE.c.id, DONE.c.kind).where(*THAT_DAY))
JOINED_BY = ours(
    select(DONE.c.id)
    .where(
        DONE.c.account_id == bindparam("account"),  # where the other is, by which they are found
        DONE.c.day == bindparam("day"),
        DONE.c.same_as == bindparam("first"),
        DONE.c.author_id == bindparam("author"),
    )
    .limit(1)
)
LAST = ours(
    select(DONE.c.id, DONE.c.day, DONE.c.kind, DONE.c.note, T.c.name.label("author"))
    .select_from(DONE.join(T, (T.c.id == DONE.c.author_id) & (T.c.workspace_id == DONE.c.workspace_id)))
    .where(
        DONE.c.account_id == bindparam("account"),
        DONE.c.note != "",
        DONE.c.day <= bindparam("until"),
        readable(DONE),
    )
    .order_by(DONE.c.day.desc(), DONE.c.id.desc())
    .limit(bindparam("most"))
)
WHO = ours(
    select(P.c.id, P.c.name)
    .select_from(MET.join(P, (P.c.id == MET.c.person_id) & (P.c.workspace_id == MET.c.workspace_id)))
    .where(MET.c.interaction_id == bindparam("interaction"))
    .order_by(P.c.name)
)
MATES = ours(
    select(T.c.id, T.c.name)
    .select_from(TOOK.join(T, (T.c.id == TOOK.c.teammate_id) & (T.c.workspace_id == TOOK.c.workspace_id)))
    .where(TOOK.c.interaction_id == bindparam("interaction"))
    .order_by(T.c.name)
)
ABOUT_WHOM = ours(
    select(P.c.id, P.c.name)
    .select_from(ABOUT.join(P, (P.c.id == ABOUT.c.person_id) & (P.c.workspace_id == ABOUT.c.workspace_id)))
    .where(ABOUT.c.interaction_id == bindparam("interaction"))
    .order_by(P.c.name)
)
FAVOURS = ours(
    select(DONE.c.day, DONE.c.favour)
    .where(DONE.c.account_id == bindparam("account"), DONE.c.favour != "", DONE.c.day <= bindparam("until"))
    .group_by(MEETING, DONE.c.day, DONE.c.favour)
    .order_by(DONE.c.day.desc(), func.max(DONE.c.id).desc())
)
KINDS = ours(
    select(TOOK.c.teammate_id, DONE.c.kind, func.count(MEETING.distinct()).label("times"))
    .select_from(DONE.join(TOOK, (TOOK.c.interaction_id == DONE.c.id) & (TOOK.c.workspace_id == DONE.c.workspace_id)))
    .where(DONE.c.account_id == bindparam("account"), DONE.c.day > bindparam("since"), DONE.c.day <= bindparam("until"))
    .group_by(TOOK.c.teammate_id, DONE.c.kind)
)


def digest(typed: str) -> str:
    """What the same words are known by, however long they are."""
    return hashlib.sha256(typed.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact to log. `mates`, `people` and `about` are ids; `typed` is the whole line it was logged with.

    `favour` is "", "ask" or "give", `visible` says who may read the note, `same_as` is the contact of a colleague that
    tells of the same meeting.
    """

    account: int
    author: int
    mates: Sequence[int]
    people: Sequence[int]
    day: date
    kind: str
    note: str
    typed: str
    at: datetime
    participants: int = 0
    about: Sequence[int] = ()
    favour: str = ""
    visible: str = "all"
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is there already of a contact that is to be logged; ids, None for nothing.

    `said`: the same words by the same teammate on the same day. `colleague`: a contact that somebody else of us had
    with the account on that day. `plan`: what its author had planned there for that day, or for up to LATE days before.
    """

    said: int | None
    colleague: int | None
    plan: int | None


def beside(session: Session, account: int, author: int, day: date, typed: str, on: date) -> Beside:
    """What is there already on `on` of a contact of that `day`; an account of 0 is one that is new."""
    days = {"day": day, "since": day - timedelta(LATE)}
    found = session.one(BESIDE, account=account, author=author, said=digest(typed), on=on, **days)
    assert found is not None
    return Beside(found["said"], found["colleague"], found["plan"])


def first_told(session: Session, contact: Contact) -> int | None:
    """The contact of a colleague that tells of the same meeting as one that is to be logged, and is not joined yet."""
    told = Told(Kind(contact.kind), frozenset(contact.mates), frozenset(contact.people))
    there_that_day = {"account": contact.account, "day": contact.day, "author": contact.author}
    for row in sorted(session.rows(COLLEAGUES, **there_that_day), key=lambda row: row["id"]):
        mates = frozenset(mate["id"] for mate in mates_of(session, row["id"]))
        there = Told(Kind(row["kind"]), mates, frozenset(one["id"] for one in people_of(session, row["id"])))
        if same_meeting(there, told, contact.author):
            return None if session.one(JOINED_BY, first=row["id"], **there_that_day) else int(row["id"])
    return None


def log(session: Session, contact: Contact) -> int:
    """Stores a contact and counts it; the id. The journal's entry that it is kept with takes it back."""
    row = session.add(
        Interaction,
        account_id=contact.account,
        author_id=contact.author,
        day=contact.day,
        kind=contact.kind,
        note=contact.note,
        participants=contact.participants,
        typed=contact.typed,
        said=digest(contact.typed),
        noted_on=contact.at.date(),
        noted_at=contact.at,
        favour=contact.favour,
        visible=contact.visible,
        same_as=contact.same_as,
    )
    session.add_all(Met, [{"interaction_id": row, "person_id": person} for person in contact.people])
    session.add_all(Took, [{"interaction_id": row, "teammate_id": mate} for mate in contact.mates])
    if contact.about:
        session.add_all(About, [{"interaction_id": row, "person_id": person} for person in contact.about])
    if contact.same_as is not None:  # the circle of the first is larger now
        sums.recount_day(session, contact.account, contact.day)
        return row
    weight = sums.circle_weight(contact.participants, len(contact.mates), len(contact.people))
    sums.count(session, contact.account, contact.day.toordinal(), contact.mates, contact.people, weight)
    return row


def part(session: Session, interaction: int) -> None:
    """Says that a contact was another one than that of the colleague it was joined to."""
    row = get(session, interaction)
    if row is not None and row["same_as"] is not None:
        session.set(Interaction, interaction, same_as=None)
        sums.recount_day(session, row["account_id"], row["day"])


def blank(session: Session, interaction: int) -> None:
    """Takes the note out, and the words it was logged with; what it was is kept nowhere, also not to be undone."""
    session.run(setting(Interaction, ("note", "typed")), row=interaction, new_note="", new_typed="")


def get(session: Session, interaction: int) -> Found | None:
    return session.get(Interaction, interaction)


def people_of(session: Session, interaction: int) -> list[Found]:
    return session.rows(WHO, interaction=interaction)


def mates_of(session: Session, interaction: int) -> list[Found]:
    return session.rows(MATES, interaction=interaction)


def about(session: Session, interaction: int) -> list[Found]:
    """Who was spoken of and not there: id, name."""
    return session.rows(ABOUT_WHOM, interaction=interaction)


def favours(session: Session, account: int, until: date) -> list[tuple[date, str]]:
    """The asks and gives of an account up to a day, newest first, as rules.balance reads them."""
    return [(row["day"], row["favour"]) for row in session.rows(FAVOURS, account=account, until=until)]


def last_notes(session: Session, account: int, until: date, most: int = 1) -> list[Found]:
    """The newest contacts up to a day with a note that the viewer may read: id, day, kind, note, author."""
    return session.rows(LAST, account=account, until=until, most=most, **viewer(session))


def kinds(session: Session, account: int, since: date, until: date) -> dict[int, dict[str, int]]:
    """By teammate, how many contacts of each kind after `since` and up to `until`."""
    found: dict[int, dict[str, int]] = {}
    for row in session.rows(KINDS, account=account, since=since, until=until):
        found.setdefault(row["teammate_id"], {})[row["kind"]] = row["times"]
    return found

"""The sheets of what happened: interactions, insights, facts, promises, plans and occasions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Select, Table, bindparam, func, or_, select

from storage.exports.rows import MOST, Row, gathered, new, own, page, paged
from storage.exports.wanted import Wanted
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import (
    About,
    Account,
    Fact,
    Insight,
    Interaction,
    Invited,
    Met,
    Occasion,
    Person,
    Plan,
    Promise,
    Teammate,
    Took,
)

A, P, T, DONE = (table(model) for model in (Account, Person, Teammate, Interaction))


def told(of: Table, noted: Any, moment: str, *, mate: str = "author", private: bool = False) -> Any:
    """A page of a table with the names of its account, person and teammate; `private`: it has secrets."""
    source: Any = of
    shown: list[Any] = [of]
    if "account_id" in of.c:
        source, shown = joined(source, of, A, "account_id"), [*shown, A.c.name.label("account")]
    if "person_id" in of.c:
        source, shown = joined(source, of, P, "person_id"), [*shown, P.c.name.label("person")]
    source = joined(source, of, T, "author_id" if "author_id" in of.c else "teammate_id")
    statement: Select[Any] = (
        select(*shown, T.c.email.label(mate))
        .select_from(source)
        .where(of.c.workspace_id == WORKSPACE, *page(of), new(of, noted, moment))
        .order_by(of.c.id)
        .limit(MOST)
    )
    if private:
        statement = statement.where(or_(bindparam("private", type_=Boolean), of.c.visible != "me"))
    return ours(statement)


def joined(source: Any, of: Table, other: Table, column: str) -> Any:
    return source.outerjoin(other, (other.c.id == of.c[column]) & (other.c.workspace_id == of.c.workspace_id))


INSIGHTS = told(table(Insight), table(Insight).c.noted_at, "at", private=True)
FACTS = told(table(Fact), table(Fact).c.noted_at, "at")
PROMISES = told(table(Promise), table(Promise).c.made_on, "on", mate="teammate")
PLANS = told(table(Plan), table(Plan).c.made_on, "on", mate="teammate")
OCCASIONS = told(table(Occasion), table(Occasion).c.day, "on")
INTERACTIONS = told(DONE, DONE.c.noted_at, "at")


def there(of: Table, thing: str) -> Any:
    """The people that a table of ours puts beside the things of a page."""
    named = P.join(of, (P.c.id == of.c.person_id) & (P.c.workspace_id == of.c.workspace_id))
    return ours(
        select(of.c[thing], P.c.id, P.c.name, P.c.email, P.c.external_id)
        .select_from(named)
        .where(of.c.workspace_id == WORKSPACE, of.c[thing].between(bindparam("first"), bindparam("last")))
        .order_by(of.c[thing], P.c.name, P.c.id)
    )


MET, ABOUT = there(table(Met), "interaction_id"), there(table(About), "interaction_id")
INVITED = there(table(Invited), "plan_id")
TOOK = ours(
    select(table(Took).c.interaction_id, T.c.email)
    .select_from(
        table(Took).join(T, (T.c.id == table(Took).c.teammate_id) & (T.c.workspace_id == table(Took).c.workspace_id))
    )
    .where(table(Took).c.interaction_id.between(bindparam("first"), bindparam("last")))
    .order_by(table(Took).c.interaction_id, T.c.email)
)
SHARED = ours(select(P.c.email).where(P.c.email != "").group_by(P.c.email).having(func.count() > 1))


def shared_mails(session: Session) -> set[str]:
    """Mail addresses of several people, by which nobody is told from another."""
    return {row["email"] for row in session.rows(SHARED)}


def called(person: Found, shared: set[str]) -> str:
    """What an import knows somebody by: their mail address, else their name."""
    mail: str = person["email"]
    return mail if mail and mail not in shared else person["name"].replace(";", ",")


def interactions(session: Session, wanted: Wanted) -> Iterator[Row]:
    shared = shared_mails(session)
    for rows in paged(session, INTERACTIONS, at=wanted.at, **wanted.of("interaction")):
        ends = {"first": rows[0]["id"], "last": rows[-1]["id"]}
        met, about, took = (gathered(session.rows(one, **ends), "interaction_id") for one in (MET, ABOUT, TOOK))
        for row in rows:
            there, spoken_of = met.get(row["id"], []), about.get(row["id"], [])
            mates = [mate["email"] for mate in took.get(row["id"], ())]
            yield {
                **(row if wanted.private or row["visible"] != "me" else {**row, "note": "", "typed": ""}),
                "at": row["day"],
                "participants": row["participants"] or None,  # 0 is nobody's count
                "people": [called(person, shared) for person in there],
                "person_ids": [person["id"] for person in there],
                "about": [called(person, shared) for person in spoken_of],
                "about_ids": [person["id"] for person in spoken_of],
                "teammates": sorted(mates, key=lambda mate: (mate != row["author"], mate)),
            }


def insights(session: Session, wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, INSIGHTS, at=wanted.at, private=wanted.private, **wanted.of("insight")):
        yield from rows


def facts(session: Session, wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, FACTS, at=wanted.at, **wanted.of("fact")):
        yield from rows


def promises(session: Session, wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, PROMISES, on=wanted.at.date(), **wanted.of("promise")):
        yield from rows


def plans(session: Session, wanted: Wanted) -> Iterator[Row]:
    shared = shared_mails(session)
    for rows in paged(session, PLANS, on=wanted.at.date(), **wanted.of("plan")):
        invited = gathered(session.rows(INVITED, first=rows[0]["id"], last=rows[-1]["id"]), "plan_id")
        for row in rows:
            with_whom = invited.get(row["id"], [])
            yield {
                **row,
                "people": [called(person, shared) for person in with_whom],
                "person_ids": [person["id"] for person in with_whom],
            }


def occasions(session: Session, wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, OCCASIONS, on=wanted.at.date(), **wanted.of("occasion")):
        yield from rows


CONTACT = ("at", "account", "people", "teammates", "kind", "note", "participants", "about", "favour", "visible")
MORE = ("author", "typed", "same_as", "noted_at", "account_id", "person_ids", "about_ids", "id")
LEARNED = ("day", "account", "person", "kind", "text", "source", "visible", "author", "noted_at", "interaction_id")
RECORDED = ("day", "person", "account", "kind", "value", "author", "settled", "noted_at", "interaction_id")
PROMISED = ("account", "person", "teammate", "text", "made_on", "due", "state", "settled_on", "interaction_id")
PLANNED = ("day", "account", "people", "teammate", "kind", "text", "made_on", "state", "interaction_id", "made_with")
OCCURRED = ("day", "person", "kind", "text", "author")
SHEETS = (
    own("interactions", CONTACT + MORE, interactions),
    own("insights", (*LEARNED, "account_id", "person_id", "id"), insights),
    own("facts", (*RECORDED, "account_id", "person_id", "value_id", "id"), facts),
    own("promises", (*PROMISED, "account_id", "person_id", "id"), promises),
    own("plans", (*PLANNED, "account_id", "person_ids", "id"), plans),
    own("occasions", (*OCCURRED, "person_id", "id"), occasions),
)

"""The sheets of who there is: tiers, teammates, accounts, people and what they are called.

The columns that an import reads have the names that it reads them by.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import alias, bindparam, case, func, select

from storage.exports.rows import MOST, Row, gathered, own, page, paged
from storage.exports.wanted import BEYOND, Wanted
from storage.session import Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Helper, Name, Person, Position, Teammate, Tier

A, P, POS, T, N, H = (table(model) for model in (Account, Person, Position, Teammate, Name, Helper))
PARENT, MANAGER = alias(A, "parent"), alias(T, "manager")
TIERS = ours(select(table(Tier).c.name.label("tier"), table(Tier).c.cadence, table(Tier).c.limit))
TEAMMATES = ours(
    select(
        T.c.id,
        T.c.email,
        T.c.name,
        T.c.external_id.label("slack_id"),
        T.c.zone.label("timezone"),
        T.c.locale,
        T.c.country,
        MANAGER.c.email.label("manager"),
        T.c.hour,
        T.c.admin,
        T.c.active,
    )
    .select_from(T.outerjoin(MANAGER, (MANAGER.c.id == T.c.manager_id) & (MANAGER.c.workspace_id == T.c.workspace_id)))
    .where(T.c.workspace_id == WORKSPACE, *page(T))
    .order_by(T.c.id)
    .limit(MOST)
)
OWNER = (T.c.id == A.c.owner_id) & (T.c.workspace_id == A.c.workspace_id)
ABOVE = (PARENT.c.id == A.c.parent_id) & (PARENT.c.workspace_id == A.c.workspace_id)
ACCOUNTS = ours(
    select(
        A.c.id,
        A.c.name,
        A.c.tier,
        T.c.email.label("owner"),
        A.c.domain,
        A.c.external_id,
        PARENT.c.name.label("parent"),
        A.c.industry,
        A.c.last_activity,
    )
    .select_from(A.outerjoin(T, OWNER).outerjoin(PARENT, ABOVE))
    .where(A.c.workspace_id == WORKSPACE, *page(A))
    .order_by(A.c.id)
    .limit(MOST)
)
HELPERS = ours(
    select(H.c.account_id, T.c.email)
    .select_from(H.join(T, (T.c.id == H.c.teammate_id) & (T.c.workspace_id == H.c.workspace_id)))
    .where(H.c.account_id.between(bindparam("first"), bindparam("last")))
    .order_by(H.c.account_id, T.c.email)
)
PEOPLE = ours(select(P).where(*page(P)).order_by(P.c.id).limit(MOST))
HELD = ours(
    select(POS, A.c.name.label("account"))
    .select_from(POS.join(A, (A.c.id == POS.c.account_id) & (A.c.workspace_id == POS.c.workspace_id)))
    .where(POS.c.person_id.between(bindparam("first"), bindparam("last")))
    .order_by(POS.c.person_id, case((POS.c.until.is_(None), 0), else_=1), POS.c.until.desc(), POS.c.id)
)
POSITIONS = ours(
    select(POS, P.c.name.label("person"), A.c.name.label("account"))
    .select_from(
        POS.join(P, (P.c.id == POS.c.person_id) & (P.c.workspace_id == POS.c.workspace_id)).join(
            A, (A.c.id == POS.c.account_id) & (A.c.workspace_id == POS.c.workspace_id)
        )
    )
    .where(POS.c.workspace_id == WORKSPACE, *page(POS))
    .order_by(POS.c.id)
    .limit(MOST)
)
CALLED = ours(
    select(N.c.id, N.c.kind, N.c.ref, func.coalesce(A.c.name, P.c.name).label("of"), N.c.text)
    .select_from(
        N.outerjoin(
            A, (N.c.kind == "account") & (A.c.id == N.c.ref) & (A.c.workspace_id == N.c.workspace_id)
        ).outerjoin(P, (N.c.kind == "person") & (P.c.id == N.c.ref) & (P.c.workspace_id == N.c.workspace_id))
    )
    .where(N.c.workspace_id == WORKSPACE, *page(N))
    .order_by(N.c.id)
    .limit(MOST)
)


def tiers(session: Session, _wanted: Wanted) -> Iterator[Row]:
    yield from session.rows(TIERS)


def teammates(session: Session, _wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, TEAMMATES, until=BEYOND):
        yield from rows


def accounts(session: Session, wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, ACCOUNTS, until=wanted.until["account"]):
        team = gathered(session.rows(HELPERS, first=rows[0]["id"], last=rows[-1]["id"]), "account_id")
        for row in rows:
            yield {**row, "team": [mate["email"] for mate in team.get(row["id"], ())]}


def people(session: Session, wanted: Wanted) -> Iterator[Row]:
    """A row for each position that somebody holds; who holds none, with the last one."""
    for rows in paged(session, PEOPLE, until=wanted.until["person"]):
        held = gathered(session.rows(HELD, first=rows[0]["id"], last=rows[-1]["id"]), "person_id")
        for row in rows:
            jobs = held.get(row["id"], [])
            for job in [one for one in jobs if one["until"] is None] or jobs[:1]:
                yield {**job, **row, "title": title(job["rank"], job["duty"])}


def title(rank: str, duty: str) -> str:
    """Rank and duty as on a card; `bot.rules.posts.post` reads it back."""
    return " / ".join(part for part in (rank, duty) if part)


def positions(session: Session, _wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, POSITIONS, until=BEYOND):
        yield from rows


def names(session: Session, _wanted: Wanted) -> Iterator[Row]:
    for rows in paged(session, CALLED, until=BEYOND):
        yield from rows


WHO = ("email", "name", "slack_id", "timezone", "locale", "manager", "country", "hour", "admin", "active", "id")
ACCOUNT = ("name", "tier", "owner", "domain", "external_id", "parent", "industry", "team", "last_activity", "id")
PERSON = ("name", "account", "title", "department", "role", "email", "external_id")
KNOWN = ("phone", "source", "purpose", "birthday", "likes", "since", "until", "id")
JOB = ("person", "account", "rank", "duty", "department", "role", "since", "until", "person_id", "account_id", "id")
SHEETS = (
    own("tiers", ("tier", "cadence", "limit"), tiers),
    own("teammates", WHO, teammates),
    own("accounts", ACCOUNT, accounts),
    own("people", PERSON + KNOWN, people),
    own("positions", JOB, positions),
    own("names", ("kind", "of", "text", "ref"), names),
)

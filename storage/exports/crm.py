"""What both CRMs are given: accounts and people they have not, and the contacts that were logged here.

Each row has a Rapport ID, which the CRM keeps in a field of its own as the external id, so that a row given twice is
one record there. A note that is not for all stays here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, or_, select

from bot.phrases import kind_name
from bot.rules.kinds import Kind
from bot.words import _, listed
from storage.exports.book import ABOVE, HELD, OWNER, PARENT, title
from storage.exports.events import MET
from storage.exports.rows import MOST, gathered, new, page, paged
from storage.exports.wanted import Wanted
from storage.session import Found, Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Change, Interaction, Journal, Person, Teammate

A, P, T, DONE, CHANGED, J = (table(model) for model in (Account, Person, Teammate, Interaction, Change, Journal))
IMPORTED = "import:%"  # how the digest of an imported contact begins
SUBJECT = 80  # characters
DATED = re.compile(r"\d{4}-\d\d-\d\d")
# The family names of two syllables; every other Korean one has one.
FAMILIES = frozenset("남궁 황보 제갈 사공 선우 서문 독고 동방 망절".split())
HANGUL = re.compile(r"[가-힣]{2,4}")


def added(of: Table) -> ColumnElement[bool]:
    """Whether a row was added in the conversation from `at` on."""
    entry = CHANGED.join(J, (J.c.id == CHANGED.c.journal_id) & (J.c.workspace_id == CHANGED.c.workspace_id))
    return (
        select(J.c.id)
        .select_from(entry)
        .where(
            CHANGED.c.workspace_id == WORKSPACE,
            CHANGED.c.table == of.name,
            CHANGED.c.row == of.c.id,
            CHANGED.c.before == "",
            J.c.at >= bindparam("at"),
        )
        .correlate(of)
        .exists()
    )


def unknown(of: Table) -> tuple[ColumnElement[bool], ...]:
    """A page of the rows that the other system has no id for and that are new."""
    return (*page(of), of.c.external_id == "", or_(of.c.id > bindparam("after"), added(of)))


ACCOUNTS = ours(
    select(A, T.c.email.label("owner"), PARENT.c.name.label("parent"))
    .select_from(A.outerjoin(T, OWNER).outerjoin(PARENT, ABOVE))
    .where(A.c.workspace_id == WORKSPACE, *unknown(A))
    .order_by(A.c.id)
    .limit(MOST)
)
PEOPLE = ours(select(P).where(*unknown(P)).order_by(P.c.id).limit(MOST))
AUTHOR = (T.c.id == DONE.c.author_id) & (T.c.workspace_id == DONE.c.workspace_id)
CONTACTS = ours(
    select(DONE.c.id, DONE.c.day, DONE.c.kind, DONE.c.note, DONE.c.visible, DONE.c.noted_at)
    .add_columns(DONE.c.account_id, A.c.name.label("account"), A.c.external_id.label("account_external"), A.c.domain)
    .add_columns(T.c.name.label("author"), T.c.email)
    .select_from(
        DONE.join(A, (A.c.id == DONE.c.account_id) & (A.c.workspace_id == DONE.c.workspace_id)).join(T, AUTHOR)
    )
    .where(
        DONE.c.workspace_id == WORKSPACE,
        *page(DONE),
        new(DONE, DONE.c.noted_at),
        DONE.c.said.not_like(IMPORTED),
        DONE.c.same_as.is_(None),
    )
    .order_by(DONE.c.id)
    .limit(MOST)
)
WORKS_AT = ours(
    select(A.c.id, A.c.external_id, A.c.domain, T.c.email.label("owner"))
    .select_from(A.outerjoin(T, OWNER))
    .where(A.c.workspace_id == WORKSPACE, A.c.id == bindparam("account"))
)


def rapport_id(kind: str, row: int) -> str:
    return f"{kind}-{row}"


def accounts(session: Session, wanted: Wanted) -> Iterator[dict[str, Any]]:
    for rows in paged(session, ACCOUNTS, at=wanted.at, **wanted.of("account")):
        for row in rows:
            yield {**row, "rapport_id": rapport_id("account", row["id"])}


def people(session: Session, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """Everybody with the first position that they hold."""
    for rows in paged(session, PEOPLE, at=wanted.at, **wanted.of("person")):
        held = gathered(session.rows(HELD, first=rows[0]["id"], last=rows[-1]["id"]), "person_id")
        for row in rows:
            for job in held.get(row["id"], [])[:1]:
                yield contact(row, job, session.one(WORKS_AT, account=job["account_id"]) or {})


def contact(person: Found, job: Found, account: Found) -> dict[str, Any]:
    first, last = name_parts(person["name"])
    return {
        **job,
        **person,
        "rapport_id": rapport_id("person", person["id"]),
        "first": first,
        "last": last,
        "title": title(job["rank"], job["duty"]),
        "born": date.fromisoformat(person["birthday"]) if DATED.fullmatch(person["birthday"]) else None,
        "owner": account["owner"],
        "domain": account["domain"],
        "account_external": account["external_id"],
        "account_rapport_id": rapport_id("account", account["id"]),
    }


def contacts(session: Session, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """What was logged here, each meeting once, with the first of its people; the others are in its text."""
    for rows in paged(session, CONTACTS, at=wanted.at, **wanted.of("interaction")):
        met = gathered(session.rows(MET, first=rows[0]["id"], last=rows[-1]["id"]), "interaction_id")
        for row in rows:
            yield activity(row, met.get(row["id"], []))


def activity(row: Found, people: list[Found]) -> dict[str, Any]:
    note = row["note"] if row["visible"] == "all" else ""
    kind = kind_name(Kind(row["kind"]))
    names = listed([person["name"] for person in people])
    whom = _("With {people}; logged by {mate} in Rapport.", people=names, mate=row["author"])
    nobody = _("Logged by {mate} in Rapport.", mate=row["author"])
    first = people[0] if people else None
    return {
        **row,
        "rapport_id": rapport_id("contact", row["id"]),
        "subject": (f"{kind}: " + " ".join(note.split())[:SUBJECT]).removesuffix(": "),
        "body": "\n\n".join(part for part in (note, whom if people else nobody) if part),
        "account_rapport_id": rapport_id("account", row["account_id"]),
        "person_rapport_id": rapport_id("person", first["id"]) if first else "",
        "person_external": first["external_id"] if first else "",
        "person_mail": first["email"] if first else "",
    }


def name_parts(name: str) -> tuple[str, str]:
    """Given and family name: ("Jane", "Doe"), ("민수", "김"), ("", "Madonna")."""
    words = name.split()
    if len(words) == 1 and HANGUL.fullmatch(name):
        family = name[:2] if name[:2] in FAMILIES and len(name) > 2 else name[:1]
        return name.removeprefix(family), family
    if len(words) > 1 and all(map(HANGUL.fullmatch, words[1:])) and len(words[0]) < 3:
        return " ".join(words[1:]), words[0]
    return " ".join(words[:-1]), words[-1] if words else ""

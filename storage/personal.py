"""What is kept of people beside their jobs, given to know and not to profile: it can be shown whole, and forgotten."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import bindparam, delete, select, update

from storage.session import Found, Session, as_text
from storage.statements import deleting, ours, table
from storage.tables import Change, Journal, Occasion, Person, Teammate

P, T, C, J, LIFE = table(Person), table(Teammate), table(Change), table(Journal), table(Occasion)
PERSONAL = ("birthday", "likes", "phone", "email")
OCCASION_KINDS = ("promotion", "wedding", "birth", "bereavement", "other")

ADDED = ours(
    select(J.c.teammate_id.label("teammate"), T.c.name, J.c.at)
    .select_from(
        C.join(J, (J.c.id == C.c.journal_id) & (J.c.workspace_id == C.c.workspace_id)).join(
            T, (T.c.id == J.c.teammate_id) & (T.c.workspace_id == J.c.workspace_id)
        )
    )
    .where(C.c.table == "person", C.c.row == bindparam("person"), C.c.before == "", J.c.undone_at.is_(None))
    .order_by(C.c.id.desc())
)
OCCASIONS = ours(select(LIFE).where(LIFE.c.person_id == bindparam("person")).order_by(LIFE.c.day.desc(), LIFE.c.id))
CHANGES = ours(select(C).where(C.c.table == "person", C.c.row == bindparam("person")))
REWRITE = ours(
    update(C)
    .where(C.c.id == bindparam("change"))
    .values(before=bindparam("kept_before"), after=bindparam("kept_after"))
)
STRIKE = ours(delete(C).where(C.c.id == bindparam("change")))
NO_TRACE = ours(delete(C).where(C.c.table == "occasion", C.c.row == bindparam("occasion")))
CLEARED = ours(update(P).where(P.c.id == bindparam("person")).values(dict.fromkeys(PERSONAL, "")))


def keep(session: Session, person: int, **details: str) -> None:
    """Changes what is kept of somebody: birthday, likes, source, purpose, phone, email; noted for the journal."""
    session.set(Person, person, **details)


def note_occasion(session: Session, person: int, kind: str, text: str, day: date) -> int:
    """Something in a person's life, as the viewer tells it, noted for the journal; its id.

    `kind` is one of OCCASION_KINDS.
    """
    assert session.viewer is not None
    values = {"person_id": person, "author_id": session.viewer, "kind": kind, "text": text, "day": day}
    occasion = session.add(Occasion, **values)
    session.changed(Occasion, occasion, {}, {"kind": kind})
    return occasion


def occasions(session: Session, person: int) -> list[Found]:
    """What happened in a person's life, newest first: id, kind, text, day."""
    return session.rows(OCCASIONS, person=person)


def added_by(session: Session, person: int) -> Found | None:
    """Who wrote a person down and when: teammate (id), name, at. None for whoever was imported."""
    return session.one(ADDED, person=person)


def forget(session: Session, person: int) -> None:
    """Deletes what is personal of somebody: PERSONAL and their occasions, also from what the journal remembers.

    It is noted nowhere, so nothing brings it back.
    """
    session.run(CLEARED, person=person)
    for change in session.rows(CHANGES, person=person):
        kept = {side: without_details(change[side]) for side in ("before", "after")}
        if change["before"] and not kept["before"]:  # it would read as if the person had been added then
            session.run(STRIKE, change=change["id"])
        else:
            session.run(REWRITE, change=change["id"], **{f"kept_{side}": value for side, value in kept.items()})
    for row in occasions(session, person):
        session.run(NO_TRACE, occasion=row["id"])
        session.run(deleting(Occasion), row=row["id"])


def without_details(values: str) -> str:
    """A side of a journal's change, as JSON, without what is personal."""
    kept = {name: value for name, value in json.loads(values).items() if name not in PERSONAL} if values else {}
    return as_text(kept)

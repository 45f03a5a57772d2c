"""Teammates: who of us may ask, and how they are spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, select

from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Teammate, Workspace

T, W = table(Teammate), table(Workspace)


def own_or_platforms(column: str) -> ColumnElement[str]:
    """The locale or zone that a teammate has set or was imported with, else the one that the platform says."""
    own: ColumnElement[str] = T.c[column]
    return case((own != "", own), else_=T.c[f"platform_{column}"])


VOICE = {name: own_or_platforms(name).label(name) for name in ("locale", "zone")}
WHO = [VOICE.get(column.name, column) for column in T.c]
BY_ID = ours(select(*WHO).where(T.c.id == bindparam("teammate")))
ASKING = ours(
    select(*WHO, W.c.version, W.c.epoch)
    .select_from(T.join(W, W.c.id == T.c.workspace_id))
    .where(T.c.external_id == bindparam("external_id"))
)
BY_EXTERNAL = ours(select(*WHO).where(T.c.external_id == bindparam("external_id")))
BY_EMAIL = ours(select(*WHO).where(T.c.email == bindparam("email")))
ALL = ours(select(*WHO).order_by(T.c.name, T.c.id))


def find(session: Session, external_id: str, email: str) -> Found | None:
    """The teammate with this id of the platform, else with this mail address."""
    row = session.one(BY_EXTERNAL, external_id=external_id) if external_id else None
    if row is None and email:
        row = session.one(BY_EMAIL, email=email.strip().lower())
    return row


def asking(session: Session, external_id: str, email: str) -> Found | None:
    """The same for whoever asks, who becomes the session's viewer. How old the known names are comes along with it."""
    row = session.one(ASKING, external_id=external_id) if external_id else None
    if row is not None:
        session.names_at = (row["version"], row["epoch"])
    return row if row is not None else find(session, "", email)


def get(session: Session, teammate: int) -> Found | None:
    return session.one(BY_ID, teammate=teammate)


def everyone(session: Session) -> list[Found]:
    """All teammates who are still here, by name."""
    return [row for row in session.rows(ALL) if row["active"]]


def admins(session: Session) -> list[Found]:
    return [row for row in everyone(session) if row["admin"]]


def add(session: Session, email: str, name: str, **values: Any) -> int:
    """A new teammate, noted for the journal; the id."""
    row = session.add(Teammate, email=email.strip().lower(), name=name, **values)
    session.changed(Teammate, row, {}, {"email": email, "name": name})
    return row


def link(session: Session, teammate: Found, external_id: str) -> None:
    """Joins somebody known by mail to their id on the platform, at their first word."""
    if teammate["external_id"] != external_id:
        session.set(Teammate, teammate["id"], external_id=external_id)


def change(session: Session, teammate: int, **values: Any) -> None:
    session.set(Teammate, teammate, **values)


def named(session: Session, typed: str) -> Sequence[Found]:
    """Those whose name or mail address begins with, or holds as a word's beginning, what was typed."""
    wanted = typed.strip().lstrip("@").lower()
    return [
        row
        for row in everyone(session)
        if row["name"].lower().startswith(wanted)
        or row["email"].startswith(wanted)
        or any(word.startswith(wanted) for word in row["name"].lower().split())
    ]

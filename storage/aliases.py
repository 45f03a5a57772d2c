"""The names that accounts and people go by beside their own: what else they are called, and were before a merge."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from storage.known import NEW_EPOCH, add_names
from storage.session import Found, Session
from storage.statements import deleting, ours, table
from storage.tables import Name

N = table(Name)
OF = ours(
    select(N.c.id, N.c.ref, N.c.text)
    .where(N.c.kind == bindparam("kind"), N.c.ref.in_(bindparam("refs", expanding=True)))
    .order_by(N.c.id)
)


def of(session: Session, kind: str, refs: Sequence[int]) -> list[Found]:
    """All names of accounts or people (`kind`), oldest first: id, ref, text."""
    return session.rows(OF, kind=kind, refs=list(refs))


def get(session: Session, name: int) -> Found | None:
    """A name by its id: kind, ref, text."""
    return session.get(Name, name)


def add(session: Session, kind: str, ref: int, text: str) -> int:
    """One more name of an account or a person, noted for the journal; its id."""
    add_names(session, kind, [(ref, text)])
    name = max(row["id"] for row in of(session, kind, [ref]) if row["text"] == text)
    session.changed(Name, name, {}, {"text": text})
    return int(name)


def drop(session: Session, name: int) -> None:
    """Forgets one name; nothing where it is gone already."""
    row = get(session, name)
    if row is not None:
        session.run(deleting(Name), row=name)
        renew(session, row["kind"], [row["ref"]])


def renew(session: Session, kind: str, refs: Sequence[int]) -> None:
    """Has the names of `refs` read again in every process, because some were taken away or given to somebody else."""
    known = session.known
    session.run(NEW_EPOCH)
    for ref in refs:
        known.of(kind).remove(ref)
    for row in of(session, kind, refs):
        known.of(kind).add(row["ref"], row["text"])
    known.epoch += 1
    session.named()

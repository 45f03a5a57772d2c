"""What rows of other systems have become here, where our own row does not say it: see the table Origin.

Kinds are interaction and plan, teammate, and account and person for the second id of one that is there twice elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select

from storage.imports.entries import THESE, found
from storage.imports.rows import Row
from storage.session import Session
from storage.statements import adding_unless_there, ours, table
from storage.tables import Origin

O = table(Origin)  # noqa: E741
SOME = ours(select(O.c.external_id, O.c.ref).where(O.c.kind == bindparam("kind"), O.c.external_id.in_(THESE)))
ALL = ours(select(O.c.external_id, O.c.ref).where(O.c.kind == bindparam("kind")))


OURS = re.compile(r"(account|person|contact)-(\d{1,18})")


def returned(row: Row) -> int:
    """Our own id of what comes back from a system that was given it by an export of ours; 0 for anything else."""
    found = OURS.fullmatch(row["rapport_id"])
    return int(found[2]) if found else 0


def refs(session: Session, kind: str, ids: Collection[str]) -> dict[str, int]:
    """Our ids for those of `ids` that have become something here."""
    return {row["external_id"]: row["ref"] for row in found(session, SOME, ids, kind=kind)}


def all_of(session: Session, kind: str) -> dict[str, int]:
    return {row["external_id"]: row["ref"] for row in session.rows(ALL, kind=kind)}


def keep(session: Session, kind: str, pairs: Iterable[tuple[str, int]]) -> None:
    """Notes what (id of another system, id here) have become; what is noted already stays."""
    rows = [{"kind": kind, "external_id": external, "ref": ref} for external, ref in pairs]
    session.many(adding_unless_there(Origin, session.dialect), rows)

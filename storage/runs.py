"""Which runs of a job have been taken: one row each, by whoever came first."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from storage.session import Session
from storage.statements import adding_unless_there, ours, table
from storage.tables import Run

RUN = table(Run)
SINCE = ours(select(RUN.c.subject, RUN.c.day).where(RUN.c.job == bindparam("job"), RUN.c.day >= bindparam("since")))


@cache
def taking(dialect: str) -> Any:
    """Inserts a run unless it is there. PostgreSQL's driver counts no conflicts, so the row itself is asked for."""
    return adding_unless_there(Run, dialect).returning(RUN.c.subject)


def first(session: Session, job: str, subject: str, at: datetime, day: date | None = None) -> bool:
    """Takes the run of `job` for `subject` on `day` (UTC's of `at` if not given); False when anybody took it before."""
    return session.one(taking(session.dialect), job=job, subject=subject, day=day or at.date(), at=at) is not None


def taken(session: Session, job: str, since: date) -> set[tuple[str, date]]:
    """The (subject, day) of the runs taken for days from `since` on."""
    return {(row.subject, row.day) for row in session.run(SINCE, job=job, since=since)}

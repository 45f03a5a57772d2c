"""What an export takes: which rows, up to where, and where the last one to the same place ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select, text

from storage import runs
from storage.session import Session
from storage.statements import marked, ours, table
from storage.tables import Account, Fact, Insight, Interaction, Occasion, Person, Plan, Promise, Run

GROWING = tuple(table(model) for model in (Account, Person, Interaction, Insight, Fact, Promise, Plan, Occasion))
NAMES = tuple(each.name for each in GROWING)
HIGHEST = {each.name: ours(select(func.max(each.c.id))) for each in GROWING}
# An id is given before its row is to be seen: who waits for all writers knows that no lower one is still to come.
LOCK = marked(text(f"LOCK TABLE {', '.join(NAMES)} IN SHARE MODE"))
R = table(Run)
LAST = ours(select(R.c.subject, R.c.at).where(R.c.job == bindparam("job")).order_by(R.c.at.desc()).limit(1))

BEYOND = 2**31 - 1  # no id is higher
ANY_TIME = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of each table the rows with ids up to `until`; of what happened, those above `after` or noted from `at` on.

    An id that was taken back may be given again, which is why the moment counts too. `private`: also the notes that
    are for their author alone.
    """

    until: Mapping[str, int]
    after: Mapping[str, int]
    at: datetime = ANY_TIME
    private: bool = False

    def of(self, name: str) -> dict[str, int]:
        return {"until": self.until[name], "after": self.after[name]}


def everything(session: Session, *, private: bool = False) -> Wanted:
    """All that is there now."""
    return Wanted(ends(session), dict.fromkeys(NAMES, 0), private=private)


def noted_since(session: Session, at: datetime, *, private: bool = False) -> Wanted:
    """What was noted from the aware moment `at` on."""
    return Wanted(ends(session), dict.fromkeys(NAMES, BEYOND), at, private)


def since_last(session: Session, target: str, *, private: bool = False) -> Wanted:
    """What came after the last export to `target`; everything where there was none."""
    found = session.one(LAST, job=job(target))
    if found is None:
        return everything(session, private=private)
    return Wanted(ends(session), {**dict.fromkeys(NAMES, 0), **json.loads(found["subject"])}, found["at"], private)


def done(session: Session, target: str, wanted: Wanted, at: datetime) -> None:
    """Notes that an export to `target` begun at `at` is complete."""
    runs.first(session, job(target), json.dumps(wanted.until), at)


def job(target: str) -> str:
    return f"export {target}"


def ends(session: Session) -> dict[str, int]:
    """The highest id of each table, below which nothing can appear any more."""
    if session.dialect == "postgresql":
        session.run(LOCK)
    return {name: session.value(statement) or 0 for name, statement in HIGHEST.items()}

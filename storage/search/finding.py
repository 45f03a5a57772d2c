"""Finds notes and insights by their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, cast, exists, func, literal_column, or_, select

from bot.rules import query
from bot.rules.query import Term
from storage import statements
from storage.search import marks, numbers
from storage.search.indexing import LEARNED, NOTE, NUMBER, QUEUE, TSQUERY, WORDS
from storage.seen import readable, viewer
from storage.session import Found, Session
from storage.statements import WORKSPACE, marked, ours
from storage.tables import About, Account, Met, Person, Teammate

MOST = 1000  # hits that are counted
TAIL = 500  # notes not yet indexed that a search reads, the newest
A, P, T, MET, ABOUT = (statements.table(model) for model in (Account, Person, Teammate, Met, About))
ASKED = {
    "sqlite": literal_column("words").op("MATCH")(bindparam("asked")),
    "postgresql": WORDS["postgresql"].c.text.op("@@")(cast(bindparam("asked"), TSQUERY)),
}


def hits_of(dialect: str) -> Any:
    """The numbers of what the index has, newest first, each held by the rows themselves: its authors' ids with it."""
    number = NUMBER[dialect]
    note = (NOTE.c.workspace_id == WORKSPACE) & numbers.is_row(number, NOTE.c.id, numbers.NOTE)
    learned = (LEARNED.c.workspace_id == WORKSPACE) & numbers.is_row(number, LEARNED.c.id, numbers.INSIGHT)
    queued = select(QUEUE.c.row).where(QUEUE.c.workspace_id == WORKSPACE, QUEUE.c.row == number)
    own = [WORDS[dialect].c.workspace_id == WORKSPACE] if dialect == "postgresql" else []
    return marked(
        select(number.label("number"), func.coalesce(NOTE.c.author_id, LEARNED.c.author_id).label("author_id"))
        .select_from(WORDS[dialect].outerjoin(NOTE, note).outerjoin(LEARNED, learned))
        .where(
            *own,
            ASKED[dialect],
            number >= bindparam("low"),
            number <= bindparam("high"),
            or_(readable(NOTE), readable(LEARNED)),
            ~exists(queued.correlate(WORDS[dialect])),
        )
        .order_by(number.desc())
        .limit(bindparam("most"))
    )


HITS = {dialect: hits_of(dialect) for dialect in WORDS}
OF_NOTE = (
    select(
        *(NOTE.c.id, NOTE.c.day, NOTE.c.kind, NOTE.c.account_id, NOTE.c.author_id, NOTE.c.note.label("text")),
        A.c.name.label("account"),
        T.c.name.label("author"),
    )
    .select_from(
        NOTE.join(A, (A.c.id == NOTE.c.account_id) & (A.c.workspace_id == NOTE.c.workspace_id)).join(
            T, (T.c.id == NOTE.c.author_id) & (T.c.workspace_id == NOTE.c.workspace_id)
        )
    )
    .where(NOTE.c.workspace_id == WORKSPACE, readable(NOTE), NOTE.c.note != "")
)
OF_INSIGHT = (
    select(
        *(LEARNED.c.id, LEARNED.c.day, LEARNED.c.kind, LEARNED.c.account_id, LEARNED.c.author_id, LEARNED.c.text),
        A.c.name.label("account"),
        T.c.name.label("author"),
        P.c.name.label("person"),
    )
    .select_from(
        LEARNED.join(T, (T.c.id == LEARNED.c.author_id) & (T.c.workspace_id == LEARNED.c.workspace_id))
        .outerjoin(A, (A.c.id == LEARNED.c.account_id) & (A.c.workspace_id == LEARNED.c.workspace_id))
        .outerjoin(P, (P.c.id == LEARNED.c.person_id) & (P.c.workspace_id == LEARNED.c.workspace_id))
    )
    .where(LEARNED.c.workspace_id == WORKSPACE, readable(LEARNED))
)
LATE = select(QUEUE.c.row).where(QUEUE.c.workspace_id == WORKSPACE).order_by(QUEUE.c.row.desc()).limit(TAIL)


def queued(kind: int) -> Any:
    """The ids of one kind among the newest of the list."""
    newest = LATE.subquery("newest")
    return select(numbers.ref_in(newest.c.row)).where(numbers.is_of(newest.c.row, kind))


def named_in(whom: Any) -> Any:
    return select(whom.c.interaction_id).where(
        whom.c.workspace_id == WORKSPACE, whom.c.person_id == bindparam("person")
    )


ONE = (ours(OF_NOTE.where(NOTE.c.id == bindparam("note"))), ours(OF_INSIGHT.where(LEARNED.c.id == bindparam("note"))))
NOT_YET = (ours(OF_NOTE.where(NOTE.c.id.in_(queued(0)))), ours(OF_INSIGHT.where(LEARNED.c.id.in_(queued(1)))))
ABOUT_THEM = (
    ours(OF_NOTE.where(or_(NOTE.c.id.in_(named_in(MET)), NOTE.c.id.in_(named_in(ABOUT))))),
    ours(OF_INSIGHT.where(LEARNED.c.person_id == bindparam("person"))),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is searched for: all of `terms`, at an account, about a person, by a teammate; ids.

    `kind` is "note" or "insight" for one of the two, `of` a Kind or a Learned as text; `since` and `until` are days,
    both included.
    """

    terms: Sequence[Term] = ()
    account: int | None = None
    person: int | None = None
    author: int | None = None
    kind: str = ""
    of: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A note or an insight that was found; `account` and `person` are names, "" for none. `of` is its kind."""

    kind: str
    id: int
    day: date
    of: str
    text: str
    account_id: int | None
    account: str
    person: str
    author_id: int
    author: str


@dataclass(frozen=True, slots=True)
class Hits:
    """A page, newest first; `count` is how many there are in all, MOST + 1 for more than that."""

    page: Sequence[Hit]
    count: int


def find(session: Session, wanted: Wanted, most: int, skip: int = 0) -> Hits:
    """The notes and insights that the viewer may read, `most` of them after the first `skip`."""
    enough = max(MOST + 1, skip + most + 1)
    found = numbers_of(session, wanted, enough)
    page = [hit for number, _author in found[skip : skip + most] if (hit := read(session, number)) is not None]
    return Hits(page, min(len(found), MOST + 1))


def numbers_of(session: Session, wanted: Wanted, most: int) -> list[tuple[int, int]]:
    """The numbers of all that was found, newest first, each with its author's id; `most` of them."""
    if wanted.person is not None:
        return sorted(looked_through(session, wanted, ABOUT_THEM, person=wanted.person), reverse=True)[:most]
    # before the index: what is moved from the one to the other in between is found twice, and not missed
    late = looked_through(session, wanted, NOT_YET)
    rows = session.rows(HITS[session.dialect], **asked(session, wanted), most=most, **viewer(session))
    return sorted({*late, *((row["number"], row["author_id"]) for row in rows)}, reverse=True)[:most]


def asked(session: Session, wanted: Wanted) -> dict[str, Any]:
    """The values that a statement of HITS binds."""
    every = [marks.of_account(wanted.account)] if wanted.account is not None else []
    every += [marks.of_author(wanted.author)] if wanted.author is not None else []
    every += [marks.of_kind(int(wanted.kind == "insight"), wanted.of)] if wanted.kind else []
    return {
        "asked": marks.asked(session.dialect, wanted.terms, every, marks.readable_by(session)),
        "low": numbers.first(wanted.since or date.min),
        "high": numbers.last(wanted.until or date.max),
    }


def looked_through(session: Session, wanted: Wanted, ways: Sequence[Any], **values: object) -> list[tuple[int, int]]:
    """What was found among the notes themselves."""
    return [
        (numbers.numbered(row["day"], row["id"], kind), row["author_id"])
        for kind, way in enumerate(ways)
        for row in session.rows(way, **viewer(session), **values)
        if fits(wanted, kind, row)
    ]


def fits(wanted: Wanted, kind: int, row: Found) -> bool:
    """Whether a note is what is searched for, as the index would have it."""
    return (
        wanted.account in (None, row["account_id"])
        and wanted.author in (None, row["author_id"])
        and wanted.kind in ("", ("note", "insight")[kind])
        and wanted.of in ("", row["kind"])
        and (wanted.since or date.min) <= row["day"] <= (wanted.until or date.max)
        and query.matches(query.keys(row["text"]), [term for term in wanted.terms if term])
    )


def read(session: Session, number: int) -> Hit | None:
    kind, note = numbers.ref(number)
    row = session.one(ONE[kind], note=note, **viewer(session))
    if row is None:
        return None
    return Hit(
        kind=("note", "insight")[kind],
        id=note,
        day=row["day"],
        of=row["kind"],
        text=row["text"],
        account_id=row["account_id"],
        account=row["account"] or "",
        person=row.get("person") or "",
        author_id=row["author_id"],
        author=row["author"],
    )

"""Takes what was noted, changed or taken away into the index of words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam, cast, column, delete, func, insert, select, table
from sqlalchemy.types import UserDefinedType

from bot.rules import query
from storage import statements
from storage.search.marks import marks
from storage.search.numbers import numbered, ref
from storage.session import Found, Session
from storage.statements import WORKSPACE, marked, ours
from storage.tables import Insight, Interaction, Unindexed

BATCH = 1000  # notes in a transaction, where many are to be indexed

Write = Callable[[Callable[[Session], int]], int]

QUEUE, NOTE, LEARNED = (statements.table(model) for model in (Unindexed, Interaction, Insight))
NEWEST = select(QUEUE.c.row).where(QUEUE.c.workspace_id == WORKSPACE).order_by(QUEUE.c.row.desc())
TAKE = marked(
    delete(QUEUE)
    .where(
        QUEUE.c.workspace_id == WORKSPACE,
        QUEUE.c.row.in_(NEWEST.limit(bindparam("most")).with_for_update(skip_locked=True)),
    )
    .returning(QUEUE.c.row)
)
WAITING = ours(select(func.count().label("n")).select_from(QUEUE))
OF = (  # by kind: numbers.NOTE, numbers.INSIGHT
    ours(
        select(
            *(NOTE.c.id, NOTE.c.day, NOTE.c.account_id, NOTE.c.author_id, NOTE.c.kind, NOTE.c.visible),
            NOTE.c.note.label("text"),
        ).where(NOTE.c.id == bindparam("note"))
    ),
    ours(
        select(
            *(LEARNED.c.id, LEARNED.c.day, LEARNED.c.account_id, LEARNED.c.author_id, LEARNED.c.kind),
            *(LEARNED.c.visible, LEARNED.c.text),
        ).where(LEARNED.c.id == bindparam("note"))
    ),
)


class Native(UserDefinedType[str]):
    """A type of PostgreSQL's that has a name and nothing more, so that a statement of it can be read anywhere."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_options: Any) -> str:
        return self.name


TSVECTOR, TSQUERY = Native("tsvector"), Native("tsquery")
# each database's own table, which is none of the models
FTS5 = table("words", column("rowid", BigInteger), column("workspace_id", Integer), column("text"))
TSV = table("words", column("row", BigInteger), column("workspace_id", Integer), column("text", TSVECTOR))
NUMBER = {"sqlite": FTS5.c.rowid, "postgresql": TSV.c.row}
WORDS: dict[str, Any] = {"sqlite": FTS5, "postgresql": TSV}
TEXT = {"sqlite": bindparam("words"), "postgresql": cast(bindparam("words"), TSVECTOR)}
DROP = {
    name: marked(delete(words).where(words.c.workspace_id == WORKSPACE, NUMBER[name] == bindparam("number")))
    for name, words in WORDS.items()
}
PUT = {
    name: marked(
        insert(words).values({NUMBER[name]: bindparam("number"), "workspace_id": WORKSPACE, "text": TEXT[name]})
    )
    for name, words in WORDS.items()
}


def index(session: Session, most: int) -> int:
    """Takes up to `most` notes off the list, the newest first, and into the index; how many there were."""
    numbers = [row["row"] for row in session.rows(TAKE, most=most)]
    session.many(DROP[session.dialect], [{"number": number} for number in numbers])
    found = [(number, *ref(number)) for number in numbers]
    rows = [(number, kind, session.one(OF[kind], note=note)) for number, kind, note in found]
    session.many(
        PUT[session.dialect],
        [
            {"number": number, "words": written(session, kind, row)}
            for number, kind, row in rows
            if row is not None and row["text"] and numbered(row["day"], row["id"], kind) == number
        ],
    )
    return len(numbers)


def waiting(session: Session) -> int:
    """How many notes the index has yet to be told of."""
    return int(session.value(WAITING))


def written(session: Session, kind: int, row: Found) -> str:
    """A note's words and marks, as the database's index takes them."""
    words, beside = query.keys(row["text"]), marks(session.workspace, kind, row)
    if session.dialect == "sqlite":
        return " ".join([*words, *beside])
    return " ".join([*(f"'{word}':{n}" for n, word in enumerate(words, 1)), *(f"'{mark}'" for mark in beside)])


def index_all(write: Write, progress: Callable[[int, int], None]) -> None:
    """Takes the whole list into the index, batch by batch, of which `write` does each in a transaction of its own.

    `progress` is told how many notes of how many are done.
    """
    total, done = write(waiting), 0
    while batch := write(partial(index, most=BATCH)):
        done += batch
        progress(min(done, total), total)

"""Rows of our tables while a batch is worked on: looked up many at once, changed in memory, written many at once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import BindParameter, bindparam, insert, text

from bot.words import _
from storage.imports.rows import Rejected, Row, Skipped
from storage.session import Found, Session
from storage.statements import WORKSPACE, adding, marked, setting, table
from storage.tables import (
    Account,
    ContactDay,
    Interaction,
    Met,
    Name,
    Person,
    Position,
    Tie,
    Took,
    Touch,
)
from storage.tables import (
    Row as Stored,
)

SAMPLES = 5
THESE: BindParameter[Any] = bindparam("these", expanding=True)
CHUNK = 400  # values in one IN: SQLite had room for 999 for a long time

GROWN = (Account, Name, Person, Position, Interaction, Met, Took, ContactDay, Tie, Touch)
COUNT = marked(text("ANALYZE " + ", ".join(table(model).name for model in GROWN)))

T = TypeVar("T")


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    JOINED = "joined"  # tells of one that is there already under another id


Fate = Outcome | Rejected | Skipped
SHOWN = {"key": "name", "owner_id": "owner", "parent_id": "parent", "manager_id": "manager", "zone": "timezone"}
PAGE = 4096  # ids in one piece of Claims


class Claims:
    """Which columns of which rows a file has spoken of so far, two bytes a row however many there are."""

    def __init__(self, *columns: str) -> None:
        self._bits = {column: 1 << n for n, column in enumerate(columns)}
        self._pages: dict[int, array[int]] = {}

    def bits(self, columns: Iterable[str]) -> int:
        return sum(self._bits[column] for column in columns)

    def of(self, row: int) -> int:
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None else 0

    def keep(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if entry.given:
                page = self._pages.get(entry.id // PAGE)
                if page is None:
                    page = self._pages[entry.id // PAGE] = array("H", bytes(2 * PAGE))
                page[entry.id % PAGE] = entry.given


class Entry:
    """One row, there (`id`) or to be added (0). `given` are the columns that this file has spoken of so far."""

    __slots__ = ("changed", "claims", "given", "id", "values")

    def __init__(self, claims: Claims, values: dict[str, Any], row: int = 0) -> None:
        self.id = row
        self.values = values
        self.claims = claims
        self.given = claims.of(row) if row else 0
        self.changed: set[str] = set()

    def check(self, said: dict[str, Any]) -> dict[str, Any]:
        """What of it is not blank.

        Raises Rejected where another row of the file has said otherwise: else the same file twice would never rest.
        """
        said = {column: value for column, value in said.items() if value not in ("", None, ())}
        if self.given:
            for column, value in said.items():
                if self.given & self.claims.bits((column,)) and self.values.get(column) != value:
                    shown = SHOWN.get(column, column)
                    raise Rejected(f"{shown}: " + _("another row of this file says otherwise about the same one"))
        return said

    def give(self, said: dict[str, Any]) -> bool:
        """Takes over what is said and not blank; whether that changed anything. Raises Rejected as `check` does."""
        said = self.check(said)
        self.given |= self.claims.bits(said)
        news = {column for column, value in said.items() if self.values.get(column) != value}
        self.values.update(said)
        self.changed |= news
        return bool(news)

    def fill(self, said: dict[str, Any]) -> bool:
        """Takes over what is said where nothing stands yet; whether that changed anything."""
        blank = {column: value for column, value in said.items() if value and not self.values.get(column)}
        self.values.update(blank)
        self.changed |= set(blank)
        return bool(blank)


class Kind:
    """What is done with the rows of one kind of file. Each function comes to the same when it is run again."""

    link_column = ""  # where a row may point to a later one; "" for nowhere

    def __init__(self) -> None:
        self.samples: list[dict[str, str]] = []  # the first rows as they were stored

    def sample(self, **shown: object) -> None:
        if len(self.samples) < SAMPLES:
            self.samples.append({name: str(value) for name, value in shown.items() if value not in ("", None)})

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        """Stores rows, each as far as it stands alone; what became of each."""
        raise NotImplementedError

    def link(self, _session: Session, rows: Sequence[Row]) -> list[Fate]:
        """Stores where rows point to, once all rows are in."""
        return [Outcome.UNCHANGED for _row in rows]

    def ownerless(self) -> list[tuple[int, int]]:
        """The accounts of the file with the teammate that each goes to if it has no owner."""
        return []


def each(rows: Iterable[Row], judge: Callable[[Row], Outcome]) -> list[Fate]:
    """What becomes of each row."""
    fates: list[Fate] = []
    for row in rows:
        try:
            fates.append(judge(row))
        except (Rejected, Skipped) as reason:
            fates.append(reason)
    return fates


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def found(session: Session, statement: Any, values: Collection[Any], **bound: Any) -> Iterator[Found]:
    """The rows for `values`, which the statement takes some at a time as `these`."""
    for some in batches((value for value in values if value), CHUNK):
        result = session.run(statement, these=some, **bound)
        keys = tuple(result.keys())
        for row in result:
            yield dict(zip(keys, row, strict=True))


@cache
def adding_with_ids(model: type[Stored]) -> Any:
    return marked(adding(model)[0].returning(table(model).c.id, sort_by_parameter_order=True))


@cache
def adding_as(model: type[Stored]) -> Any:
    """The insert of a row with an id of our choice."""
    names = [*adding(model)[1], "id"]
    return marked(insert(model).values({name: bindparam(name) for name in names} | {"workspace_id": WORKSPACE}))


def add(session: Session, model: type[Stored], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Adds rows, columns left out at their defaults; their ids in the same order.

    SQLite gives ids back row by row only. There nobody else writes meanwhile, and a new row has the highest id: the
    ones after it are free.
    """
    if not rows:
        return []
    if session.dialect == "sqlite":
        first = session.add(model, **rows[0])
        defaults = adding(model)[1]
        session.many(adding_as(model), [{**defaults, **row, "id": n} for n, row in enumerate(rows[1:], first + 1)])
        return list(range(first, first + len(rows)))
    bound = {"workspace": session.workspace, **adding(model)[1]}
    return list(session.connection.execute(adding_with_ids(model), [{**bound, **row} for row in rows]).scalars())


def change(session: Session, model: type[Stored], entries: Iterable[Entry]) -> None:
    """Writes what has changed of rows that were there."""
    columns = {column.name for column in table(model).c}
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        names = tuple(sorted(entry.changed & columns))
        if entry.id and names:
            new = {f"new_{name}": entry.values[name] for name in names}
            alike.setdefault(names, []).append({"row": entry.id, **new})
    for names, rows in alike.items():
        session.many(setting(model, names), rows)


def store(session: Session, model: type[Stored], entries: Iterable[Entry]) -> None:
    """Adds what is new, which then has its id, and writes what has changed."""
    every = list(entries)
    columns = {column.name for column in table(model).c} - {"id", "workspace_id"}
    new = [entry for entry in every if not entry.id]
    change(session, model, every)
    values = [{name: value for name, value in entry.values.items() if name in columns} for entry in new]
    for entry, row in zip(new, add(session, model, values), strict=True):
        entry.id = row


def count_rows(session: Session) -> None:
    """Lets PostgreSQL see how its tables have grown: by its first guess it reads a whole table for every lookup."""
    if session.dialect == "postgresql":
        session.run(COUNT)


def circular(above: dict[int, int | None], below: int, parent: int) -> bool:
    """Whether `below` would come to stand above itself."""
    seen = {below}
    step: int | None = parent
    while step is not None and step not in seen:
        seen.add(step)
        step = above.get(step)
    return step == below

"""Every statement is bound to one workspace, and two workspaces in one database know nothing of each other."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Dialect, alias, bindparam, delete, insert, select, text, union, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

import handlers
import schedules
import storage
from handlers import Bot
from storage import (
    accounts,
    book,
    interactions,
    journal,
    nudges,
    outbox,
    people,
    runs,
    statements,
    sums,
    teammates,
    ties,
    workspaces,
)
from storage.imports import entries
from storage.known import NAME
from storage.memory import Memory
from storage.session import Scope, Session
from storage.statements import WORKSPACE, ours, table, unbound
from storage.tables import Account, Draft, Person, Position, Row, Teammate
from tests.conversation import Talk

DIALECTS: dict[str, Dialect] = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}  # type: ignore[no-untyped-call]
A, P, POS, T = table(Account), table(Person), table(Position), table(Teammate)
MODELS = [model for model in Row.__subclasses__() if model.__table__.name not in statements.UNSCOPED]
WITH_ID = [model for model in MODELS if "id" in model.model_fields]


def every_module(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.startswith("storage.migrations."):
            importlib.import_module(found.name)


def built() -> list[tuple[Any, Dialect]]:
    """Every statement there is, those made when they are first needed too, with each database that it is for."""
    for package in (storage, handlers, schedules):
        every_module(package)
    for model in MODELS:
        statements.adding(model)
    for model in WITH_ID:
        statements.by_id(model)
        statements.deleting(model)
        statements.setting(model, tuple(name for name in model.model_fields if name != "id"))
        entries.adding_with_ids(model)
    both = [
        (each, dialect)
        for each in statements.BUILT
        for dialect in DIALECTS.values()
        if kind(each) in ("", dialect.name)
    ]
    for name, dialect in DIALECTS.items():
        own = [*sums.writes(name), nudges.upsert_of(name), *(statements.adding_unless_there(m, name) for m in MODELS)]
        both += [(each, dialect) for each in own]
    return both


def kind(statement: Any) -> str:
    """The database whose own words a statement has, "" where any reads it."""
    module = type(statement).__module__
    return next((name for name in DIALECTS if f"dialects.{name}" in module), "")


def test_every_statement_binds_its_workspace_on_both_databases() -> None:
    found = built()
    assert len({id(statement) for statement, _ in found}) > 100
    for statement, dialect in found:
        compiled = str(statement.compile(dialect=dialect))
        assert unbound(statement, dialect) == [], compiled


PERSON = POS.c.person_id == P.c.id
JOINED = PERSON & (POS.c.workspace_id == P.c.workspace_id)
PARENT = alias(A, "parent")


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        (select(A.c.name), ["account"]),
        (select(A.c.name).where(A.c.workspace_id != WORKSPACE), ["account"]),
        (select(A.c.name).where(A.c.id == WORKSPACE), ["account"]),
        (select(A.c.name).where(A.c.workspace_id == bindparam("account")), ["account"]),
        (select(P.c.name).select_from(P.join(POS, JOINED)), ["person", "position"]),
        (select(P.c.name).select_from(P.join(POS, PERSON)).where(P.c.workspace_id == WORKSPACE), ["position"]),
        (select(A.c.name).where(A.c.workspace_id == WORKSPACE, A.c.owner_id.in_(select(T.c.id))), ["teammate"]),
        (select(A.c.name, PARENT.c.name).where(PARENT.c.workspace_id == WORKSPACE), ["account"]),
        (union(select(A.c.name).where(A.c.workspace_id == WORKSPACE), select(P.c.name)), ["person"]),
        (update(A).values(name="x"), ["account"]),
        (update(A).values(name=select(T.c.name).scalar_subquery()).where(A.c.workspace_id == WORKSPACE), ["teammate"]),
        (delete(A).where(A.c.id == bindparam("row")), ["account"]),
        (insert(A).values(name="x", workspace_id=1), ["account"]),
    ],
)  # fmt: skip
def test_a_statement_that_forgets_its_workspace_is_found(statement: Any, tables: list[str]) -> None:
    for dialect in DIALECTS.values():
        assert unbound(statement, dialect) == tables


def test_each_table_of_a_join_is_bound_by_ours() -> None:
    said = str(ours(select(P.c.name, PARENT.c.name).select_from(P.join(POS, JOINED)).where(PARENT.c.key == "x")))
    assert "person.workspace_id = :workspace" in said
    assert "position.workspace_id = person.workspace_id" in said
    assert "parent.workspace_id = :workspace" in said


def test_a_session_runs_nothing_that_is_not_marked(memory: Memory) -> None:
    scope = Scope(workspaces.first(memory))
    for work in (
        lambda session: session.run(select(A)),
        lambda session: session.many(insert(A), [{"name": "x"}]),
        lambda session: session.run(text("SELECT 1")),
    ):
        with pytest.raises((AssertionError, AttributeError)):
            memory.read_now(scope, work)


def test_what_binds_no_workspace_at_run_time_is_refused_by_the_database(memory: Memory) -> None:
    """`workspace` has no default: a statement run past the Session fails instead of reading everybody's rows."""
    with pytest.raises(Exception, match="required for bind parameter 'workspace'"):
        memory.read_now(Scope(1), lambda session: session.connection.execute(accounts.BY_KEY, {"key": "x"}))


# where statements reach the database without a Session: opening it, migrating, copying it, and one that marks its own
PAST_THE_SESSION = {"session", "engines", "migrate", "writer", "backup", "walls", "entries", "prepared", "full_text"}


def test_nothing_in_storage_goes_round_the_session() -> None:
    root = Path(__file__).parent.parent / "storage"
    found = {
        path.stem
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("execute", "exec_driver_sql", "executemany")
    }
    assert found == PAST_THE_SESSION


def second_workspace(memory: Memory) -> int:
    """Another workspace in the same database, with a teammate of its own."""

    def work(session: Session) -> int:
        key = session.run(workspaces.NEW).inserted_primary_key
        assert key is not None
        session.workspace = int(key[0])
        workspaces.enter(session)
        teammates.add(session, "tom@example.com", "Tom of the others", admin=True)
        return session.workspace

    first = Scope(workspaces.first(memory))
    memory.write_now(first, lambda session: workspaces.adopt(session, "slack", "T1", "First"))
    return memory.write_now(workspaces.NOBODYS, work)


async def fill(talk: Talk) -> dict[str, int]:
    """The first workspace with something in every table that is asked about; ids of it, which are the first of each."""
    await talk.say("tom", '/logcontact @new:"ACME" new:"Jane Doe" yesterday call: renewal in May', key="d1")
    await talk.say("tom", "/rapport snooze ACME 1 week")
    await talk.say("tom", f"/logcontact Nobody Known at Globex today call: {'x' * 5000}")

    def work(session: Session) -> dict[str, int]:
        [jane] = session.known.people.exact("Jane Doe")
        [acme] = session.known.accounts.exact("ACME")
        runs.first(session, "digest", "1", talk.now)
        card = talk.last.card  # type: ignore[union-attr]
        outbox.plan(session, 1, "digest", card, talk.now, talk.now.date(), [outbox.Told(acme, "neglected", 1)])
        return {"jane": jane, "acme": acme}

    return talk.memory.write_now(talk.scope, work)


def questions(talk: Talk, acme: int, jane: int) -> dict[str, Callable[[Session], Any]]:
    today = talk.now.date()
    day = today.toordinal()
    return {
        "accounts.get": lambda s: accounts.get(s, acme),
        "people.at": lambda s: people.at(s, acme),
        "people.positions": lambda s: people.positions(s, [jane]),
        "people.get": lambda s: people.get(s, jane),
        "known.accounts": lambda s: s.known.accounts.exact("ACME"),
        "known.people": lambda s: s.known.people.exact("Jane Doe"),
        "interactions.get": lambda s: interactions.get(s, 1),
        "interactions.people_of": lambda s: interactions.people_of(s, 1),
        "interactions.mates_of": lambda s: interactions.mates_of(s, 1),
        "interactions.last_notes": lambda s: interactions.last_notes(s, acme, today),
        "interactions.kinds": lambda s: interactions.kinds(s, acme, today - timedelta(90), today),
        "ties.now": lambda s: ties.colleagues(s, acme, 0, day, past=False),
        "ties.then": lambda s: ties.colleagues(s, acme, jane, day, past=True),
        "ties.last_met now": lambda s: ties.last_met(s, acme, day, past=False),
        "ties.last_met then": lambda s: ties.last_met(s, acme, day, past=True),
        "book now": lambda s: book.book(s, None, today),
        "book then": lambda s: book.book(s, None, today, past=True),
        "book of one": lambda s: book.book(s, 1, today),
        "journal.get": lambda s: journal.get(s, 1),
        "teammates.find": lambda s: teammates.find(s, "", "ann@example.com"),
        "drafts": lambda s: s.get(Draft, 1),
        "nudges.snoozed": lambda s: nudges.snoozed(s, 1, today),
        "nudges.said": lambda s: nudges.said(s, 1, today + timedelta(1)),
        "runs.taken": lambda s: runs.taken(s, "digest", today),
        "outbox.claim": lambda s: outbox.claim(s, talk.now, timedelta(minutes=1), 9),
        "names": lambda s: s.rows(ours(select(NAME))),
    }


async def test_two_workspaces_do_not_see_each_other(talk: Talk) -> None:
    ids = await fill(talk)
    other = Scope(second_workspace(talk.memory))
    for name, question in questions(talk, **ids).items():
        mine = talk.memory.write_now(talk.scope, question)
        assert mine, f"{name} has nothing to hide: {mine!r}"
        assert not talk.memory.write_now(other, question), name
    for model in MODELS:
        seen = talk.memory.read_now(other, lambda session, model=model: session.rows(ours(select(table(model)))))  # type: ignore[misc]
        assert {row["workspace_id"] for row in seen} <= {other.workspace}, model


async def test_the_same_name_and_the_same_mail_are_somebody_else_next_door(talk: Talk) -> None:
    await fill(talk)
    other = second_workspace(talk.memory)
    here, talk.bot = talk.bot, Bot(talk.memory, other)
    assert "Nobody of us has noted “ACME” yet" in await talk.hear("tom", "/whoknows ACME")
    await talk.say("tom", '/logcontact @new:"ACME" new:"Jane Doe" today call: theirs alone', key="d1")
    said = await talk.hear("tom", "/whoknows ACME")
    assert "Tom of the others" in said
    talk.bot = here
    assert "Tom of the others" not in await talk.hear("tom", "/whoknows ACME")


async def test_nothing_of_another_workspace_can_be_changed(talk: Talk) -> None:
    ids = await fill(talk)
    other = Scope(second_workspace(talk.memory), 1)
    for work in (
        lambda s: accounts.own(s, ids["acme"], None),
        lambda s: accounts.set_tier(s, ids["acme"], "A"),
        lambda s: teammates.change(s, 1, admin=False),
    ):
        with pytest.raises(LookupError):
            talk.memory.write_now(other, work)
    with pytest.raises(DBAPIError):  # no position at an account of theirs: the keys include the workspace
        talk.memory.write_now(other, lambda s: people.create(s, "Spy", ids["acme"]))
    talk.memory.write_now(other, lambda s: journal.take_back_contact(s, 1))
    talk.memory.write_now(other, lambda s: s.run(statements.deleting(Account), row=ids["acme"]))
    assert talk.memory.read_now(talk.scope, lambda s: interactions.get(s, 1)) is not None
    assert talk.memory.read_now(talk.scope, lambda s: accounts.get(s, ids["acme"])) is not None


TABLES = sorted(set(SQLModel.metadata.tables) - statements.UNSCOPED)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_statement_without_its_workspace_meets_the_second_wall(talk: Talk) -> None:
    """Raw SQL in a session of another workspace, as a statement that forgot its own would be."""
    await fill(talk)
    other = Scope(second_workspace(talk.memory))
    mine = talk.scope.workspace

    def look(session: Session, name: str, where: str) -> int:
        found = session.connection.execute(text(f'SELECT count(*) FROM "{name}" WHERE {where}'))
        return int(found.scalar_one())

    def write(session: Session, said: str) -> int:
        return int(session.connection.execute(text(said)).rowcount)

    filled = [n for n in TABLES if talk.memory.read_now(talk.scope, lambda s, n=n: look(s, n, "true"))]  # type: ignore[misc]
    assert {"account", "person", "interaction", "contact_day", "tie", "outbox", "draft", "journal"} <= set(filled)
    for name in filled:
        assert talk.memory.read_now(other, lambda s, n=name: look(s, n, f"workspace_id = {mine}")) == 0, name  # type: ignore[misc]
        for said in (f'UPDATE "{name}" SET workspace_id = {other.workspace}', f'DELETE FROM "{name}"'):
            where = f" WHERE workspace_id = {mine}"
            assert talk.memory.write_now(other, lambda s, said=said + where: write(s, said)) == 0, name  # type: ignore[misc]
    added = f"INSERT INTO tier (workspace_id, name, cadence, \"limit\") VALUES ({mine}, 'Z', 1, 2)"
    with pytest.raises(DBAPIError, match="row-level security"):
        talk.memory.write_now(other, lambda s: write(s, added))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whoever_names_no_workspace_sees_no_row(memory: Memory) -> None:
    with memory.engine("read").connect() as connection:
        for name in TABLES:
            assert connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() == 0
        walls = connection.execute(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname")
        ).scalars()
        assert sorted(walls) == TABLES


def test_a_workspace_is_adopted_by_one_team_only(memory: Memory) -> None:
    scope = Scope(workspaces.first(memory))
    for _twice in range(2):
        memory.write_now(scope, lambda session: workspaces.adopt(session, "slack", "T1", "First"))
    with pytest.raises(ValueError, match="belongs to slack workspace First"):
        memory.write_now(scope, lambda session: workspaces.adopt(session, "slack", "T2", "Second"))
    assert workspaces.first(memory) == scope.workspace

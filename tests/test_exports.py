"""Files out: whole, faithful, safe, and readable by the import that they mirror."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.cli.wiring import clock
from storage import accounts, facts, insights, interactions, journal, people, promises, sample, workspaces
from storage.exports import Result, cells, crm, export, files
from storage.imports import import_file
from storage.interactions import Contact
from storage.memory import Memory
from storage.session import Found, Scope, Session
from storage.statements import ours, table
from storage.tables import Account, Interaction, Met, Person, Position, Took
from tests.conversation import Talk
from tests.given import contact, customer, does, mate, person
from tests.shell import Shell

TODAY = date(2026, 3, 11)
TABLES = (Account, Person, Interaction, Met, Took)
NAMED = (Account, Person)
ALL = {each: ours(select(table(each))) for each in TABLES}


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(monkeypatch, capsys, tmp_path)


def given(talk: Talk, target: Path, form: str = "csv", **options: Any) -> Result:
    options = {"at": talk.now, **options}
    return export(talk.memory, talk.scope, target, form=form, progress=lambda _done, _all: None, **options)


def table_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def everything(memory: Memory, scope: Scope) -> dict[str, list[tuple[Any, ...]]]:
    """Accounts, people and interactions by what they are called, without our own ids."""

    def work(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        rows = {each: session.rows(statement) for each, statement in ALL.items()}
        names: dict[Any, dict[int, str]] = {
            each: {r["id"]: r["name"] for r in rows[each]} for each in (Account, Person)
        }

        def with_whom(of: Any, row: Found, column: str) -> tuple[Any, ...]:
            return tuple(sorted(one[column] for one in rows[of] if one["interaction_id"] == row["id"]))

        def company(row: Found) -> str:
            return names[Account].get(row, "") if isinstance(row, int) else ""

        return {
            "accounts": sorted(
                (r["name"], r["tier"], r["owner_id"], r["domain"], r["external_id"], company(r["parent_id"]),
                 r["industry"], r["last_activity"])
                for r in rows[Account]
            ),
            "people": sorted((r["name"], r["email"], r["external_id"]) for r in rows[Person]),
            "interactions": sorted(
                (r["day"], names[Account][r["account_id"]], r["author_id"], r["kind"], r["note"], r["participants"],
                 r["visible"], r["favour"],
                 tuple(sorted(names[Person][one] for one in with_whom(Met, r, "person_id"))),
                 with_whom(Took, r, "teammate_id"))
                for r in rows[Interaction]
            ),
        }  # fmt: skip

    return memory.read_now(scope, work)


def imported(memory: Memory, scope: Scope, file: Path) -> list[Any]:
    return import_file(memory, scope.workspace, file, zone="UTC", at=clock(), progress=lambda _d, _t: None)


def brought(memory: Memory, scope: Scope, folder: Path) -> list[int]:
    """Imports an export into another memory; how many rows of each file were rejected."""
    return [
        sum(result.rejected for result in imported(memory, scope, folder / f"{name}.csv"))
        for name in ("teammates", "accounts", "people", "interactions")
    ]


def test_what_was_exported_can_be_imported_and_is_the_same(talk: Talk, tmp_path: Path) -> None:
    for name, text in sample.texts(TODAY).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    brought(talk.memory, talk.scope, tmp_path)
    parent = customer(talk, "Group", "tom")
    odd = customer(talk, '+plus & Söhne, "quoted"', "tom", tier="A", parent_id=parent, industry="=1+1")
    kim, jane = (
        person(talk, "김 민수", odd, "상무 / 영업본부장", "영업"),
        person(talk, "Jane Roe", odd, email="j@roe.example"),
    )
    contact(talk, "tom", odd, [3, 9], [kim, jane], participants=7)
    does(talk, lambda session: session.set(Interaction, 1, note='-1 is\nless, "than" 0; so; what'))
    does(talk, lambda session: session.set(Interaction, 2, note="'=already quoted", visible="me", favour="give"))
    moved_on(talk, jane)

    given(talk, tmp_path / "out", private=True)

    other = Memory(f"sqlite:///{tmp_path / 'other.db'}")
    try:
        other.migrate()
        scope = Scope(workspaces.first(other))
        assert brought(other, scope, tmp_path / "out") == [0, 0, 0, 0]
        assert everything(other, scope) == everything(talk.memory, talk.scope)
    finally:
        other.close()


def moved_on(talk: Talk, someone: int) -> None:
    """Somebody has another job now, elsewhere; what was noted stays with the old one."""
    new = customer(talk, "New Co")

    def work(session: Session) -> None:
        (old,) = (row for row in session.rows(ours(select(table(Position)))) if row["person_id"] == someone)
        session.set(Position, old["id"], until=TODAY)
        session.add(Position, person_id=someone, account_id=new, duty="CFO")

    does(talk, work)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("=1+1", "'=1+1"),
        ("+82 10 1234", "'+82 10 1234"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
    ],
)
def test_no_cell_is_a_formula_and_reading_it_gives_the_text_back(text: str, cell: str) -> None:
    assert cells.guarded(text) == cell
    assert cells.unguarded(cell) == text


@pytest.mark.parametrize(
    ("text", "cell"), [("+82 10-1234-5678", "+82 10-1234-5678"), ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0")]
)
def test_another_system_gets_a_phone_number_as_it_is_and_nothing_that_runs(text: str, cell: str) -> None:
    assert cells.guarded_but_numbers(text) == cell


def a_little_of_everything(talk: Talk) -> None:
    acme = customer(talk, "ACME", "tom")
    jane = person(talk, "Jane Doe", acme, "CFO", phone="+1 555 0100", birthday="03-14")
    contact(talk, "tom", acme, [1], [jane])
    tom = mate(talk, "tom")

    def work(session: Session) -> None:
        session.viewer = tom
        session.set(Interaction, 1, note="=2+2", favour="ask")
        insights.learn(
            session, account=acme, person=jane, kind="need", text="Wants \x07 bells", source="lunch", day=TODAY,
            at=talk.now, visible="all", interaction=1,
        )  # fmt: skip
        facts.record(session, person=jane, account=acme, kind="attitude", value="supportive", day=TODAY, at=talk.now)
        promises.make(
            session, account=acme, person=jane, teammate=tom, text="Report", due=TODAY, on=TODAY, interaction=1
        )

    does(talk, work)


def test_jsonl_has_every_table_with_its_types(talk: Talk, tmp_path: Path) -> None:
    a_little_of_everything(talk)
    given(talk, tmp_path / "all.jsonl", "jsonl")
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = {line["table"]: line for line in lines}
    assert set(rows) == {
        *("tiers", "teammates", "accounts", "people", "positions", "names"),
        *("interactions", "insights", "facts", "promises"),
    }
    done = rows["interactions"]
    assert (done["at"], done["account"], done["people"], done["person_ids"]) == (
        "2026-03-10",
        "ACME",
        ["Jane Doe"],
        [1],
    )
    assert (done["note"], done["favour"], done["participants"], done["same_as"]) == ("=2+2", "ask", None, None)
    assert (rows["people"]["phone"], rows["people"]["title"]) == ("+1 555 0100", "CFO")
    assert (rows["insights"]["text"], rows["insights"]["author"]) == ("Wants \x07 bells", "tom@example.com")
    assert (rows["facts"]["value"], rows["facts"]["settled"]) == ("supportive", False)
    assert (rows["promises"]["due"], rows["promises"]["teammate"]) == ("2026-03-11", "tom@example.com")


def test_a_workbook_has_days_as_days_numbers_as_numbers_and_no_formula(talk: Talk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    a_little_of_everything(talk)
    assert given(talk, tmp_path / "all.xlsx", "xlsx").cut == 0
    book = load_workbook(tmp_path / "all.xlsx")

    def cell(sheet: str, column: str) -> Any:
        heads = [one.value for one in book[sheet][1]]
        return book[sheet].cell(2, heads.index(column) + 1)

    assert (cell("interactions", "note").value, cell("interactions", "note").data_type) == ("=2+2", "s")
    assert cell("interactions", "at").value == datetime(2026, 3, 10)  # noqa: DTZ001 - a day, as Excel keeps it
    assert (cell("tiers", "cadence").value, cell("teammates", "admin").value) == (10, True)
    assert cell("people", "phone").data_type == "s"
    assert cell("insights", "text").value == "Wants _x0007_ bells"
    book.close()


def test_a_text_longer_than_a_cell_is_counted(talk: Talk, tmp_path: Path) -> None:
    contact(talk, "tom", customer(talk, "ACME"), [1])
    does(talk, lambda session: session.set(Interaction, 1, note="x" * (files.LONGEST + 1)))
    assert given(talk, tmp_path / "all.xlsx", "xlsx").cut == 1
    assert given(talk, tmp_path / "all.jsonl", "jsonl").cut == 0


def test_a_full_sheet_goes_on_in_another(talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import load_workbook

    monkeypatch.setattr(files, "TALLEST", 2)
    given(talk, tmp_path / "all.xlsx", "xlsx")
    book = load_workbook(tmp_path / "all.xlsx", read_only=True)
    assert [len(list(book[name].rows)) for name in ("tiers", "tiers 2")] == [3, 2]
    book.close()


def test_a_private_note_stays_unless_asked_for(talk: Talk, tmp_path: Path) -> None:
    contact(talk, "tom", customer(talk, "ACME"), [1])
    tom = mate(talk, "tom")

    def secret(session: Session) -> None:
        session.viewer = tom
        session.set(Interaction, 1, note="between us", typed="private: between us", visible="me")
        insights.learn(
            session, account=1, person=None, kind="opinion", text="between us", source="", day=TODAY, at=talk.now,
            visible="me", interaction=None,
        )  # fmt: skip

    does(talk, secret)
    given(talk, tmp_path / "out.jsonl", "jsonl")
    given(talk, tmp_path / "private.jsonl", "jsonl", private=True)
    given(talk, tmp_path / "crm", system="salesforce")
    assert "between us" not in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert (tmp_path / "private.jsonl").read_text(encoding="utf-8").count("between us") == 3
    assert "between us" not in (tmp_path / "crm" / "tasks.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_what_fails_in_the_middle_leaves_nothing(form: str, talk: Talk, tmp_path: Path) -> None:
    contact(talk, "tom", customer(talk, "ACME"), list(range(1, 1100)))
    (tmp_path / "here").mkdir()

    def fail(_done: int, _all: int) -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        export(talk.memory, talk.scope, tmp_path / "here" / "out", form=form, at=talk.now, progress=fail)
    assert list((tmp_path / "here").iterdir()) == []


def test_what_is_there_already_is_left_alone(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    given(talk, tmp_path / "out")
    with pytest.raises(FileExistsError):
        given(talk, tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileExistsError):
        given(talk, tmp_path / "empty", "jsonl")
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix != ".db") >= ["empty", "out"]
    assert oct((tmp_path / "out").stat().st_mode)[-3:] == "700"


def logged(talk: Talk, name: str, account: str, kind: str, note: str) -> int:
    """A log of Tom's with whoever and whatever is new in it; the entry by which it can be undone."""
    tom = mate(talk, "tom")

    def work(session: Session) -> int:
        session.viewer = tom
        company = next(iter(session.known.accounts.exact(account)), 0) or accounts.create(session, account, tom)
        human = next(iter(session.known.people.exact(name)), 0) or people.create(session, name, company)
        said = Contact(
            account=company, author=tom, mates=[tom], people=[human], day=TODAY, kind=kind, note=note, typed=note,
            at=talk.now,
        )  # fmt: skip
        return journal.keep(session, "log", talk.now, interactions.log(session, said))

    return does(talk, work)


def undone(talk: Talk, entry: int) -> None:
    does(talk, lambda session: journal.undo(session, entry, talk.now))


def test_a_crm_gets_what_it_has_not_each_thing_once(talk: Talk, tmp_path: Path) -> None:
    known = customer(talk, "Globex", "tom", external_id="001A", domain="globex.example")
    person(talk, "Old Friend", known, external_id="003B")
    logged(talk, "박민수", "한빛전자", "call", "wants a quote")
    talk.later(minutes=1)
    assert given(talk, tmp_path / "1", system="salesforce", since_last=True).rows == {
        "accounts": 1,
        "contacts": 1,
        "tasks": 1,
    }
    (account,) = table_of(tmp_path / "1" / "accounts.csv")
    (human,) = table_of(tmp_path / "1" / "contacts.csv")
    (task,) = table_of(tmp_path / "1" / "tasks.csv")
    assert (account["Account Name"], account["Record Owner"]) == ("한빛전자", "tom@example.com")
    assert (human["First Name"], human["Last Name"]) == ("민수", "박")
    assert human["Account: Rapport ID"] == account["Rapport ID"] == task["What:Account:Rapport_ID__c"]
    assert task["Who:Contact:Rapport_ID__c"] == human["Rapport ID"]
    assert (task["TaskSubtype"], task["Status"], task["ActivityDate"]) == ("Call", "Completed", "2026-03-11")
    assert "wants a quote" in task["Description"]

    talk.later(hours=1)
    assert set(given(talk, tmp_path / "2", system="salesforce", since_last=True).rows.values()) == {0}
    logged(talk, "Old Friend", "Globex", "meal", "all well")
    rows = given(talk, tmp_path / "3", system="salesforce", since_last=True).rows
    assert rows == {"accounts": 0, "contacts": 0, "tasks": 1}
    (task,) = table_of(tmp_path / "3" / "tasks.csv")
    assert (task["WhatId"], task["WhoId"]) == ("001A", "003B")
    rows = given(talk, tmp_path / "4", system="hubspot", since_last=True).rows
    assert rows == {"companies": 1, "contacts": 1, "meetings": 1, "calls": 1, "notes": 0}
    (meeting,) = table_of(tmp_path / "4" / "meetings.csv")
    assert (meeting["Company Domain Name"], meeting["Contact Record ID"]) == ("globex.example", "003B")


def test_what_was_taken_back_and_logged_again_is_new(talk: Talk, tmp_path: Path) -> None:
    """On SQLite the same ids are given again."""
    entry = logged(talk, "Jane Doe", "ACME", "call", "first")
    talk.later(minutes=5)
    given(talk, tmp_path / "1", system="hubspot", since_last=True)
    talk.later(minutes=5)
    undone(talk, entry)
    logged(talk, "John Roe", "BETA", "call", "second")
    rows = given(talk, tmp_path / "2", system="hubspot", since_last=True).rows
    assert rows == {"companies": 1, "contacts": 1, "meetings": 0, "calls": 1, "notes": 0}
    (company,) = table_of(tmp_path / "2" / "companies.csv")
    assert company["Company name"] == "BETA"


def test_what_another_system_brought_is_not_given_back(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "interactions.csv").write_text("at,account,people,teammates\n2026-03-02,ACME,Jane,tom@example.com\n")
    customer(talk, "ACME", external_id="1")
    assert imported(talk.memory, talk.scope, tmp_path / "interactions.csv")[0].new == 1
    assert given(talk, tmp_path / "out", system="salesforce").rows["tasks"] == 0


def test_since_a_day_is_what_was_noted_from_then_on(talk: Talk, tmp_path: Path) -> None:
    contact(talk, "tom", customer(talk, "ACME"), [1, 5, 9])
    since = talk.now - timedelta(days=6)
    assert given(talk, tmp_path / "out", since=since).rows["interactions"] == 2
    assert given(talk, tmp_path / "again", since_last=True).rows["interactions"] == 3, "it was no complete one"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jane Doe", ("Jane", "Doe")),
        ("Maria del Carmen Ruiz", ("Maria del Carmen", "Ruiz")),
        ("김민수", ("민수", "김")),
        ("김 민수", ("민수", "김")),
        ("남궁민수", ("민수", "남궁")),
        ("이준", ("준", "이")),
        ("Madonna", ("", "Madonna")),
        ("", ("", "")),
    ],
)
def test_a_name_is_taken_apart_as_its_language_does(name: str, parts: tuple[str, str]) -> None:
    assert crm.name_parts(name) == parts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("out", "--since", "yesterday"), "Give a day such as 2026-03-02"),
        (("out", "--for", "siebel"), "salesforce and hubspot"),
        (("out.xlsx", "--for", "hubspot"), "CSV"),
        (("out", "--for", "hubspot", "--private"), "Private notes"),
    ],
)
def test_what_does_not_fit_together_is_said_in_a_sentence(words: tuple[str, ...], said: str, shell: Shell) -> None:
    code, out, err = shell("export", *words)
    assert (code, out) == (1, "")
    assert said in err
    assert not (shell.folder / "out").exists()


def test_the_shell_exports_into_a_folder_and_says_what_of(shell: Shell) -> None:
    assert shell("admin", "tom@example.com")[0] == 0
    code, out, err = shell("export", "out", "--since", "last")
    assert (code, err) == (0, "")
    assert "teammates 1" in out
    assert (shell.folder / "out" / "teammates.csv").exists()
    assert shell("export", "out")[0] == 1

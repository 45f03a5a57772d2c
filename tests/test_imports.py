"""Files in: what goes in, what comes back with a reason, and that again changes nothing."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage import interactions, sums, teammates, workspaces
from storage.imports import Problem, Result, import_file
from storage.memory import Memory
from storage.session import Scope, Session
from storage.statements import ours, table
from storage.tables import (
    Account,
    ContactDay,
    Helper,
    Interaction,
    Met,
    Name,
    Person,
    Position,
    Row,
    Teammate,
    Tie,
    Took,
    Touch,
)
from tests.conftest import NOW

TEAMMATES = """email,name,slack_id,timezone,locale,manager,country
mia@example.com,Mia Brandt,U1,Europe/Berlin,en-GB,boss@example.com,DE
jisu@example.com,윤지수,U2,Asia/Seoul,ko_KR,mia@example.com,kr
boss@example.com,Ada Boss,,,,,
"""
ACCOUNTS = """name,tier,owner,domain,external_id,parent,industry,team,last_activity
ACME Corp.,a,mia@example.com,ACME.example,C1,ACME Group,Steel,jisu@example.com; boss@example.com,2026. 1. 5.
한빛전자,,,,C2,,,,
ACME Group,B,,,C3,,,,2026/02/03
"""
PEOPLE = """name,account,title,department,role,email,external_id
Jane Doe,Acme,CFO,Finance,decision maker,Jane@acme.example,P1
홍길동,한빛전자,부장,구매팀,,,
"""
INTERACTIONS = """at,account,people,teammates,kind,note,participants
2026-03-02T23:30:00,acme corp,Jane Doe,mia@example.com,call,Renewal in May,
2026-03-02T23:30:00+00:00,한빛전자,홍길동 부장; 김영희,jisu@example.com;mia@example.com,전화,,5
2026-03-01,C2,,jisu@example.com,,,
"""
FILES = {
    "teammates.csv": TEAMMATES,
    "accounts.csv": ACCOUNTS,
    "people.csv": PEOPLE,
    "interactions.csv": INTERACTIONS,
}


def silent(_done: int, _total: int) -> None:
    pass


Bring = Callable[..., Result]


@pytest.fixture
def bring(memory: Memory, tmp_path: Path) -> Bring:
    """Imports a text or bytes as a file of a name, into the first workspace unless another is named."""

    def bring(
        name: str,
        content: str | bytes,
        workspace: int | None = None,
        progress: Callable[[int, int], None] = silent,
    ) -> Result:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        into = workspaces.first(memory) if workspace is None else workspace
        [result] = import_file(memory, into, path, zone="Asia/Seoul", at=NOW, progress=progress, again=True)
        return result

    return bring


@pytest.fixture
def filled(bring: Bring) -> Bring:
    """The same, with the four files in already."""
    for name, content in FILES.items():
        assert not bring(name, content).rejected
    return bring


@cache
def all_of(model: type[Row]) -> Any:
    return ours(select(table(model)).order_by(*table(model).primary_key))


def rows(memory: Memory, model: type[Row], workspace: int | None = None) -> list[Mapping[str, Any]]:
    scope = Scope(workspaces.first(memory) if workspace is None else workspace)
    return [dict(row) for row in memory.read_now(scope, lambda session: session.rows(all_of(model)))]


def by(found: list[Mapping[str, Any]], column: str) -> dict[Any, Mapping[str, Any]]:
    return {row[column]: row for row in found}


EVERYTHING = (Teammate, Account, Helper, Person, Position, Name, Interaction, Met, Took, ContactDay, Tie, Touch)


def everything(memory: Memory) -> dict[str, list[Mapping[str, Any]]]:
    return {model.__name__: rows(memory, model) for model in EVERYTHING}


def numbers(result: Result) -> tuple[int, int, int, int]:
    return result.new, result.changed, result.unchanged, result.rejected


def rejected(result: Result) -> list[dict[str, str]]:
    assert result.rejected_file is not None
    limit = csv.field_size_limit(1_000_000)
    try:
        with result.rejected_file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(limit)


def another_workspace(memory: Memory) -> int:
    first = Scope(workspaces.first(memory))
    memory.write_now(first, lambda session: workspaces.adopt(session, "slack", "T1", "One"))

    def make(session: Session) -> int:
        return int((session.run(workspaces.NEW).inserted_primary_key or [0])[0])

    return memory.write_now(workspaces.NOBODYS, make)


# what goes in


def test_the_four_kinds_go_in_and_the_same_files_again_change_nothing(memory: Memory, bring: Bring) -> None:
    first = [bring(name, content) for name, content in FILES.items()]
    assert [result.kind for result in first] == ["teammates", "accounts", "people", "interactions"]
    assert [numbers(result) for result in first] == [(3, 0, 0, 0), (3, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0)]
    before = everything(memory)
    again = [bring(name, content) for name, content in FILES.items()]
    assert [numbers(result) for result in again] == [(0, 0, 3, 0), (0, 0, 3, 0), (0, 0, 2, 0), (0, 0, 3, 0)]
    assert everything(memory) == before
    assert all(result.rejected_file is None and not result.owners for result in again)


def test_teammates_have_their_zone_language_country_and_a_manager_from_further_down(
    memory: Memory, filled: Bring
) -> None:
    team = by(rows(memory, Teammate), "email")
    assert team["mia@example.com"]["manager_id"] == team["boss@example.com"]["id"]
    jisu = team["jisu@example.com"]
    assert (jisu["external_id"], jisu["zone"], jisu["locale"], jisu["country"]) == ("U2", "Asia/Seoul", "ko-KR", "KR")


def test_accounts_have_owner_team_parent_and_claimed_activity(memory: Memory, filled: Bring) -> None:
    team, accounts = by(rows(memory, Teammate), "email"), by(rows(memory, Account), "external_id")
    acme = accounts["C1"]
    assert (acme["tier"], acme["domain"], acme["last_activity"].isoformat()) == ("A", "acme.example", "2026-01-05")
    assert acme["owner_id"] == team["mia@example.com"]["id"]
    assert acme["parent_id"] == accounts["C3"]["id"]
    assert [row["teammate_id"] for row in rows(memory, Helper)] == sorted(
        [team["jisu@example.com"]["id"], team["boss@example.com"]["id"]]
    )


def test_a_contact_without_offset_is_in_the_first_teammates_zone(memory: Memory, filled: Bring) -> None:
    calls = rows(memory, Interaction)
    assert [(row["day"].isoformat(), row["kind"], row["participants"]) for row in calls] == [
        ("2026-03-02", "call", 0),
        ("2026-03-03", "call", 5),  # half past eleven in Greenwich is the next morning in Seoul
        ("2026-03-01", "meeting", 0),
    ]
    assert calls[0]["noted_at"].isoformat().replace(" ", "T") == "2026-03-02T22:30:00+00:00"


def test_people_of_a_contact_are_found_by_name_or_added_with_a_position(memory: Memory, filled: Bring) -> None:
    assert [row["name"] for row in rows(memory, Person)] == ["Jane Doe", "홍길동", "김영희"]
    assert len(rows(memory, Position)) == 3
    met = [row["person_id"] for row in rows(memory, Met)]
    assert sorted(met) == [row["id"] for row in rows(memory, Person)]


def test_an_account_without_owner_goes_to_whoever_had_the_first_contact(memory: Memory, bring: Bring) -> None:
    bring("teammates.csv", TEAMMATES)
    bring("accounts.csv", "name\nA\nB\n")
    result = bring(
        "interactions.csv",
        "at,account,teammates\n2026-02-02,A,mia@example.com\n2026-01-02,A,jisu@example.com;mia@example.com\n"
        "2026-01-02,A,boss@example.com\n",
    )
    team, accounts = by(rows(memory, Teammate), "email"), by(rows(memory, Account), "name")
    assert result.owners == 1
    assert accounts["A"]["owner_id"] == team["jisu@example.com"]["id"]
    assert accounts["B"]["owner_id"] is None


def test_sums_are_those_of_a_recount_whatever_the_order_and_however_many_files(memory: Memory, filled: Bring) -> None:
    mates, people = ("mia@example.com", "jisu@example.com"), ("Jane Doe", "Tom Roe", "Jane Doe;Tom Roe")
    lines = ["at,account,people,teammates,participants"]
    lines += [
        f"2025-{1 + n * 7 % 12:02}-{1 + n % 28:02}T10:{n % 60:02},ACME,{people[n % 3]},{mates[n % 2]},{n % 4 or ''}"
        for n in range(200)
    ]
    for part in (lines[:80], lines[:1] + lines[80:]):
        assert filled("interactions.csv", "\n".join(part)).new == len(part) - 1
        before = [rows(memory, model) for model in (ContactDay, Tie, Touch)]
        accounts = [row["id"] for row in rows(memory, Account)]

        def recount(session: Session, accounts: list[int] = accounts) -> None:
            for account in accounts:
                sums.recount(session, account)

        memory.write_now(Scope(workspaces.first(memory)), recount)
        after = [rows(memory, model) for model in (ContactDay, Tie, Touch)]
        assert [list(map(rounded, found)) for found in before] == [list(map(rounded, found)) for found in after]


def rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: pytest.approx(value) if isinstance(value, float) else value for name, value in row.items()}


def test_what_a_teammate_logged_and_what_a_file_says_add_up(memory: Memory, filled: Bring) -> None:
    scope = Scope(workspaces.first(memory))
    team, accounts = by(rows(memory, Teammate), "email"), by(rows(memory, Account), "external_id")
    mia, acme = team["mia@example.com"]["id"], accounts["C1"]["id"]
    contact = interactions.Contact(
        account=acme, author=mia, mates=[mia], people=[], day=NOW.date(), kind="call", note="", typed="called", at=NOW
    )
    memory.write_now(scope, lambda session: interactions.log(session, contact))
    filled("interactions.csv", "at,account,teammates\n2026-03-05,ACME,mia@example.com\n")
    touch = by(rows(memory, Touch), "account_id")[acme]
    assert (touch["last_day"], touch["gaps"]) == (NOW.date().toordinal(), "3,6")


# how files are written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_read_in_its_encoding_and_with_its_line_ends(
    memory: Memory, bring: Bring, encoding: str, end: str
) -> None:
    content = ACCOUNTS.replace("mia@example.com", "").replace("jisu@example.com; boss@example.com", "")
    assert numbers(bring("accounts.csv", content.replace("\n", end).encode(encoding))) == (3, 0, 0, 0)
    assert "한빛전자" in by(rows(memory, Account), "name")


def test_a_broken_byte_costs_its_row_and_comes_back_as_it_was(bring: Bring) -> None:
    result = bring(
        "accounts.csv", "name,industry\n가온산업,\n누리,\n".encode() + b"Caf\xe9,Food\n" + "한빛,\n".encode()
    )
    assert numbers(result) == (3, 0, 0, 1)
    assert result.rejected_file is not None
    assert b"Caf\xe9" in result.rejected_file.read_bytes()


def test_notes_keep_quotes_line_breaks_and_commas(memory: Memory, filled: Bring) -> None:
    note = 'She said "maybe, in May"\nand left; <!channel> *_~ \' OR 1=1 🙂'
    quoted = note.replace('"', '""')
    filled("interactions.csv", f'at,account,teammates,note\n2026-03-04,ACME,mia@example.com,"{quoted}"\n')
    assert rows(memory, Interaction)[-1]["note"] == note


def test_columns_may_be_absent_in_any_order_and_in_any_case(memory: Memory, bring: Bring) -> None:
    assert bring("one.csv", "Name\nSolo\n").kind == "accounts"
    bring("two.csv", "Last Activity,weather,NAME,\n2026-01-02,fine,Duo,\n")
    assert by(rows(memory, Account), "name")["Duo"]["last_activity"].isoformat() == "2026-01-02"
    assert bring("three.csv", "email\nmia@example.com\n").kind == "teammates"
    assert rows(memory, Teammate)[0]["name"] == "mia"


def test_a_header_alone_and_blank_lines_are_no_rows(bring: Bring) -> None:
    assert numbers(bring("accounts.csv", "\n\nname,tier\n\n,\n   ,\n")) == (0, 0, 0, 0)


def test_the_files_name_decides_where_columns_fit_two_kinds(bring: Bring) -> None:
    content = "name,email,external_id,industry\nMia,mia@example.com,1,Steel\n"
    assert bring("our-teammates.csv", content.replace(",industry", "").replace(",Steel", "")).kind == "teammates"
    assert bring("export.csv", content).kind == "accounts"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("accounts.csv", b"", "empty"),
        ("accounts.csv", b" \n\n", "empty"),
        ("accounts.csv", b"\xef\xbb\xbf", "empty"),
        ("accounts.csv", bytes(range(256)) * 40, "first line"),
        ("accounts.csv", b"ACME,A,mia@example.com\n", "first line"),
        ("accounts.csv", b'"name,tier\nACME,A\n', "first line"),
        ("accounts.csv", b"title\nCFO\n", "first line"),
        ("accounts.csv", b"name,tier,name\nACME,A,B\n", "twice"),
        ("export.csv", b"email,name,account\nmia@example.com,Mia,\n", ""),
    ],
)
def test_a_file_that_is_none_of_the_four_is_refused_in_one_sentence(
    bring: Bring, memory: Memory, name: str, content: bytes, said: str
) -> None:
    if not said:
        assert bring(name, content).kind == "people"
        return
    with pytest.raises(Problem, match=said) as problem:
        bring(name, content)
    assert name in str(problem.value)
    assert "\n" not in str(problem.value)
    assert not rows(memory, Account)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_is_refused_in_one_sentence(memory: Memory, tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        import_file(memory, 1, tmp_path / name, zone="UTC", at=NOW, progress=silent)


# rows that cannot be taken

ACCOUNT = "name,tier,owner,domain,external_id,parent,industry,team,last_activity"
PERSON = "name,account,title,department,role,email,external_id"
MATE = "email,name,slack_id,timezone,locale,manager,country"
CONTACT = "at,account,people,teammates,kind,note,participants"
GOOD = {
    ACCOUNT: "Good,,,,,,,,",
    PERSON: "Good Person,ACME,,,,,",
    MATE: "good@example.com,,,,,,",
    CONTACT: "2026-03-05,ACME,,mia@example.com,,,",
}


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (ACCOUNT, ",A,,,,,,,", "name: there must be something here"),
        (ACCOUNT, "--,A,,,,,,,", "name: there must be something here (--)"),
        (ACCOUNT, f"{'x' * 201},,,,,,,,", "name: longer than 200"),
        (ACCOUNT, f"New,{'x' * 21},,,,,,,", "tier: longer than 20"),
        (
            ACCOUNT,
            "New,,nobody@example.com,,,,,,",
            "owner: there is no teammate with this address (nobody",
        ),
        (ACCOUNT, "New,,Mia Brand,,,,,,", "owner: there is no teammate with this name or id (Mia Brand)"),
        (ACCOUNT, "New,,,,,,,mia@example.com;x@y.z,", "team: there is no teammate with this address (x@y.z)"),
        (ACCOUNT, "New,,,,,,,,03/04/2026", "last_activity: write the day as 2026-03-02 (03/04/2026)"),
        (ACCOUNT, "New,,,,,,,,2026-02-30", "last_activity: write the day"),
        (ACCOUNT, "New,,,,,,,,0026-02-01", "last_activity: write the day"),
        (ACCOUNT, "New,,,,,,,,2026-03-12", "last_activity: this day is still to come"),
        (ACCOUNT, "New,,,,,NEW Inc.,,,", "parent: nobody is above themselves"),
        (ACCOUNT, "ACME,,,,C9,,,,", "name: this is the name of ACME Corp. C1"),
        (ACCOUNT, "한빛전자,,,,C1,,,,", "name: this is the name of 한빛전자 C2"),
        (ACCOUNT, "Good,B,,,,,,,,extra", "more fields than column names"),
        (ACCOUNT, "Nu\0l,,,,,,,,", "NUL"),
        (ACCOUNT, f"Big,,,,,,{'x' * 100_001},,", "longer than 100,000"),
        (ACCOUNT, f"Big,,,,,,{'x' * 200_000},,", "longer than 100,000"),
        (ACCOUNT, '"Open,,,,,,,,', "quotation mark"),
        (ACCOUNT, '"Op"en,,,,,,,,', "quotation mark"),
        (PERSON, ",ACME,,,,,", "name: there must be"),
        (PERSON, "Tom Roe,,,,,,", "account: there must be"),
        (PERSON, "Tom Roe,Nowhere,,,,,", "account: there is no account of this name (Nowhere)"),
        (PERSON, "Tom Roe,ACME,,,,tom,", "email: this is no mail address (tom)"),
        (MATE, ",Nobody,,,,,", "email: there must be"),
        (MATE, "nobody,,,,,,", "email: this is no mail address"),
        (MATE, "a@example.com,,,Mars/Base,,,", "timezone: this is no time zone such as Asia/Seoul (Mars/Base)"),
        (MATE, "a@example.com,,,../etc,,,", "timezone: this is no time zone"),
        (MATE, "a@example.com,,,,xx-klingon-?,,", "locale: this is no language"),
        (MATE, "a@example.com,,,,,,Korea", "country: this is no country's two letters"),
        (MATE, "a@example.com,,U1,,,,", "slack_id: this is the id of mia@example.com (U1)"),
        (CONTACT, ",ACME,,mia@example.com,,,", "at: there must be"),
        (CONTACT, "yesterday,ACME,,mia@example.com,,,", "at: write the day"),
        (CONTACT, "2026-03-05 25:00,ACME,,mia@example.com,,,", "at: write the day"),
        (CONTACT, "2026-04-05,ACME,,mia@example.com,,,", "at: this day is still to come"),
        (CONTACT, "2026-03-05,,,mia@example.com,,,", "account: there must be"),
        (CONTACT, "2026-03-05,Nowhere,,mia@example.com,,,", "account: there is no account of this name"),
        (CONTACT, "2026-03-05,ACME,,,,,", "teammates: there must be"),
        (CONTACT, "2026-03-05,ACME,,mia@example.com;x@y.z,,,", "teammates: there is no teammate"),
        (
            CONTACT,
            "2026-03-05,ACME,,mia@example.com,seance,,",
            "kind: this is no kind of contact such as call (seance)",
        ),
        (CONTACT, "2026-03-05,ACME,,mia@example.com,,,many", "participants: this is no number of people (many)"),
        (CONTACT, "2026-03-05,ACME,,mia@example.com,,,0", "participants: this is no number"),
        (CONTACT, "2026-03-05,ACME,?!,mia@example.com,,,", "people: this is no name"),
        (CONTACT, "2026-03-05,ACME,x@y.z,mia@example.com,,,", "people: there is no person with this address"),
    ],
)
def test_a_bad_row_comes_back_with_its_reason_and_the_good_ones_go_in(
    filled: Bring, header: str, row: str, reason: str
) -> None:
    result = filled("some.csv", f"{header}\n{row}\n{GOOD[header]}\n")
    assert numbers(result) == (1, 0, 0, 1)
    back = rejected(result)[0]
    assert reason in back.pop("reason")
    assert list(back)[: len(header.split(","))] == header.split(",")
    if '"' not in row:
        assert ",".join(row.split(",")[:9]) == ",".join(list(back.values())[: len(row.split(","))][:9])


@pytest.mark.parametrize(
    ("header", "row", "reason", "taken"),
    [
        (ACCOUNT, "New,,,,,Nowhere,,,", "parent: there is no account of this name (Nowhere)", (1, 0)),
        (ACCOUNT, "ACME Group,,,,,ACME Corp.,,,", "parent: nobody is above themselves", (0, 1)),
        (MATE, "new@example.com,,,,,x@y.z,", "manager: there is no teammate with this address (x@y.z)", (1, 0)),
        (MATE, "boss@example.com,,,,,jisu@example.com,", "manager: nobody is above themselves", (0, 1)),
    ],
)
def test_of_a_row_that_points_nowhere_the_rest_goes_in(
    filled: Bring, header: str, row: str, reason: str, taken: tuple[int, int]
) -> None:
    result = filled("some.csv", f"{header}\n{row}\n")
    assert (result.new, result.unchanged, result.rejected) == (*taken, 1)
    assert reason in rejected(result)[0]["reason"]


def test_an_unclosed_quote_swallows_no_other_row(memory: Memory, bring: Bring) -> None:
    many = "".join(f"Firm {n},note\n" for n in range(3000))
    result = bring("accounts.csv", f'name,industry\nFirst,"open\n{many}"Last,x\nReal Last,"two\nlines"\n')
    assert numbers(result) == (3001, 0, 0, 2)
    assert [row["name"] for row in rejected(result)] == ["First", "Last,x"]
    assert "Real Last" in by(rows(memory, Account), "name")


def test_the_rejected_file_goes_in_once_it_is_corrected(memory: Memory, filled: Bring, tmp_path: Path) -> None:
    result = filled("people.csv", f"{PERSON}\nTom Roe,Acmee,CTO,,,,\n김철수,한빛전자,,,,kim,\n")
    assert result.rejected_file == tmp_path / "people.rejected.csv"
    assert result.rejected == 2
    corrected = result.rejected_file.read_bytes().decode().replace("Acmee", "ACME").replace(",kim,", ",kim@hb.example,")
    again = filled("people.rejected.csv", corrected)
    assert numbers(again) == (2, 0, 0, 0)
    assert {"Tom Roe", "김철수"} <= by(rows(memory, Person), "name").keys()


def test_two_rows_that_say_otherwise_of_one_account_do_not_take_turns(memory: Memory, bring: Bring) -> None:
    content = "name,tier,external_id\nACME,A,C1\nACME,A,C1\nACME,B,C1\n"
    assert numbers(bring("accounts.csv", content)) == (1, 0, 1, 1)
    result = bring("accounts.csv", content)
    assert numbers(result) == (0, 0, 2, 1)
    assert rejected(result)[0]["reason"].startswith("tier: another row of this file says otherwise")
    assert rows(memory, Account)[0]["tier"] == "A"


# changes


def test_what_is_given_changes_and_a_blank_cell_does_not(memory: Memory, filled: Bring) -> None:
    assert numbers(filled("accounts.csv", f"{ACCOUNT}\nACME,C,,,,,,mia@example.com,\n")) == (0, 1, 0, 0)
    acme = by(rows(memory, Account), "external_id")["C1"]
    team = by(rows(memory, Teammate), "email")
    assert (acme["tier"], acme["industry"]) == ("C", "Steel")
    assert acme["owner_id"] == team["mia@example.com"]["id"]
    assert [row["teammate_id"] for row in rows(memory, Helper)] == [team["mia@example.com"]["id"]]
    assert numbers(filled("teammates.csv", "email,timezone\nMIA@example.com,Asia/Tokyo\n")) == (0, 1, 0, 0)
    mia = by(rows(memory, Teammate), "email")["mia@example.com"]
    assert (mia["zone"], mia["name"]) == ("Asia/Tokyo", "Mia Brandt")


def test_a_renamed_account_is_still_found_by_its_old_name(memory: Memory, filled: Bring) -> None:
    assert numbers(filled("accounts.csv", "name,external_id\nZenith AG,C1\n")) == (0, 1, 0, 0)
    acme = by(rows(memory, Account), "external_id")["C1"]
    assert (acme["name"], acme["key"]) == ("Zenith AG", "zenith")
    assert filled("people.csv", "name,account\nTom Roe,ACME\n").new == 1
    assert filled("interactions.csv", "at,account,teammates\n2026-03-05,Acme,mia@example.com\n").new == 1
    assert numbers(filled("accounts.csv", "name,tier\nACME,C\n")) == (0, 1, 0, 0)
    assert by(rows(memory, Account), "external_id")["C1"]["name"] == "Zenith AG"
    # somebody else may take the name
    assert numbers(filled("accounts.csv", "name,external_id\nACME,C7\n")) == (1, 0, 0, 0)
    known = memory.read_now(Scope(workspaces.first(memory)), lambda session: len(session.known.accounts))
    assert known == len(rows(memory, Name)) - len(by(rows(memory, Person), "id"))


def test_a_new_title_is_the_same_position(memory: Memory, filled: Bring) -> None:
    assert numbers(filled("people.csv", f"{PERSON}\nJane Q. Doe,ACME,CEO,,,jane@acme.example,\n")) == (0, 1, 0, 0)
    jane = by(rows(memory, Person), "external_id")["P1"]
    held = [row for row in rows(memory, Position) if row["person_id"] == jane["id"]]
    assert jane["name"] == "Jane Q. Doe"
    assert [(row["duty"], row["department"], row["until"]) for row in held] == [("CEO", "Finance", None)]
    assert filled("interactions.csv", f"{CONTACT}\n2026-03-05,ACME,Jane Doe,mia@example.com,,,\n").new == 1
    assert len(by(rows(memory, Person), "name")) == 3


def test_somebody_who_moved_takes_their_history_along(memory: Memory, filled: Bring) -> None:
    moved = f"{PERSON}\nJane Doe,한빛전자,CFO,,,,P1\n"
    assert numbers(filled("people.csv", moved)) == (0, 1, 0, 0)
    assert numbers(filled("people.csv", moved)) == (0, 0, 1, 0)
    jane = by(rows(memory, Person), "external_id")["P1"]["id"]
    held = [(row["account_id"], row["until"]) for row in rows(memory, Position) if row["person_id"] == jane]
    accounts = by(rows(memory, Account), "external_id")
    assert held == [(accounts["C1"]["id"], NOW.date()), (accounts["C2"]["id"], None)]


def test_somebody_may_hold_two_positions_in_either_order(memory: Memory, filled: Bring) -> None:
    both = ["Jane Doe,한빛전자,Board,,,,P1", "Jane Doe,ACME,CFO,,,,P1"]
    assert numbers(filled("people.csv", "\n".join([PERSON, *both]))) == (0, 2, 0, 0)
    assert numbers(filled("people.csv", "\n".join([PERSON, *both[::-1]]))) == (0, 0, 2, 0)
    assert all(row["until"] is None for row in rows(memory, Position))


def test_namesakes_are_told_apart_by_id_mail_and_title(memory: Memory, filled: Bring) -> None:
    two = f"{PERSON}\n김민수,한빛전자,상무,,,,K1\n김민수,한빛전자,과장,,,min@hb.example,K2\n"
    assert numbers(filled("people.csv", two)) == (2, 0, 0, 0)
    assert numbers(filled("people.csv", two)) == (0, 0, 2, 0)
    assert numbers(filled("people.csv", "name,account,title\n김민수,한빛전자,과장\n")) == (0, 0, 1, 0)
    assert "several people" in rejected(filled("people.csv", "name,account,title\n김민수,한빛전자,대리\n"))[0]["reason"]
    unclear = filled(
        "interactions.csv",
        f"{CONTACT}\n2026-03-05,한빛전자,김민수,mia@example.com,,,\n2026-03-05,한빛전자,min@hb.example,mia@example.com,,,\n",
    )
    assert numbers(unclear) == (1, 0, 0, 1)
    assert "several people" in rejected(unclear)[0]["reason"]
    assert rows(memory, Met)[-1]["person_id"] == by(rows(memory, Person), "external_id")["K2"]["id"]


def test_two_rows_alike_at_one_moment_are_one_contact(memory: Memory, filled: Bring) -> None:
    row = "2026-03-05 오후 2:05:00,ACME,Jane Doe; Tom Roe ;jane doe,mia@example.com,visit,hello,"
    other = row.replace("2:05", "3:05")
    swapped = row.replace("Jane Doe; Tom Roe ;jane doe", "tom roe;Jane Doe;JANE DOE")
    assert numbers(filled("interactions.csv", "\n".join([CONTACT, row, row, other, swapped]))) == (2, 0, 2, 0)
    last = rows(memory, Interaction)[-1]
    assert last["noted_at"].isoformat().replace(" ", "T") == "2026-03-05T14:05:00+00:00"
    assert len([row for row in rows(memory, Met) if row["interaction_id"] == last["id"]]) == 2


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-05", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("2026.3.5", "2026-03-05"),
        ("2026. 3. 5. 14:00", "2026-03-05"),
        ("2026/03/05 14:00:01", "2026-03-05"),
        ("2026년 3월 5일", "2026-03-05"),
        ("2026-03-05 오전 12:30:00", "2026-03-05"),
        ("2026-03-05 11:30 PM", "2026-03-05"),
        ("5 Mar 2026", "2026-03-05"),
        ("March 5, 2026", "2026-03-05"),
        ("2026-03-05T23:30:00Z", "2026-03-06"),
        ("2026-03-05T23:30:00+09:00", "2026-03-05"),
    ],
)
def test_days_are_read_as_spreadsheets_write_them(memory: Memory, filled: Bring, written: str, day: str) -> None:
    filled("interactions.csv", f'{CONTACT}\n"{written}",ACME,,jisu@example.com,,,\n')
    assert rows(memory, Interaction)[-1]["day"].isoformat() == day


# big, broken off, beside others


def long_file() -> str:
    lines = [
        f"2025-01-{1 + n % 28:02}T{n % 24:02}:00,ACME,Guest {n % 7},mia@example.com,call,{n}," for n in range(2500)
    ]
    return "\n".join([CONTACT, *lines])


class KilledError(Exception):
    pass


def test_broken_off_in_the_middle_and_run_again_it_ends_the_same(memory: Memory, bring: Bring) -> None:
    def kill(done: int, total: int) -> None:
        assert 0 < done < total == 2501
        raise KilledError

    second = another_workspace(memory)
    for workspace in (workspaces.first(memory), second):
        bring("teammates.csv", TEAMMATES, workspace)
        bring("accounts.csv", "name\nACME\n", workspace)
    with pytest.raises(KilledError):
        bring("interactions.csv", long_file(), progress=kill)
    there = len(rows(memory, Interaction))
    assert 0 < there < 2500
    result = bring("interactions.csv", long_file())
    assert (*numbers(result), result.owners) == (2500 - there, 0, there, 0, 1)
    whole = bring("interactions.csv", long_file(), second)
    assert (*numbers(whole), whole.owners) == (2500, 0, 0, 0, 1)
    for model in (Touch, Person, Position, Interaction, ContactDay, Tie):
        one, other = rows(memory, model), rows(memory, model, second)
        keep = [name for name in one[0] if name != "id" and not name.endswith("_id")]
        assert sorted([str(row[name]) for name in keep] for row in one if "score" not in row) == sorted(
            [str(row[name]) for name in keep] for row in other if "score" not in row
        )
    scores = [sorted(row["score"] for row in rows(memory, Tie, workspace)) for workspace in (None, second)]
    assert scores[0] == pytest.approx(scores[1])


def test_one_workspace_learns_nothing_of_another(memory: Memory, filled: Bring) -> None:
    second = another_workspace(memory)
    before = everything(memory)
    assert [numbers(filled(name, content, second))[0] for name, content in FILES.items()] == [3, 3, 2, 3]
    assert everything(memory) == before


def test_progress_tells_the_lines_and_ends_with_all_of_them(bring: Bring) -> None:
    bring("teammates.csv", TEAMMATES)
    bring("accounts.csv", "name\nACME\n")
    told: list[tuple[int, int]] = []
    bring("interactions.csv", long_file(), progress=lambda done, total: told.append((done, total)))
    assert told == [(1001, 2501), (2001, 2501), (2501, 2501)]


def test_others_write_beside_an_import(memory: Memory, database_url: str, filled: Bring) -> None:
    other = Memory(database_url)
    scope = Scope(workspaces.first(memory))
    done = threading.Event()
    wrote: list[int] = []

    def add(session: Session) -> int:
        return teammates.add(session, f"x{len(wrote)}@example.com", "X")

    def work() -> None:
        while not done.is_set():
            wrote.append(other.write_now(scope, add))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        result = filled("interactions.csv", long_file())
    finally:
        done.set()
        thread.join(timeout=30)
    other.close()
    assert result.new == 2500
    assert len(wrote) > 1
    assert len(rows(memory, Teammate)) == 3 + len(wrote)

"""Encodings, separators and workbooks; and that no file whatsoever gets more than a plain sentence."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from storage import workspaces
from storage.imports import Problem, Source, bring, bring_long, import_file, preview, sources
from storage.memory import Memory
from storage.session import Scope, Session
from storage.tables import Account, Interaction, Name, Person
from tests import crm
from tests.conftest import NOW
from tests.test_imports import by, everything, rows, silent

WHO = "name,tier,industry\nACME Corp.,A,Steel\n한빛전자,B,반도체\n"
ZONE: dict[str, Any] = {"zone": "Asia/Seoul", "at": NOW}


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(data: bytes, name: str = "some.csv") -> list[dict[str, str]]:
    """What is read from the one source in a file."""
    [source] = sources(Path(name), data)
    with closing(source):
        return [row.cells for row in source.rows()]


READ = [
    {"name": "ACME Corp.", "tier": "A", "industry": "Steel"},
    {"name": "한빛전자", "tier": "B", "industry": "반도체"},
]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_a_text_is_read_in_any_encoding_whatever_parts_its_fields(encoding: str, separator: str) -> None:
    assert cells(WHO.replace(",", separator).encode(encoding)) == READ


def test_big_endian_text_is_told_by_its_mark() -> None:
    assert cells(b"\xfe\xff" + WHO.encode("utf-16-be")) == READ


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_field_in_quotes_may_have_lines_and_separators_in_it(separator: str) -> None:
    text = WHO.replace(",", separator).replace("Steel", f'"Steel{separator}\n""and"" iron"')
    assert cells(text.encode("utf-16"))[0]["industry"] == f'Steel{separator}\n"and" iron'


def test_a_semicolon_between_several_in_a_cell_does_not_part_the_fields() -> None:
    assert cells(b"name,team\nACME,a@example.com;b@example.com\n")[0]["team"] == "a@example.com;b@example.com"


def test_a_workbook_is_read_as_the_same_rows_in_csv_would_be() -> None:
    lines: list[list[Any]] = [
        ["name", "tier", "industry"],
        ["ACME Corp.", "A", "Steel"],
        [None],
        ["한빛전자", "B", "반도체"],
    ]
    assert cells(workbook({"Sheet1": lines}), "some.xlsx") == READ


@pytest.mark.parametrize(
    ("cell", "more", "day", "at"),
    [
        (date(2026, 3, 5), None, "2026-03-05", "03:00"),
        (datetime(2026, 3, 5, 14, 5), None, "2026-03-05", "05:05"),  # noqa: DTZ001 - a workbook knows no zones
        (46086, None, "2026-03-05", "03:00"),  # days since the end of 1899
        (46086.5, None, "2026-03-05", "03:00"),
        ("2026-03-05T23:30:00+09:00", None, "2026-03-05", "14:30"),
        ("2026-03-05T23:30:00Z", None, "2026-03-06", "23:30"),
        (date(2026, 3, 5), time(14, 5), "2026-03-05", "05:05"),
        (date(2026, 3, 5), 0.5, "2026-03-05", "03:00"),
        ("2026. 3. 5. 오후 2:05", None, "2026-03-05", "05:05"),
    ],
)
def test_days_and_times_of_a_workbook_are_understood(
    memory: Memory, tmp_path: Path, cell: Any, more: Any, day: str, at: str
) -> None:
    head = ["Subject", "Assigned", "Date", "Time", "Account Name", "Contact"]
    lines: list[list[Any]] = [head, ["Call", "tom@example.com", cell, more, "ACME", "Jane Doe"]]
    report = workbook({"Report": lines})
    files = {"team.csv": crm.TEAM.encode(), "accounts.csv": b"name\nACME\n", "report.xlsx": report}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        [result] = import_file(memory, workspaces.first(memory), tmp_path / name, progress=silent, **ZONE)
        assert not result.rejected
    [contact] = rows(memory, Interaction)
    assert (contact["day"].isoformat(), contact["noted_at"].strftime("%H:%M")) == (day, at)


def test_each_sheet_of_a_workbook_that_is_a_list_of_ours_is_read_in_the_right_order(
    memory: Memory, tmp_path: Path
) -> None:
    data = workbook(
        {
            "About": [["This is what we have"]],
            "People": [["name", "account"], ["Jane Doe", "ACME"], ["Tom Roe", "Nowhere"]],
            "Accounts": [["Customers of ours"], [], ["name", "tier"], ["ACME", "A"]],
        }
    )
    (tmp_path / "book.xlsx").write_bytes(data)
    results = import_file(memory, workspaces.first(memory), tmp_path / "book.xlsx", progress=silent, **ZONE)
    assert [(one.kind, one.new, one.rejected) for one in results] == [("accounts", 1, 0), ("people", 1, 1)]
    assert results[1].rejected_file == tmp_path / "book.People.rejected.csv"
    assert "Tom Roe,Nowhere" in results[1].rejected_file.read_text(encoding="utf-8-sig")


# files that somebody hands to the bot


@pytest.fixture
def write(memory: Memory) -> Any:
    """Does work in a unit of work of the first workspace."""
    return lambda work: memory.write_now(Scope(workspaces.first(memory)), work)


def test_a_preview_says_what_a_file_is_and_keeps_nothing(memory: Memory, write: Any) -> None:
    before = everything(memory)
    text = "Record ID,Company name,Company owner,Colour\n1,ACME,,blue\n2,--,,\n"
    [found] = write(lambda session: preview(session, "all-companies.csv", text.encode(), **ZONE))
    assert (found.name, found.kind, found.system, found.rows, found.whole) == (
        *("all-companies.csv", "accounts", "HubSpot", 2, True),
    )
    assert found.columns == [
        ("Record ID", "external_id"),
        ("Company name", "name"),
        ("Company owner", "owner"),
        ("Colour", ""),
    ]
    assert (found.result.new, found.result.rejected) == (1, 1)
    assert found.first == [{"name": "ACME", "external_id": "1"}]
    assert found.reasons == [(3, "name: there must be something here (--)")]
    assert everything(memory) == before

    def names(session: Session) -> int:
        preview(session, "all-companies.csv", text.encode(), **ZONE)
        return len(session.known.accounts)

    assert write(names) == 0


def test_a_file_handed_over_is_taken_in(memory: Memory, write: Any) -> None:
    [found] = write(lambda session: bring(session, "some folder/accounts.csv", WHO.encode("cp949"), **ZONE))
    assert (found.result.new, found.result.rejected, found.name) == (2, 0, "accounts.csv")
    assert set(by(rows(memory, Account), "name")) == {"ACME Corp.", "한빛전자"}
    assert len(rows(memory, Name)) == 2


def test_a_file_that_would_hold_everybody_up_goes_another_way(memory: Memory, write: Any) -> None:
    data = ("name\n" + "".join(f"Firm {n}\n" for n in range(5001))).encode()
    with pytest.raises(Problem, match="more than 5,000 rows"):
        write(lambda session: bring(session, "accounts.csv", data, **ZONE))
    [looked] = write(lambda session: preview(session, "accounts.csv", data, **ZONE))
    assert (looked.rows, looked.whole, looked.result.new) == (1000, False, 1000)
    assert not rows(memory, Account)
    [found] = bring_long(memory, Scope(workspaces.first(memory)), "accounts.csv", data, **ZONE)
    assert found.result.new == len(rows(memory, Account)) == 5001


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (20 * 2**20 + 1), "too big: 20 MB at most"),
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (b"%PDF-1.7\n", "first line must name the columns"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Problem, match=said) as problem:
        read_all("../../etc/some\0file.xlsx", data)
    assert "\n" not in str(problem.value)


def read_all(name: str, data: bytes) -> int:
    """How many rows there are in the sources of a file, which are read to their end as a dropped file's are."""
    from storage.imports.dropped import opened

    with opened(name, data, None) as found:
        return sum(1 for source in found for row in source.rows() if row.fields)


# no file whatsoever: what is read is read, and what is not gets a sentence

BOOK = workbook(
    {
        "Accounts": [["name", "tier"], *([f"Firm {n}", "A"] for n in range(40))],
        "People": [["name", "account"], ["A", "B"]],
    }
)
GOOD = [
    WHO.encode(),
    WHO.encode("utf-16"),
    WHO.replace(",", ";").encode("cp949"),
    crm.TASK.encode(),
    crm.HUBSPOT["calls.csv"].encode(),
    BOOK,
]
SETTINGS = settings(
    deadline=None, max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


def survives(data: bytes) -> None:
    said = "read"
    try:
        read_all("file.csv", data)
    except Problem as problem:
        said = str(problem)
    assert said
    assert "\n" not in said


@SETTINGS
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_or_refused(data: bytes) -> None:
    survives(data)
    survives(b"name,tier\n" + data)
    survives("name,tier\n".encode("utf-16") + data)
    survives(b"PK\x03\x04" + data)


@SETTINGS
@given(st.text(st.sampled_from("\",;\t\n\r'a가0 \0\ufeff="), max_size=60))
def test_broken_quotes_and_odd_lines_are_read_or_refused(text: str) -> None:
    survives(text.encode())
    survives(b"name,tier\n" + text.encode())


def damages(seed: int) -> Iterator[bytes]:
    """A good file cut off, with bytes changed, and with a piece taken out."""
    rng = random.Random(seed)
    for good in GOOD:
        at = rng.randrange(len(good))
        yield good[:at]
        yield good[:at] + rng.randbytes(rng.randrange(1, 9)) + good[at + 4 :]
        yield good[: at // 2] + good[at:]


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_file_is_read_or_refused(seed: int) -> None:
    for data in damages(seed):
        survives(data)


def repacked(part: str, content: bytes) -> bytes:
    """The workbook with another content in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if content or name != part:
                new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


@pytest.mark.parametrize("part", zipfile.ZipFile(io.BytesIO(BOOK)).namelist())
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\0" * 100, b"<worksheet><sheetData><row><c t='s'><v>9</v>"])
def test_a_workbook_with_a_damaged_part_is_read_or_refused(part: str, content: bytes) -> None:
    survives(repacked(part, content))


@pytest.mark.parametrize("seed", range(4))
def test_rows_of_noise_are_stored_or_rejected(memory: Memory, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    pieces = [
        "",
        "x",
        "ACME",
        "1",
        "99999",
        "2026-13-45",
        "3/4/2026",
        "-1",
        "가" * 300,
        "a@b",
        ";",
        "\x1b[0m",
        "0.5",
        "'",
        "%s",
    ]
    before = len(rows(memory, Person))
    for name, text in {**crm.SALESFORCE, **crm.HUBSPOT}.items():
        head = text.splitlines()[0]
        width = head.count(",") + 1
        noise = [",".join(f'"{rng.choice(pieces)}"' for _ in range(width)) for _ in range(30)]
        (tmp_path / name).write_text("\n".join([head, *noise]), encoding="utf-8")
        try:
            results = import_file(memory, workspaces.first(memory), tmp_path / name, progress=silent, **ZONE)
        except Problem:
            assert name == "Opportunity.csv"
            continue
        [one] = results
        told = one.new + one.changed + one.unchanged + one.joined + one.rejected + sum(one.skipped.values())
        assert told >= 30 - sum(not line.replace('"', "").replace(",", "").strip() for line in noise)
    assert len(rows(memory, Person)) >= before


def test_a_source_may_be_read_twice() -> None:
    found: list[Source] = sources(Path("accounts.csv"), WHO.encode())
    with closing(found[0]) as source:
        assert [row.cells for row in source.rows()] == [row.cells for row in source.rows()] == READ

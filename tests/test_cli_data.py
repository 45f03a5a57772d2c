"""`rapport import`, `ask`, `nudge` and `console`, on real memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli.wiring import Installation, installation
from bot.message import Standing
from bot.settings import load
from storage import sample
from storage.statements import ours, table
from storage.tables import Interaction
from tests import crm
from tests.shell import SECONDS, Shell

TODAY = date(2026, 3, 11)
CONTACTS = ours(select(func.count()).select_from(table(Interaction)))


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(monkeypatch, capsys, tmp_path)


@pytest.fixture
def filled(shell: Shell, database_url: str) -> Shell:
    """A shell beside the sample's files, which are imported."""
    for name, text in sample.texts(TODAY).items():
        (shell.folder / name).write_text(text, encoding="utf-8")
    # In the order of the alphabet, which is not that in which one refers to another.
    code, _out, err = shell("import", *sorted(sample.HEADERS), DATABASE_URL=database_url)
    assert (code, err) == (0, "")
    return shell


def test_the_same_files_twice_change_nothing(filled: Shell) -> None:
    code, out, _err = filled("import", *sorted(sample.HEADERS), "--again")
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines()] == list(sample.HEADERS)
    assert all("0 new, 0 changed" in line and "0 rejected" in line for line in out.splitlines())


def test_a_file_that_is_as_it_was_is_passed_over(filled: Shell) -> None:
    code, out, _err = filled("import", *sample.HEADERS)
    assert code == 0
    assert out.count("the same as when it was imported") == len(sample.HEADERS)
    with (filled.folder / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write("One More Ltd\n")
    _code, out, _err = filled("import", *sample.HEADERS)
    assert out.count("the same as when it was imported") == len(sample.HEADERS) - 1
    assert "accounts.csv: 1 new" in out


def test_a_bad_row_is_counted_and_kept_with_its_reason(shell: Shell) -> None:
    (shell.folder / "accounts.csv").write_text("name,owner\nACME,\nBETA,nobody@example.com\n", encoding="utf-8")
    code, out, _err = shell("import", "accounts.csv")
    assert code == 3
    assert "accounts.csv: 1 new, 0 changed, 0 unchanged, 1 rejected." in out
    assert "accounts.rejected.csv" in out
    assert "BETA" in (shell.folder / "accounts.rejected.csv").read_text(encoding="utf-8-sig")


@pytest.fixture
def salesforce(shell: Shell, database_url: str) -> Shell:
    """A shell beside a folder with a data export."""
    shutil.copytree(crm.FOLDER / "salesforce", shell.folder / "export")
    shell.patch.setenv("DATABASE_URL", database_url)
    return shell


def test_a_folder_is_imported_in_the_right_order_and_what_is_none_of_ours_is_left_out(salesforce: Shell) -> None:
    code, out, err = salesforce("import", "export")
    first, *others = out.splitlines()
    assert (code, err) == (3, "")
    assert first == "Left out, because Rapport reads no such lists: Opportunity.csv."
    assert [line.split(".csv")[0] for line in others if ".csv (Salesforce" in line] == [
        *("User", "Account", "AccountTeamMember", "Contact", "OpportunityContactRole", "Event", "Task"),
    ]
    rejected = sorted(path.name for path in (salesforce.folder / "export").glob("*.rejected.csv"))
    assert rejected == ["Account.rejected.csv", "Contact.rejected.csv", "Task.rejected.csv"]


def test_a_quiet_import_speaks_of_rejected_rows_alone(salesforce: Shell) -> None:
    code, out, err = salesforce("import", "export", "--quiet")
    assert (code, out) == (3, "")
    assert [line.split(" ")[0] for line in err.splitlines() if "Salesforce" in line] == [
        *("Account.csv", "Contact.csv", "Task.csv"),
    ]
    for name in ("Account", "Contact", "Task"):
        (salesforce.folder / "export" / f"{name}.csv").unlink()
    assert salesforce("import", "export", "--quiet") == (0, "", "")


def test_a_dry_run_of_an_import_shows_all_and_writes_nothing(salesforce: Shell) -> None:
    code, out, _err = salesforce("import", "export", "--dry-run")
    assert code == 3
    for line in (
        "Account.csv (Salesforce accounts): 2 new, 0 changed, 0 unchanged, 1 rejected. Nothing is written.",
        "  Website → domain",
        "  not read: CreatedDate, SystemModstamp",
        "  4: owner: there is no teammate with this name or id (005A000001GoneXAA0)",
        "Task.csv (Salesforce contacts): 3 new, 0 changed, 0 unchanged, 1 rejected. Nothing is written.",
    ):
        assert line in out.splitlines(), line
    assert "ACME Corp.  acme.example" in out
    assert not list((salesforce.folder / "export").glob("*.rejected.csv"))
    with installation(load(os.environ, salesforce.folder)) as here:
        assert here.memory.read_now(here.scope, lambda session: len(session.known.accounts)) == 0
    assert sorted(path.name for path in (salesforce.folder / "export").iterdir()) == sorted(crm.SALESFORCE)


def test_columns_are_mapped_by_hand(shell: Shell) -> None:
    (shell.folder / "firmen.csv").write_text("Firma;Sitz\nACME;Berlin\n", encoding="utf-8")
    assert shell("import", "firmen.csv")[0] == 1
    code, out, _err = shell("import", "firmen.csv", "--as", "accounts", "--map", "Firma=name", "--dry-run")
    assert (code, "  Firma → name" in out, "1 new" in out) == (0, True, True)
    assert "1 new" in shell("import", "firmen.csv", "--as", "accounts", "--map", "Firma=name")[1]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--as", "colours"], 2, "--as is one of teammates, accounts"),
        (["--map", "Firma"], 2, "--map Column=field"),
        (["--map", "Nothing=name"], 1, "There is no column Nothing."),
        (["--as", "accounts", "--map", "name=colour"], 1, "accounts have no field colour; there are name, tier"),
        (["--dates", "ymd"], 2, "--dates is dmy or mdy."),
    ],
)
def test_a_wrong_mapping_is_told_in_a_sentence(shell: Shell, options: list[str], code: int, said: str) -> None:
    (shell.folder / "accounts.csv").write_text("name\nACME\n", encoding="utf-8")
    done, out, err = shell("import", "accounts.csv", *options)
    assert (done, out) == (code, "")
    assert said in err


def test_an_import_that_is_killed_goes_on_when_it_is_run_again(shell: Shell) -> None:
    head = "at,account,people,teammates,note\n"
    lines = [f"2025-01-{1 + n % 28:02},ACME,Guest {n % 9},you@example.com,{n}\n" for n in range(6000)]
    (shell.folder / "accounts.csv").write_text("name\nACME\n", encoding="utf-8")
    (shell.folder / "interactions.csv").write_text(head + "".join(lines), encoding="utf-8")
    shell("admin", "you@example.com")
    shell("import", "accounts.csv")
    with subprocess.Popen([sys.executable, "-m", "bot", "import", "interactions.csv"]) as importing:
        try:
            with installation(load(os.environ, shell.folder)) as here:
                there = wait_for(lambda: count(here), 1)
        finally:
            importing.kill()
        assert importing.wait(SECONDS) == -9
    with installation(load(os.environ, shell.folder)) as here:
        there = count(here)
    assert 0 < there < 6000
    out = shell("import", "interactions.csv")[1]
    assert f": {6000 - there:,} new, 0 changed, {there:,} unchanged, 0 rejected." in out
    with installation(load(os.environ, shell.folder)) as here:
        assert count(here) == 6000


def count(here: Installation) -> int:
    found = here.memory.read_now(here.scope, lambda session: session.value(CONTACTS))
    return int(found)


def wait_for(look: Callable[[], int], least: int) -> int:
    until = time.monotonic() + SECONDS
    while (found := look()) < least:
        assert time.monotonic() < until
    return found


@pytest.mark.parametrize("files", [["nowhere.csv"], ["accounts.csv", "nowhere.csv"], ["strange.csv"]])
def test_a_file_that_is_unfit_stops_all_before_anything_is_read_in(files: list[str], shell: Shell) -> None:
    (shell.folder / "accounts.csv").write_text("name\nACME\n", encoding="utf-8")
    (shell.folder / "strange.csv").write_text("colour\nblue\n", encoding="utf-8")
    code, out, err = shell("import", *files)
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_one_question_is_answered_as_text_or_as_data(filled: Shell) -> None:
    line = ("ask", "--as", "mia@example.com", "--at", f"{TODAY}T12:00+01:00", "/whoknows ACME")
    code, out, _err = filled(*line)
    assert code == 0
    assert out.startswith("ACME Corp.\n")
    data = json.loads(filled(*line, "--json")[1])
    refs = [row["ref"] for block in data["blocks"] if block.get("of") == "colleagues" for row in block["rows"]]
    assert set(refs) <= {"mia@example.com", "raj@example.com", "tom@example.com"}
    assert refs


def test_a_stranger_learns_nothing(filled: Shell) -> None:
    code, out, _err = filled("ask", "--as", "stranger@example.com", "/whoknows ACME")
    assert code == 0
    assert "Mia" not in out
    assert "ACME" not in out
    with installation(load(os.environ, filled.folder)) as here:
        assert here.profile("stranger@example.com").standing is Standing.OUTSIDER
        assert here.profile("MIA@example.com ").standing is Standing.MEMBER


def test_each_line_of_a_stream_is_answered_before_the_next_is_read(shell: Shell) -> None:
    shell("admin", "you@example.com")
    line = [sys.executable, "-m", "bot", "ask", "-", "--json"]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as asked:
        assert asked.stdin
        assert asked.stdout
        try:
            for said, kind in [('{"as": "you@example.com", "say": "/rapport status"}', "say"), ("nonsense", "error")]:
                asked.stdin.write(said + "\n")
                asked.stdin.flush()
                assert json.loads(asked.stdout.readline())["type"] == kind
            asked.stdin.close()
            assert asked.wait(SECONDS) == 1
        finally:
            asked.kill()


def test_a_reader_who_goes_away_is_no_failure_worth_a_traceback(shell: Shell) -> None:
    shell("admin", "you@example.com")
    (shell.folder / "lines").write_text('{"as": "you@example.com", "say": "/rapport help"}\n' * 200, encoding="utf-8")
    line = f"{sys.executable} -m bot ask - < lines | head -1"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_a_dry_run_says_whom_when_what_and_sends_nothing(filled: Shell) -> None:
    code, out, _err = filled("nudge", "--at", "2026-03-11", "--dry-run")
    assert code == 0
    first, *_rest = out.split("\n\n")
    assert first.startswith("Lena Fischer <lena@example.com>, 2026-03-11 09:00 Europe/Berlin\n")
    assert "Ondrahl Pharma AG" in first
    assert filled("nudge", "--at", "2026-03-11")[1] == out
    assert filled("nudge", "--at", "2026-03-14T12:00+00:00")[1] == "There is nothing to say to anybody.\n"  # a Saturday


def test_the_sample_answers_a_pipe_in_plain_lines(shell: Shell) -> None:
    code, out, err = shell("console", "--sample", typed="/whoknows ACME\n/neglected\nexit\n")
    assert (code, err) == (0, "")
    assert out.startswith("ACME Corp.\n")
    assert "\x1b" not in out
    assert "> " not in out
    assert {path.name for path in Path("var").iterdir()} >= {"console.db", "console.sample"}


def test_the_sample_keeps_what_was_said_today_and_is_remade_when_the_sample_is_another(shell: Shell) -> None:
    shell("console", "--sample", typed="/rapport new Zyx Widgets\nexit\n")
    assert "Zyx Widgets" in shell("console", "--sample", typed="/whoknows Zyx Widgets\n")[1].splitlines()[0]
    Path("var/console.sample").write_text("another 2020-01-01", encoding="utf-8")
    assert shell("console", "--sample", typed="/whoknows Zyx Widgets\n")[1].splitlines()[0] != "Zyx Widgets"


def test_the_sample_speaks_korean_with_the_korean_of_the_team(shell: Shell) -> None:
    code, out, _err = shell("console", "--sample", typed="/whoknows 한빛전자\n", RAPPORT_LANGUAGE="ko")
    assert code == 0
    assert out.startswith("한빛전자\n")
    assert "윤지수" in out


def test_a_second_one_beside_the_first_is_refused_in_one_sentence(shell: Shell) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "console", "--sample"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdin
        assert first.stdout
        try:
            first.stdin.write(b"/rapport status\n")
            first.stdin.flush()
            first.stdout.readline()  # it is at work
            code, _out, err = shell("console", "--sample")
            assert (code, err) == (1, "Another Rapport is at work on var/console.db.\n")
        finally:
            first.communicate(timeout=SECONDS)


def test_the_console_speaks_as_the_first_admin(shell: Shell) -> None:
    shell("admin", "you@example.com")
    assert shell("console", typed="/rapport status\n")[1].startswith("I am awake\n")

"""`rapport import`, `ask`, `nudge` and `console`, on real memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.cli.wiring import installation
from bot.message import Standing
from bot.settings import load
from storage import sample
from tests.shell import SECONDS, Shell

TODAY = date(2026, 3, 11)


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
    code, out, _err = filled("import", *sorted(sample.HEADERS))
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines()] == list(sample.HEADERS)
    assert all("0 new, 0 changed" in line and "0 rejected" in line for line in out.splitlines())


def test_a_bad_row_is_counted_and_kept_with_its_reason(shell: Shell) -> None:
    (shell.folder / "accounts.csv").write_text("name,owner\nACME,\nBETA,nobody@example.com\n", encoding="utf-8")
    code, out, _err = shell("import", "accounts.csv")
    assert code == 0
    assert "accounts.csv: 1 new, 0 changed, 0 unchanged, 1 rejected." in out
    assert "accounts.rejected.csv" in out
    assert "BETA" in (shell.folder / "accounts.rejected.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("files", [["nowhere.csv"], ["accounts.csv", "nowhere.csv"], ["."], ["strange.csv"]])
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

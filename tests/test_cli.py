from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import SECONDS, Shell

FORBIDDEN = ("sqlalchemy", "sqlmodel", "slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "alembic", "rich.table")


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(monkeypatch, capsys, tmp_path)


def test_the_version_is_told_without_importing_what_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.cli.run import run; code = run(['--version']); "
        f"print([name for name in {FORBIDDEN!r} if name in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=True
    )
    version, imported = done.stdout.splitlines()
    assert version.startswith("rapport 0.")
    assert imported == "[]"


def test_the_module_runs_as_the_command_does(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "bot", "nonsense"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "No such command 'nonsense'.\n")


def test_help_names_every_command_and_is_cut_off_nowhere(shell: Shell) -> None:
    code, out, _err = shell("--help")
    assert code == 0
    for command in "demo start console ask import nudge manifest init doctor backup admin".split():
        assert f"\n  {command} " in out
    assert "..." not in out.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("line", "environ", "code"),
    [
        (["nonsense"], {}, 2),
        (["ask"], {}, 2),
        (["ask", "/whoknows ACME"], {}, 2),
        (["ask", "-", "--shout"], {}, 2),
        (["ask", "/whoknows ACME", "--as", "a@example.com", "--at", "soon"], {}, 1),
        (["start"], {"SLACK_BOT_TOKEN": "xoxb-1"}, 2),
        (["admin", "a@example.com"], {"RAPPORT_LANGUAGE": "xx"}, 2),
        (["admin", "a@example.com"], {"DATABASE_URL": "mysql://h/n"}, 2),
        (["admin", "nobody"], {}, 1),
        (["admin", "a@example.com"], {"DATABASE_URL": "sqlite:////proc/nowhere/rapport.db"}, 1),
        (["admin", "a@example.com"], {"DATABASE_URL": "postgresql+psycopg://u@127.0.0.1:1/n"}, 1),
        (["backup", "nowhere/copy.db"], {}, 1),
        (["console"], {}, 1),
        (["console", "--as", "nobody@example.com"], {}, 1),
        (["manifest", "--http", "http://example.com"], {}, 1),
        (["manifest", "--suffix", "a b"], {}, 1),
        (["init"], {}, 1),
    ],
)
def test_every_failure_is_one_plain_sentence(line: list[str], environ: dict[str, str], code: int, shell: Shell) -> None:
    found, _out, err = shell(*line, **environ)
    assert found == code
    assert err.count("\n") == 1
    assert "Something went wrong" not in err


def test_all_wrong_settings_are_told_a_line_each(shell: Shell) -> None:
    code, out, err = shell("start", SLACK_APP_TOKEN="x", PORT="x", RAPPORT_TIMEZONE="x")
    assert (code, out) == (2, "")
    assert [line.split(":")[0].split()[0] for line in err.splitlines()] == [
        "SLACK_APP_TOKEN",
        "PORT",
        "RAPPORT_TIMEZONE",
        "SLACK_BOT_TOKEN",
    ]


def test_the_first_admin_is_added_and_a_teammate_becomes_one(shell: Shell, database_url: str) -> None:
    assert shell("admin", "You@Example.com", DATABASE_URL=database_url)[:2] == (
        0,
        "you@example.com is a teammate and an admin now.\n",
    )
    assert shell("admin", "you@example.com")[:2] == (0, "you@example.com is an admin now.\n")


def test_a_backup_is_whole_private_and_never_written_over(shell: Shell) -> None:
    shell("admin", "you@example.com")
    code, out, _err = shell("backup", "copy.db")
    copy = shell.folder / "copy.db"
    assert (code, out) == (0, "copy.db: 0.5 MB, checked.\n")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT email, admin FROM teammate").fetchall() == [("you@example.com", 1)]
    connection.close()
    before = copy.read_bytes()
    assert shell("backup", "copy.db")[0] == 1
    assert copy.read_bytes() == before
    assert {path.name for path in shell.folder.iterdir()} == {"copy.db", "var"}

"""`rapport init`, `doctor` and `manifest`, against a small stand-in for Slack's Web API on a free port."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.settings import load
from bot.slack.manifest import SCOPES
from tests.shell import SECONDS, Shell

BOT, APP, SECRET = "xoxb-1-2-abc", "xapp-1-2-abc", "0123456789abcdef" * 2


class StandIn:
    """Answers auth.test and apps.connections.open as told."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answers: dict[str, dict[str, Any]] = {
            "auth.test": {"ok": True, "team": "Example", "user": "rapport"},
            "apps.connections.open": {"ok": True, "url": "wss://127.0.0.1/"},
        }
        self.scopes = ",".join(SCOPES)
        self.ahead = 0.0  # seconds by which its clock is ahead of ours
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                method = self.path.removeprefix("/api/")
                outer.asked.append((method, self.headers["Authorization"]))
                body = json.dumps(outer.answers[method]).encode()
                self.send_response_only(200)
                self.send_header("Date", formatdate(outer.now() + outer.ahead, usegmt=True))
                self.send_header("X-OAuth-Scopes", outer.scopes)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/api/"

    @staticmethod
    def now() -> float:
        from bot.cli.wiring import clock

        return clock().timestamp()


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return Shell(monkeypatch, capsys, tmp_path)


@pytest.fixture
def slack() -> Iterator[StandIn]:
    stand_in = StandIn()
    thread = threading.Thread(target=stand_in.server.serve_forever, args=(0.05,))
    thread.start()
    yield stand_in
    stand_in.server.shutdown()
    thread.join()
    stand_in.server.server_close()


def examined(shell: Shell, slack: StandIn, **environ: str) -> tuple[int, str]:
    code, out, err = shell(
        "doctor", SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_API_URL=slack.url, **environ
    )  # fmt: skip
    assert err == ""
    return code, out


def test_the_doctor_finds_nothing_wrong_where_nothing_is(shell: Shell, slack: StandIn, database_url: str) -> None:
    shell("admin", "you@example.com", DATABASE_URL=database_url)
    code, out = examined(shell, slack)
    assert code == 0
    assert [line[0] for line in out.splitlines()] == list("✓✓✓·✓✓✓✓")
    assert slack.asked == [("auth.test", f"Bearer {BOT}"), ("apps.connections.open", f"Bearer {APP}")]
    assert BOT not in out


def test_the_doctor_leaves_an_empty_folder_as_it_is(shell: Shell, slack: StandIn) -> None:
    code, out = examined(shell, slack)
    assert code == 0
    assert "· Database: " in out
    assert "is made at the first start." in out
    assert list(shell.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"scopes": "commands"}, "✗ Scopes: app_mentions:read, chat:write, "),
        ({"ahead": 120.0}, "✗ Clock: it differs from Slack's by 1"),
        ({"ahead": -120.0}, "✗ Clock: it differs from Slack's by 1"),
        ({"answers": {"auth.test": {"ok": False, "error": "invalid_auth"}}}, "✗ Slack refuses SLACK_BOT_TOKEN (inv"),
        ({"answers": {"auth.test": []}}, "✗ Slack: http://127.0.0.1"),
        ({"answers": {"auth.test": {"ok": True}, "apps.connections.open": {"ok": False, "error": "not_allowed"}}},
         "✗ Slack refuses SLACK_APP_TOKEN (not_allowed)."),
    ],
)  # fmt: skip
def test_the_doctor_says_what_is_wrong_with_slack(
    change: dict[str, Any], told: str, shell: Shell, slack: StandIn
) -> None:
    for name, value in change.items():
        setattr(slack, name, value)
    code, out = examined(shell, slack)
    assert code == 1
    assert sum(line.startswith("✗") for line in out.splitlines()) == 1
    assert told in out


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"PORT": "x"}, "✗ PORT: "),
        ({"RAPPORT_LANGUAGE": "xx"}, "✗ RAPPORT_LANGUAGE: "),
        ({"DATABASE_URL": "postgresql+psycopg://u@127.0.0.1:1/n"}, "✗ The database fails: "),
    ],
)
def test_the_doctor_says_what_is_wrong_here(environ: dict[str, str], told: str, shell: Shell, slack: StandIn) -> None:
    code, out = examined(shell, slack, **environ)
    assert code == 1
    assert told in out


def test_init_asks_until_it_can_be_right_and_writes_what_only_the_owner_reads(shell: Shell) -> None:
    env = shell.folder / ".env"
    env.write_text("# mine\nOTHER=kept\nSLACK_BOT_TOKEN=\nRAPPORT_TIMEZONE=Asia/Seoul\n", encoding="utf-8")
    typed = f"\n{APP}\n {BOT} \n{BOT}\n{APP}\nyou@example.com\n"
    code, out, err = shell("init", typed=typed)
    assert (code, err) == (0, "")
    assert "SLACK_BOT_TOKEN is needed." in out
    assert "SLACK_BOT_TOKEN: must begin with xoxb-." in out
    assert "SLACK_APP_TOKEN: must begin with xapp-." in out
    assert BOT not in out
    assert env.read_text(encoding="utf-8").splitlines() == [
        "# mine", "OTHER=kept", f"SLACK_BOT_TOKEN={BOT}", "RAPPORT_TIMEZONE=Asia/Seoul", f"SLACK_APP_TOKEN={APP}",
    ]  # fmt: skip
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert load({}, shell.folder, slack=True).mode == "socket"
    assert "you@example.com is a teammate and an admin now." in out


def test_init_without_socket_mode_asks_for_the_signing_secret(shell: Shell) -> None:
    code, out, _err = shell("init", typed=f"{BOT}\n\n{SECRET[:-1]}\n{SECRET}\n\n")
    assert code == 0
    assert "A signing secret has 32 digits" in out
    settings = load({}, shell.folder, slack=True)
    assert (settings.mode, settings.signing_secret) == ("http", SECRET)


def test_init_again_keeps_what_is_not_entered_anew(shell: Shell) -> None:
    shell("init", typed=f"{BOT}\n{APP}\n\n")
    before = (shell.folder / ".env").read_text(encoding="utf-8")
    assert shell("init", typed="\n\n\n")[0] == 0
    assert (shell.folder / ".env").read_text(encoding="utf-8") == before


def test_init_left_halfway_writes_nothing(shell: Shell) -> None:
    assert shell("init", typed=f"{BOT}\n")[0] == 1
    assert list(shell.folder.iterdir()) == []


def test_the_link_of_init_carries_the_manifest(shell: Shell) -> None:
    _code, out, _err = shell("init", typed=f"{BOT}\n{APP}\n\n")
    found = re.search(r"https://api\.slack\.com/apps\?\S+", out)
    assert found
    query = parse_qs(urlsplit(found[0]).query)
    assert json.loads(query["manifest_json"][0]) == json.loads(shell("manifest", "--json")[1])


def test_the_manifest_has_the_published_commands_and_each_scope_with_its_reason(shell: Shell) -> None:
    code, out, _err = shell("manifest", "--suffix", "dev")
    assert code == 0
    assert re.findall(r'command: "(\S+)"', out) == [
        f"/{name}-dev" for name in ("logcontact", "whoknows", "neglected", "rapport")
    ]
    for scope, reason in SCOPES.items():
        assert f'- "{scope}"  # {reason}\n' in out


def test_the_manifest_for_http_has_the_public_address(shell: Shell) -> None:
    made = json.loads(shell("manifest", "--json", "--http", "https://bot.example.com")[1])
    urls = {command["url"] for command in made["features"]["slash_commands"]}
    assert urls == {"https://bot.example.com/slack/events"}
    assert made["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize("style", ["text", "json"])
def test_start_serves_until_it_is_told_to_stop_and_logs_no_token(style: str, shell: Shell, slack: StandIn) -> None:
    environ = {
        **os.environ,
        "SLACK_BOT_TOKEN": BOT,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.url,
        "PORT": str(free_port()),
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": style,
    }
    slack.answers["auth.test"] = {"ok": True, "team_id": "T1", "team": "Example", "user_id": "U1", "bot_id": "B1"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "start"], env=environ, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as started:
        assert started.stderr
        seen = []
        for line in started.stderr:
            seen.append(line)
            if "Connected to Slack" in line:
                started.terminate()
        assert started.wait(SECONDS) == 0
    assert any("Connected to Slack" in line for line in seen)
    assert not [line for line in seen if BOT in line or SECRET in line or "Traceback" in line]
    assert style == "text" or all(json.loads(line)["level"] for line in seen)
    assert "✓ Clockwork: it last went round at " in shell("doctor")[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])

"""`rapport demo`, as somebody starts it who has just got it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import TABLE

SECONDS = 60


def bare(**more: str) -> dict[str, str]:
    """The environment without settings of ours."""
    names = {setting.name for setting in TABLE}
    return {name: value for name, value in os.environ.items() if name not in names} | more


@contextmanager
def started(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo that says where it is, and its address."""
    line = [sys.executable, "-m", "bot", "demo", "--no-open"]
    with subprocess.Popen(line, cwd=folder, env=bare(PORT=str(port)), stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout
        try:
            yield demo, demo.stdout.readline().split()[-1]
        finally:
            demo.terminate()
            demo.wait(SECONDS)


def test_it_needs_no_settings_says_where_it_is_and_ends_quietly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(tmp_path, port) as (demo, url):
            assert url.startswith("http://127.0.0.1:")
            assert not url.endswith(f":{port}")
            with urllib.request.urlopen(url, timeout=SECONDS) as page:
                assert b"<title>Rapport</title>" in page.read()
            second = subprocess.run(
                [sys.executable, "-m", "bot", "demo", "--no-open"],
                cwd=tmp_path,
                env=bare(),
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
            assert (second.returncode, second.stderr) == (1, "Another Rapport is at work on var/demo.db.\n")
            demo.send_signal(signal.SIGINT)
            assert demo.wait(SECONDS) in (0, 130)


def test_start_has_nothing_of_it() -> None:
    """What serves a real workspace never loads the playground."""
    code = (
        "import sys, bot.cli.serve, bot.slack.app, handlers, schedules; "
        "print([name for name in sys.modules if 'playground' in name or name.endswith('cli.play')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=SECONDS, check=True)
    assert done.stdout == "[]\n"

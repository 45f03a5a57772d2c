"""The command line in tests."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from bot.cli.run import run
from bot.settings import TABLE

SECONDS = 60  # a command may take, at most


class Shell:
    """Types commands in an empty folder, with no settings but those given."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.patch = patch
        self.capsys = capsys
        self.folder = folder
        for setting in TABLE:
            patch.delenv(setting.name, raising=False)
        patch.chdir(folder)

    def __call__(self, *arguments: str, typed: str = "", **environ: str) -> tuple[int, str, str]:
        """The exit code, standard output and standard error. `typed` is on standard input, `environ` stays set."""
        for name, value in environ.items():
            self.patch.setenv(name, value)
        with tempfile.TemporaryFile("w+", encoding="utf-8") as keys:
            keys.write(typed)
            keys.seek(0)
            self.patch.setattr("sys.stdin", keys)
            code = run(arguments)
        return code, *self.capsys.readouterr()

"""Runs the command line: in the installation's language, and with a plain sentence for whatever goes wrong."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from typing import Any

import typer

from bot.cli import app
from bot.cli.wiring import Failure
from bot.message import Refusal
from bot.settings import WrongSettings, home, raw
from bot.words import LANGUAGES, _, speaking

WRONG, FAILED = 2, 1  # exit codes


def run(arguments: Sequence[str]) -> int:
    """Does what was typed; the exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    environ = known_settings()
    language = environ.get("RAPPORT_LANGUAGE", "")
    with speaking(language if language in LANGUAGES else "en", environ.get("RAPPORT_TIMEZONE", "UTC")):
        try:
            return int(translated()(list(arguments), prog_name="rapport", standalone_mode=False) or 0)
        except Exception as error:
            code, sentences = told(error)
            sys.stderr.writelines(sentence + "\n" for sentence in sentences)
            if environ.get("LOG_LEVEL") == "DEBUG":
                traceback.print_exc()
            return code


def known_settings() -> Mapping[str, str]:
    try:
        return raw(os.environ, home(os.environ))
    except (WrongSettings, OSError):  # told when a command loads them; an unreadable folder has none
        return {}


def told(error: Exception) -> tuple[int, list[str]]:
    """The exit code and the sentences for what went wrong."""
    match error:
        case WrongSettings():
            return WRONG, error.problems
        case typer.TyperException():
            return WRONG, [error.format_message()]
        case Failure() | Refusal():
            return FAILED, [str(error)]
        case OSError(strerror=str(reason)):
            return FAILED, [f"{error.filename}: {reason}" if error.filename else reason]
        case _:
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            return FAILED, [_("Something went wrong: {what}. LOG_LEVEL=DEBUG shows where.", what=what)]


def translated() -> Any:
    """The commands with their help in the current language."""
    group: Any = typer.main.get_command(app)
    for command in (group, *group.commands.values()):
        command.help = command.help and _(command.help)
        for parameter in command.params:
            if getattr(parameter, "help", None):
                parameter.help = _(parameter.help)
    return group

"""`rapport init`: from nothing to a bot that can start."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from bot.cli.keep import appoint
from bot.cli.manifest import link
from bot.cli.wiring import Failure
from bot.settings import TABLE, load, problem_of, raw
from bot.words import _

BY_NAME = {setting.name: setting for setting in TABLE}


def connect(folder: Path) -> None:
    """Prints the link that creates the app, asks for its tokens, writes `.env` there and makes the first admin."""
    kept = raw({}, folder)
    say(_("1. Create the app in Slack at this address, and install it to your workspace:"), "", link(), "")
    say(_("2. Paste its tokens here; they are not shown. An empty line keeps what is there."))
    values = asked(kept, read_hidden)
    write(folder / ".env", values)
    say(_("{file} is written; only you can read it.", file=str(folder / ".env")))
    mail = read_line(_("3. Your mail address in Slack, to make you the first admin: "))
    if mail:
        appoint(load(os.environ, folder), mail)
    say(_("Done. `rapport doctor` looks whether all is right, `rapport start` starts."))


def asked(kept: dict[str, str], read: Callable[[str], str]) -> dict[str, str]:
    """The tokens by name, those that were entered. Without an app token it is HTTP, which needs the signing secret."""
    values = {
        "SLACK_BOT_TOKEN": token(
            "SLACK_BOT_TOKEN", _("Bot token (OAuth & Permissions, xoxb-…): "), kept, read, needed=True
        ),
        "SLACK_APP_TOKEN": token(
            "SLACK_APP_TOKEN",
            _("App token (Basic Information, xapp-…; empty for HTTP): "),
            kept,
            read,
        ),
    }
    if not values["SLACK_APP_TOKEN"] and "SLACK_APP_TOKEN" not in kept:
        said = _("Signing secret (Basic Information): ")
        values["SLACK_SIGNING_SECRET"] = token("SLACK_SIGNING_SECRET", said, kept, read, needed=True)
    return {name: value for name, value in values.items() if value}


def token(name: str, said: str, kept: dict[str, str], read: Callable[[str], str], *, needed: bool = False) -> str:
    """What was entered, asked for until it can be right; "" keeps what is there."""
    while True:
        value = read(said)
        problem = problem_with(name, value) if value else ""
        if not value and needed and name not in kept:
            problem = _("{name} is needed.", name=name)
        if not problem:
            return value
        say(problem)


def problem_with(name: str, value: str) -> str:
    if name == "SLACK_SIGNING_SECRET" and not re.fullmatch("[0-9a-f]{32}", value):
        return _("A signing secret has 32 digits of 0-9 and a-f.")
    return problem_of(BY_NAME[name], value)


def write(file: Path, values: dict[str, str]) -> None:
    """Puts `values` into `.env`, its other lines untouched, whole or not at all, readable by its owner only."""
    file = file.resolve()
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else fresh()
    left = dict(values)
    for i, line in enumerate(lines):
        name = line.removeprefix("export ").partition("=")[0].strip()
        if name in values:
            lines[i] = f"{name}={values[name]}"
            left.pop(name, None)
    lines += [f"{name}={value}" for name, value in left.items()]
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def fresh() -> list[str]:
    """Every setting with its comment and, as a comment too, its default."""
    return [line for s in TABLE for line in (f"# {s.comment}", f"{s.name}=" if s.secret else f"# {s.name}={s.default}")]


def read_line(prompt: str, read: Callable[[str], str] = input) -> str:
    """A line without the white space around it. Raises Failure where the input ends."""
    try:
        return read(prompt if sys.stdin.isatty() else "").strip()
    except EOFError:
        raise Failure(_("The input ended too early.")) from None


def read_hidden(prompt: str) -> str:
    """The same, not shown while it is typed."""
    return read_line(prompt, getpass if sys.stdin.isatty() else input)


def say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()

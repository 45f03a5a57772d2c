"""What the installation is told from outside: the environment and `.env`, read into one frozen Settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.words import LANGUAGES, _

SHOWN = 30  # characters of a wrong value that are repeated to whoever set it
SHORTEST_SECRET = 16
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class WrongSettings(Exception):  # noqa: N818 - every problem at once, for whoever runs the bot
    """`problems` are plain sentences, one for each setting that is wrong or missing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """`repr` leaves out what must not reach a log."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = "https://slack.com/api/"
    mode: str = "socket"  # "socket" or "http"
    host: str = "127.0.0.1"
    port: int = 3000
    database_url: str = field(default="sqlite:///var/rapport.db", repr=False)  # may hold a password
    language: str = "en"
    timezone: str = "UTC"
    webhook_url: str = field(default="", repr=False)  # may hold a token
    webhook_secret: str = field(default="", repr=False)
    log_level: str = "INFO"
    log_format: str = "text"  # "text" or "json"


def no_problem(_value: str) -> str:
    return ""


def begins(prefix: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        return "" if value.startswith(prefix) else _("must begin with {prefix}", prefix=prefix)

    return check


def one_of(*allowed: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value in allowed:
            return ""
        return _("must be one of {allowed}, not {value}", allowed=", ".join(allowed), value=value[:SHOWN])

    return check


def an_address(value: str) -> str:
    parts = urlsplit(value)
    return "" if parts.scheme in ("http", "https") and parts.netloc else _("must be an http or https address")


def a_port(value: str) -> str:
    return "" if value.isascii() and value.isdigit() and 0 < int(value) < 65536 else _("must be a number, 1 to 65535")


def a_secret(value: str) -> str:
    return "" if len(value) >= SHORTEST_SECRET else _("must be {n} signs or more", n=SHORTEST_SECRET)


def a_database(value: str) -> str:
    if re.match(r"sqlite:///.|postgresql(\+psycopg)?://.", value):
        return ""
    return _("must begin with sqlite:/// or postgresql+psycopg://")


def a_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, LookupError):
        return _("must be a time zone such as Asia/Seoul, not {value}", value=value[:SHOWN])
    return ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of `.env.example`: `check` gives the problem with a value, as the end of a sentence, or ""."""

    name: str
    field: str
    default: str
    comment: str
    check: Callable[[str], str] = no_problem
    secret: bool = False
    everywhere: bool = False  # not only `start` needs it to be right


TABLE = (
    Setting("SLACK_BOT_TOKEN", "bot_token", "", "The bot's own token: xoxb-…", begins("xoxb-"), secret=True),
    Setting("SLACK_APP_TOKEN", "app_token", "", "For Socket Mode: xapp-…", begins("xapp-"), secret=True),
    Setting("SLACK_SIGNING_SECRET", "signing_secret", "", "For HTTP: 32 hexadecimal digits", secret=True),
    Setting(
        "SLACK_API_URL",
        "api_url",
        "https://slack.com/api/",
        "Where Slack's Web API is; every other address derives from it",
        an_address,
    ),
    Setting(
        "SLACK_MODE",
        "mode",
        "",
        "socket or http; left empty: socket when there is an app token, else http",
        one_of("socket", "http"),
    ),
    Setting("HOST", "host", "127.0.0.1", "Where HTTP is served"),
    Setting("PORT", "port", "3000", "Where HTTP is served", a_port),
    Setting(
        "DATABASE_URL",
        "database_url",
        "sqlite:///var/rapport.db",
        "SQLite file (a relative path lies where .env does) or postgresql+psycopg://user:password@host/name",
        a_database,
        secret=True,
        everywhere=True,
    ),
    Setting(
        "RAPPORT_LANGUAGE",
        "language",
        "en",
        "For whoever's own language is not known: en or ko",
        one_of(*LANGUAGES),
        everywhere=True,
    ),
    Setting(
        "RAPPORT_TIMEZONE",
        "timezone",
        "UTC",
        "For whoever's own time zone is not known, such as Asia/Seoul",
        a_zone,
        everywhere=True,
    ),
    Setting("WEBHOOK_URL", "webhook_url", "", "Where each log is sent, signed; or nowhere", an_address, secret=True),
    Setting("WEBHOOK_SECRET", "webhook_secret", "", "What it is signed with: 16 signs or more", a_secret, secret=True),
    Setting("LOG_LEVEL", "log_level", "INFO", "DEBUG, INFO, WARNING or ERROR", one_of(*LEVELS)),
    Setting("LOG_FORMAT", "log_format", "text", "text or json", one_of("text", "json")),
)


def home(environ: Mapping[str, str]) -> Path:
    """The folder of `.env` and `var/`: the checkout when `./run` started us from wherever, else where one stands."""
    return Path(environ.get("RAPPORT_HOME") or Path.cwd())


def raw(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The values set in `environ` and, where it is silent, in `folder`'s `.env`. Blank counts as not set."""
    from dotenv import dotenv_values

    try:
        file = dotenv_values(folder / ".env", interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSettings([_("The file .env cannot be read: {reason}.", reason=str(error))]) from error
    found: dict[str, str] = {}
    for setting in TABLE:
        for source in (environ, file):
            value = source.get(setting.name)
            if value and value.strip():
                found[setting.name] = value
                break
    return found


def load(environ: Mapping[str, str], folder: Path, *, slack: bool = False) -> Settings:
    """The Settings for a bot started in `folder`.

    With `slack` all must be right, and what the mode needs must be there; without, only what every command needs, and
    whatever else is wrong keeps its default. Raises WrongSettings with all problems at once.
    """
    values = raw(environ, folder)
    problems = problems_of(values, slack=slack)
    if problems:
        raise WrongSettings(problems)
    right = {s.name: values[s.name] for s in TABLE if s.name in values and not problem_of(s, values[s.name])}
    found = settings_of(right)
    return replace(found, database_url=placed(found.database_url, folder))


def placed(url: str, folder: Path) -> str:
    """A SQLite file named relatively lies below `folder`, wherever the process stands."""
    file = url.removeprefix("sqlite:///")
    return f"sqlite:///{folder / file}" if file != url else url


def problems_of(values: Mapping[str, str], *, slack: bool) -> list[str]:
    """What is wrong with `values` (by name, as `raw` gives them), a sentence each."""
    found = [problem_of(s, values[s.name]) for s in TABLE if s.name in values and (slack or s.everywhere)]
    return [problem for problem in [*found, *(missing(values) if slack else [])] if problem]


def problem_of(setting: Setting, value: str) -> str:
    if value != value.strip():
        problem = _("has white space around it: remove it")
    elif len(value) > 1 and value[0] in "\"'“”‘’" and value[-1] in "\"'“”‘’":
        problem = _("has quotation marks around it: remove them")
    elif setting.secret and any(c.isspace() for c in value):
        problem = _("has white space in it: remove it")
    else:
        problem = setting.check(value)
    return _("{name}: {problem}.", name=setting.name, problem=problem) if problem else ""


def missing(values: Mapping[str, str]) -> list[str]:
    """What Slack or the webhook needs and nobody set."""
    lacking = []
    if "SLACK_BOT_TOKEN" not in values:
        lacking.append(_("SLACK_BOT_TOKEN is not set: `rapport init` asks for it."))
    mode = values.get("SLACK_MODE", "")
    if mode == "socket" and "SLACK_APP_TOKEN" not in values:
        lacking.append(_("SLACK_APP_TOKEN is not set, and Socket Mode needs it."))
    elif mode == "http" and "SLACK_SIGNING_SECRET" not in values:
        lacking.append(_("SLACK_SIGNING_SECRET is not set, and HTTP needs it."))
    elif not mode and not {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"} & values.keys():
        lacking.append(_("Neither SLACK_APP_TOKEN (for Socket Mode) nor SLACK_SIGNING_SECRET (for HTTP) is set."))
    if "WEBHOOK_URL" in values and "WEBHOOK_SECRET" not in values:
        lacking.append(_("WEBHOOK_SECRET is not set, and what goes to WEBHOOK_URL is signed with it."))
    return lacking


def settings_of(values: Mapping[str, str]) -> Settings:
    kept: dict[str, str] = {s.field: values.get(s.name, s.default) for s in TABLE}
    kept["mode"] = kept["mode"] or ("socket" if kept["app_token"] else "http")
    kept["api_url"] = kept["api_url"].rstrip("/") + "/"
    port = int(kept.pop("port"))
    return Settings(port=port, **kept)

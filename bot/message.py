"""The vocabulary that all share: a person asks, the bot answers with a Reply, the platform dresses the Reply.

Everything here is frozen data that knows no platform and no database. Texts are raw: whoever shows them escapes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Standing(StrEnum):
    """What somebody is to the company that installed Rapport. Whoever is not known to be a member learns nothing."""

    MEMBER = "member"
    GUEST = "guest"
    OUTSIDER = "outsider"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    UNKNOWN = "unknown"  # the platform could not be asked: for now nobody


class Surface(StrEnum):
    """Where an Ask came from, which decides where its Reply can go."""

    COMMAND = "command"  # a slash command
    MESSAGE = "message"  # plain words in a direct message
    MENTION = "mention"  # plain words after the bot's name in a channel
    BUTTON = "button"
    FORM = "form"  # a submitted form
    HOME = "home"  # the bot's own tab was opened
    SHORTCUT = "shortcut"  # an entry of the menu of a message, or of the platform's own menu
    SHELL = "shell"  # `rapport ask` and the console


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Who somebody is, as their platform says.

    `user` and `team` are the platform's ids, `locale` a tag such as "ko-KR", `zone` an IANA name such as "Asia/Seoul".
    """

    user: str
    team: str = ""
    name: str = ""
    email: str = ""
    standing: Standing = Standing.OUTSIDER
    admin: bool = False  # the installer, or an administrator of the workspace
    locale: str = ""
    zone: str = ""


Value = str | date | tuple[str, ...]

FILES = (".ics", ".vcf", ".csv", ".tsv", ".xlsx")  # how the name of a file ends of which something can be made


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with what was said. `data` is None where it could not be had: `why` is "big" or "unreached"."""

    name: str
    data: bytes | None = field(default=None, repr=False)
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing said to the bot: a command, plain words, a tapped button or a submitted form.

    `command` is a published command without its slash, or "" for plain words. `at` is an aware moment; with `past` the
    answer is what was known then. `key` names the delivery, so that one delivered twice is done once. `quoted` is the
    message that it is about, as text, `author` the name of who wrote it and `link` its address.
    """

    who: Profile
    at: datetime
    command: str = ""
    text: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    state: Mapping[str, str] = field(default_factory=dict)
    platform: str = "slack"
    workspace: str = ""
    surface: Surface = Surface.SHELL
    place: str = ""
    thread: str = ""
    past: bool = False
    key: str = ""
    quoted: str = ""
    author: str = ""
    link: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """`says` is the command line that a tap asks, such as "/rapport undo 12"."""

    label: str
    says: str
    style: str = ""  # "", "primary" or "danger"


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    quiet: bool = False  # small and grey: an aside


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One colleague, person or account: `ref` is a mail address or an external id, `detail` the reason in words."""

    title: str
    detail: str = ""
    ref: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind (`of`: colleagues, people or accounts), best first.

    `shown` of them are seen at once, the others are counted; `more` is the command line that shows them ("" for none).
    """

    of: str
    rows: tuple[Row, ...]
    title: str = ""
    shown: int = 5
    more: str = ""


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


Block = Text | Facts | Table | Divider | Buttons


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    blocks: tuple[Block, ...] = ()

    def plain(self) -> str:
        """The card as lines of text: for notifications, screen readers, the terminal's pipe and tests."""
        lines = [self.title]
        for block in self.blocks:
            lines += plain_lines(block)
        return "\n".join(line for line in lines if line)


def plain_lines(block: Block) -> list[str]:
    """A block as lines of text, buttons left out."""
    match block:
        case Text(text):
            return [text]
        case Facts(pairs):
            return [f"{label}: {value}" for label, value in pairs]
        case Table(_, rows, title, shown):
            return [
                title,
                *(f"• {row.title} — {row.detail}" if row.detail else f"• {row.title}" for row in rows[:shown]),
            ]
        case _:
            return []


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: `value` is what comes back ("account:12", "new:ACME"), `label` what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One input of a form.

    kind: "line", "lines", "date", "pick" (one of `choices`) or "lookup" (typed and searched by the Lookup named
    `search`; with `many` several). `value` is what it holds at first: text, a date, or for pick and lookup Choices.
    """

    name: str
    label: str
    kind: str = "line"
    value: str | date | tuple[Choice, ...] = ""
    choices: tuple[Choice, ...] = ()
    search: str = ""
    many: bool = False
    optional: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Asks for more. Its submission is an Ask of `command` with `values` by field name and the form's `state`.

    `errors` stand under their fields; `note` above all of them; `again` is the command line that opens it once more.
    """

    command: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    state: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Only the asker sees it: the default."""

    card: Card


@dataclass(frozen=True, slots=True)
class Post:
    """Everybody in the place sees it."""

    card: Card


@dataclass(frozen=True, slots=True)
class Replace:
    """The card whose button was tapped becomes this one; where there is no such card it is said."""

    card: Card


@dataclass(frozen=True, slots=True)
class Home:
    """The bot's own tab becomes this card."""

    card: Card


@dataclass(frozen=True, slots=True)
class Nothing:
    """No answer: the Ask was not meant for the bot."""


Reply = Say | Post | Replace | Home | Form | Nothing


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """We cannot do that. The message is written for the person who asked, in their language."""


def command_line(said: str) -> tuple[str, str]:
    """Splits "/whoknows ACME" into ("whoknows", "ACME"); words without a slash are ("", words)."""
    said = said.strip()
    if not said.startswith("/"):
        return "", said
    command, *rest = said[1:].split(None, 1)[:2] or [""]
    return command.lower(), rest[0].strip() if rest else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Something said unasked, on its way to one person's direct messages.

    `key` travels with the message, opaque, so that it can be found again; `place` is the direct channel once it is
    known ("" before); `since` is the moment from which on it may have been posted.
    """

    key: str
    user: str
    card: Card
    place: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a letter lies: the channel, and the id by which replies in its thread name it."""

    place: str
    thread: str


class Later(Exception):  # noqa: N818 - a request, not an error
    """The platform asks to be left alone for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"later, in {seconds:g} s")
        self.seconds = seconds


class Undeliverable(Exception):  # noqa: N818 - a fact about the recipient
    """This person cannot be written to (gone, unknown, deactivated); the message says why in the platform's word."""

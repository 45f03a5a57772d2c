"""Questions from the shell: one at a time, or a stream of JSON lines answered line by line."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.as_data import reply_data
from bot.cli.wiring import clock, installation
from bot.console.show import clean, plain_form
from bot.message import Ask, Form, Nothing, Profile, Refusal, Reply, command_line
from bot.settings import Settings
from bot.words import _

Answer = Callable[[Ask], Awaitable[Reply]]
Who = Callable[[str], Profile]  # by mail address


def ask_once(settings: Settings, mail: str, said: str, at: str, *, as_json: bool) -> None:
    """Prints the answer to one question. Raises Refusal and Failure."""
    with installation(settings) as here:
        questions = Questions(here.bot().answer, here.profile, clock, settings.timezone)
        reply = asyncio.run(questions.ask(mail, said, at))
    text = as_line(reply_data(reply)) if as_json else as_text(reply)
    sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")


def ask_stream(settings: Settings, mail: str) -> bool:
    """Answers the lines of standard input, each before the next is read; whether all could be asked."""

    def write(line: str) -> None:
        sys.stdout.write(line)
        sys.stdout.flush()

    with installation(settings) as here:
        questions = Questions(here.bot().answer, here.profile, clock, settings.timezone)
        return asyncio.run(questions.stream(sys.stdin, write, mail))


class Questions:
    """What the shell asks. `now` is the clock, `zone` the one that a moment without a zone is meant in."""

    def __init__(self, answer: Answer, who: Who, now: Callable[[], datetime], zone: str) -> None:
        self.answer = answer
        self.who = who
        self.now = now
        self.zone = zone

    async def ask(self, mail: str, said: str, at: str = "") -> Reply:
        """What the bot answers to `said` by the teammate with this address, now or at an earlier moment (ISO 8601).

        Raises Refusal for a moment that is none.
        """
        now = self.now()
        moment = moment_of(at, self.zone) if at else now
        command, text = command_line(said)
        return await self.answer(
            Ask(who=self.who(mail), at=moment, command=command, text=text, platform="shell", past=moment < now)
        )

    async def stream(self, lines: Iterable[str], write: Callable[[str], object], mail: str = "") -> bool:
        """One JSON line for each of `lines` ({"as", "at", "say"}; `mail` where "as" is left out), in their order.

        A line that cannot be asked is answered by {"type": "error", "text"}; the result says whether all were good.
        """
        good = True
        for line in lines:
            if not line.strip():
                continue
            try:
                data = reply_data(await self.asked_by(line, mail))
            except Refusal as reason:
                good, data = False, {"type": "error", "text": str(reason)}
            write(as_line(data))
        return good

    async def asked_by(self, line: str, mail: str) -> Reply:
        try:
            question = json.loads(line)
        except (ValueError, RecursionError):
            raise Refusal(_("This line is not JSON.")) from None
        if not isinstance(question, dict):
            raise Refusal(_("A line is an object with {fields}.", fields='"as", "at", "say"'))
        found = {name: question.get(name, "") for name in ("as", "at", "say")}
        found["as"] = found["as"] or mail
        for name, value in found.items():
            if not isinstance(value, str) or (name != "at" and not value.strip()):
                raise Refusal(_('"{name}" is missing or no text.', name=name))
        return await self.ask(found["as"], found["say"], found["at"])


def moment_of(text: str, zone: str) -> datetime:
    """An aware moment from ISO 8601, in `zone` where it names none. Raises Refusal."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refusal(_("A moment is written like {example}.", example="2026-03-02T09:00+09:00")) from None
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))


def as_line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def as_text(reply: Reply) -> str:
    """The Reply as lines for a reader, "" for none."""
    match reply:
        case Nothing():
            return ""
        case Form():
            return plain_form(reply)
        case _:
            return clean(reply.card.plain())

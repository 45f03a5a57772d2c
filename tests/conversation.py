"""A conversation with the bot, as its handlers see it: no platform, a real database, a clock that stands still."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.message import (
    Ask,
    Button,
    Buttons,
    Card,
    Form,
    Post,
    Profile,
    Replace,
    Reply,
    Say,
    Standing,
    Table,
    Value,
    command_line,
)
from handlers import Bot
from storage import teammates, workspaces
from storage.memory import Memory
from storage.session import Scope, Session

LOCALES = {"tom": ("en-US", "Europe/Berlin"), "ann": ("en-GB", "Europe/London"), "minsu": ("ko-KR", "Asia/Seoul")}
NAMES = {"tom": "Tom", "ann": "Ann", "minsu": "김민수"}


class Talk:
    """Tom (an administrator), Ann and 김민수 talk to the bot; `now` may be moved."""

    def __init__(self, memory: Memory, now: datetime) -> None:
        self.memory = memory
        self.now = now
        self.scope = Scope(workspaces.first(memory))
        self.bot = Bot(memory, self.scope.workspace)
        self.last: Reply | None = None
        memory.write_now(self.scope, self._team)

    def _team(self, session: Session) -> None:
        for who, (locale, zone) in LOCALES.items():
            teammates.add(session, f"{who}@example.com", NAMES[who], locale=locale, zone=zone, admin=who == "tom")

    def ask(self, who: str, said: str, **more: Any) -> Ask:
        command, text = command_line(said)
        profile = Profile(user=who, email=f"{who}@example.com", name=who.title(), standing=Standing.MEMBER)
        return Ask(**{"who": profile, "at": self.now, "command": command, "text": text, "platform": "shell", **more})

    async def say(self, who: str, said: str, **more: Any) -> Reply:
        self.last = await self.bot.answer(self.ask(who, said, **more))
        return self.last

    async def hear(self, who: str, said: str, **more: Any) -> str:
        """What the answer reads like."""
        return heard(await self.say(who, said, **more))

    async def tap(self, who: str, label: str) -> Reply:
        """Taps a button of the last reply."""
        return await self.say(who, button(self.last, label).says)

    async def fill(self, who: str, **values: Value) -> Reply:
        """Submits the form of the last reply, with `values` in place of what it held."""
        assert isinstance(self.last, Form)
        held = {field.name: held_value(field) for field in self.last.fields}
        return await self.say(who, f"/{self.last.command}", values={**held, **values}, state=self.last.state)

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


def held_value(field: Any) -> Value:
    if isinstance(field.value, tuple):
        chosen = tuple(choice.value for choice in field.value)
        return chosen if field.many else (chosen[0] if chosen else "")
    return field.value  # type: ignore[no-any-return]


def card_of(reply: Reply | None) -> Card:
    assert isinstance(reply, Say | Post | Replace), reply
    return reply.card


def heard(reply: Reply | None) -> str:
    if isinstance(reply, Form):
        return "\n".join([reply.title, reply.note, *reply.errors.values()])
    return card_of(reply).plain()


def buttons(reply: Reply | None) -> list[Button]:
    found: list[Button] = []
    for block in card_of(reply).blocks:
        if isinstance(block, Buttons):
            found += block.buttons
        if isinstance(block, Table):
            found += [one for row in block.rows for one in row.buttons]
    return found


def button(reply: Reply | None, label: str) -> Button:
    return next(one for one in buttons(reply) if label in one.label)


def rows(reply: Reply | None, of: str) -> list[Any]:
    return [row for block in card_of(reply).blocks if isinstance(block, Table) and block.of == of for row in block.rows]

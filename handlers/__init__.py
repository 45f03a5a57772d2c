"""What people can ask, and the one way in: `Bot.answer`."""

from __future__ import annotations

import dataclasses
import logging
import secrets
import traceback
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.message import Ask, Card, Choice, Post, Refusal, Replace, Reply, Say, Text
from bot.words import _, speaking
from handlers import door, guard, lookups
from handlers.commands import Command
from handlers.commands import find as command_of  # "find" is also the name of a handler's module
from storage import deliveries
from storage.memory import Memory
from storage.session import Scope, Session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Voice:
    """How a teammate is spoken to, kept between asks so that some answers need no query at all."""

    locale: str
    zone: str


class Bot:
    """Answers asks out of one workspace's memory. `locale` and `zone` are for people who have none of their own."""

    def __init__(self, memory: Memory, workspace: int, locale: str = "en", zone: str = "UTC") -> None:
        self.memory = memory
        self.scope = Scope(workspace)
        self.voice = Voice(locale, zone)
        self._teammates: dict[str, Voice] = {}

    async def warm_up(self) -> None:
        """Reads the names into memory, which a big book takes seconds for and the first asker should not wait for."""
        await self.memory.read(self.scope, lambda session: session.known)

    async def answer(self, ask: Ask) -> Reply:
        """The Reply to an Ask. Never raises: a refusal is said, a fault becomes a ticket."""
        with self._speaking(ask):
            try:
                return await self._answer(ask)
            except Refusal as refusal:
                return Say(Card(str(refusal)))
            except Exception as fault:
                with self._speaking(ask):  # by now it may be known how they are spoken to
                    return ticket(fault)

    async def look_up(self, ask: Ask, search: str, typed: str) -> list[Choice]:
        """What a form's field offers for what was typed so far; nothing to whoever may not ask."""

        def work(session: Session) -> list[Choice]:
            me = guard.teammate(ask, session)
            if me is None:
                return []
            voice = self._voice(ask, me["locale"], me["zone"])
            with speaking(voice.locale, voice.zone):
                return lookups.choices(session, search, door.cleaned(typed)[0])

        return await self.memory.read(self.scope, work) if guard.is_member(ask) else []

    def _speaking(self, ask: Ask) -> AbstractContextManager[Any]:
        voice = self._teammates.get(ask.who.user) or self._voice(ask)
        return speaking(voice.locale, voice.zone)

    def _voice(self, ask: Ask, locale: str = "", zone: str = "") -> Voice:
        return Voice(locale or ask.who.locale or self.voice.locale, zone or ask.who.zone or self.voice.zone)

    async def _answer(self, ask: Ask) -> Reply:
        guard.members_only(ask)
        ask, dropped = door.opened(ask)
        command, ask = command_of(ask)
        if ask.who.user in self._teammates and command.at_once and (reply := command.at_once(ask)) is not None:
            return reply
        work = partial(self._work, ask, command)
        if command.writes:
            reply = await self.memory.write(self.scope, work)
        else:
            reply = await self.memory.read(self.scope, work, brief=command.brief is not None and command.brief(ask))
        if reply is None:
            reply = await self.memory.write(self.scope, partial(self._let_in, ask, command))
        with self._speaking(ask):
            return told(reply, dropped)

    def _work(self, ask: Ask, command: Command, session: Session) -> Reply | None:
        """The handler's Reply, or None to somebody who is no teammate yet."""
        me = guard.teammate(ask, session)
        if me is None:
            self._teammates.pop(ask.who.user, None)
            return None
        voice = self._teammates[ask.who.user] = self._voice(ask, me["locale"], me["zone"])
        if (ask.who.locale, ask.who.zone) != (voice.locale, voice.zone):
            ask = dataclasses.replace(ask, who=dataclasses.replace(ask.who, locale=voice.locale, zone=voice.zone))
        with speaking(voice.locale, voice.zone):
            guard.allowed(command, me)
            reply = deliveries.once(session, ask, command.handler) if command.writes else command.handler(ask, session)
        if any(table == "teammate" for table, *_change in session.changes):
            self._teammates.clear()
        return reply

    def _let_in(self, ask: Ask, command: Command, session: Session) -> Reply:
        voice = self._voice(ask)
        with speaking(voice.locale, voice.zone):
            refused = guard.let_in(ask, session)
        reply = refused or self._work(ask, command, session)
        assert reply is not None, "whoever is let in is a teammate"
        return reply


def told(reply: Reply, dropped: bool) -> Reply:
    """The reply, with a word about what could not be kept of the text."""
    if not dropped or not isinstance(reply, Say | Post | Replace):
        return reply
    note = Text(_("Signs that no text can hold were left out."), quiet=True)
    return dataclasses.replace(reply, card=dataclasses.replace(reply.card, blocks=(*reply.card.blocks, note)))


def ticket(fault: Exception) -> Reply:
    """A number for the person; for the log the traceback by it, without the fault's words, which may hold a note."""
    number = secrets.token_hex(3).upper()
    where = "".join(traceback.format_tb(fault.__traceback__))
    log.error("ticket %s: %s\n%s", number, type(fault).__name__, where)
    text = _("Nothing was stored. Please try again; if it happens again, give whoever runs Rapport this number.")
    return Say(Card(_("Something went wrong (ticket {number})", number=number), (Text(text),)))

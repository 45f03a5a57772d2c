"""One delivery from Slack, whatever its kind: made an Ask, answered within two seconds or else later."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.directory import Directory
from bot.message import Ask, Card, Choice, Form, Nothing, Profile, Reply, Say, Standing, Surface
from bot.slack.asks import Heard, Payload, at_home, hear
from bot.slack.fetching import Fetch, fetched
from bot.slack.limits import TooLong
from bot.slack.routes import Body, Routes, at_once, meanwhile, working
from bot.slack.running import Running
from bot.slack.views import options_of
from bot.words import Voice, _, speaking

log = logging.getLogger(__name__)

Answer = Callable[[Ask], Awaitable[Reply]]
LookUp = Callable[[Ask, str, str], Awaitable[list[Choice]]]

REMEMBERED = 2_000  # deliveries that Slack may repeat
SAID = (Surface.MESSAGE, Surface.MENTION)
USER = re.compile(r"[UW][A-Z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where we are installed, in Slack's ids, and who we are there."""

    team: str
    name: str = ""
    enterprise: str = ""
    bot_user: str = ""
    bot: str = ""


class Listening(AsyncMiddleware):
    """The last of Bolt's middlewares, the only one of ours: it takes every payload, so no listener is passed over."""

    def __init__(
        self,
        answer: Answer,
        look_up: LookUp,
        directory: Directory,
        routes: Routes,
        running: Running,
        fetch: Fetch,
        clock: Callable[[], datetime],
        patience: float,
        locale: str,
        zone: str,
    ) -> None:
        self.answer = answer
        self.look_up = look_up
        self.directory = directory
        self.routes = routes
        self.running = running
        self.fetch = fetch
        self.clock = clock
        self.patience = patience  # seconds until somebody is told that it takes longer
        self.locale, self.zone = locale, zone  # of whoever's own are not known
        self.installation: Installation | None = None
        self.taken: OrderedDict[str, None] = OrderedDict()

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002, ARG002
    ) -> BoltResponse:
        return BoltResponse(status=200, body=await self.take(req.body))

    async def take(self, body: Payload) -> Body:
        """The acknowledgement of a payload. What takes longer goes on and is answered by another way."""
        if body.get("event", {}).get("type") == "user_change":
            self.directory.forget(body["event"]["user"]["id"])
            return ""
        heard = hear(body, self.installation.bot_user if self.installation else "")
        if heard is None or self.taken_before(heard):
            return ""
        if body.get("type") == "block_suggestion":
            return await self.suggest(heard, body["action_id"])
        work = self.running.start(self.reply_to(heard))
        if heard.way.home:
            self.running.start(self.home_after(heard, work))
        await asyncio.wait({work}, timeout=self.patience)
        if not work.done():
            self.running.start(self.later(heard, work))
            with self.speaking(self.directory.known(heard.way.user)):
                return meanwhile(heard)
        return self.in_time(heard, *work.result())

    def taken_before(self, heard: Heard) -> bool:
        """Whether Slack repeats a delivery, which it does when our acknowledgement was late or lost."""
        if not heard.once:
            return False
        if heard.once in self.taken:
            return True
        self.taken[heard.once] = None
        if len(self.taken) > REMEMBERED:
            self.taken.popitem(last=False)
        return False

    async def reply_to(self, heard: Heard) -> tuple[Profile, Reply]:
        if self.installation is None:
            with self.speaking(None):
                return Profile(user=heard.way.user), Say(Card(_("I am still starting. Please ask again in a moment.")))
        who = await self.who(heard, self.installation)
        if who.standing is Standing.BOT and heard.surface in SAID:
            return who, Nothing()
        with self.speaking(who):
            try:
                reply = await self.answer(await self.whole(heard, who, self.installation))
            except Exception:  # it ought to have answered with a ticket; nobody is left without a word all the same
                log.exception("An Ask was not answered.")
                return who, Say(Card(_("That did not work, and it is not your fault. Please try again in a moment.")))
            return who, reply

    async def whole(self, heard: Heard, who: Profile, home: Installation) -> Ask:
        """The Ask with what the payload only points to: a member's files, and who wrote a message."""
        files = await fetched(self.fetch, heard.attached) if who.standing is Standing.MEMBER else ()
        author = heard.writer
        if USER.fullmatch(author):
            author = (await self.directory.who(author)).name
        return heard.ask(who, self.clock(), home.team, author, files)

    async def who(self, heard: Heard, home: Installation) -> Profile:
        """The asker. Another company's team in the payload is enough to be an outsider, whatever else is known."""
        named = {team for team in heard.teams if team}
        if named - {home.team, home.enterprise}:
            return Profile(user=heard.way.user, team=next(iter(named)), locale=self.locale, zone=self.zone)
        return await self.directory.who(heard.way.user)

    def in_time(self, heard: Heard, who: Profile, reply: Reply) -> Body:
        with self.speaking(who):
            try:
                body = at_once(heard, reply)
            except TooLong:
                body = None
                if heard.surface is Surface.FORM:  # the view stays open, and nothing typed is lost
                    return {"response_action": "errors", "errors": too_long(reply)}
        if body is None:
            self.running.start(self.carry(heard, who, reply))
        return body if body is not None else ""

    async def home_after(self, heard: Heard, work: asyncio.Task[tuple[Profile, Reply]]) -> None:
        """The Home tab again, once what was tapped in it is done."""
        await asyncio.wait({work})
        home = at_home(heard.way.user, heard.teams)
        await self.carry(home, *await self.reply_to(home))

    async def later(self, heard: Heard, work: asyncio.Task[tuple[Profile, Reply]]) -> None:
        if heard.surface not in (Surface.COMMAND, Surface.FORM):
            with self.speaking(self.directory.known(heard.way.user)):
                await self.routes.carry(heard, Say(working()))
        who, reply = await work
        await self.carry(heard, who, reply, late=True)

    async def carry(self, heard: Heard, who: Profile, reply: Reply, *, late: bool = False) -> None:
        with self.speaking(who):
            try:
                await self.routes.carry(heard, reply, late=late)
            except Exception:
                self.taken.pop(heard.once, None)  # repeated by Slack, it may be answered after all
                log.exception("An answer did not reach Slack.")

    async def suggest(self, heard: Heard, search: str) -> Body:
        """What fits what somebody is typing; nothing when that cannot be told in time."""
        work = self.running.start(self.choices(heard, search))
        await asyncio.wait({work}, timeout=self.patience)
        found = work.result() if work.done() and not work.exception() else ()
        return {"options": options_of(found)}

    async def choices(self, heard: Heard, search: str) -> Sequence[Choice]:
        if self.installation is None:
            return ()
        who = await self.who(heard, self.installation)
        ask = heard.ask(who, self.clock(), self.installation.team)
        with self.speaking(who):
            return await self.look_up(ask, search, ask.text)

    def speaking(self, who: Profile | None) -> AbstractContextManager[Voice]:
        return speaking((who.locale if who else "") or self.locale, (who.zone if who else "") or self.zone)


def too_long(reply: Reply) -> dict[str, str]:
    names = [field.name for field in reply.fields] if isinstance(reply, Form) else []
    return {name: _("This is too long for a form in Slack. Please say it in fewer words.") for name in names[:1]}

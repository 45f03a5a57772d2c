"""Rapport in Slack: the parts put together, started and stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from bot.directory import Directory
from bot.message import Later, Letter, Posted, Profile, Refusal, Standing
from bot.settings import Settings
from bot.slack.api import WRONG_TOKEN, Api, Refused
from bot.slack.listening import Answer, Installation, Listening, LookUp
from bot.slack.pacing import Pacer
from bot.slack.people import profile_of
from bot.slack.posting import Posting
from bot.slack.retrying import Retrying
from bot.slack.routes import Routes
from bot.slack.running import Running
from bot.slack.socket_mode import Socket
from bot.words import _

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds until "working on it"; Slack itself waits three
FIRST_PAUSE = 1.0  # seconds after the first attempt that failed
DRAIN = 8.0  # seconds for what still runs when we are told to stop


class Slack:
    """`answer` and `look_up` are the bot's; `clock` gives the moment of an Ask; `adopt` is told the team's id and name
    once Slack has been reached; `alive` says whether what else belongs to being ready is well."""

    def __init__(
        self,
        settings: Settings,
        answer: Answer,
        look_up: LookUp,
        clock: Callable[[], datetime],
        adopt: Callable[[str, str], Awaitable[None]],
        alive: Callable[[], bool] = lambda: True,
        *,
        patience: float = PATIENCE,
        first_pause: float = FIRST_PAUSE,
        drain: float = DRAIN,
    ) -> None:
        if settings.mode == "http" and not settings.signing_secret:
            raise Refusal(_("SLACK_SIGNING_SECRET is not set, and HTTP needs it."))
        if settings.mode == "socket" and not settings.app_token:
            raise Refusal(_("SLACK_APP_TOKEN is not set, and Socket Mode needs it."))
        self.settings = settings
        self.adopt = adopt
        self.alive = alive
        self.first_pause = first_pause
        self.drain = drain
        self.api = Api(settings.api_url, settings.bot_token)
        self.running = Running()
        self.directory = Directory(self.fetch)
        self.posting = Posting(self.api, Pacer(), self.directory.who)
        self.listening = Listening(
            answer,
            look_up,
            self.directory,
            Routes(self.api, asyncio.sleep),
            self.running,
            self.api.fetch,
            clock,
            patience,
            settings.language,
            settings.timezone,
        )
        self.bolt = bolt_app(self.listening, settings.bot_token, self.api.url)
        self.socket: Socket | None = None
        self.port = 0  # where HTTP is served, once it is

    async def serve(self) -> None:
        """Serves until SIGTERM, SIGINT or cancelled, and then finishes what runs, within ten seconds in all.

        Waits for Slack as long as it takes. Raises Refusal when Slack does not accept a token, OSError when the
        address cannot be served.
        """
        with told_to_stop() as stop:
            work = asyncio.create_task(self.http() if self.settings.mode == "http" else self.over_socket())
            stopped = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
                if work.done():
                    await work
            finally:
                stopped.cancel()
                work.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await work

    async def close(self) -> None:
        """Closes the connections by which we post: the last thing, after whatever may still post has ended."""
        await self.api.close()

    async def post(self, letter: Letter) -> Posted:
        """Sends a letter. Raises Later, Undeliverable, or ConnectionError when nobody knows whether it was sent."""
        return await self.posting.post(letter)

    async def find(self, letter: Letter) -> Posted | None:
        """Where a letter lies that may have been sent already."""
        return await self.posting.find(letter)

    @property
    def ready(self) -> bool:
        """Whether deliveries can come and be answered, and the clockwork goes round."""
        known = self.listening.installation is not None
        return known and (self.socket is None or self.socket.connected) and self.alive()

    async def http(self) -> None:
        """Listens from the first moment on, so that a port that is taken is noticed at once."""
        from bot.slack.door import Door, bound, server

        listener = bound(self.settings.host, self.settings.port)
        self.port = listener.getsockname()[1]
        running = server(Door(self.bolt, self.settings.signing_secret, lambda: self.ready))
        serving = asyncio.create_task(running.serve(sockets=[listener]))
        log.info("Serving http://%s:%d/slack/events.", self.settings.host, self.port)
        try:
            await self.connect()
            await asyncio.shield(serving)
        finally:
            end = asyncio.get_running_loop().time() + self.drain
            await running.leave(serving)
            await self.running.drain(end - asyncio.get_running_loop().time())

    async def over_socket(self) -> None:
        await self.connect()
        self.socket = Socket(
            self.api, self.settings.app_token, self.bolt.async_dispatch, self.running, self.first_pause
        )
        try:
            await self.socket.listen()
        finally:
            await self.running.drain(self.drain)
            await self.socket.close()

    async def connect(self) -> None:
        """Finds out where we are installed, however long Slack takes to answer."""
        retrying = Retrying("Connecting to Slack", self.first_pause)
        while self.listening.installation is None:
            try:
                self.listening.installation = await self.installed()
            except (Later, Refused, ConnectionError) as error:
                if isinstance(error, Refused) and error.error in WRONG_TOKEN:
                    raise Refusal(_("Slack does not accept SLACK_BOT_TOKEN ({error}).", error=error.error)) from None
                await asyncio.sleep(retrying.failed(error, error.seconds if isinstance(error, Later) else 0.0))
        retrying.worked()
        log.info("Connected to Slack as %s.", self.listening.installation.team)

    async def installed(self) -> Installation:
        answer = await self.api.call("auth.test")
        await self.adopt(answer["team_id"], answer.get("team", ""))
        return Installation(
            team=answer["team_id"],
            name=answer.get("team", ""),
            enterprise=answer.get("enterprise_id") or "",
            bot_user=answer.get("user_id", ""),
            bot=answer.get("bot_id", ""),
        )

    async def who(self, user: str) -> Profile:
        """Who somebody is; of unknown standing until it is known where we are installed."""
        if self.listening.installation is None:
            return Profile(user=user, standing=Standing.UNKNOWN)
        return await self.directory.who(user)

    async def fetch(self, user: str) -> Profile:
        home = self.listening.installation
        if home is None:  # who belongs to it cannot be told yet, and must not be kept
            raise ConnectionError("not connected yet")
        answer = await self.api.look("users.info", user=user, include_locale="true")
        return profile_of(answer["user"], home.team)


class Authorize(AsyncAuthorize):
    """Bolt asks for each payload on whose behalf it acts: always this installation's, without a call to Slack."""

    def __init__(self, listening: Listening, token: str) -> None:
        self.listening = listening
        self.token = token

    async def __call__(self, **_known: Any) -> AuthorizeResult:
        home = self.listening.installation
        if home is None:
            return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=self.token)
        return AuthorizeResult(
            enterprise_id=home.enterprise,
            team_id=home.team,
            bot_user_id=home.bot_user,
            bot_id=home.bot,
            bot_token=self.token,
        )


def bolt_app(listening: Listening, token: str, api_url: str) -> AsyncApp:
    """Bolt with one middleware of ours at its end. Its logger keeps to errors: below them it tells of each payload."""
    logger = logging.getLogger("bot.slack.bolt")
    logger.setLevel(logging.ERROR)
    app = AsyncApp(
        name="rapport",
        logger=logger,
        process_before_response=True,
        client=AsyncWebClient(base_url=api_url, logger=logger),
        authorize=Authorize(listening, token),
        request_verification_enabled=False,  # the door verifies before anything is parsed
        attaching_function_token_enabled=False,
        ignoring_self_events_enabled=False,  # no bot is listened to
        ssl_check_enabled=False,
    )
    app.use(listening)
    return app


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set while this lasts."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        with suppress(NotImplementedError, ValueError, RuntimeError):  # not in a thread, not on Windows
            loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in signals:
            with suppress(NotImplementedError, ValueError, RuntimeError):
                loop.remove_signal_handler(number)

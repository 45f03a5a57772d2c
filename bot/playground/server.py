"""The playground's server: Slack for the bot, and a page for people, on loopback alone."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.playground import methods
from bot.playground.acting import Acting
from bot.playground.clock import Clock
from bot.playground.guard import at_the_door
from bot.playground.line import Line
from bot.playground.methods.files import keep
from bot.playground.pages import Pages
from bot.playground.refused import Refused
from bot.playground.shown import Tries
from bot.playground.workspace import Workspace

STATIC = Path(__file__).parent / "static"
HOST = "127.0.0.1"
PORTS = 20  # that are tried
LARGEST = 6_000_000  # bytes of a request


class Playground:
    """`tries` are what a newcomer may type first.

    Whoever runs the bot may set `tick`, which does what is due at a moment, and `overhear`, which is told what the bot
    says: the method of the Web API, "response_url" or "ack", and its arguments.
    """

    def __init__(self, workspace: Workspace, clock: Clock, tries: Tries) -> None:
        self.workspace = workspace
        self.tick: Callable[[], Awaitable[object]] = idle
        self.overhear: Callable[[str, Mapping[str, Any]], None] = unheard
        self.line = Line(lambda said: self.overhear("ack", said))
        self.acting = Acting(workspace, self.line)
        self.pages = Pages(self.acting, clock, lambda: self.tick(), tries)
        self.bot_token = f"xoxb-{secrets.token_urlsafe(24)}"
        self.app_token = f"xapp-{secrets.token_urlsafe(24)}"
        self.url = ""
        self.runner: web.AppRunner | None = None

    async def start(self, port: int) -> None:
        """Serves at `port`, or the next one that is free. Raises OSError when none is."""
        app = web.Application(middlewares=[at_the_door], client_max_size=LARGEST)
        app.router.add_get("/", self.index)
        app.router.add_get("/static/{name}", self.static)
        app.router.add_get("/page", self.pages.serve)
        app.router.add_get("/files/{key}", self.file)
        app.router.add_route("*", "/api/{method}", self.api)
        app.router.add_post("/answer/{key}", self.answer)
        app.router.add_post("/upload/{key}", self.upload)
        app.router.add_get("/link/", self.line.serve)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self.runner.setup()
        await web.SockSite(self.runner, bound(port)).start()
        self.url = self.workspace.url = f"http://{HOST}:{self.runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self.line.close()
        if self.runner is not None:
            await self.runner.cleanup()

    async def index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        file = STATIC / Path(request.match_info["name"]).name
        if not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file)

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file, to the page and to an app that may read files; to any other app a page that asks it to sign in."""
        key, token = request.match_info["key"], request.headers.get("Authorization", "").partition(" ")[2]
        granted = self.workspace.manifest["oauth_config"]["scopes"]["bot"]
        if token and (token != self.bot_token or "files:read" not in granted):
            return web.Response(text="<html>Sign in", content_type="text/html")
        for file in self.workspace.files.values():
            if file["url_private"] == f"/files/{key}" and key in self.workspace.bodies:
                kind = file["mimetype"] if file["mimetype"].startswith("image/") else "application/octet-stream"
                return web.Response(body=self.workspace.bodies[key], content_type=kind)
        raise web.HTTPNotFound

    async def upload(self, request: web.Request) -> web.StreamResponse:
        if not keep(self.workspace, request.match_info["key"], await request.read()):
            raise web.HTTPNotFound
        return web.Response(text="OK")

    # Slack, for the bot

    async def api(self, request: web.Request) -> web.StreamResponse:
        method, said = request.match_info["method"], await arguments(request)
        token = request.headers.get("Authorization", "").partition(" ")[2] or str(said.get("token", ""))
        if not token:
            return web.json_response({"ok": False, "error": "not_authed"})
        if token not in (self.bot_token, self.app_token):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if (token == self.app_token) != (method == "apps.connections.open"):
            return web.json_response({"ok": False, "error": "not_allowed_token_type"})
        if method == "apps.connections.open":
            address = f"{self.url.replace('http', 'ws', 1)}/link/?ticket={self.line.ticket()}"
            return web.json_response({"ok": True, "url": address})
        self.overhear(method, said)
        return web.json_response(methods.answer(self.workspace, method, said))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        said = dict(await arguments(request))
        self.overhear("response_url", said)
        try:
            self.acting.respond(request.match_info["key"], said)
        except Refused as refused:
            status = 404 if refused.error.endswith("_url") else 400
            return web.Response(status=status, text=refused.error)
        return web.Response(text="ok")


def unheard(_method: str, _said: Mapping[str, Any]) -> None:
    """Nobody listens."""


async def idle() -> None:
    """Nothing is due."""


async def arguments(request: web.Request) -> Mapping[str, Any]:
    """What a call says: its query, its form or its JSON."""
    if request.content_type == "application/json":
        try:
            said = await request.json()
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}
    form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return {**request.query, **form}


def bound(port: int) -> socket.socket:
    """A listening socket on loopback at `port` or up to twenty above it; at any that is free when `port` is 0."""
    for one in range(port, port + (PORTS if port else 1)):
        try:
            return socket.create_server((HOST, one), backlog=128)
        except OSError as error:
            taken = error
    raise taken

"""A stand-in for Slack on a free port: Web API, response_urls, Socket Mode. It keeps and checks what it is sent."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from tests.slack import payloads
from tests.slack.checking import problems_of

Json = dict[str, Any]


@dataclass
class Call:
    method: str  # of the Web API, or "response_url"
    said: Json
    token: str = ""


class Stub:
    """`refusals[method]` come one by one before it works: a Slack error, 429, 500, or "drop" (done, answer lost)."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[Call] = []
        self.users = {name: dict(one) for name, one in payloads.USERS.items()}
        self.refusals: dict[str, list[str | int]] = defaultdict(list)
        self.messages: dict[str, list[Json]] = defaultdict(list)
        self.lines: list[web.WebSocketResponse] = []
        self.acks: dict[str, Json] = {}
        self.problems: list[str] = []
        self.files: dict[str, bytes] = {}
        self.fetched: list[tuple[str, str]] = []  # name and token
        self.changed = asyncio.Condition()

    # what a test waits for and sends

    async def until(self, seen: Callable[[], Any]) -> Any:
        """What `seen` gives once it is true; it is looked at again whenever something arrives."""
        async with self.changed:
            await asyncio.wait_for(self.changed.wait_for(seen), 10)
        return seen()

    async def called(self, method: str, times: int = 1) -> Json:
        """What was said at the `times`-th call of `method`."""
        calls: list[Json] = await self.until(lambda: len(self.sent(method)) >= times and self.sent(method))
        return calls[times - 1]

    def sent(self, method: str) -> list[Json]:
        return [call.said for call in self.calls if call.method == method]

    def answer_url(self) -> str:
        """A new response_url."""
        return f"{self.url}/commands/{next(payloads.NUMBERS)}"

    async def deliver(self, payload: Json) -> Json:
        """Sends a payload over the newest line, and gives the acknowledgement."""
        envelope = payloads.as_envelope(payload)
        await self.lines[-1].send_json(envelope)
        ack: Json = await self.until(lambda: self.acks.get(envelope["envelope_id"]))
        if "payload" in ack and not envelope["accepts_response_payload"]:
            self.problems.append(f"{envelope['type']} takes no response")
        return ack

    # what the bot calls

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        said = await request.json() if request.method == "POST" and request.can_read_body else dict(request.query)
        refusal = self.refusals[method].pop(0) if self.refusals[method] else None
        call = Call(method, said, request.headers.get("Authorization", "").removeprefix("Bearer "))
        self.problems += problems_of(method, said)
        answered = {"ok": True} | self.work(method, said, request) if refusal in (None, "drop") else {}
        await self.keep(call)
        if refusal == "drop" and request.transport is not None:
            request.transport.abort()
        if refusal == 429:
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"})
        if isinstance(refusal, int):
            return web.Response(status=refusal, text="<html>")
        return web.json_response(answered or {"ok": False, "error": refusal})

    def work(self, method: str, said: Json, request: web.Request) -> Json:
        match method:
            case "auth.test":
                return {
                    "team_id": payloads.TEAM,
                    "team": "Example",
                    "user_id": payloads.BOT_USER,
                    "bot_id": payloads.BOT,
                }
            case "apps.connections.open":
                return {"url": f"{self.url.replace('http', 'ws')}/link/?ticket={next(payloads.NUMBERS)}"}
            case "users.info":
                found = self.users.get(said["user"])
                return {"user": found} if found else {"ok": False, "error": "user_not_found"}
            case "conversations.open":
                return {"channel": {"id": payloads.direct_of(said["users"])}}
            case "chat.postMessage":
                stamp = f"17000{len(self.messages[said['channel']]):05d}.000100"
                self.messages[said["channel"]].insert(0, said | {"ts": stamp})
                return {"channel": said["channel"], "ts": stamp}
            case "conversations.history":
                return self.history(said)
            case "chat.postEphemeral" | "views.open" | "views.update" | "views.publish":
                return {}
            case _:
                return {"ok": False, "error": "unknown_method"}

    def history(self, said: Json) -> Json:
        oldest, start = float(said.get("oldest", 0)), int(said.get("cursor") or 0)
        found = [one for one in self.messages[said["channel"]] if float(one["ts"]) >= oldest]
        page = found[start : start + int(said["limit"])]
        more = start + len(page) < len(found)
        kept = [{key: one[key] for key in ("ts", "text", "metadata") if key in one} for one in page]
        return {"messages": kept, "response_metadata": {"next_cursor": str(start + len(page)) if more else ""}}

    async def response(self, request: web.Request) -> web.StreamResponse:
        said = await request.json()
        self.problems += problems_of("response_url", said)
        await self.keep(Call("response_url", said | {"url": str(request.url)}))
        refused = self.refusals["response_url"].pop(0) if self.refusals["response_url"] else None
        return web.Response(status=404 if refused else 200, text=str(refused or "ok"))

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file, to whoever has a token."""
        name = request.match_info["name"]
        self.fetched.append((name, request.headers.get("Authorization", "").removeprefix("Bearer ")))
        if name not in self.files:
            raise web.HTTPNotFound
        kind = "text/html" if name.endswith(".html") else "application/octet-stream"
        return web.Response(body=self.files[name], content_type=kind)

    async def elsewhere(self, _request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/files/jane.vcf")

    async def link(self, request: web.Request) -> web.StreamResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0RAPPORT"}})
        self.lines.append(line)
        await self.keep()
        async for message in line:
            if message.type is WSMsgType.TEXT:
                ack = json.loads(message.data)
                self.problems += problems_of("ack", ack.get("payload", {}))
                self.acks[ack["envelope_id"]] = ack
                await self.keep()
        return line

    async def keep(self, call: Call | None = None) -> None:
        async with self.changed:
            if call is not None:
                self.calls.append(call)
            self.changed.notify_all()


@asynccontextmanager
async def slack_stub(port: int = 0) -> AsyncIterator[Stub]:
    """A running Stub; leaving it fails on anything that Slack would not have taken."""
    stub = Stub()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", stub.api)
    app.router.add_post("/commands/{id}", stub.response)
    app.router.add_get("/link/", stub.link)
    app.router.add_get("/files/{name}", stub.file)
    app.router.add_get("/elsewhere", stub.elsewhere)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    stub.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield stub
    finally:
        for line in stub.lines:
            await line.close()
        await runner.cleanup()
    assert not stub.problems, stub.problems

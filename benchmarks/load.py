"""Signed slash commands over HTTP, and the little of Slack that a bot asks for. All on loopback."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

SECRET, TOKEN = "0123456789abcdef0123456789abcdef", "xoxb-benchmark"
NUMBERS = itertools.count(1)


@asynccontextmanager
async def little_slack() -> AsyncIterator[str]:
    """Answers auth.test and users.info for users U1…; its API's address."""

    async def auth(_: web.Request) -> web.Response:
        answer = {"ok": True, "team_id": "T1", "team": "Bench", "user_id": "UB", "bot_id": "B1", "url": "x"}
        return web.json_response(answer)

    async def user(request: web.Request) -> web.Response:
        name = str({**request.query, **await request.post()}["user"])
        profile = {"email": f"{name.lower()}@bench.test", "real_name": f"Teammate {name}"}
        flags = dict.fromkeys(("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_admin"), False)
        about = {"id": name, "team_id": "T1", "tz": "UTC", "locale": "en-US", "profile": profile, **flags}
        return web.json_response({"ok": True, "user": about})

    app = web.Application()
    app.add_routes([web.post("/api/auth.test", auth), web.route("*", "/api/users.info", user)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/api/"
    finally:
        await runner.cleanup()


def signed(command: str, text: str, user: str) -> tuple[bytes, dict[str, str]]:
    """The body and headers of one slash command, as Slack sends it."""
    n = next(NUMBERS)
    fields = {
        "token": "x", "team_id": "T1", "team_domain": "bench", "channel_id": "D1", "channel_name": "directmessage",
        "user_id": user, "user_name": user.lower(), "command": command, "text": text, "api_app_id": "A1",
        "is_enterprise_install": "false", "response_url": "http://127.0.0.1:9/none", "trigger_id": f"{n}.{time.time()}",
    }  # fmt: skip
    body = urlencode(fields)
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "X-Slack-Signature": signature,
        "X-Slack-Request-Timestamp": stamp,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return body.encode(), headers


ANSWERS = {
    "/empty": "done",
    "/logcontact": "Logged|Which one",
    "/whoknows": "Who knows|Which one|yet",
    "/rapport": "can do",
}


async def send(
    http: aiohttp.ClientSession, port: int, asked: Iterator[tuple[str, str, str]], n: int, at_once: int
) -> list[float]:
    """Sends `n` commands, `at_once` under way at a time; the seconds each took, the whole last.

    Raises RuntimeError for an answer that is not the command's own.
    """
    said = [next(asked) for _ in range(n)]
    wanted = re.compile(ANSWERS.get(said[0][0], "done"))
    requests = [signed(*one) for one in said]
    took: list[float] = []
    queue = iter(requests)

    async def worker() -> None:
        for body, headers in queue:
            began = time.perf_counter()
            async with http.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as response:
                text = await response.text()
            took.append(time.perf_counter() - began)
            if response.status != 200 or not wanted.search(text):
                raise RuntimeError(f"{response.status}: {text[:300]}")

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    return [*took, time.perf_counter() - began]

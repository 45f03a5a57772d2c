"""HTTP: the door to which Slack delivers. Nothing that Slack has not signed comes further than here."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

PATH = "/slack/events"
LARGEST = 1_000_000  # bytes of a delivery
DIGITS = 12  # of a timestamp, at most
LEAVING = 4  # seconds for deliveries that are here when we leave

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Door:
    """An ASGI app: `/slack/events` for Bolt, and `/healthz`, which is 200 while `ready` says so and else 503."""

    def __init__(self, bolt: AsyncApp, secret: str, ready: Callable[[], bool]) -> None:
        self.inside = AsyncSlackRequestHandler(bolt, path=PATH)
        self.verifier = SignatureVerifier(secret)  # of the body's signature and its age, ±300 s
        self.ready = ready

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        method, path = scope["method"], scope["path"]
        if path == "/healthz" and method in ("GET", "HEAD"):
            await (reply(send, 200, b"ok\n") if self.ready() else reply(send, 503, b"not connected to Slack\n"))
        elif path != PATH:
            await reply(send, 404, b"not found\n")
        elif method != "POST":
            await reply(send, 405, b"POST only\n")
        else:
            await self.deliver(scope, receive, send)

    async def deliver(self, scope: Message, receive: Receive, send: Send) -> None:
        body = await read(receive)
        if body is None:
            await reply(send, 413, b"too large\n")
        elif not self.signed(dict(scope["headers"]), body):
            await reply(send, 401, b"not signed by Slack, or too old\n")
        else:

            async def again() -> Message:
                return {"type": "http.request", "body": body, "more_body": False}

            await self.inside(dict(scope), again, send)

    def signed(self, headers: dict[bytes, bytes], body: bytes) -> bool:
        signature, stamp = headers.get(b"x-slack-signature", b""), headers.get(b"x-slack-request-timestamp", b"")
        if not signature.isascii() or not stamp.isdigit() or len(stamp) > DIGITS:
            return False
        return self.verifier.is_valid(body, stamp.decode(), signature.decode())


async def read(receive: Receive) -> bytes | None:
    """The whole body; None when it is too large or its sender went away."""
    body = bytearray()
    while len(body) <= LARGEST:
        chunk = await receive()
        if chunk["type"] != "http.request":
            return None
        body += chunk.get("body", b"")
        if not chunk.get("more_body"):
            return bytes(body) if len(body) <= LARGEST else None
    return None


async def reply(send: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


class Server(uvicorn.Server):
    """uvicorn without its signal handlers: when we leave is decided in one place for all that runs here."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def leave(self, serving: asyncio.Task[None]) -> None:
        """Takes nothing new, and finishes what is here."""
        self.should_exit = True
        await asyncio.wait({serving}, timeout=LEAVING + 1)
        serving.cancel()


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at `host` and `port` (0: any that is free). Raises OSError when that is not possible."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=128) as listener:
        # asyncio switches Nagle's delay off only for a socket that says it is TCP; with it every answer waits 40 ms
        return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, listener.detach())


def server(door: Door) -> Server:
    return Server(
        uvicorn.Config(
            door,
            interface="asgi3",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=LEAVING,
        )
    )

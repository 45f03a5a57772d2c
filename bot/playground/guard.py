"""Who may speak to the playground: programs on this machine, and its own page in a browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

NAMES = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_ours(host: str, port: int) -> bool:
    """Whether a Host header names this server: another name may be an attacker's that leads to this machine."""
    name, _colon, its_port = host.rpartition(":")
    return name in NAMES and its_port == str(port)


@web.middleware
async def at_the_door(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses other hosts' names, and what a browser sends on behalf of another page."""
    sock = request.transport.get_extra_info("sockname") if request.transport else None
    if sock is None or not is_ours(request.host, sock[1]):
        raise web.HTTPMisdirectedRequest
    origin, own = request.headers.get("Origin"), f"http://{request.host}"
    if (origin is not None or request.path == "/page") and origin != own:
        raise web.HTTPForbidden
    response = await handler(request)
    if not response.prepared:
        response.headers["Content-Security-Policy"] = POLICY.format(host=request.host)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
    return response

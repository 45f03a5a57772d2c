"""Who may speak to the playground, where it is, and how its clock goes."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.playground.clock import MONDAY, Clock, forward, next_morning
from bot.playground.server import PORTS, bound
from tests.playground.rig import NOW, rig


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/static/app.js", {}, 200),
        ("/static/..%2Fserver.py", {}, 404),
        ("/", {"Host": "evil.example"}, 421),
        ("/", {"Host": "evil.example:{port}"}, 421),
        ("/", {"Host": "127.0.0.1:1"}, 421),
        ("/", {"Host": "localhost:{port}"}, 200),
        ("/", {"Origin": "http://evil.example"}, 403),
        ("/api/auth.test", {"Origin": "null"}, 403),
        ("/page", {}, 403),
        ("/page", {"Origin": "http://evil.example"}, 403),
        ("/page", {"Origin": "http://localhost:{port}"}, 403),
        ("/link/?ticket=guessed", {}, 403),
        ("/files/guessed", {}, 404),
    ],
)
async def test_only_this_machine_and_its_own_page_get_in(path: str, headers: dict[str, str], status: int) -> None:
    async with rig() as here:
        port = here.playground.url.rpartition(":")[2]
        given = {name: value.format(port=port) for name, value in headers.items()}
        async with here.http.get(here.playground.url + path, headers=given) as response:
            assert response.status == status


async def test_the_page_may_load_nothing_from_elsewhere() -> None:
    async with rig() as here, here.http.get(here.playground.url) as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
    static = Path("bot/playground/static")
    for file in ("index.html", "app.css"):
        text = (static / file).read_text(encoding="utf-8")
        assert "//" not in text.replace("http://www.w3.org/2000/svg", ""), f"{file} names an address"


async def test_it_listens_on_loopback_alone() -> None:
    async with rig() as here:
        address = here.playground.runner.addresses[0] if here.playground.runner else ""
        assert address[0] == "127.0.0.1"
        with pytest.raises(aiohttp.ClientConnectorError):
            await here.http.get(f"http://127.0.0.2:{address[1]}/")


def test_the_next_free_port_is_taken() -> None:
    with bound(0) as first:
        port = first.getsockname()[1]
        with bound(port) as second:
            assert port < second.getsockname()[1] < port + PORTS
            assert second.family is socket.AF_INET


@pytest.mark.parametrize(
    ("now", "zone", "country", "weekday", "expected"),
    [
        ("2026-03-11T05:00", "Europe/Berlin", "DE", None, "2026-03-11T08:00"),  # the same day
        ("2026-03-11T08:00", "Europe/Berlin", "DE", None, "2026-03-12T08:00"),
        ("2026-03-13T20:00", "Europe/Berlin", "DE", None, "2026-03-16T08:00"),  # over the weekend
        ("2026-03-11T05:00", "Asia/Seoul", "KR", None, "2026-03-12T00:00"),
        ("2026-03-11T05:00", "Europe/Berlin", "DE", MONDAY, "2026-03-16T08:00"),
        ("2026-04-02T20:00", "Europe/Berlin", "DE", None, "2026-04-07T07:00"),  # Easter, and summer time
        ("2026-04-02T20:00", "Europe/Berlin", "DE", MONDAY, "2026-04-13T07:00"),
    ],
)
def test_the_next_morning_is_nine_oclock_of_a_working_day(
    now: str, zone: str, country: str, weekday: int | None, expected: str
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert next_morning(moment, zone, country, weekday) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


async def test_the_clock_stops_at_each_full_hour_on_its_way() -> None:
    clock = Clock(lambda: NOW - timedelta(minutes=20))
    seen: list[datetime] = []

    async def tick() -> None:
        seen.append(clock())

    await forward(clock, NOW + timedelta(hours=1, minutes=30), tick)
    assert seen == [NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=1, minutes=30)]
    clock.put(NOW)  # it never goes back
    assert clock() == seen[-1]

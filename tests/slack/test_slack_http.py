"""The HTTP door: only what Slack has signed, a moment ago, comes in."""

from __future__ import annotations

import json
import socket
import time

import aiohttp
import pytest

from bot.message import Refusal
from bot.slack.app import Slack
from tests.slack import payloads
from tests.slack.rig import NOW, no_choices, rig, said_yes, settings

KIND, BODY = payloads.as_http(payloads.slash("ACME"))


async def adopt(team: str, name: str) -> None:
    pass


def test_without_a_signing_secret_http_is_refused() -> None:
    with pytest.raises(Refusal, match="SLACK_SIGNING_SECRET"):
        Slack(settings("http", "http://127.0.0.1", signing_secret=""), said_yes, no_choices, lambda: NOW, adopt)


def test_without_an_app_token_socket_mode_is_refused() -> None:
    with pytest.raises(Refusal, match="SLACK_APP_TOKEN"):
        Slack(settings("socket", "http://127.0.0.1", app_token=""), said_yes, no_choices, lambda: NOW, adopt)


async def test_a_signed_request_is_answered() -> None:
    async with rig() as made:
        status, said = await made.post(KIND, BODY)
        assert (status, said["text"]) == (200, "Yes.")


async def test_another_secret_is_not_slacks() -> None:
    async with rig() as made:
        assert (await made.post(KIND, BODY, secret="another"))[0] == 401
        assert not made.asks


@pytest.mark.parametrize(("age", "status"), [(-310, 401), (-290, 200), (290, 200), (310, 401)])
async def test_a_request_is_good_for_five_minutes(age: int, status: int) -> None:
    async with rig() as made:
        assert (await made.post(KIND, BODY, at=time.time() + age))[0] == status


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "1" * 5000},
    ],
)
async def test_a_request_signed_otherwise_is_turned_away(headers: dict[str, str]) -> None:
    async with rig() as made:
        assert (await made.post(KIND, BODY, headers=headers))[0] == 401
        assert not made.asks


async def test_a_body_changed_on_its_way_is_turned_away() -> None:
    async with rig() as made:
        stamp = str(int(time.time()))
        signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": "v0=0"}
        async with made.http.post(made.address("/slack/events"), data="{", headers=signed) as response:
            assert response.status == 401


async def test_slack_may_check_the_address() -> None:
    async with rig() as made:
        body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a", "token": "unused"})
        assert (await made.post("application/json", body))[1] in ("3eZbrw1a", {"challenge": "3eZbrw1a"})


async def test_what_is_too_large_is_not_read() -> None:
    async with rig() as made:
        assert (await made.post("application/json", "x" * 1_000_001))[0] == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("HEAD", "/healthz", 200),
        ("GET", "/slack/events", 405),
        ("GET", "/", 404),
        ("GET", "/slack/install", 404),
        ("POST", "/other", 404),
    ],
)
async def test_there_is_nothing_else_to_see(method: str, path: str, status: int) -> None:
    async with rig() as made, made.http.request(method, made.address(path)) as response:
        assert response.status == status


async def test_a_connection_that_breaks_in_the_middle_harms_nobody() -> None:
    async with rig() as made:
        with socket.create_connection(("127.0.0.1", made.slack.port)) as half:
            half.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert (await made.post(KIND, BODY))[0] == 200


async def test_a_port_that_is_taken_is_an_error_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = settings("http", "http://127.0.0.1:9", port=taken.getsockname()[1])
        slack = Slack(given, said_yes, no_choices, lambda: NOW, adopt)
        with pytest.raises(OSError, match="in use"):
            await slack.serve()
        await slack.close()


async def test_no_request_of_ours_needs_a_question_to_slack_beyond_who_asks() -> None:
    async with rig() as made, aiohttp.ClientSession():
        for _ in range(3):
            await made.post(KIND, BODY)
        assert [call.method for call in made.stub.calls] == ["auth.test", "users.info"]

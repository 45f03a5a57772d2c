"""The directory, the addresses that are answered, the manifest, and what the log does not hold."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot import directory
from bot.directory import Directory
from bot.message import Ask, Card, Later, Profile, Reply, Say, Standing
from bot.slack.api import Refused
from bot.slack.manifest import APP_SCOPES, EVENTS, SCOPES, Published, manifest
from bot.slack.ways import trusted
from tests.slack import payloads
from tests.slack.rig import SECRET, rig

JANE = Profile(user="U1", standing=Standing.MEMBER)
COMMANDS = [
    Published("whoknows", "Who of us knows a customer", "ACME or Jane Doe"),
    Published("rapport", "Everything else"),
]


async def test_many_who_wait_are_told_by_one_question() -> None:
    asked: list[str] = []

    async def fetch(user: str) -> Profile:
        asked.append(user)
        await asyncio.sleep(0)
        return JANE

    known = Directory(fetch)
    assert set(await asyncio.gather(*(known.who("U1") for _ in range(50)))) == {JANE}
    assert asked == ["U1"]


async def test_one_who_gives_up_takes_nothing_from_the_others() -> None:
    event = asyncio.Event()

    async def fetch(user: str) -> Profile:
        await event.wait()
        return JANE

    known = Directory(fetch)
    impatient, patient = asyncio.create_task(known.who("U1")), asyncio.create_task(known.who("U1"))
    await asyncio.sleep(0)
    impatient.cancel()
    event.set()
    assert await patient == JANE


async def test_after_an_hour_somebody_is_asked_about_again() -> None:
    now, asked = [0.0], 0

    async def fetch(user: str) -> Profile:
        nonlocal asked
        asked += 1
        return JANE

    known = Directory(fetch, lambda: now[0])
    for moment, questions in [(0.0, 1), (3599.0, 1), (3600.0, 2)]:
        now[0] = moment
        await known.who("U1")
        assert asked == questions


@pytest.mark.parametrize(
    ("failure", "standing"),
    [
        (ConnectionError("down"), Standing.UNKNOWN),
        (Later(30), Standing.UNKNOWN),
        (Refused("users.info", "user_not_found"), Standing.OUTSIDER),
        (KeyError("user"), Standing.OUTSIDER),
    ],
)
async def test_a_failure_lets_nobody_in_and_is_not_kept(failure: Exception, standing: Standing) -> None:
    answers: list[Profile | Exception] = [failure, JANE]

    async def fetch(user: str) -> Profile:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    known = Directory(fetch)
    assert (await known.who("U1")).standing is standing
    assert (await known.who("U1")).standing is Standing.MEMBER


async def test_an_answer_that_was_on_its_way_when_somebody_changed_is_not_kept() -> None:
    event, answers = asyncio.Event(), [JANE, Profile(user="U1", standing=Standing.GUEST)]

    async def fetch(user: str) -> Profile:
        answer = answers.pop(0)
        await event.wait()
        return answer

    known = Directory(fetch)
    old = asyncio.create_task(known.who("U1"))
    await asyncio.sleep(0)
    known.forget("U1")
    event.set()
    await old
    assert (await known.who("U1")).standing is Standing.GUEST


async def test_the_directory_has_room_for_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "ROOM", 3)

    async def fetch(user: str) -> Profile:
        return Profile(user=user)

    known = Directory(fetch)
    for n in range(5):
        await known.who(f"U{n}")
    assert list(known.kept) == ["U2", "U3", "U4"]


@pytest.mark.parametrize(
    ("url", "api", "answered"),
    [
        ("https://hooks.slack.com/commands/T/1/x", "https://slack.com/api/", True),
        ("https://hooks.slack-gov.com/actions/T/1/x", "https://slack-gov.com/api/", True),
        ("https://hooks.slack.com/commands/T/1/x", "https://relay.example.com/api/", True),
        ("https://hooks.relay.example.com/x", "https://relay.example.com/api/", True),
        ("http://127.0.0.1:4000/commands/1", "http://127.0.0.1:4000/api/", True),
        ("http://127.0.0.1:4001/commands/1", "http://127.0.0.1:4000/api/", False),
        ("http://hooks.slack.com/commands/T/1/x", "https://slack.com/api/", False),
        ("https://hooks.slack.com:8443/x", "https://slack.com/api/", False),
        ("https://hooks.slack.com@evil.example/x", "https://slack.com/api/", False),
        ("https://evil@hooks.slack.com/x", "https://slack.com/api/", False),
        ("https://evilslack.com/x", "https://slack.com/api/", False),
        ("https://slack.com.evil.example/x", "https://slack.com/api/", False),
        ("http://169.254.169.254/latest", "https://slack.com/api/", False),
        ("file:///etc/passwd", "https://slack.com/api/", False),
        ("", "https://slack.com/api/", False),
    ],
)
def test_only_slacks_own_addresses_are_answered(url: str, api: str, answered: bool) -> None:
    assert trusted(url, api) is answered


def test_the_manifest_for_socket_mode_has_no_address() -> None:
    made = manifest(COMMANDS)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(made)
    assert [one["command"] for one in made["features"]["slash_commands"]] == ["/whoknows", "/rapport"]
    assert all(one["should_escape"] for one in made["features"]["slash_commands"])
    assert made["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert made["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert made["features"]["app_home"]["messages_tab_enabled"] is True
    assert made["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_the_manifest_for_http_names_its_address_everywhere() -> None:
    url = "https://bot.example.com/slack/events"
    made = manifest(COMMANDS, url=url)
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"] == {
        "is_enabled": True,
        "request_url": url,
        "message_menu_options_url": url,
    }
    assert {one["url"] for one in made["features"]["slash_commands"]} == {url}


@pytest.mark.parametrize("suffix", ["dev", "-dev"])
def test_a_second_installation_has_commands_and_a_name_of_its_own(suffix: str) -> None:
    made = manifest(COMMANDS, suffix=suffix)
    assert made["features"]["slash_commands"][0]["command"] == "/whoknows-dev"
    assert made["display_information"]["name"] == "Rapport-dev"


def test_every_scope_has_its_reason_and_every_event_its_scope() -> None:
    assert all(reason.strip() for reason in (SCOPES | APP_SCOPES).values())
    needed = {
        "app_home_opened": "chat:write",
        "app_mention": "app_mentions:read",
        "message.im": "im:history",
        "user_change": "users:read",
    }
    assert {needed[event] for event in EVENTS} <= SCOPES.keys()


@pytest.mark.parametrize(
    ("command", "url", "suffix"),
    [
        (Published("who knows", "x"), "", ""),
        (Published("WhoKnows", "x"), "", ""),
        (Published("who-knows", "x"), "", ""),
        (Published("w" * 32, "x"), "", ""),
        (Published("whoknows", "x"), "", "s" * 30),
        (Published("whoknows", "x"), "", "a b"),
        (Published("whoknows", ""), "", ""),
        (Published("whoknows", "x" * 2001), "", ""),
        (Published("whoknows", "x"), "http://bot.example.com", ""),
    ],
)
def test_a_manifest_that_slack_would_refuse_is_not_made(command: Published, url: str, suffix: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        manifest([command], url=url, suffix=suffix)


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_the_log_holds_no_token_and_no_note(mode: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(ask: Ask) -> Reply:
        if "fail" in ask.text:
            raise ZeroDivisionError
        return Say(Card("their private note"))

    async with rig(answer, mode) as made:
        await made.send(payloads.slash("their private note", url=made.url()))
        await made.send(payloads.slash("fail: their private note", url=made.url()))
        made.stub.refusals["chat.postMessage"] = ["internal_error"]
        await made.send(payloads.dm("their private note"))
        await made.stub.called("chat.postMessage")
        if mode == "http":
            assert (await made.post("application/json", '{"text": "their private note"}', secret="wrong"))[0] == 401
    for secret in ("xoxb-1", "xapp-1", SECRET, "private note", "ticket="):
        assert secret not in caplog.text

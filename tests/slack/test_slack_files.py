"""Files that somebody sends in Slack: fetched with our token from Slack alone, and handed on with what was said."""

from __future__ import annotations

from typing import Any

import pytest

from bot.message import Ask, File, Surface
from tests.slack import payloads
from tests.slack.payloads import CHANNEL, GUEST, JANE
from tests.slack.rig import Rig, rig
from tests.slack.stub import Stub
from tests.slack.test_slack_surfaces import FORM, MODES

CARD = b"BEGIN:VCARD\r\nFN:Jane\r\nEND:VCARD\r\n"


def shared(stub: Stub, name: str = "jane.vcf", body: bytes = CARD, **more: Any) -> dict[str, Any]:
    """A file as a message tells of it, which the stub serves."""
    stub.files[name] = body
    return {"id": "F1", "name": name, "size": len(body), "url_private": f"{stub.url}/files/{name}", **more}


async def said(made: Rig, *files: dict[str, Any], text: str = "", **more: Any) -> Ask:
    await made.send(payloads.dm(text, subtype="file_share", files=list(files), **more))
    await made.stub.called("chat.postMessage")
    (ask,) = made.asks
    return ask


@MODES
async def test_a_file_comes_with_what_was_said(mode: str) -> None:
    async with rig(mode=mode) as made:
        ask = await said(made, shared(made.stub), text="met her today")
        assert (ask.text, ask.surface) == ("met her today", Surface.MESSAGE)
        assert ask.files == (File("jane.vcf", CARD),)
        assert made.stub.fetched == [("jane.vcf", "xoxb-1")]


async def test_a_file_after_our_name_in_a_channel_comes_too() -> None:
    async with rig() as made:
        event = payloads.dm("")["event"] | {
            "type": "app_mention",
            "channel": CHANNEL,
            "text": f"<@{payloads.BOT_USER}> x",
        }
        del event["channel_type"]
        await made.send(payloads.event({**event, "files": [shared(made.stub)]}))
        await made.stub.called("chat.postEphemeral")
        assert made.asks[0].files == (File("jane.vcf", CARD),)


async def test_a_picture_is_told_of_and_not_fetched() -> None:
    async with rig() as made:
        ask = await said(made, shared(made.stub, "cat.png"), shared(made.stub))
        assert ask.files == (File("jane.vcf", CARD), File("cat.png"))
        assert [name for name, _ in made.stub.fetched] == ["jane.vcf"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"size": 21 << 20}, "big"),
        ({"url_private": "https://files.example.com/jane.vcf"}, "unreached"),
        ({"url_private": "http://127.0.0.1:9/jane.vcf"}, "unreached"),
        ({"url_private_download": "{url}/files/nowhere.vcf"}, "unreached"),
        ({"url_private_download": "{url}/files/sign-in.html"}, "unreached"),
        ({"url_private_download": "{url}/elsewhere"}, "unreached"),
    ],
)
async def test_a_file_that_cannot_be_had_is_told_of_and_our_token_goes_nowhere_else(
    more: dict[str, Any], why: str
) -> None:
    async with rig() as made:
        made.stub.files["sign-in.html"] = b"<html>Sign in"
        more = {
            name: value.format(url=made.stub.url) if isinstance(value, str) else value for name, value in more.items()
        }
        ask = await said(made, shared(made.stub) | more)
        assert ask.files == (File("jane.vcf", why=why),)
        assert "jane.vcf" not in [name for name, _ in made.stub.fetched]


async def test_a_file_that_is_larger_than_it_says_is_cut_off() -> None:
    async with rig() as made:
        ask = await said(made, shared(made.stub, "big.csv", b"x" * ((20 << 20) + 1), size=5))
        assert ask.files == (File("big.csv", why="big"),)


async def test_a_file_elsewhere_or_deleted_is_none() -> None:
    async with rig() as made:
        ask = await said(made, shared(made.stub, is_external=True), shared(made.stub, mode="tombstone"), text="hi")
        assert ask.files == ()


async def test_a_guest_s_file_is_not_fetched() -> None:
    async with rig() as made:
        ask = await said(made, shared(made.stub), user=GUEST)
        assert ask.files == ()
        assert made.stub.fetched == []


async def test_the_manifest_asks_for_the_scope() -> None:
    from bot.slack.manifest import SCOPES

    assert "files:read" in SCOPES


async def test_the_shortcut_takes_author_and_link_along() -> None:
    async with rig(lambda _: FORM) as made:
        payload = payloads.shortcut("message", "budget frozen")
        payload["message"] |= {"thread_ts": "1699999999.000100"}
        await made.send(payload)
        await made.stub.called("views.open")
        (ask,) = made.asks
        assert (ask.quoted, ask.author) == ("budget frozen", JANE.title())
        assert ask.link == (
            f"https://example.slack.com/archives/{CHANNEL}/p1700000000000100?thread_ts=1699999999.000100&cid={CHANNEL}"
        )


async def test_the_author_that_is_an_app_is_called_as_it_calls_itself() -> None:
    async with rig(lambda _: FORM) as made:
        payload = payloads.shortcut("message", "new lead")
        del payload["message"]["user"]
        payload["message"]["username"] = "Website"
        del payload["team"]["domain"]
        await made.send(payload)
        await made.stub.called("views.open")
        assert (made.asks[0].author, made.asks[0].link) == ("Website", "")

"""The Home tab and the shortcuts: where there is no message to answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.message import Ask, Button, Buttons, Card, Home, Replace, Reply, Say, Surface, Text
from tests.slack import payloads
from tests.slack.payloads import JANE
from tests.slack.rig import rig
from tests.slack.test_slack_surfaces import FORM, MODES

OPENED = {"type": "app_home_opened", "user": JANE, "channel": "D1", "tab": "home", "event_ts": "1"}
TAB = Home(Card("Rapport", (Text("None of your customers is waiting."), Buttons((Button("Undo", "/rapport undo 7"),)))))


def at_home(ask: Ask) -> Reply:
    return TAB if ask.surface is Surface.HOME else Replace(Card("Taken back"))


@MODES
async def test_opening_the_tab_publishes_it(mode: str) -> None:
    async with rig(at_home, mode) as made:
        await made.send(payloads.event(OPENED))
        said = await made.stub.called("views.publish")
        assert (said["user_id"], said["view"]["type"]) == (JANE, "home")
        assert "None of your customers is waiting." in str(said["view"]["blocks"])


async def test_a_tap_in_the_tab_is_answered_in_a_direct_message_and_the_tab_shown_anew() -> None:
    async with rig(at_home) as made:
        await made.send(payloads.tap_at_home("/rapport undo 7"))
        await made.stub.called("views.publish")
        said = await made.stub.called("chat.postMessage")
        assert "Taken back" in said["text"]
        assert [ask.surface for ask in made.asks] == [Surface.BUTTON, Surface.HOME]


async def test_the_messages_tab_is_not_the_home_tab() -> None:
    async with rig(at_home) as made:
        await made.send(payloads.event({**OPENED, "tab": "messages"}))
        assert not made.asks


async def test_a_refusal_is_shown_in_the_tab() -> None:
    async with rig(lambda _: Say(Card("Only for members."))) as made:
        await made.send(payloads.event(OPENED))
        assert "Only for members." in str((await made.stub.called("views.publish"))["view"]["blocks"])


@pytest.mark.parametrize(("kind", "quoted"), [("message", "budget <frozen> until May"), ("global", "")])
async def test_a_shortcut_opens_the_form_and_takes_the_message_along(kind: str, quoted: str) -> None:
    async with rig(lambda _: FORM) as made:
        payload: dict[str, Any] = payloads.shortcut(kind, "budget &lt;frozen&gt; until May")
        await made.send(payload)
        said = await made.stub.called("views.open")
        assert said["trigger_id"] == payload["trigger_id"]
        [ask] = made.asks
        assert (ask.command, ask.surface, ask.quoted) == ("logcontact", Surface.SHORTCUT, quoted)

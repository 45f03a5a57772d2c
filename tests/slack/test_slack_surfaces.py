"""Where each Reply goes from each surface, over both ways in which Slack delivers."""

from __future__ import annotations

from typing import Any

import pytest

from bot.message import Button, Buttons, Card, Field, Form, Nothing, Post, Replace, Reply, Say, Surface, Text
from tests.slack import payloads
from tests.slack.payloads import CHANNEL, JANE
from tests.slack.rig import Rig, rig

MODES = pytest.mark.parametrize("mode", ["http", "socket"])
CARD = Card("Three of us know ACME", (Text("Jane first."), Buttons((Button("Log", "/logcontact @ ACME"),))))
FORM = Form(
    command="logcontact",
    title="Log a contact",
    submit="Log",
    fields=(Field(name="what", label="What was said"),),
    state={"account": "12"},
    again="/logcontact ACME",
)
DIRECT = payloads.direct_of(JANE)


def buttons_of(said: dict[str, Any]) -> list[str]:
    return [one["value"] for block in said["blocks"] if block["type"] == "actions" for one in block["elements"]]


async def opened(made: Rig, url: str) -> dict[str, Any]:
    """The view of FORM, opened by a command in a channel."""
    assert await made.send(payloads.slash("", "/logcontact", url)) == ""
    view: dict[str, Any] = (await made.stub.called("views.open"))["view"]
    return view


@MODES
@pytest.mark.parametrize(
    ("reply", "kind"), [(Say(CARD), "ephemeral"), (Replace(CARD), "ephemeral"), (Post(CARD), "in_channel")]
)
async def test_a_command_is_answered_by_its_acknowledgement(mode: str, reply: Reply, kind: str) -> None:
    async with rig(lambda _: reply, mode) as made:
        said = await made.send(payloads.slash("ACME", url=made.url()))
        assert said["response_type"] == kind
        assert said["text"].startswith("Three of us know ACME")
        assert buttons_of(said) == ["/logcontact @ ACME"]
        assert made.asks[0].surface is Surface.COMMAND
        assert not made.stub.sent("response_url")


@MODES
async def test_a_command_that_asks_for_more_opens_a_form(mode: str) -> None:
    async with rig(lambda _: FORM, mode) as made:
        payload = payloads.slash("", "/logcontact", made.url())
        assert await made.send(payload) == ""
        said = await made.stub.called("views.open")
        assert said["trigger_id"] == payload["trigger_id"]
        assert said["view"]["title"]["text"] == "Log a contact"


async def test_a_form_that_slack_opens_no_more_becomes_a_button_that_opens_it() -> None:
    async with rig(lambda _: FORM) as made:
        made.stub.refusals["views.open"] = ["expired_trigger_id"]
        await made.send(payloads.slash("", "/logcontact", made.url()))
        said = await made.stub.called("response_url")
        assert buttons_of(said) == ["/logcontact ACME"]
        assert said["response_type"] == "ephemeral"


@MODES
@pytest.mark.parametrize(
    ("reply", "kind", "replaced"),
    [(Say(CARD), "ephemeral", False), (Post(CARD), "in_channel", False), (Replace(CARD), None, True)],
)
async def test_a_button_is_answered_by_its_response_url(mode: str, reply: Reply, kind: str, replaced: bool) -> None:
    async with rig(lambda _: reply, mode) as made:
        url = made.url()
        assert await made.send(payloads.tap("/rapport undo 12", url)) == ""
        said = await made.stub.called("response_url")
        assert (said["url"], said.get("response_type"), said["replace_original"]) == (url, kind, replaced)
        assert (made.asks[0].command, made.asks[0].text) == ("rapport", "undo 12")


async def test_a_private_answer_in_our_direct_messages_lasts() -> None:
    async with rig(lambda _: Say(CARD)) as made:
        await made.send(payloads.tap("/rapport undo 12", made.url(), place=DIRECT))
        assert (await made.stub.called("response_url"))["response_type"] == "in_channel"


async def test_a_private_answer_in_a_direct_channel_of_others_stays_private() -> None:
    async with rig(lambda _: Say(CARD)) as made:
        await made.send(payloads.tap("/rapport undo 12", made.url(), place="D0OTHERS"))
        assert (await made.stub.called("response_url"))["response_type"] == "ephemeral"


async def test_a_button_that_asks_for_more_opens_a_form() -> None:
    async with rig(lambda _: FORM) as made:
        await made.send(payloads.tap("/logcontact @ ACME", made.url()))
        assert await made.stub.called("views.open")


@MODES
@pytest.mark.parametrize(("reply", "kind"), [(Say(CARD), "ephemeral"), (Post(CARD), "in_channel")])
async def test_a_submission_is_answered_by_the_url_that_its_command_left(mode: str, reply: Reply, kind: str) -> None:
    async with rig(lambda ask: reply if ask.values else FORM, mode) as made:
        url = made.url()
        view = await opened(made, url)
        assert await made.send(payloads.submit(view, {"what": "Renewal in May"})) == ""
        said = await made.stub.called("response_url")
        assert (said["url"], said["response_type"]) == (url, kind)
        assert (made.asks[1].command, made.asks[1].surface) == ("logcontact", Surface.FORM)
        assert made.asks[1].values == {"what": "Renewal in May"}
        assert made.asks[1].state == {"account": "12"}
        assert made.asks[1].place == CHANNEL


async def test_a_submission_replaces_the_card_whose_button_opened_its_form() -> None:
    async with rig(lambda ask: Replace(CARD) if ask.values else FORM) as made:
        await made.send(payloads.tap("/logcontact @ ACME", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        await made.send(payloads.submit(view, {"what": "Renewal"}))
        assert (await made.stub.called("response_url"))["replace_original"] is True


async def test_a_submission_whose_command_was_typed_replaces_nothing() -> None:
    async with rig(lambda ask: Replace(CARD) if ask.values else FORM) as made:
        view = await opened(made, made.url())
        await made.send(payloads.submit(view, {"what": "Renewal"}))
        assert (await made.stub.called("response_url"))["replace_original"] is False


async def test_a_submission_goes_to_the_direct_messages_when_its_url_is_used_up() -> None:
    async with rig(lambda ask: Say(CARD) if ask.values else FORM) as made:
        view = await opened(made, made.url())
        made.stub.refusals["response_url"] = ["used_url"]
        await made.send(payloads.submit(view, {"what": "Renewal"}))
        assert (await made.stub.called("chat.postMessage"))["channel"] == DIRECT


@MODES
@pytest.mark.parametrize("reply", [Say(CARD), Post(CARD), Replace(CARD)])
async def test_plain_words_in_a_direct_message_are_answered_there(mode: str, reply: Reply) -> None:
    async with rig(lambda _: reply, mode) as made:
        assert await made.send(payloads.dm("who knows ACME")) == ""
        said = await made.stub.called("chat.postMessage")
        assert said["channel"] == DIRECT
        assert "thread_ts" not in said
        assert (made.asks[0].surface, made.asks[0].command, made.asks[0].text) == (
            Surface.MESSAGE,
            "",
            "who knows ACME",
        )


async def test_a_reply_in_a_thread_is_answered_in_the_thread() -> None:
    async with rig(lambda _: Say(CARD)) as made:
        await made.send(payloads.dm("어제 통화했어요", thread_ts="1699999999.000100"))
        assert (await made.stub.called("chat.postMessage"))["thread_ts"] == "1699999999.000100"
        assert made.asks[0].thread == "1699999999.000100"


@MODES
@pytest.mark.parametrize(
    ("reply", "method"),
    [(Say(CARD), "chat.postEphemeral"), (Replace(CARD), "chat.postEphemeral"), (Post(CARD), "chat.postMessage")],
)
async def test_a_mention_is_answered_in_its_channel(mode: str, reply: Reply, method: str) -> None:
    async with rig(lambda _: reply, mode) as made:
        await made.send(payloads.mention(f"<@{payloads.BOT_USER}> who knows ACME", thread_ts="1699999999.000100"))
        said = await made.stub.called(method)
        assert (said["channel"], said["thread_ts"]) == (CHANNEL, "1699999999.000100")
        assert said.get("user", JANE) == JANE
        assert (made.asks[0].surface, made.asks[0].text) == (Surface.MENTION, "who knows ACME")


async def test_a_private_answer_takes_the_direct_messages_where_the_bot_is_not_in_the_channel() -> None:
    async with rig(lambda _: Say(CARD)) as made:
        made.stub.refusals["chat.postEphemeral"] = ["not_in_channel"]
        await made.send(payloads.mention("who knows ACME"))
        assert (await made.stub.called("chat.postMessage"))["channel"] == DIRECT


@pytest.mark.parametrize(
    ("payload", "method"),
    [(payloads.dm("log something"), "chat.postMessage"), (payloads.mention("log something"), "chat.postEphemeral")],
)
async def test_where_no_form_can_be_opened_a_button_opens_it(payload: dict[str, Any], method: str) -> None:
    async with rig(lambda _: FORM) as made:
        await made.send(payload)
        assert buttons_of(await made.stub.called(method)) == ["/logcontact ACME"]
        assert not made.stub.sent("views.open")


@MODES
@pytest.mark.parametrize(
    "payload", [payloads.slash("hm"), payloads.tap("/rapport hm"), payloads.dm("hm"), payloads.mention("hm")]
)
async def test_what_was_not_meant_for_the_bot_is_only_acknowledged(mode: str, payload: dict[str, Any]) -> None:
    async with rig(lambda _: Nothing(), mode) as made:
        assert await made.send(payload) == ""
        assert len(made.asks) == 1
    assert {call.method for call in made.stub.calls} <= {"auth.test", "apps.connections.open", "users.info"}


async def test_an_address_that_is_not_slacks_is_not_answered() -> None:
    async with rig(lambda _: Say(CARD)) as made:
        await made.send(payloads.tap("/rapport undo 12", made.url().replace("127.0.0.1", "localhost")))
        assert (await made.stub.called("chat.postMessage"))["channel"] == DIRECT
        assert not made.stub.sent("response_url")


async def test_an_answer_that_slack_refuses_for_its_rate_is_given_again() -> None:
    async with rig(lambda _: Say(CARD)) as made:
        made.stub.refusals["chat.postMessage"] = [429]
        await made.send(payloads.dm("who knows ACME"))
        assert await made.stub.called("chat.postMessage", times=2)

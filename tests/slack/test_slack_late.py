"""What takes longer than two seconds (here a twentieth): nothing is given up, and everything is answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.message import Ask, Card, Choice, Field, Form, Reply, Say
from bot.words import _, speaking
from tests.slack import payloads
from tests.slack.payloads import MINSU
from tests.slack.rig import Rig, rig

MODES = pytest.mark.parametrize("mode", ["http", "socket"])
DONE = Say(Card("Three of us know ACME"))
FORM = Form(
    command="logcontact",
    title="Log a contact",
    submit="Log",
    fields=(Field(name="what", label="What was said"),),
    again="/logcontact ACME",
)


@asynccontextmanager
async def slow(reply: Reply, mode: str = "http") -> AsyncIterator[tuple[Rig, asyncio.Event]]:
    """A bot whose answers come when the event is set; plain commands open FORM at once."""
    event = asyncio.Event()

    async def answer(ask: Ask) -> Reply:
        if ask.text == "at once":
            return FORM
        await event.wait()
        return reply

    async with rig(answer, mode, patience=0.05) as made:
        await made.slack.directory.who(payloads.JANE)
        yield made, event


@MODES
async def test_a_late_answer_follows_by_the_response_url(mode: str) -> None:
    async with slow(DONE, mode) as (made, event):
        url = made.url()
        said = await made.send(payloads.slash("ACME", url=url))
        assert (said["response_type"], said["text"]) == ("ephemeral", "Working on it…")
        event.set()
        late = await made.stub.called("response_url")
        assert (late["url"], late["text"], late["response_type"]) == (url, "Three of us know ACME", "ephemeral")


async def test_a_late_form_becomes_a_button_that_opens_it() -> None:
    async with slow(FORM) as (made, event):
        await made.send(payloads.slash("ACME", url=made.url()))
        event.set()
        late = await made.stub.called("response_url")
        assert late["blocks"][-1]["elements"][0]["value"] == "/logcontact ACME"
        assert late["blocks"][-1]["elements"][0]["text"]["text"] == "Open the form"
        assert not made.stub.sent("views.open")


@pytest.mark.parametrize(
    ("payload", "method"),
    [
        (payloads.tap("/whoknows ACME", "URL"), "response_url"),
        (payloads.dm("who knows ACME"), "chat.postMessage"),
        (payloads.mention("who knows ACME"), "chat.postEphemeral"),
    ],
)
async def test_elsewhere_a_word_says_that_it_takes_longer(payload: dict[str, Any], method: str) -> None:
    async with slow(DONE) as (made, event):
        if "response_url" in payload:
            payload = payload | {"response_url": made.url()}
        assert await made.send(payload) == ""
        assert (await made.stub.called(method))["text"] == "Working on it…"
        event.set()
        assert (await made.stub.called(method, times=2))["text"] == "Three of us know ACME"


@MODES
async def test_a_late_submission_updates_its_view_and_is_answered_where_it_belongs(mode: str) -> None:
    async with slow(DONE, mode) as (made, event):
        await made.send(payloads.slash("at once", "/logcontact", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        said = await made.send(payloads.submit(view, {"what": "Renewal"}))
        assert said["response_action"] == "update"
        assert said["view"]["title"]["text"] == "One moment"
        event.set()
        update = await made.stub.called("views.update")
        assert update["view_id"] == "V0FORM"
        assert "Three of us know ACME" in str(update["view"]["blocks"])
        assert (await made.stub.called("response_url"))["text"] == "Three of us know ACME"


async def test_a_late_form_with_errors_comes_back_into_its_view() -> None:
    wrong = Form(
        command="logcontact",
        title="Log a contact",
        submit="Log",
        fields=(Field(name="what", label="What was said", value="?"),),
        errors={"what": "Nothing was said."},
    )
    async with slow(wrong) as (made, event):
        await made.send(payloads.slash("at once", "/logcontact", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        await made.send(payloads.submit(view, {"what": "?"}))
        event.set()
        blocks = (await made.stub.called("views.update"))["view"]["blocks"]
        assert blocks[0]["element"]["initial_value"] == "?"
        assert "Nothing was said." in blocks[1]["elements"][0]["text"]
    assert not made.stub.sent("response_url")


async def test_a_late_form_whose_view_was_closed_becomes_a_button() -> None:
    async with slow(FORM) as (made, event):
        await made.send(payloads.slash("at once", "/logcontact", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        made.stub.refusals["views.update"] = ["not_found"]
        await made.send(payloads.submit(view, {"what": "?"}))
        event.set()
        assert (await made.stub.called("response_url"))["blocks"][-1]["elements"][0]["value"] == "/logcontact ACME"


async def test_work_goes_on_for_one_while_another_is_answered() -> None:
    async with slow(DONE) as (made, event):
        many = [made.send(payloads.slash("ACME", url=made.url())) for _ in range(20)]
        assert {said["text"] for said in await asyncio.gather(*many)} == {"Working on it…"}
        assert await made.send(payloads.slash("at once", "/logcontact", made.url())) == ""
        event.set()
        assert await made.stub.called("response_url", times=20)


async def test_the_word_for_waiting_is_in_the_askers_language() -> None:
    async with slow(DONE) as (made, event):
        await made.slack.directory.who(MINSU)
        said = await made.send(payloads.slash("ACME", url=made.url(), user_id=MINSU))
        with speaking("ko-KR"):
            assert said["text"] == _("Working on it…")
        event.set()


async def test_suggestions_that_come_too_late_are_none() -> None:
    event = asyncio.Event()

    async def look_up(ask: Ask, search: str, typed: str) -> list[Choice]:
        await event.wait()
        return [Choice("account:1", "ACME")]

    form = Form(
        command="x", title="x", submit="x", fields=(Field(name="who", label="Who", kind="lookup", search="person"),)
    )
    async with rig(lambda _: form, look_up=look_up, patience=0.05) as made:
        await made.send(payloads.slash("", url=made.url()))
        view = (await made.stub.called("views.open"))["view"]
        assert await made.send(payloads.suggestion(view, "who", "ac")) == {"options": []}
        event.set()

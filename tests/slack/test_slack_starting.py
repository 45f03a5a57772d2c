"""Starting while Slack is down, staying connected, and leaving."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from pathlib import Path

import pytest

from bot.message import Card, Refusal, Reply, Say
from bot.slack.app import DRAIN, Slack
from bot.slack.retrying import LONGEST, Retrying
from bot.slack.running import Running
from tests.slack import payloads
from tests.slack.rig import NOW, no_choices, rig, said_yes, settings
from tests.slack.stub import slack_stub

MODES = pytest.mark.parametrize("mode", ["http", "socket"])


async def adopt(team: str, name: str) -> None:
    pass


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@MODES
async def test_a_start_while_slack_is_down_waits_for_it(mode: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    port, adopted = free_port(), asyncio.Event()

    async def adopted_by(team: str, name: str) -> None:
        adopted.set()

    slack = Slack(
        settings(mode, f"http://127.0.0.1:{port}"), said_yes, no_choices, lambda: NOW, adopted_by, first_pause=0.01
    )
    serving = asyncio.create_task(slack.serve())
    retrying = "Connecting to Slack: no success"
    while retrying not in caplog.text:
        await asyncio.sleep(0)
    assert not slack.ready
    async with slack_stub(port) as stub:
        await asyncio.wait_for(adopted.wait(), 10)
        if mode == "socket":
            await stub.until(lambda: stub.lines)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await slack.close()
    assert "well again" in caplog.text


def test_pauses_grow_and_the_log_is_told_now_and_then(caplog: pytest.LogCaptureFixture) -> None:
    retrying = Retrying("Connecting", 1.0)
    pauses = [retrying.failed(ConnectionError("down")) for _ in range(100)]
    assert pauses[:7] == [1, 2, 4, 8, 16, 32, LONGEST]
    assert set(pauses[7:]) == {LONGEST}
    assert len(caplog.records) == 7
    assert retrying.failed(ConnectionError("down"), asked=90) == 90


async def test_before_slack_has_told_who_we_are_askers_are_asked_to_wait() -> None:
    async with rig() as made:
        made.slack.listening.installation = None
        assert "still starting" in (await made.send(payloads.slash("ACME")))["text"]
        assert not made.asks
        async with made.http.get(made.address("/healthz")) as response:
            assert response.status == 503


@pytest.mark.parametrize(
    ("mode", "method", "name"),
    [
        ("http", "auth.test", "SLACK_BOT_TOKEN"),
        ("socket", "auth.test", "SLACK_BOT_TOKEN"),
        ("socket", "apps.connections.open", "SLACK_APP_TOKEN"),
    ],
)
async def test_a_token_that_slack_does_not_accept_ends_the_start(mode: str, method: str, name: str) -> None:
    async with slack_stub() as stub:
        stub.refusals[method] = ["invalid_auth"]
        slack = Slack(settings(mode, stub.url), said_yes, no_choices, lambda: NOW, adopt)
        with pytest.raises(Refusal, match=name):
            await slack.serve()
        await slack.close()


async def test_a_line_that_slack_wants_to_renew_is_renewed_and_nothing_is_lost() -> None:
    async with rig(mode="socket") as made:
        old = made.stub.lines[0]
        await old.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
        await made.stub.until(lambda: len(made.stub.lines) == 2)
        assert (await made.send(payloads.slash("by the new line")))["text"] == "Yes."
        made.stub.lines.append(old)
        assert (await made.send(payloads.slash("by the old line")))["text"] == "Yes."


async def test_a_line_that_breaks_is_replaced() -> None:
    async with rig(mode="socket") as made:
        await made.stub.lines[0].close()
        await made.stub.until(lambda: len(made.stub.lines) == 2)
        assert (await made.send(payloads.slash("ACME")))["text"] == "Yes."
        tickets = {call.token for call in made.stub.calls if call.method == "apps.connections.open"}
        assert tickets == {"xapp-1"}


@pytest.mark.parametrize("refusal", ["internal_error", 429, 500, "drop", "invalid_auth"])
async def test_a_line_is_sought_until_slack_gives_one(refusal: str | int) -> None:
    async with rig(mode="socket") as made:
        made.stub.refusals["apps.connections.open"] = [refusal, refusal]
        await made.stub.lines[0].close()
        await made.stub.until(lambda: len(made.stub.lines) == 2)
        assert len(made.stub.sent("apps.connections.open")) == 4


@MODES
async def test_leaving_finishes_what_runs(mode: str) -> None:
    event, begun = asyncio.Event(), asyncio.Event()

    async def answer(_: object) -> Reply:
        begun.set()
        await event.wait()
        while any("Server.serve" in repr(task) for task in asyncio.all_tasks()):  # until HTTP is served no more
            await asyncio.sleep(0)
        for _round in range(50):  # and some rounds of the loop beyond
            await asyncio.sleep(0)
        return Say(Card("Done before leaving"))

    async with slack_stub() as stub:
        async with rig(answer, mode, patience=0.05, stub=stub) as made:
            await made.send(payloads.slash("ACME", url=made.url()))
            await begun.wait()
            asyncio.get_running_loop().call_soon(event.set)
        assert stub.sent("response_url")[0]["text"] == "Done before leaving"


async def test_what_is_not_finished_in_time_is_given_up() -> None:
    running = Running()
    stuck = running.start(asyncio.Event().wait())
    await running.drain(0)
    assert stuck.cancelled()


async def test_what_is_started_while_leaving_is_finished_too() -> None:
    running, done = Running(), []

    async def second() -> None:
        await asyncio.sleep(0)
        done.append("second")

    async def first() -> None:
        await asyncio.sleep(0)
        running.start(second())

    running.start(first())
    await running.drain(5)
    assert done == ["second"]


PROGRAM = """
import asyncio, sys
from tests.slack.rig import no_choices, said_yes, settings, NOW
from bot.slack.app import Slack

async def adopt(team, name):
    print("connected", flush=True)

async def stuck(ask):
    print("asked", flush=True)
    await asyncio.Event().wait()

slack = Slack(settings(sys.argv[1], sys.argv[2]), stuck, no_choices, lambda: NOW, adopt, patience=0.05, drain=0.3)

async def main():
    try:
        await slack.serve()
    finally:
        await slack.close()

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@MODES
async def test_a_signal_ends_the_program(mode: str, number: signal.Signals) -> None:
    async with slack_stub() as stub:
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            PROGRAM,
            mode,
            stub.url,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert program.stdout is not None
        try:
            assert await program.stdout.readline() == b"connected\n"
            if mode == "socket":
                await stub.until(lambda: stub.lines)
            program.send_signal(number)
            assert await asyncio.wait_for(program.wait(), 10) == 0
        finally:
            if program.returncode is None:
                program.kill()
            await program.communicate()


async def test_a_signal_ends_the_program_though_an_answer_never_comes() -> None:
    assert DRAIN + 1 < 10
    async with slack_stub() as stub:
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            PROGRAM,
            "socket",
            stub.url,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert program.stdout is not None
        try:
            assert await program.stdout.readline() == b"connected\n"
            await stub.until(lambda: stub.lines)
            await stub.deliver(payloads.slash("ACME"))
            assert await program.stdout.readline() == b"asked\n"
            program.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(program.wait(), 10) == 0
        finally:
            if program.returncode is None:
                program.kill()
            await program.communicate()

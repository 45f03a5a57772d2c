"""What is said unasked: sent once, found again, given up where Slack says so."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.message import Card, Later, Letter, Profile, Row, Table, Text, Undeliverable
from bot.slack.api import Api
from bot.slack.pacing import LONGEST, WORKSPACE, Pacer
from bot.slack.posting import Posting
from tests.slack import payloads
from tests.slack.payloads import JANE
from tests.slack.stub import Stub, slack_stub

CARD = Card("Three customers are waiting", (Text("ACME: 41 days."),))
PLACE = payloads.direct_of(JANE)
SINCE = datetime(2023, 11, 14, 22, 0, tzinfo=UTC)


def letter(key: str = "k1", **more: Any) -> Letter:
    return Letter(key=key, user=JANE, card=CARD, **more)


class Desk:
    """Posting to a stub, with pauses that are only written down."""

    def __init__(self, stub: Stub) -> None:
        self.stub = stub
        self.api = Api(f"{stub.url}/api/", "xoxb-1")
        self.pauses: list[float] = []
        self.posting = Posting(self.api, Pacer(lambda: 0.0, self.pause), self.who)

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def who(self, user: str) -> Profile:
        return Profile(user=user, locale="ko-KR", zone="Asia/Seoul")

    async def __aenter__(self) -> Desk:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.api.close()


async def test_a_letter_is_posted_into_the_direct_messages_with_its_key() -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        posted = await desk.posting.post(letter())
        said = stub.sent("chat.postMessage")[0]
        assert (posted.place, posted.thread) == (PLACE, stub.messages[PLACE][0]["ts"])
        assert said["metadata"] == {"event_type": "rapport_letter", "event_payload": {"key": "k1"}}
        assert said["text"] == "Three customers are waiting\nACME: 41 days."
        assert stub.calls[0].token == "xoxb-1"


async def test_a_place_that_is_known_is_not_asked_for() -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        await desk.posting.post(letter(place="D0KNOWN"))
        assert [call.method for call in stub.calls] == ["chat.postMessage"]


@pytest.mark.parametrize("lost", ["drop", 500, "internal_error"])
async def test_a_letter_whose_answer_was_lost_is_found_and_not_sent_by_itself_again(lost: str | int) -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        await desk.posting.post(letter("k0"))
        stub.refusals["chat.postMessage"] = [lost]
        with pytest.raises(ConnectionError):
            await desk.posting.post(letter("k1", since=SINCE))
        assert len(stub.sent("chat.postMessage")) == 2
        found = await desk.posting.find(letter("k1", since=SINCE))
        assert (found is not None) == (lost == "drop")
        if found is not None:
            assert (found.place, found.thread) == (PLACE, stub.messages[PLACE][0]["ts"])


async def test_a_letter_is_found_on_a_later_page_and_only_from_its_moment_on() -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        await desk.posting.post(letter("wanted"))
        stub.messages[PLACE][0:0] = [{"ts": f"18000{n:05d}.0", "text": "…"} for n in range(450)]
        assert await desk.posting.find(letter("wanted", since=SINCE, place=PLACE))
        assert len(stub.sent("conversations.history")) == 3
        assert await desk.posting.find(letter("other", since=SINCE, place=PLACE)) is None
        assert await desk.posting.find(letter("wanted", since=SINCE + timedelta(days=30), place=PLACE)) is None


async def test_slack_asking_to_wait_holds_back_everybody() -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        stub.refusals["chat.postMessage"] = [429]
        with pytest.raises(Later) as asked:
            await desk.posting.post(letter())
        assert asked.value.seconds == 0
        desk.posting.pacer.hold(30)
        with pytest.raises(Later) as held:
            await desk.posting.post(letter())
        assert held.value.seconds == 30
        assert len(stub.sent("chat.postMessage")) == 1


async def test_slack_that_is_not_reached_at_all_is_tried_later() -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        await desk.api.close()
        desk.api = Api("http://127.0.0.1:9/api/", "xoxb-1")
        desk.posting.api = desk.api
        with pytest.raises(Later):
            await desk.posting.post(letter())


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("conversations.open", "user_not_found"),
        ("conversations.open", "cannot_dm_bot"),
        ("conversations.open", "user_disabled"),
        ("chat.postMessage", "channel_not_found"),
        ("chat.postMessage", "messages_tab_disabled"),
        ("chat.postMessage", "msg_blocks_too_long"),
    ],
)
async def test_a_letter_that_slack_will_never_take_is_undeliverable(method: str, error: str) -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        stub.refusals[method] = [error]
        with pytest.raises(Undeliverable, match=error):
            await desk.posting.post(letter())


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "missing_scope"])
async def test_what_is_our_own_fault_is_not_the_recipients(error: str) -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        stub.refusals["chat.postMessage"] = [error]
        with pytest.raises(Later) as asked:
            await desk.posting.post(letter())
        assert asked.value.seconds >= 60


async def test_turns_are_a_second_apart_in_a_channel_and_a_fifth_in_the_workspace() -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    pacer = Pacer(lambda: 100.0, pause)
    for channel in ("D1", "D2", "D1", "D3"):
        await pacer.turn(channel)
    assert pauses == pytest.approx([0.2, 1.0, 1.2])


async def test_who_would_wait_too_long_is_sent_away() -> None:
    async def pause(_: float) -> None:
        pass

    pacer = Pacer(lambda: 0.0, pause)
    for n in range(round(LONGEST / WORKSPACE)):
        await pacer.turn(f"D{n}")
    with pytest.raises(Later):
        await pacer.turn("D")


async def test_words_of_our_own_are_in_the_recipients_language() -> None:
    table = Table("accounts", tuple(Row(f"Account {n}") for n in range(7)), shown=5)
    async with slack_stub() as stub, Desk(stub) as desk:
        asked: list[str] = []
        tell = desk.posting.who

        async def who(user: str) -> Profile:
            asked.append(user)
            return await tell(user)

        desk.posting.who = who
        await desk.posting.post(letter())
        assert asked == []
        await desk.posting.post(Letter(key="k2", user=JANE, card=Card("x", (table,))))
        assert asked == [JANE]


async def test_many_letters_share_one_session() -> None:
    async with slack_stub() as stub, Desk(stub) as desk:
        await asyncio.gather(*(desk.posting.post(letter(f"k{n}", place=f"D{n}")) for n in range(20)))
        assert len(stub.sent("chat.postMessage")) == 20
        assert desk.pauses == pytest.approx([0.2 * n for n in range(1, 20)])

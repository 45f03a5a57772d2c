"""What is made of the payloads, and which of them are nobody's Ask."""

from __future__ import annotations

from typing import Any

import pytest

from bot.message import Card, Say, Standing
from bot.slack.asks import hear, said
from tests.slack import payloads
from tests.slack.payloads import BOT_USER, GUEST, JANE, MINSU, ROBOT, TEAM
from tests.slack.rig import NOW, rig


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("ACME &amp; Sons &lt;3", "ACME & Sons <3"),
        ("with <@U0JANE|jane> @ ACME", "with <@U0JANE|jane> @ ACME"),
        ("with <@U0JANE> @ ACME", "with <@U0JANE> @ ACME"),
        ("see <https://acme.example|acme.example>", "see acme.example"),
        ("see <https://acme.example/a?b=1&amp;c=2>", "see https://acme.example/a?b=1&c=2"),
        ("see <https://acme.example|our notes>", "see our notes (https://acme.example)"),
        ("mail <mailto:jane@acme.example|jane@acme.example>", "mail jane@acme.example"),
        ("call <tel:010-1234|010-1234>", "call 010-1234"),
        ("in <#C0SALES|sales> for <!subteam^S1|@sales>, <!here>", "in #sales for @sales, @here"),
        ("“renewal” isn’t ‘sure’", "\"renewal\" isn't 'sure'"),
        ("a < b > c", "a < b > c"),
        ("&amp;lt;", "&lt;"),
        ("  홍길동 부장님이랑 통화  ", "홍길동 부장님이랑 통화"),
    ],
)
def test_what_was_typed_is_read_from_what_slack_made_of_it(sent: str, meant: str) -> None:
    assert said(sent) == meant


@pytest.mark.parametrize(
    ("typed", "command"),
    [("/whoknows", "whoknows"), ("/whoknows-dev", "whoknows"), ("/WhoKnows", "whoknows"), ("/rapport-b2", "rapport")],
)
def test_a_second_installations_suffix_is_no_part_of_the_command(typed: str, command: str) -> None:
    heard = hear(payloads.slash("ACME", typed), BOT_USER)
    assert heard is not None
    assert heard.command == command


@pytest.mark.parametrize(
    "payload",
    [
        payloads.dm("edited", subtype="message_changed"),
        payloads.dm("deleted", subtype="message_deleted"),
        payloads.dm("joined", subtype="channel_join"),
        payloads.dm("by a bot", bot_id="B1"),
        payloads.dm("by a bot", subtype="bot_message", bot_id="B1"),
        payloads.dm("by ourselves", user=BOT_USER),
        payloads.dm("in a channel", channel_type="channel"),
        payloads.mention("edited", edited={"user": JANE, "ts": "1"}),
        payloads.event({"type": "reaction_added", "user": JANE}),
        payloads.tap("/rapport") | {"actions": [{"action_id": "other", "type": "button", "value": "x"}]},
        {"type": "view_closed", "user": {"id": JANE}, "view": {}},
        {"type": "shortcut", "user": {"id": JANE}},
        {},
    ],
)
def test_nothing_else_is_an_ask(payload: dict[str, Any]) -> None:
    assert hear(payload, BOT_USER) is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_words_with_a_file_or_shown_to_the_channel_are_an_ask(subtype: str) -> None:
    heard = hear(payloads.dm("notes", subtype=subtype), BOT_USER)
    assert heard is not None
    assert heard.text == "notes"


@pytest.mark.parametrize("text", [f"<@{BOT_USER}> who knows ACME", f"<@{BOT_USER}|rapport>  who knows ACME"])
def test_our_own_name_is_no_part_of_what_is_said_to_us(text: str) -> None:
    heard = hear(payloads.mention(text), BOT_USER)
    assert heard is not None
    assert heard.text == "who knows ACME"


def test_each_delivery_has_its_key_and_the_same_one_keeps_it() -> None:
    view = {"callback_id": "form", "private_metadata": "{}", "type": "modal", "blocks": []}
    given = [payloads.slash("a"), payloads.slash("a"), payloads.tap("/a"), payloads.dm("a"), payloads.submit(view, {})]
    keys = [heard.key for payload in given if (heard := hear(payload, BOT_USER))]
    again = [heard.key for payload in given if (heard := hear(payload, BOT_USER))]
    assert len(set(keys)) == len(given)
    assert keys == again


def test_a_view_corrected_after_an_error_is_another_ask() -> None:
    block = {"type": "input", "block_id": "what", "element": {"type": "plain_text_input", "action_id": "value"}}
    view = {"callback_id": "form", "private_metadata": "{}", "blocks": [block]}
    first, second = (hear(payloads.submit(view, {"what": text}), BOT_USER) for text in ("a", "b"))
    assert first is not None
    assert second is not None
    assert first.key != second.key


async def test_an_ask_says_who_where_and_when() -> None:
    async with rig() as made:
        await made.send(payloads.slash("ACME", url=made.url(), user_id=MINSU))
        ask = made.asks[0]
        assert (ask.who.user, ask.who.standing, ask.who.locale, ask.who.zone) == (
            MINSU,
            Standing.MEMBER,
            "ko-KR",
            "Asia/Seoul",
        )
        assert (ask.at, ask.workspace, ask.place, ask.platform) == (NOW, TEAM, payloads.CHANNEL, "slack")
        assert made.adopted == [(TEAM, "Example")]


@pytest.mark.parametrize("user_team", ["T0OTHER", "E0OTHER"])
@pytest.mark.parametrize("kind", ["slash", "tap", "dm", "mention"])
async def test_an_asker_from_another_company_is_an_outsider_whatever_slack_says_of_them(
    kind: str, user_team: str
) -> None:
    payload = {
        "slash": payloads.slash("ACME", team_id=user_team),
        "tap": payloads.tap("/whoknows ACME") | {"user": {"id": JANE, "team_id": user_team}},
        "dm": payloads.dm("who knows ACME", user_team=user_team),
        "mention": payloads.mention("who knows ACME", user_team=user_team, team=TEAM),
    }[kind]
    async with rig() as made:
        await made.send(payload)
        await made.stub.until(lambda: made.asks)
        assert made.asks[0].who.standing is Standing.OUTSIDER
        assert not made.stub.sent("users.info")


@pytest.mark.parametrize(
    ("user", "standing"),
    [
        (JANE, Standing.MEMBER),
        (GUEST, Standing.GUEST),
        ("U0SINGLE", Standing.GUEST),
        (payloads.STRANGER, Standing.OUTSIDER),
        (payloads.GONE, Standing.DEACTIVATED),
        (ROBOT, Standing.BOT),
        ("U0GRID", Standing.MEMBER),
        ("U0NOBODY", Standing.OUTSIDER),
    ],
)
async def test_the_directory_tells_members_from_all_others(user: str, standing: Standing) -> None:
    async with rig() as made:
        await made.send(payloads.slash("ACME", user_id=user))
        assert made.asks[0].who.standing is standing


async def test_a_bot_that_talks_is_not_answered() -> None:
    async with rig() as made:
        await made.send(payloads.dm("hello", user=ROBOT))
        await made.send(payloads.mention("hello", user="USLACKBOT"))
        assert not made.asks
    assert not made.stub.sent("chat.postMessage")


async def test_somebody_who_changed_is_asked_about_anew() -> None:
    async with rig() as made:
        await made.send(payloads.slash("ACME"))
        await made.send(payloads.slash("ACME"))
        assert len(made.stub.sent("users.info")) == 1
        made.stub.users[JANE]["is_restricted"] = True
        await made.send(payloads.event({"type": "user_change", "user": made.stub.users[JANE]}))
        await made.send(payloads.slash("ACME"))
        assert [ask.who.standing for ask in made.asks] == [Standing.MEMBER, Standing.MEMBER, Standing.GUEST]


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_a_delivery_that_slack_repeats_is_answered_once(mode: str) -> None:
    async with rig(mode=mode) as made:
        payload = payloads.dm("who knows ACME")
        await made.send(payload)
        await made.send(payload)
        await made.send(payloads.dm("who knows Globex"))
        await made.stub.called("chat.postMessage", times=2)
        assert [ask.text for ask in made.asks] == ["who knows ACME", "who knows Globex"]


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_characters_that_nothing_keeps_reach_whoever_answers(mode: str) -> None:
    async with rig(mode=mode) as made:
        await made.send(payloads.tap("/whoknows AC\x00ME\ud83d!", made.url()))
        assert made.asks[0].text == "AC\x00ME\ud83d!"


async def test_nobody_is_known_before_it_is_known_where_we_are() -> None:
    async with rig() as made:
        home, made.slack.listening.installation = made.slack.listening.installation, None
        assert (await made.slack.who(payloads.JANE)).standing is Standing.UNKNOWN
        made.slack.listening.installation = home
        assert (await made.slack.who(payloads.JANE)).standing is Standing.MEMBER


async def test_everything_else_is_kept_as_typed() -> None:
    odd = '*b* _i_ ~s~ `c` <!channel> <@U1> \'; DROP TABLE "x" NEAR/2 \u202eabc 한글 👩‍👩‍👧 ' + "x" * 1000
    async with rig(lambda ask: Say(Card(ask.text))) as made:
        await made.send(payloads.dm(odd.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")))
        said = await made.stub.called("chat.postMessage")
        assert made.asks[0].text == odd
        assert said["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": odd}]


async def test_an_answer_that_fails_is_still_a_word() -> None:
    def answer(ask: Any) -> Any:
        raise ZeroDivisionError

    async with rig(answer) as made:
        assert "did not work" in (await made.send(payloads.slash("ACME")))["text"]

"""The playground as Slack's Web API: what it takes, and what it says no to in which word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playground.rig import TEXT, VIEW, Json, rig

BUTTON: Json = {"type": "button", "action_id": "go", "text": TEXT, "value": "v"}


def actions(**more: Any) -> list[Json]:
    return [{"type": "actions", "elements": [BUTTON | more]}]


@pytest.mark.parametrize(
    ("method", "said", "error"),
    [
        ("auth.test", {}, ""),
        ("users.info", {"user": "U0MIA"}, ""),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("conversations.open", {"users": "U0MIA"}, ""),
        ("conversations.open", {"users": "U0JANE"}, "user_not_visible"),
        ("conversations.open", {"users": ""}, "users_list_not_supplied"),
        ("conversations.history", {"channel": "C0NOWHERE"}, "channel_not_found"),
        ("conversations.list", {}, "missing_scope"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "Hello"}, ""),
        ("chat.postMessage", {"channel": "U0MIA", "text": "Hello"}, ""),
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "Hello"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0LUNCH", "text": "Hello"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "C0SALES", "text": " "}, "no_text"),
        ("chat.postMessage", {"channel": "C0SALES", "text": "x" * 40_001}, "msg_too_long"),
        ("chat.postMessage", {"channel": "C0SALES", "blocks": actions()}, ""),
        ("chat.postMessage", {"channel": "C0SALES", "blocks": actions(value="x" * 2_001)}, "invalid_blocks"),
        ("chat.postMessage", {"channel": "C0SALES", "blocks": actions(style="green")}, "invalid_blocks"),
        ("chat.postMessage", {"channel": "C0SALES", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ("chat.postMessage", {"channel": "C0SALES", "blocks": [{"type": "dividre"}]}, "invalid_blocks"),
        ("chat.postEphemeral", {"channel": "C0SALES", "user": "U0JANE", "text": "Hello"}, "user_not_in_channel"),
        ("chat.update", {"channel": "C0SALES", "ts": "1.0", "text": "Hello"}, "message_not_found"),
        ("views.open", {"trigger_id": "1.2.x", "view": VIEW}, "invalid_trigger_id"),
        ("views.open", {"trigger_id": "1.2.x", "view": VIEW | {"submit": None}}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1.2.x", "view": VIEW | {"private_metadata": "x" * 3_001}}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1.2.x", "view": VIEW | {"external_id": "x" * 250_001}}, "view_too_large"),
        ("views.update", {"view_id": "V0GONE", "view": VIEW}, "not_found"),
        ("views.publish", {"user_id": "U0MIA", "view": {"type": "home", "blocks": [{"type": "divider"}]}}, ""),
        ("files.getUploadURLExternal", {"filename": "a.png", "length": 0}, "invalid_arguments"),
        ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "file_not_found"),
        ("reactions.add", {}, "unknown_method"),
    ],
)
async def test_each_call_is_answered_in_slacks_own_word(method: str, said: Json, error: str) -> None:
    async with rig() as here:
        answer = await here.call(method, **said)
        assert (answer["ok"], answer.get("error", "")) == (not error, error)


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-another", "invalid_auth"),
        ("auth.test", "app", "not_allowed_token_type"),
        ("apps.connections.open", "bot", "not_allowed_token_type"),
    ],
)
async def test_only_the_right_token_opens(method: str, token: str, error: str) -> None:
    async with rig() as here:
        tokens = {"app": here.playground.app_token, "bot": here.playground.bot_token}
        assert (await here.call(method, token=tokens.get(token, token)))["error"] == error


async def test_what_is_wrong_with_blocks_is_said_with_its_place() -> None:
    async with rig() as here:
        blocks = actions(text={"type": "plain_text", "text": "x" * 76})
        answer = await here.call("chat.postMessage", channel="C0SALES", blocks=blocks)
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"
        ]


async def test_history_is_told_newest_first_in_pages_with_the_metadata_asked_for() -> None:
    async with rig() as here:
        for n in range(3):
            metadata = {"event_type": "letter", "event_payload": {"key": str(n)}}
            await here.call("chat.postMessage", channel="D0MIA", text=str(n), metadata=metadata)
        await here.call("chat.postEphemeral", channel="D0MIA", user="U0MIA", text="not told")
        first = await here.call("conversations.history", channel="D0MIA", limit=2, include_all_metadata="true")
        assert [one["metadata"]["event_payload"]["key"] for one in first["messages"]] == ["2", "1"]
        cursor = first["response_metadata"]["next_cursor"]
        rest = await here.call("conversations.history", channel="D0MIA", limit=2, cursor=cursor)
        assert [(one["text"], "metadata" in one) for one in rest["messages"]] == [("0", False)]
        after = await here.call("conversations.history", channel="D0MIA", oldest=first["messages"][1]["ts"])
        assert [one["text"] for one in after["messages"]] == ["2"]


async def test_a_picture_is_uploaded_in_three_steps_and_shown() -> None:
    async with rig() as here:
        body = b"\x89PNG not really"
        step = await here.call("files.getUploadURLExternal", filename="map.png", length=len(body), alt_txt="A map")
        async with here.http.post(step["upload_url"], data=body) as response:
            assert response.status == 200
        await here.call("files.completeUploadExternal", files=[{"id": step["file_id"]}], channel_id="D0MIA")
        (file,) = here.messages("D0MIA")[0]["files"]
        assert file["alt_txt"] == "A map"
        async with here.http.get(here.playground.url + file["url_private"]) as response:
            assert (response.content_type, await response.read()) == ("image/png", body)

"""The playground as Slack's other half: what people do reaches the app, and the app's ways back work and end."""

from __future__ import annotations

import asyncio
import base64

import pytest

from tests.playground.rig import MANIFEST, TEXT, VIEW, Json, Rig, rig

SCOPES = MANIFEST["oauth_config"]["scopes"]["bot"]


async def typed(here: Rig, text: str, user: str = "U0MIA", channel: str = "C0SALES") -> Json:
    """The payload of what somebody typed, as the app got it."""
    await here.act(user, "say", channel=channel, text=text)
    payload: Json = here.heard[-1]["payload"]
    return payload


async def test_a_command_carries_colleagues_as_ids_and_its_acknowledgement_is_seen_by_one() -> None:
    async with rig() as here:
        await here.connect()
        here.answers = lambda _envelope: {"text": "Only for you."}
        payload = await typed(here, "/try @Mia Brandt a & b at mia@example.com")
        assert payload["text"] == "<@U0MIA> a &amp; b at <mailto:mia@example.com|mia@example.com>"
        assert (here.heard[0]["type"], payload["team_id"]) == ("slash_commands", "T0PLAY")
        answer = here.messages("C0SALES")[-1]
        assert (answer["text"], answer["only"]) == ("Only for you.", "U0MIA")


async def test_an_outsiders_payload_says_which_company_they_are_of() -> None:
    async with rig() as here:
        await here.connect()
        assert (await typed(here, "/try", "U0JANE", "C0ACME"))["team_id"] == "T0ACME"
        said = await typed(here, "@Rapport hello", "U0JANE", "C0ACME")
        assert (said["event"]["type"], said["event"]["user_team"]) == ("app_mention", "T0ACME")


@pytest.mark.parametrize(
    ("channel", "text", "kinds"),
    [
        ("D0MIA", "hello", ["message"]),
        ("C0SALES", "hello", []),
        ("C0SALES", "hello @Rapport", ["app_mention"]),
        ("C0LUNCH", "hello @Rapport", []),
    ],
)
async def test_the_app_hears_what_it_has_subscribed_to_where_it_is(channel: str, text: str, kinds: list[str]) -> None:
    async with rig() as here:
        await here.connect()
        await here.act("U0MIA", "say", channel=channel, text=text)
        assert [one["payload"]["event"]["type"] for one in here.heard] == kinds


async def test_a_file_reaches_the_app_which_fetches_it_with_its_token() -> None:
    async with rig() as here:
        await here.connect()
        sent = {"name": "jane.vcf", "data": base64.b64encode(b"BEGIN:VCARD").decode()}
        await here.act("U0MIA", "say", channel="D0MIA", text="", files=[sent])
        event = here.heard[0]["payload"]["event"]
        (file,) = event["files"]
        assert (event["subtype"], file["name"], file["size"]) == ("file_share", "jane.vcf", 11)
        url, headers = file["url_private_download"], {"Authorization": f"Bearer {here.playground.bot_token}"}
        async with here.http.get(url, headers=headers) as response:  # without the scope
            assert response.content_type == "text/html"
        here.playground.workspace.manifest["oauth_config"] = {"scopes": {"bot": ["files:read"]}}
        async with here.http.get(url, headers=headers) as response:
            assert await response.read() == b"BEGIN:VCARD"
        here.playground.workspace.manifest["oauth_config"] = {"scopes": {"bot": SCOPES}}
        assert (await here.act("U0MIA", "say", channel="D0MIA", files=[{"name": "x", "data": "?"}]))["error"]
        assert here.messages("D0MIA")[-1]["files"][0]["title"] == "jane.vcf"


@pytest.mark.parametrize(
    ("text", "thread", "said"),
    [
        ("/nonsense", "", "/nonsense is not a valid command."),
        ("/try", "1.0", "/try is not supported in threads."),
        ("/try", "", "/try failed with the error “dispatch_failed”."),  # the app is not there
    ],
)
async def test_what_cannot_be_done_is_told_to_whoever_typed_it(text: str, thread: str, said: str) -> None:
    async with rig() as here:
        await here.act("U0MIA", "say", channel="C0SALES", text=text, thread=thread)
        told = here.messages("C0SALES")[-1]
        assert told["text"].startswith(said)
        assert told["only"] == "U0MIA"


async def test_a_trigger_opens_one_view_within_three_seconds() -> None:
    async with rig() as here:
        await here.connect()
        trigger = (await typed(here, "/try"))["trigger_id"]
        here.elapsed.at += 2.9
        assert (await here.call("views.open", trigger_id=trigger, view=VIEW))["ok"]
        assert (await here.call("views.open", trigger_id=trigger, view=VIEW))["error"] == "exchanged_trigger_id"
        late = (await typed(here, "/try"))["trigger_id"]
        here.elapsed.at += 3.1
        assert (await here.call("views.open", trigger_id=late, view=VIEW))["error"] == "expired_trigger_id"


async def test_a_response_url_answers_five_times_within_half_an_hour() -> None:
    async with rig() as here:
        await here.connect()
        url = (await typed(here, "/try"))["response_url"]
        assert [await here.respond(url, text=str(n)) for n in range(6)] == [200] * 5 + [404]
        url = (await typed(here, "/try"))["response_url"]
        here.elapsed.at += 1801
        assert await here.respond(url, text="late") == 404
        assert await here.respond(f"{here.playground.url}/answer/guessed", text="x") == 404


async def test_a_tapped_card_is_replaced_by_its_response_url() -> None:
    async with rig() as here:
        await here.connect()
        button = {"type": "button", "action_id": "go", "text": TEXT, "value": "v"}
        blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
        ts = (await here.call("chat.postMessage", channel="C0SALES", blocks=blocks))["ts"]
        action = {"type": "button", "action_id": "go", "value": "v"}
        await here.act("U0MIA", "tap", channel="C0SALES", ts=ts, block_id="b", action=action)
        payload = here.heard[-1]["payload"]
        assert (payload["type"], payload["actions"][0]["value"]) == ("block_actions", "v")
        assert await here.respond(payload["response_url"], replace_original=True, text="Done.") == 200
        (message,) = here.messages("C0SALES")
        assert (message["text"], message["blocks"], message["ts"]) == ("Done.", [], ts)


async def test_a_modal_shows_the_apps_errors_and_closes_when_there_are_none() -> None:
    async with rig() as here:
        await here.connect()
        trigger = (await typed(here, "/try"))["trigger_id"]
        view = (await here.call("views.open", trigger_id=trigger, view=VIEW))["view"]
        values = {"name": {"value": {"type": "plain_text_input", "value": "x"}}}
        here.answers = lambda _envelope: {"response_action": "errors", "errors": {"name": "No."}}
        assert (await here.act("U0MIA", "submit", view_id=view["id"], values=values))["errors"] == {"name": "No."}
        assert here.heard[-1]["payload"]["view"]["state"]["values"] == values
        other = VIEW | {"title": {"type": "plain_text", "text": "Other"}}
        here.answers = lambda _envelope: {"response_action": "update", "view": other}
        await here.act("U0MIA", "submit", view_id=view["id"], values=values)
        assert here.shown[-1]["views"][0]["title"]["text"] == "Other"
        here.answers = lambda _envelope: {}
        await here.act("U0MIA", "submit", view_id=view["id"], values=values)
        assert here.shown[-1] == {"event": "views", "views": []}


async def test_the_home_tab_is_published_to_whoever_opened_it() -> None:
    async with rig() as here:
        await here.connect()
        await here.act("U0MIA", "home", tab="home")
        assert here.heard[-1]["payload"]["event"]["type"] == "app_home_opened"
        view = {"type": "home", "blocks": [{"type": "header", "text": TEXT}]}
        await here.call("views.publish", user_id="U0MIA", view=view)
        await here.act("U0MIA", "read", channel="D0MIA")
        assert here.shown[-1]["view"]["blocks"][0]["text"] == TEXT


async def test_what_one_person_sees_is_never_sent_to_anothers_page() -> None:
    async with rig() as here:
        await here.act("U0JANE", "read", channel="C0ACME")
        await here.call("chat.postEphemeral", channel="C0ACME", user="U0MIA", text="secret")
        await here.call("chat.postMessage", channel="C0SALES", text="secret")
        await here.act("U0JANE", "read", channel="C0ACME")
        assert "secret" not in str(here.shown)
        assert (await here.act("U0JANE", "read", channel="C0SALES"))["error"] == "channel_not_found"


async def test_an_app_that_does_not_acknowledge_is_not_waited_for_forever() -> None:
    async with rig() as here:
        await here.connect()
        here.answers = lambda _envelope: None
        began = asyncio.get_running_loop().time()
        await here.act("U0MIA", "say", channel="C0SALES", text="/try")
        assert asyncio.get_running_loop().time() - began < 5
        assert "operation_timeout" in here.messages("C0SALES")[-1]["text"]

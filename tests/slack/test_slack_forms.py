"""Forms: as views, back as values, with errors, and searched while somebody types."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from bot.message import Ask, Card, Choice, Field, Form, Reply, Say, Value
from bot.slack import limits
from bot.slack.limits import TooLong
from bot.slack.views import options_of, told, values_of, view_of
from bot.slack.ways import Way
from tests.slack import payloads
from tests.slack.checking import problems_of
from tests.slack.payloads import CHANNEL
from tests.slack.rig import rig

ACME, GLOBEX = Choice("account:1", "ACME"), Choice("account:2", "Globex")
FULL = Form(
    command="logcontact",
    title="Log a contact",
    submit="Log",
    note="I understood most of it <!channel> *please* check.",
    state={"draft": "7"},
    again="/logcontact draft 7",
    fields=(
        Field(name="account", label="Account", kind="lookup", search="account", value=(ACME,)),
        Field(
            name="people",
            label="People",
            kind="lookup",
            search="person",
            many=True,
            value=(Choice("person:3", "Jane"),),
        ),
        Field(name="day", label="Day", kind="date", value=date(2026, 3, 10)),
        Field(name="how", label="How", kind="pick", choices=(Choice("call", "Call"), Choice("visit", "Visit"))),
        Field(name="also", label="Also", kind="pick", many=True, choices=(Choice("ask", "Ask"),), optional=True),
        Field(name="short", label="In short", value="renewal", hint="One line"),
        Field(name="what", label="What was said", kind="lines", optional=True),
        Field(name="none", label="Nothing to choose", kind="pick"),
    ),
)
GIVEN: dict[str, Any] = {
    "account": {"selected_option": {"value": "account:2"}},
    "people": {"selected_options": [{"value": "person:3"}, {"value": "new:Tom"}]},
    "day": {"selected_date": "2026-03-09"},
    "how": {"selected_option": {"value": "visit"}},
    "also": {"selected_options": []},
    "short": "renewal in May",
    "what": {"value": None},
}
MEANT: dict[str, Value] = {
    "account": "account:2",
    "people": ("person:3", "new:Tom"),
    "day": date(2026, 3, 9),
    "how": "visit",
    "also": (),
    "short": "renewal in May",
    "what": "",
}


def test_a_view_shows_every_field_filled_with_what_it_holds() -> None:
    view = view_of(FULL, Way(user="U1"))
    assert problems_of("views.open", {"view": view}) == []
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert {name: element["type"] for name, element in elements.items()} == {
        "account": "external_select",
        "people": "multi_external_select",
        "day": "datepicker",
        "how": "static_select",
        "also": "multi_static_select",
        "short": "plain_text_input",
        "what": "plain_text_input",
    }
    assert elements["account"]["initial_option"]["value"] == "account:1"
    assert elements["people"]["initial_options"][0]["text"]["text"] == "Jane"
    assert elements["day"]["initial_date"] == "2026-03-10"
    assert elements["short"]["initial_value"] == "renewal"
    assert elements["what"]["multiline"] is True
    assert view["blocks"][0]["elements"][0]["text"] == FULL.note


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_a_form_goes_out_comes_back_with_errors_and_is_sent_again(mode: str) -> None:
    def answer(ask: Ask) -> Reply:
        if not ask.values:
            return FULL
        if ask.values["account"] == "account:2":
            return Form(
                command="logcontact",
                title="x",
                submit="x",
                fields=FULL.fields,
                errors={"account": "Parked.", "zzz": "?"},
            )
        return Say(Card("Logged."))

    async with rig(answer, mode) as made:
        await made.send(payloads.slash("", "/logcontact", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        said = await made.send(payloads.submit(view, GIVEN))
        assert said == {"response_action": "errors", "errors": {"account": "Parked."}}
        better = GIVEN | {"account": {"selected_option": {"value": "account:1"}}}
        assert await made.send(payloads.submit(view, better)) == ""
        assert (await made.stub.called("response_url"))["text"] == "Logged."
        assert made.asks[1].values == MEANT
        assert made.asks[2].values == MEANT | {"account": "account:1"}
        assert (made.asks[1].state, made.asks[1].place) == ({"draft": "7"}, CHANNEL)
        assert len({ask.key for ask in made.asks}) == 3


async def test_a_form_without_errors_for_a_submission_updates_the_view() -> None:
    second = Form(command="logcontact", title="Sure?", submit="Yes", fields=FULL.fields, state={"sure": "1"})
    async with rig(lambda ask: second if ask.values else FULL) as made:
        await made.send(payloads.slash("", "/logcontact", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        said = await made.send(payloads.submit(view, GIVEN))
        assert problems_of("ack", said) == []
        assert said["response_action"] == "update"
        kept, before = json.loads(said["view"]["private_metadata"]), json.loads(view["private_metadata"])
        assert kept["state"] == {"sure": "1"}
        assert kept["way"] == before["way"]


async def test_choices_are_looked_up_while_somebody_types() -> None:
    looked: list[tuple[Ask, str, str]] = []

    async def look_up(ask: Ask, search: str, typed: str) -> list[Choice]:
        looked.append((ask, search, typed))
        return [Choice("person:1", "Jane Doe"), Choice("new:Jan", "Create “Jan”"), Choice("x" * 200, "too long")]

    async with rig(lambda _: FULL, look_up=look_up) as made:
        await made.send(payloads.slash("", "/logcontact", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        view["state"] = {
            "values": {"account": {"account": {"type": "external_select", "selected_option": {"value": "account:1"}}}}
        }
        said = await made.send(payloads.suggestion(view, "people", "Jan"))
        assert problems_of("ack", said) == []
        assert [one["value"] for one in said["options"]] == ["person:1", "new:Jan"]
        ask, search, typed = looked[0]
        assert (search, typed, ask.command) == ("person", "Jan", "logcontact")
        assert (ask.values, ask.state, ask.who.user) == ({"account": "account:1"}, {"draft": "7"}, payloads.JANE)


async def test_a_search_that_fails_finds_nothing() -> None:
    async def look_up(ask: Ask, search: str, typed: str) -> list[Choice]:
        raise ZeroDivisionError

    async with rig(lambda _: FULL, look_up=look_up) as made:
        await made.send(payloads.slash("", "/logcontact", made.url()))
        view = (await made.stub.called("views.open"))["view"]
        assert await made.send(payloads.suggestion(view, "account", "ac")) == {"options": []}


def test_what_a_field_holds_comes_back_the_same() -> None:
    view = view_of(FULL, Way())
    assert values_of(payloads.submit(view, GIVEN)["view"]) == MEANT


@pytest.mark.parametrize(
    "form",
    [
        Form(command="x", title="x", submit="x", fields=(), state={"text": "x" * limits.VIEW_METADATA}),
        Form(command="x", title="x", submit="x", fields=(Field(name="a", label="a", value="x" * (limits.TEXT + 1)),)),
    ],
)
def test_what_must_not_be_cut_and_does_not_fit_is_refused(form: Form) -> None:
    with pytest.raises(TooLong):
        view_of(form, Way())


async def test_a_form_that_does_not_fit_is_said_to_be_too_long() -> None:
    form = Form(command="x", title="x", submit="x", fields=(Field(name="a", label="a", value="x" * 3001),))
    async with rig(lambda _: form) as made:
        await made.send(payloads.slash("", url=made.url()))
        assert "too long" in (await made.stub.called("response_url"))["text"]


async def test_a_submission_whose_form_does_not_fit_any_more_keeps_what_was_typed() -> None:
    grown = Form(command="x", title="x", submit="x", fields=FULL.fields, state={"text": "x" * 3000})
    async with rig(lambda ask: grown if ask.values else FULL) as made:
        await made.send(payloads.slash("", url=made.url()))
        view = (await made.stub.called("views.open"))["view"]
        said = await made.send(payloads.submit(view, GIVEN))
        assert said["response_action"] == "errors"
        assert "too long" in said["errors"]["account"]


def test_labels_are_cut_and_values_are_not() -> None:
    many = [Choice(f"account:{n}", f"{n} {'very ' * 30}long") for n in range(150)]
    options = options_of(many)
    assert len(options) == limits.OPTIONS
    assert options[0]["text"]["text"].endswith("…")
    assert options_of([Choice("x" * (limits.OPTION_VALUE + 1), "x"), Choice("", "x")]) == []
    view = view_of(Form(command="x", title="t" * 80, submit="s" * 80, fields=FULL.fields), Way())
    assert problems_of("views.open", {"view": view}) == []


def test_a_view_that_only_tells_has_no_buttons() -> None:
    from tests.slack.test_slack_surfaces import CARD

    view = told(CARD, "Done")
    assert problems_of("views.update", {"view": view}) == []
    assert "actions" not in {block["type"] for block in view["blocks"]}

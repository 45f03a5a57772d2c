"""Replies and cards survive as plain data: an answer kept for a redelivery is the answer that was given."""

from __future__ import annotations

import inspect
import json
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import message as m
from bot.as_data import CLASSES, from_data, reply_data, to_data

BUTTON = m.Button("Undo", "/rapport undo 12", "danger")
BLOCKS: tuple[m.Block, ...] = (
    m.Text("*not bold* {name} <!channel>", quiet=True),
    m.Facts((("Owner", "Tom"), ("Tier", "A"))),
    m.Table("people", (m.Row("Jane Doe", "41 days ago", "jane@example.com", (BUTTON,)), m.Row("홍길동")), "Nobody", 3),
    m.Divider(),
    m.Buttons((BUTTON, m.Button("Log it again", "/logcontact again:yes x"))),
)
CARD = m.Card("Logged 🎉", BLOCKS)
FORM = m.Form(
    command="logcontact",
    title="Log a contact",
    fields=(
        m.Field(name="note", label="Note", kind="lines", value="line\nline", optional=True, hint="what you learned"),
        m.Field(name="day", label="Day", kind="date", value=date(2026, 3, 10)),
        m.Field(
            name="people",
            label="Who",
            kind="lookup",
            value=(m.Choice("person:3", "Jane Doe"),),
            search="person",
            many=True,
        ),
        m.Field(name="kind", label="How", kind="pick", choices=(m.Choice("call", "call"), m.Choice("mail", "mail"))),
    ),
    submit="Log",
    state={"typed": "Jane @ ACME", "entry": "12"},
    errors={"day": "lies ahead"},
    note="nearly",
    again="/logcontact",
)
REPLIES: tuple[m.Reply, ...] = (m.Say(CARD), m.Post(CARD), m.Replace(m.Card("Undone")), m.Home(CARD), FORM, m.Nothing())


def through_json(value: Any) -> Any:
    return from_data(json.loads(json.dumps(to_data(value), ensure_ascii=False)))


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: type(reply).__name__)
def test_every_reply_is_the_same_afterwards(reply: m.Reply) -> None:
    assert through_json(reply) == reply


def test_every_kind_of_reply_and_block_is_among_them() -> None:
    assert {type(reply) for reply in REPLIES} == set(get_args(m.Reply))
    assert {type(block) for block in BLOCKS} == set(get_args(m.Block))


def test_every_part_of_a_reply_has_its_name() -> None:
    """A class added to the vocabulary is either known here or named as one that never is part of a Reply."""
    never = {m.Profile, m.Ask, m.File, m.Letter, m.Posted}
    found = {each for _name, each in inspect.getmembers(m, inspect.isclass) if hasattr(each, "__dataclass_fields__")}
    assert found - never == set(CLASSES.values())


@pytest.mark.parametrize("data", [{"type": "hologram"}, {"type": "say", "card": {"type": "ask"}}, [{"type": "Say"}]])
def test_a_type_that_this_version_does_not_know_is_said(data: Any) -> None:
    with pytest.raises(KeyError):
        from_data(data)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.dates())
def test_any_text_and_any_day_come_back(text: str, day: date) -> None:
    field = m.Field(name="x", label=text, value=day)
    form = m.Form(command="x", title=text, fields=(field,), submit=text, state={text: text})
    assert through_json(form) == form


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (m.Nothing(), {"type": "nothing"}),
        (
            m.Say(m.Card("Hello", (m.Text("there"),))),
            {"type": "say", "title": "Hello", "blocks": [{"type": "text", "text": "there", "quiet": False}]},
        ),
        (m.Post(m.Card("Hello")), {"type": "post", "title": "Hello", "blocks": []}),
    ],
)
def test_a_reply_in_the_shell_has_its_type_title_and_blocks_at_the_top(
    reply: m.Reply, expected: dict[str, Any]
) -> None:
    assert reply_data(reply) == expected


def test_a_form_in_the_shell_has_its_fields_and_errors_at_the_top() -> None:
    data = reply_data(FORM)
    assert (data["type"], data["title"], data["errors"]) == ("form", "Log a contact", {"day": "lies ahead"})
    assert [field["name"] for field in data["fields"]] == ["note", "day", "people", "kind"]

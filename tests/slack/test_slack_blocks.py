"""Cards as blocks: nothing formats or mentions, everything fits."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from bot.message import Block, Button, Buttons, Card, Divider, Facts, Row, Table, Text
from bot.slack import limits
from bot.slack.blocks import message
from bot.slack.limits import cut, size
from tests.slack.checking import problems_of

EVERYTHING = Card(
    "Three of us know ACME",
    (
        Text("Jane is the closest."),
        Text("As of today.", quiet=True),
        Facts((("Owner", "Jane"), ("Tier", "A"), ("Alone", ""))),
        Divider(),
        Table(
            "colleagues",
            (Row("Jane", "strong", "jane@example.com", (Button("Ask Jane", "/rapport ask jane"),)), Row("Tom", "weak")),
            title="Who of us",
        ),
        Table("people", tuple(Row(f"Person {n}") for n in range(9)), more="/whoknows ACME all"),
        Buttons((Button("Log", "/logcontact @ ACME", "primary"), Button("Undo", "/rapport undo 1", "danger"))),
    ),
)


def texts(part: Any) -> list[str]:
    """Every text anywhere in blocks."""
    if isinstance(part, list):
        return [text for one in part for text in texts(one)]
    if not isinstance(part, dict):
        return []
    here = [part["text"]] if isinstance(part.get("text"), str) else []
    return here + [text for one in part.values() for text in texts(one)]


def test_every_kind_of_block_is_one_that_slack_takes() -> None:
    said = message(EVERYTHING)
    assert problems_of("chat.postMessage", said) == []
    assert [block["type"] for block in said["blocks"]] == [
        "header", "rich_text", "context", "rich_text", "divider", "rich_text", "rich_text", "actions", "rich_text",
        "rich_text", "context", "actions", "actions",
    ]  # fmt: skip
    shown = texts(said["blocks"])
    assert "and 4 more" in shown
    assert "Person 4" in shown
    assert "Person 5" not in shown


def test_a_buttons_value_is_its_command_line() -> None:
    values = [
        one["value"]
        for block in message(EVERYTHING)["blocks"]
        if block["type"] == "actions"
        for one in block["elements"]
    ]
    assert values == ["/rapport ask jane", "/whoknows ACME all", "/logcontact @ ACME", "/rapport undo 1"]


@pytest.mark.parametrize(
    "typed",
    [
        "<!channel>", "<!here> hello", "<@U1>", "<@U1|jane>", "<#C1>", "@channel @here @everyone",
        "*bold* _it_ ~s~ `code`",
        "```block```", "> quoted", "a & b &amp; c", "<https://acme.example|click>", "https://acme.example",
        ":smile:",
        "'; DROP TABLE x; --", "NEAR(a b)", "\u202egnp.exe", "한글",
        unicodedata.normalize("NFD", "한글"), "👩‍👩‍👧", "\ud83d",
    ],
)  # fmt: skip
def test_what_was_typed_is_shown_as_it_is_and_does_nothing(typed: str) -> None:
    rows = Table("people", (Row(typed, typed, buttons=(Button(typed, "/x"),)),), title=typed)
    card = Card(typed, (Text(typed), Text(typed, quiet=True), Facts(((typed, typed),)), rows))
    said = message(card)
    assert problems_of("chat.postMessage", said) == []
    assert not {"mrkdwn", "link", "user", "usergroup", "broadcast", "channel", "emoji"} & kinds(said["blocks"])
    assert all(text.strip("— :") == typed.strip("— :") for text in texts(said["blocks"]))
    assert (said["parse"], said["link_names"], said["unfurl_links"], said["mrkdwn"]) == ("none", False, False, False)
    json.dumps(said).encode()


def kinds(part: Any) -> set[str]:
    if isinstance(part, list):
        return {kind for one in part for kind in kinds(one)}
    if not isinstance(part, dict):
        return set()
    return {part.get("type", "")} | {kind for one in part.values() for kind in kinds(one)}


@pytest.mark.parametrize("text", ["x" * 100_000, "한" * 100_000, "👩‍👩‍👧" * 20_000, "\n" * 5_000 + "x", "́" * 5_000])
def test_a_card_of_any_size_fits(text: str) -> None:
    big: tuple[Block, ...] = (
        Text(text), Text(text, quiet=True), Facts(((text, text),) * 40),
        Table("people", (Row(text, text),) * 80, shown=80), Buttons((Button(text, "/x"),) * 60),
        *(Text(str(n)) for n in range(80)),
    )  # fmt: skip
    for card in (Card(text, big), *(Card(text, (one,)) for one in big[:5]), Card(text)):
        said = message(card)
        assert problems_of("chat.postMessage", said) == []
        assert size(said["text"]) <= 5 * limits.TEXT
        assert len(json.dumps(said["blocks"], ensure_ascii=False)) <= limits.WEIGHT + 1_000
        assert all(size(one) <= limits.TEXT for one in texts(said["blocks"]))


def test_what_does_not_fit_is_not_left_out_in_silence() -> None:
    said = message(Card("x", tuple(Text(str(n)) for n in range(80))))
    assert len(said["blocks"]) == limits.BLOCKS
    assert texts(said["blocks"][-1]) == ["The rest does not fit into one message."]
    heavy = message(Card("x", tuple(Text("y" * 2_000) for _ in range(10))))
    assert texts(heavy["blocks"][-1]) == ["The rest does not fit into one message."]


def test_a_button_whose_command_line_does_not_fit_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    buttons = Buttons((Button("Long", "/x " + "secret" * 400), Button("Short", "/x")))
    said = message(Card("x", (buttons,)))
    assert [one["value"] for one in said["blocks"][-1]["elements"]] == ["/x"]
    assert "left out" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("card", [Card(""), Card("", (Text(" "), Facts(()), Buttons(()))), Card(" ", (Text(""),))])
def test_an_empty_card_has_a_fallback_text_and_no_empty_block(card: Card) -> None:
    said = message(card)
    assert said["blocks"] == []
    assert said["text"].strip()


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("한글날에", 3, "한글…"),
        ("ab😀cd", 5, "ab😀…"),
        ("ab😀cd", 4, "ab…"),
        ("ab👩‍👩‍👧cd", 8, "ab…"),
        ("ab👍🏽cd", 5, "ab…"),
        ("ab❤️cd", 4, "ab…"),
        ("ab🇰🇷cd", 5, "ab…"),
        ("🇰🇷🇩🇪🇫🇷x", 9, "🇰🇷🇩🇪…"),
        ("🇰🇷🇩🇪🇫🇷x", 7, "🇰🇷…"),
        ("abce\u0301f", 5, "abc…"),
        (unicodedata.normalize("NFD", "가나강") + "x", 6, unicodedata.normalize("NFD", "가나") + "…"),
    ],
)
def test_a_text_is_cut_between_what_is_drawn_as_one(text: str, most: int, short: str) -> None:
    assert cut(text, most) == short
    assert size(short) <= most

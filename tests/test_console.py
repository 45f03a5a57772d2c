from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from rich.console import Console

from bot.console import Terminal
from bot.message import (
    Ask,
    Button,
    Buttons,
    Card,
    Choice,
    Divider,
    Facts,
    Field,
    Form,
    Nothing,
    Profile,
    Replace,
    Reply,
    Row,
    Say,
    Standing,
    Surface,
    Table,
    Text,
)
from bot.words import current

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
JANE = Profile(user="jane", email="jane@example.com", standing=Standing.MEMBER, locale="en-US")
ROWS = tuple(Row(f"Name {n}", f"reason {n}", buttons=(Button("Log", f"/log {n}"),)) for n in range(4))
CARD = Card(
    "Who knows ACME",
    (
        Text("Two of us do."),
        Facts((("Owner", "Jane"), ("Tier", "A"))),
        Table("colleagues", ROWS,
              "Colleagues", shown=2, more="/whoknows ACME all"),
        Divider(),
        Buttons((Button("Undo", "/rapport undo 12", "danger"),)),
        Text("An aside", quiet=True),
    ),
)  # fmt: skip
FORM = Form(
    command="logcontact",
    title="Log a contact",
    submit="Log",
    state={"draft": "7"},
    note="I could not read the account.",
    fields=(
        Field(name="account", label="Account", kind="lookup", search="account"),
        Field(name="people", label="People", kind="lookup", search="person", many=True, optional=True,
              value=(Choice("person:1", "Old Friend"),)),
        Field(name="kind", label="Kind", kind="pick", choices=(Choice("call", "Call"), Choice("visit", "Visit"))),
        Field(name="day", label="Day", kind="date", value=date(2026, 3, 1)),
        Field(name="note", label="Note", kind="lines", value="first\nsecond", optional=True),
    ),
)  # fmt: skip


class Talk:
    """A conversation with `answers` instead of a bot: what was asked, what was looked up and what came out."""

    def __init__(self, answers: Iterable[Reply], width: int = 0, who: Profile = JANE) -> None:
        self.answers = list(answers)
        self.asked: list[Ask] = []
        self.looked: list[tuple[str, str, dict[str, object]]] = []
        self.width = width
        self.who = who

    async def answer(self, ask: Ask) -> Reply:
        self.asked.append(ask)
        return self.answers.pop(0)

    async def look_up(self, ask: Ask, search: str, typed: str) -> list[Choice]:
        self.looked.append((search, typed, dict(ask.values)))
        return [Choice(f"{search}:{n}", f"{typed} {n}") for n in (1, 2)] if typed != "nobody" else []

    def hold(self, *lines: str | type[BaseException]) -> str:
        """Types `lines` (an exception is a key such as Ctrl-C); what was seen, prompts included."""
        seen = io.StringIO()
        rest = list(lines)

        def read(prompt: str) -> str:
            seen.write(prompt + "\n" if prompt else "")
            line = rest.pop(0) if rest else EOFError
            if isinstance(line, str):
                return line
            raise line

        out = Console(file=seen, force_terminal=self.width > 0, width=self.width or None, color_system=None)
        Terminal(lambda: self.who, self.answer, self.look_up, lambda: NOW, read, out).run()
        assert not rest
        return seen.getvalue()


def test_a_line_becomes_an_ask_of_whoever_types_it() -> None:
    talk = Talk([Say(Card("Yes")), Nothing()])
    assert talk.hold("  /WhoKnows  ACME Ltd ", "", "met Jane yesterday") == "Yes\n"
    command, words = talk.asked
    assert (command.command, command.text, command.surface) == ("whoknows", "ACME Ltd", Surface.SHELL)
    assert (command.who, command.at, command.past) == (JANE, NOW, False)
    assert (words.command, words.text) == ("", "met Jane yesterday")


def test_a_pipe_gets_plain_lines_with_numbered_buttons_and_no_prompt() -> None:
    assert Talk([Say(CARD)]).hold("/whoknows ACME").splitlines() == [
        *CARD.plain().splitlines(),
        "[1] Log · Name 0",
        "[2] Log · Name 1",
        "[3] Show all",
        "[4] Undo",
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_a_terminal_sees_every_part_within_its_width(width: int) -> None:
    seen = Talk([Say(CARD)], width).hold("/whoknows ACME")
    for part in ("Who knows ACME", "Owner", "Tier", "Colleagues", "• Name 1", "reason 1", "and 2 more", "An aside"):
        assert part in seen
    assert "Name 2" not in seen
    assert re.findall(r"\[(\d)\]\s(\w+)", seen) == [("1", "Log"), ("2", "Log"), ("3", "Show"), ("4", "Undo")]
    assert max(map(len, seen.splitlines())) <= width


@pytest.mark.parametrize("width", [0, 40, 80])
def test_nothing_offers_to_show_more_where_all_is_shown(width: int) -> None:
    whole = Table("colleagues", ROWS, shown=4, more="/whoknows ACME all")
    card = Card("ACME", (whole, Buttons((Button("Undo", "/rapport undo 12"),))))
    talk = Talk([Say(card), Nothing()], width)
    seen = talk.hold("/whoknows ACME", "5")
    assert "more" not in seen
    assert re.findall(r"\[(\d)\]\s(\w+)", seen)[-1] == ("5", "Undo")
    assert talk.asked[1].text == "undo 12"


@pytest.mark.parametrize("width", [0, 80])
def test_a_number_taps_the_button_that_bears_it(width: int) -> None:
    talk = Talk(
        [Say(CARD), Replace(Card("Undone", (Buttons((Button("Redo", "redo it"),)),))), Say(Card("Done"))], width
    )
    seen = talk.hold("/whoknows ACME", "4", "2", "1", "exit")
    assert [(a.command, a.text, a.surface) for a in talk.asked[1:]] == [
        ("rapport", "undo 12", Surface.BUTTON),
        ("", "redo it", Surface.BUTTON),
    ]
    assert "There is no button 2." in seen


def test_a_number_is_words_when_there_is_nothing_to_tap() -> None:
    talk = Talk([Say(Card("Hm"))])
    talk.hold("12")
    assert (talk.asked[0].text, talk.asked[0].surface) == ("12", Surface.SHELL)


def submitted(*lines: str, form: Form = FORM) -> tuple[Talk, str]:
    talk = Talk([form, Say(Card("Logged"))], 80)
    return talk, talk.hold("/logcontact", *lines)


def test_a_form_is_asked_field_by_field() -> None:
    talk, seen = submitted("ACME", "2", "Hong", "2", "", "visit", "2026-02-28", "new text")
    ask = talk.asked[1]
    assert (ask.command, ask.state, ask.surface) == ("logcontact", {"draft": "7"}, Surface.FORM)
    assert ask.values == {
        "account": "account:2",
        "people": ("person:1", "person:2"),
        "kind": "visit",
        "day": date(2026, 2, 28),
        "note": "new text",
    }
    for part in (FORM.title, FORM.note, "  2. ACME 2", "People (optional) [Old Friend]: ", "[2026-03-01]", "  1. Call"):
        assert part in seen
    assert "Logged" in seen


def test_a_lookup_knows_what_was_filled_in_before_it() -> None:
    talk, _seen = submitted("ACME", "2", "Hong", "2", "", "1", "", "")
    assert [(search, typed) for search, typed, _values in talk.looked] == [("account", "ACME"), ("person", "Hong")]
    assert talk.looked[1][2]["account"] == "account:2"


def test_an_empty_line_keeps_what_is_shown_and_a_dash_clears_it() -> None:
    kept = {"people": ("person:1",), "day": date(2026, 3, 1), "note": "first\nsecond"}
    talk, _seen = submitted("", "", "", "", "")
    assert talk.asked[1].values == {"account": "", "kind": "", **kept}
    talk, _seen = submitted("", "-", "", "", "-", "-")
    assert talk.asked[1].values == {"account": "", "kind": "", "people": (), "day": "", "note": ""}


def test_what_does_not_fit_a_field_is_asked_again() -> None:
    talk, seen = submitted(
        "nobody", "ACME", "3", "ACME", "1", "", "Dinner", "0", "2", "yesterday", "2026-02-30", "", ""
    )
    assert talk.asked[1].values["account"] == "account:1"
    assert talk.asked[1].values["kind"] == "visit"
    assert "Nothing is called nobody." in seen
    assert seen.count("There are the numbers 1 to 2.") == 3
    assert seen.count("A day is written like 2026-03-02.") == 2


def test_errors_stand_at_their_fields_and_only_those_are_asked_again() -> None:
    wrong = replace(FORM, errors={"day": "That day is in the future."})
    talk = Talk([FORM, wrong, Say(Card("Logged"))], 80)
    seen = talk.hold("/logcontact", "", "", "", "2027-01-01", "", "2026-01-01")
    assert "That day is in the future.\nDay [2026-03-01]: " in seen
    assert talk.asked[2].values["day"] == date(2026, 1, 1)
    assert talk.asked[2].values["note"] == "first\nsecond"


@pytest.mark.parametrize("key", [KeyboardInterrupt, EOFError])
def test_a_form_can_be_left_without_leaving_the_conversation(key: type[BaseException]) -> None:
    talk = Talk([FORM, Say(Card("Still here"))], 80)
    seen = talk.hold("/logcontact", "ACME", "1", key, "/rapport help")
    assert "nothing was stored" in seen
    assert "Still here" in seen


def test_ctrl_c_at_the_prompt_only_takes_a_new_line() -> None:
    assert "Still here" in Talk([Say(Card("Still here"))], 80).hold(KeyboardInterrupt, "hello", "종료")


def test_the_terminal_speaks_the_language_of_whoever_types() -> None:
    talk = Talk([Nothing()], who=replace(JANE, locale="ko-KR"))
    heard = []

    def read(_prompt: str) -> str:
        heard.append(current().language)
        if len(heard) > 1:
            raise EOFError
        talk.who = JANE
        return "/rapport language en"

    Terminal(lambda: talk.who, talk.answer, talk.look_up, lambda: NOW, read, Console(file=io.StringIO())).run()
    assert heard == ["ko", "en"]


@pytest.mark.parametrize("width", [0, 80])
def test_a_note_cannot_drive_the_terminal(width: int) -> None:
    seen = Talk([Say(Card("Title\x1b[2J", (Text("a\x9b31mb\x07[bold]c[/bold]\rd"),)))], width).hold("/whoknows ACME")
    assert not set(seen) & set("\x1b\x9b\x07\r")
    assert "[bold]c[/bold]" in seen

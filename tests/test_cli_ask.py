from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli.ask import Questions
from bot.message import Ask, Card, Profile, Refusal, Reply, Row, Say, Standing, Table

NOW = datetime(2026, 3, 11, 1, tzinfo=UTC)


class Asked(list[Ask]):
    """Stands in for the bot: keeps what it was asked, and answers with one row."""

    async def answer(self, ask: Ask) -> Reply:
        self.append(ask)
        return Say(Card(ask.text, (Table("colleagues", (Row("Jane", "3 contacts", "jane@example.com"),)),)))

    def questions(self) -> Questions:
        return Questions(
            self.answer, lambda mail: Profile(user="", email=mail, standing=Standing.MEMBER), lambda: NOW, "Asia/Seoul"
        )

    def stream(self, *lines: str, mail: str = "") -> tuple[bool, list[dict[str, object]]]:
        written: list[str] = []
        good = asyncio.run(self.questions().stream(lines, written.append, mail))
        assert all(line.endswith("\n") and line.count("\n") == 1 for line in written)
        return good, [json.loads(line) for line in written]


@pytest.mark.parametrize(
    ("at", "moment", "past"),
    [
        ("", NOW, False),
        ("2026-03-02T09:00+09:00", datetime(2026, 3, 2, tzinfo=UTC), True),
        ("2026-03-02T09:00Z", datetime(2026, 3, 2, 9, tzinfo=UTC), True),
        ("2026-03-02 09:00", datetime(2026, 3, 2, tzinfo=UTC), True),  # a moment without a zone is the installation's
        ("2026-03-02", datetime(2026, 3, 1, 15, tzinfo=UTC), True),
        ((NOW + timedelta(1)).isoformat(), NOW + timedelta(1), False),
        (NOW.isoformat(), NOW, False),
    ],
)
def test_a_moment_before_now_is_past(at: str, moment: datetime, past: bool) -> None:
    asked = Asked()
    asyncio.run(asked.questions().ask("a@example.com", "/whoknows ACME", at))
    assert (asked[0].at, asked[0].past) == (moment, past)


@pytest.mark.parametrize("at", ["yesterday", "2026-02-30", "9:00", "1e9", "\x00"])
def test_a_moment_that_is_none_is_refused(at: str) -> None:
    with pytest.raises(Refusal, match="2026-03-02T09:00"):
        asyncio.run(Asked().questions().ask("a@example.com", "/whoknows ACME", at))


def test_each_line_is_answered_by_one_line_in_its_order() -> None:
    asked = Asked()
    good, answers = asked.stream(
        '{"as": "a@example.com", "at": "2026-03-02T09:00Z", "say": "/whoknows ACME"}\n',
        "\n",
        '{"say": "met 홍길동"}\n',
        mail="b@example.com",
    )
    assert good
    assert [(a.who.email, a.command, a.text, a.past) for a in asked] == [
        ("a@example.com", "whoknows", "ACME", True),
        ("b@example.com", "", "met 홍길동", False),
    ]
    assert [answer["title"] for answer in answers] == ["ACME", "met 홍길동"]
    assert answers[0]["blocks"][0]["rows"][0]["ref"] == "jane@example.com"  # type: ignore[index]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[" * 100_000,
        "7",
        '"text"',
        "{}",
        '{"say": "/whoknows ACME"}',
        '{"as": "a@example.com"}',
        '{"as": "a@example.com", "say": ""}',
        '{"as": 7, "say": "hi"}',
        '{"as": "a@example.com", "say": ["hi"]}',
        '{"as": "a@example.com", "say": "hi", "at": "soon"}',
        '{"as": "a@example.com", "say": "hi", "at": 7}',
    ],
)
def test_a_bad_line_is_answered_by_its_error_and_the_rest_goes_on(line: str) -> None:
    good, answers = Asked().stream(line, '{"as": "a@example.com", "say": "still here"}')
    assert not good
    assert answers[0].keys() == {"type", "text"}
    assert answers[0]["type"] == "error"
    assert answers[1]["title"] == "still here"

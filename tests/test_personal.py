"""What is kept of people beside their jobs: told, shown with where it is from, corrected and forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.rules import birthdays
from bot.rules.birthdays import Birthday
from storage import journal, people, personal
from storage.session import Session
from storage.tables import Change, Occasion
from tests import given
from tests.conversation import Talk, button, buttons

TODAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("3/14", "03-14"),
        ("3/14/1980", "1980-03-14"),
        ("1980-03-14", "1980-03-14"),
        ("14 March", "03-14"),
        ("March 14th, 1980", "1980-03-14"),
        ("3월 14일", "03-14"),
        ("1980년 3월 14일생", "1980-03-14"),
        ("음력 3월 14일", "lunar 03-14"),
        ("2/30 lunar", "lunar 02-30"),
        ("2/29", "02-29"),
        ("14/3", "03-14"),
    ],
)
def test_a_birthday_is_read(text: str, kept: str) -> None:
    found = birthdays.read(text, TODAY)
    assert found is not None
    assert found[1].kept() == kept
    assert birthdays.from_kept(kept) == found[1]


@pytest.mark.parametrize("text", ["2/30", "13/14", "1/1/2030", "1/1/1800", "hello", "800314-1234567", "", "2/29/1981"])
def test_a_day_that_there_is_not_is_no_birthday(text: str) -> None:
    assert birthdays.read(text, TODAY) is None


def test_day_and_month_stand_as_the_asker_writes_them() -> None:
    for day_first, month in ((False, 3), (True, 4)):
        found = birthdays.read("3/4", TODAY, day_first)
        assert found is not None
        assert found[1] == Birthday(month, 7 - month)


@pytest.fixture
def jane(talk: Talk) -> int:
    """Jane Doe, whom Ann has written down at ACME."""
    acme = given.customer(talk, "ACME", "tom")

    def work(session: Session) -> int:
        session.viewer = 2
        person = people.create(session, "Jane Doe", acme, "CFO")
        journal.keep(session, "log", talk.now)
        return person

    return given.does(talk, work)


def row(talk: Talk, person: int) -> Any:
    return given.does(talk, lambda session: people.get(session, person))


async def test_a_birthday_is_noted_shown_and_taken_back(talk: Talk, jane: int) -> None:
    assert "Jane Doe: birthday on Mar 14" in await talk.hear("tom", "/rapport birthday Jane Doe 3/14")
    undo = button(talk.last, "Undo").says
    assert row(talk, jane)["birthday"] == "03-14"
    assert "3월 14일" in await talk.hear("minsu", "/rapport 생일 Jane Doe")
    await talk.say("tom", undo)
    assert row(talk, jane)["birthday"] == ""
    assert "I do not know the birthday of Jane Doe" in await talk.hear("tom", "/rapport birthday Jane Doe")
    assert "lunar" in await talk.hear("ann", "/rapport birthday Jane Doe lunar 14 March 1980")
    assert row(talk, jane)["birthday"] == "lunar 1980-03-14"
    assert "Which day is it?" in await talk.hear("tom", "/rapport birthday Jane Doe 2/30")


async def test_likes_are_added_to_what_is_known(talk: Talk, jane: int) -> None:
    await talk.say("tom", "/rapport likes Jane Doe: hiking")
    assert "Jane Doe likes hiking and tea" in await talk.hear("tom", "/rapport likes Jane Doe: tea")
    await talk.say("minsu", "/rapport 취미 Jane Doe: tea")
    assert row(talk, jane)["likes"] == "hiking, tea"


@pytest.mark.parametrize(
    ("said", "kind", "day"),
    [
        ("/rapport occasion Jane Doe wedding 5/2", "wedding", date(2026, 5, 2)),
        ("/rapport occasion Jane Doe promoted", "promotion", TODAY),
        ("/rapport 경조사 Jane Doe 부친상 어제", "bereavement", date(2026, 3, 10)),
        ("/rapport 경조사 Jane Doe 5월 2일 결혼", "wedding", date(2026, 5, 2)),
        ("/rapport 경조사 Jane Doe 출산", "birth", TODAY),
    ],
)
async def test_an_occasion_is_noted_with_its_day(talk: Talk, jane: int, said: str, kind: str, day: date) -> None:
    await talk.say("minsu" if "경조사" in said else "tom", said)
    [found] = given.does(talk, lambda session: personal.occasions(session, jane))
    assert (found["kind"], found["day"]) == (kind, day)
    await talk.say("minsu" if "경조사" in said else "tom", buttons(talk.last)[0].says)
    assert given.does(talk, lambda session: personal.occasions(session, jane)) == []


async def test_what_is_no_occasion_is_asked_back(talk: Talk, jane: int) -> None:
    assert "What is the occasion?" in await talk.hear("tom", "/rapport occasion Jane Doe 5/2")


async def test_all_that_is_kept_is_shown_with_where_it_is_from_and_what_for(talk: Talk, jane: int) -> None:
    await talk.say("tom", "/rapport birthday Jane Doe 3/14")
    await talk.say("tom", "/rapport likes Jane Doe: hiking")
    await talk.say("tom", "/rapport occasion Jane Doe wedding 5/2")
    assert "Known from: referral: from Tom" in await talk.hear("tom", "/rapport source Jane Doe referral: from Tom")
    assert row(talk, jane)["source"] == "referral: from Tom"
    await talk.say("minsu", "/rapport 출처 Jane Doe 명함")
    assert row(talk, jane)["source"] == "card"
    assert "Kept for: product news" in await talk.hear("tom", "/rapport purpose Jane Doe: product news")
    await talk.say("tom", "/rapport moved Jane Doe to Globex as CEO on 1 March")
    said = await talk.hear("tom", "/rapport person Jane Doe")
    for line in (
        "Globex: CEO, since Sun, Mar 1",
        "ACME: CFO, until Sun, Mar 1",
        "Birthday: Mar 14",
        "Likes: hiking",
        "Occasions: wedding, Sat, May 2",
        "Known from: business card",
        "Kept for: product news",
        "Added: by Ann, Wed, Mar 11",
    ):
        assert line in said, said


@pytest.mark.parametrize(
    "said",
    [
        "/rapport likes Jane Doe: 800314-1234567",
        "/rapport birthday Jane Doe 800314-1234567",
        "/rapport occasion Jane Doe wedding 800314-1234567",
        "/rapport source Jane Doe 800314-1234567",
        "/rapport purpose Jane Doe: 078-05-1120",
    ],
)
async def test_a_national_id_number_is_refused(talk: Talk, jane: int, said: str) -> None:
    before = row(talk, jane)
    assert "A national id number is not kept here." in await talk.hear("tom", said)
    assert row(talk, jane) == before


async def test_what_is_personal_is_forgotten_for_good(talk: Talk, jane: int) -> None:
    given.does(talk, lambda s: personal.keep(s, jane, phone="010-1234-5678", email="jane@acme.example"))
    for said in ("birthday Jane Doe 3/14", "likes Jane Doe: hiking", "occasion Jane Doe wedding 5/2"):
        await talk.say("minsu", f"/rapport {said}")
    undo = buttons(talk.last)[0].says
    assert "Only whoever added them" not in await talk.hear("ann", "/rapport forget Jane Doe")
    assert row(talk, jane)["likes"] == "hiking"
    await talk.say("ann", "/rapport forget Jane Doe")
    await talk.tap("ann", "Forget it")
    kept = row(talk, jane)
    assert [kept[name] for name in personal.PERSONAL] == ["", "", "", ""]
    assert given.does(talk, lambda session: personal.occasions(session, jane)) == []
    await talk.say("minsu", undo)
    for n in range(2, 6):
        await talk.say("tom", f"/rapport undo {n}")
    assert [row(talk, jane)[name] for name in ("name", *personal.PERSONAL)] == ["Jane Doe", "", "", "", ""]

    def remembered(session: Session) -> list[str]:
        changes = [session.get(Change, n) for n in range(1, 30)]
        return [f"{one['before']}{one['after']}" for one in changes if one is not None]

    assert not [text for text in given.does(talk, remembered) if "hiking" in text or "03-14" in text or "010" in text]
    assert given.does(talk, lambda session: session.get(Occasion, 1)) is None


async def test_somebody_else_than_who_added_them_may_not_forget(talk: Talk, jane: int) -> None:
    said = await talk.hear("minsu", "/rapport forget Jane Doe")
    assert buttons(talk.last) == []
    assert said
    await talk.say("minsu", f"/rapport forget person:{jane} yes")
    assert row(talk, jane)["name"] == "Jane Doe"
    await talk.say("tom", "/rapport forget Jane Doe")  # an administrator
    assert [one.label for one in buttons(talk.last)] == ["Forget it"]

"""What a form's fields offer while somebody types."""

import pytest
from sqlalchemy import event

from storage.known import add_names
from tests import given
from tests.conversation import Talk


def book(talk: Talk) -> None:
    """Customers, people and colleagues in both scripts, one of each with a second name."""
    hanbit = given.customer(talk, "㈜한빛전자")
    varnholt = given.customer(talk, "Varnholt Electronics Co., Ltd.")
    given.customer(talk, "한빛화학")
    jane = given.person(talk, "Jane Doe", varnholt, "CFO", "Finance")
    given.person(talk, "홍길동", hanbit, "부장")
    given.colleague(talk, "hong.gd", "홍길동")
    given.colleague(talk, "sabine", "Sabine Brandt")
    given.colleague(talk, "gone", "Sabine Gone", active=False)
    given.does(talk, lambda session: add_names(session, "account", [(hanbit, "HBE"), (varnholt, "바른홀트")]))
    given.does(talk, lambda session: add_names(session, "person", [(jane, "Jenny Smith")]))


async def offered(talk: Talk, search: str, typed: str) -> list[str]:
    return [one.label for one in await talk.bot.look_up(talk.ask("tom", ""), search, typed)]


@pytest.mark.parametrize(
    ("search", "typed", "labels"),
    [
        ("account", "한빛", ["㈜한빛전자", "한빛화학", "한빛 (new)"]),
        ("account", "한ㅂ", ["㈜한빛전자", "한빛화학", "한ㅂ (new)"]),
        ("account", "ㅎㅂㅈㅈ", ["㈜한빛전자", "ㅎㅂㅈㅈ (new)"]),
        ("account", "hanbit ele", ["㈜한빛전자", "hanbit ele (new)"]),
        ("account", "hbe", ["㈜한빛전자"]),
        ("account", "ㅂㄹㅎ", ["Varnholt Electronics Co., Ltd.", "ㅂㄹㅎ (new)"]),
        ("account", "elec", ["Varnholt Electronics Co., Ltd.", "㈜한빛전자", "elec (new)"]),
        ("account", "Varnhlot", ["Varnholt Electronics Co., Ltd.", "Varnhlot (new)"]),
        ("person", "doe", ["Jane Doe, CFO, Finance, Varnholt Electronics Co., Ltd.", "doe (new)"]),
        ("person", "jenny", ["Jane Doe, CFO, Finance, Varnholt Electronics Co., Ltd.", "jenny (new)"]),
        ("person", "ㅎㄱㄷ", ["홍길동, 부장, ㈜한빛전자", "ㅎㄱㄷ (new)"]),
        ("person", "hong g", ["홍길동, 부장, ㈜한빛전자", "hong g (new)"]),
        ("teammate", "ㅎㄱㄷ", ["홍길동"]),
        ("teammate", "길동", ["홍길동"]),
        ("teammate", "hong g", ["홍길동"]),
        ("teammate", "hong.gd", ["홍길동"]),
        ("teammate", "@sab", ["Sabine Brandt"]),
        ("teammate", "brandt", ["Sabine Brandt"]),
        ("teammate", "Sabnie Brandt", ["Sabine Brandt"]),
        ("teammate", "SABINE@ex", ["Sabine Brandt"]),
        ("teammate", "nobody at all", []),
        ("teammate", "", ["Ann", "Sabine Brandt", "Tom", "김민수", "홍길동"]),
    ],
)
async def test_names_are_offered_in_both_scripts_by_initials_and_by_alias(
    talk: Talk, search: str, typed: str, labels: list[str]
) -> None:
    book(talk)
    assert await offered(talk, search, typed) == labels


async def test_a_colleague_who_comes_or_is_renamed_is_offered_at_once(talk: Talk) -> None:
    assert await offered(talk, "teammate", "mira") == []
    given.colleague(talk, "mira", "Mira Lund")
    assert await offered(talk, "teammate", "mira") == ["Mira Lund"]
    given.changed(talk, "mira", name="Mira Holm")
    assert await offered(talk, "teammate", "holm") == ["Mira Holm"]
    given.changed(talk, "mira", active=False)
    assert await offered(talk, "teammate", "mira") == []


async def test_a_person_without_a_position_is_offered_by_name_alone(talk: Talk) -> None:
    book(talk)
    given.does(talk, lambda session: add_names(session, "person", [(9999, "Jane Gone")]))
    assert await offered(talk, "person", "jane g") == ["jane g (new)"]


@pytest.mark.parametrize("search", ["account", "person"])
async def test_twenty_rows_cost_as_many_questions_as_one(talk: Talk, search: str) -> None:
    customer = given.customer(talk, "Varnholt 1")
    given.person(talk, "Varn 1", customer)
    asked: list[str] = []
    event.listen(talk.memory.engine("read"), "before_cursor_execute", lambda *args: asked.append(args[2]))
    counts = []
    for rows in range(2, 25):
        await offered(talk, search, "varn")  # what is new is read by itself
        asked.clear()
        assert len(await offered(talk, search, "varn")) == min(rows, 21)
        counts.append(len(asked))
        given.person(talk, f"Varn {rows}", given.customer(talk, f"Varnholt {rows}"))
    assert 0 < counts[-1] <= counts[0]

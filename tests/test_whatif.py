"""What if somebody leaves: at a customer for everybody, of us for those above them alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.rules.leaving import Loss, most_first, without_another
from storage.session import Found
from storage.statements import ours, table
from storage.tables import Change, Journal
from tests import given
from tests.conversation import Talk, button, buttons, heard, rows

ENTRIES = ours(
    select(table(Journal).c.teammate_id, table(Change).c.table, table(Change).c.row)
    .select_from(
        table(Journal).join(
            table(Change),
            (table(Change).c.journal_id == table(Journal).c.id)
            & (table(Change).c.workspace_id == table(Journal).c.workspace_id),
        )
    )
    .where(table(Journal).c.kind == "whatif")
)


def loss(name: str, **values: object) -> Loss:
    given = {"account": 1, "external_id": "", "tier": "", "place": 3, "owned": False, "alone": False, "people": ()}
    return Loss(**{**given, "lost": 1.0, "next": None, "name": name, **values})  # type: ignore[arg-type]


def test_most_to_lose_is_first() -> None:
    losses = [
        loss("little", lost=0.3),
        loss("much", lost=5.0),
        loss("important", place=0),
        loss("two people", people=(1, 2)),
        loss("one person", people=(1,), place=0),
        loss("alone", alone=True, lost=0.3),
        loss("alone with somebody", alone=True, lost=0.3, people=(1,)),
    ]
    assert [one.name for one in most_first(losses)] == [
        "alone with somebody",
        "alone",
        "two people",
        "one person",
        "important",
        "much",
        "little",
    ]


def test_only_those_nobody_else_meets_are_lost() -> None:
    assert without_another([3, 1, 2, 3], [2, 4]) == (1, 3)


def book(talk: Talk) -> dict[str, int]:
    """Tom meets Jane and John at ACME, Ann only Jane; Tom alone meets 박서준 at 한빛전자. 김민수 is Ann's manager."""
    made = {"acme": given.customer(talk, "ACME", "tom", tier="A"), "hanbit": given.customer(talk, "한빛전자", "minsu")}
    made["jane"] = given.person(talk, "Jane Doe", made["acme"], "CFO")
    made["john"] = given.person(talk, "John Roe", made["acme"], "CEO")
    made["park"] = given.person(talk, "박서준", made["hanbit"], "상무")
    given.contact(talk, "tom", made["acme"], [2, 9, 16], [made["jane"]])
    given.contact(talk, "tom", made["acme"], 5, [made["john"]])
    given.contact(talk, "ann", made["acme"], 8, [made["jane"]])
    given.contact(talk, "tom", made["hanbit"], 4, [made["park"]])
    return made


async def test_somebody_at_a_customer_leaves(talk: Talk) -> None:
    book(talk)
    await talk.say("tom", "/rapport role Jane Doe decision maker")
    said = await talk.hear("ann", "/rapport whatif Jane Doe leaves")
    assert said.splitlines() == [
        "If Jane Doe leaves",
        "Ties lost at ACME",
        "• Tom — warm",
        "• Ann — weak",
        "Their side: 2 of 3, then 1",
        "People in touch with us: 2, then 1",
        "Roles left empty: decision maker",
        "Still in touch with: John Roe",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "/rapport 가정 박서준 상무님이 퇴사하면",
        "/rapport 가정 박 상무님 퇴사",
        "/rapport 가정 한빛전자 박 상무가 이직하면?",
        "/rapport whatif 박서준",
        "/rapport what if 박서준 leaves?",
    ],
)
async def test_it_is_understood_in_both_languages(talk: Talk, said: str) -> None:
    book(talk)
    heard_so = await talk.hear("minsu", said)
    assert "박서준 상무님" in heard_so
    assert "Tom" in heard_so
    assert button(talk.last, "").says == "/rapport coverage account:2"


async def test_whoever_is_the_last_one_leaves_a_customer_without_a_tie(talk: Talk) -> None:
    made = book(talk)
    given.person(talk, "최유진", made["hanbit"], "부장")
    said = await talk.hear("tom", "/rapport whatif 박서준 leaves")
    assert "한빛전자 is left with no live tie." in said
    assert "Get to know in time: 최유진" in said


async def test_a_colleague_leaves(talk: Talk) -> None:
    book(talk)
    given.customer(talk, "Silent", "tom", tier="B")
    said = await talk.hear("tom", "/rapport whatif @Tom leaves")
    assert said.splitlines() == [
        "If Tom leaves us",
        "1 customer left with no live tie · 2 people nobody else meets · 2 customers without an owner",
        "To hand over, most to lose first (1–3 of 3)",
        "• 한빛전자 — no live tie left · nobody else meets 박서준 · nobody else of us is in touch",
        "• ACME — tier A · nobody else meets John Roe · next: Ann",
        "• Silent — tier B · nobody else of us is in touch",
        "It is noted that you asked.",
    ]


async def test_only_those_above_a_colleague_may_ask_and_it_is_noted(talk: Talk) -> None:
    book(talk)
    boss = given.colleague(talk, "boss", "Boss")
    given.changed(talk, "minsu", manager_id=boss)
    given.changed(talk, "ann", manager_id=given.mate(talk, "minsu"))

    def noted() -> list[Found]:
        return given.does(talk, lambda session: session.rows(ENTRIES))

    assert "managers of Tom" in await talk.hear("ann", "/rapport whatif @Tom leaves")
    assert "managers of Ann" in await talk.hear("ann", "/rapport whatif @Ann leaves")
    assert noted() == []
    for who in ("minsu", "boss", "tom"):
        await talk.say(who, "/rapport 가정 @Ann님이 퇴사하면")
        assert "ACME" in heard(talk.last)
    ann = given.mate(talk, "ann")
    assert [tuple(row.values()) for row in noted()] == [
        (given.mate(talk, who), "teammate", ann) for who in ("minsu", "boss", "tom")
    ]


async def test_the_note_of_it_cannot_take_anybody_away(talk: Talk) -> None:
    book(talk)
    await talk.say("tom", "/rapport whatif @Ann leaves")
    for entry in range(1, 9):
        await talk.say("tom", f"/rapport undo {entry}")
    assert given.mate(talk, "ann")


async def test_what_is_to_hand_over_is_paged(talk: Talk) -> None:
    for n in range(23):
        given.customer(talk, f"Customer {n:02}", "ann")
    seen = []
    await talk.say("tom", "/rapport whatif @Ann leaves")
    while True:
        seen += [row.title for row in rows(talk.last, "accounts")]
        if not any(one.label == "More" for one in buttons(talk.last)):
            break
        await talk.tap("tom", "More")
    assert (len(seen), len(set(seen))) == (23, 23)


async def test_whoever_nobody_concerns_is_said_so(talk: Talk) -> None:
    assert "No customer is concerned." in await talk.hear("tom", "/rapport whatif @Ann leaves")
    assert "Whom do you mean?" in await talk.hear("tom", "/rapport whatif")
    assert "which colleague" in await talk.hear("tom", "/rapport whatif @Nobody leaves")

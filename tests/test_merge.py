"""Two that were one are merged, and taken apart again as they were; names learnt from what was confirmed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from storage import aliases, facts, insights, merging, people, personal, plans, promises
from storage.merging import ways
from storage.session import Session
from storage.statements import ours, table
from storage.tables import About, Account, Helper, Nudged, Origin, Person, Snooze
from tests import given
from tests.conversation import Talk, button, buttons, card_of, heard

TODAY = date(2026, 3, 11)
SUMS = {"contact_day", "tie", "touch"}
ROWS = {
    name: ours(select(t).order_by(*t.primary_key))
    for name, t in SQLModel.metadata.tables.items()
    if name not in ("merge", "workspace", "journal", "change", "unindexed")
}


def everything(talk: Talk) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for the merges themselves and the journal; sums rounded."""

    def work(session: Session) -> dict[str, list[dict[str, Any]]]:
        return {name: [rounded(row) for row in session.rows(statement)] for name, statement in ROWS.items()}

    return given.does(talk, work)


def rounded(row: Any) -> dict[str, Any]:
    return {name: round(value, 9) if isinstance(value, float) else value for name, value in row.items()}


def filled(talk: Talk, seed: int) -> tuple[list[int], list[int]]:
    """A book with something in every table that names an account or a person; the accounts and the people."""
    dice = random.Random(seed)
    homes = [
        given.customer(talk, name, dice.choice(["tom", "ann", ""]))
        for name in ("ACME", "ACME Holding", "Globex", "Initech")
    ]
    humans = [
        given.person(talk, name, dice.choice(homes[:3])) for name in ("Jane Doe", "Jane D.", "John Roe", "Mary Major")
    ]

    def work(session: Session) -> None:
        session.viewer = 1
        for account in homes[:3]:
            session.set(Account, account, tier=dice.choice(["", "A"]), external_id=dice.choice(["", f"sf{account}"]))
            session.add(Helper, account_id=account, teammate_id=dice.choice([2, 3]))
            session.add(Snooze, account_id=account, teammate_id=3, since=TODAY, until=TODAY + timedelta(7), times=1)
            session.add(Nudged, teammate_id=1, account_id=account, kind="neglected", day=TODAY, level="1", outbox_id=0)
        if dice.random() < 0.5:
            session.set(Account, homes[dice.randrange(2)], parent_id=homes[2])
        for child, parent in ((3, 1), (1, 0), (0, 2)):
            if dice.random() < 0.4 and homes[parent] not in merging.above_of(session, homes[child]):
                session.set(Account, homes[child], parent_id=homes[parent])
        for person in humans:
            session.set(
                Person, person, email=dice.choice(["", f"p{person}@example.com"]), likes=dice.choice(["", "golf"])
            )
            if dice.random() < 0.6:
                people.hold(session, person, dice.choice(homes[:3]), dice.choice(["", "CFO"]))
            personal.note_occasion(session, person, "wedding", "wedding", TODAY)
        for _each in range(8):
            account, person, boss = dice.choice(homes[:2]), dice.choice(humans), dice.choice(humans)
            promises.make(
                session, account=account, person=person, teammate=1, text="x", due=None, on=TODAY, interaction=None
            )
            plans.make(
                session,
                account=account,
                teammate=1,
                day=TODAY,
                kind="call",
                text="",
                people=[person, boss][: 1 + (person != boss)],
                on=TODAY,
                made_with=None,
            )
            insights.learn(
                session,
                account=account,
                person=person,
                kind="need",
                text="y",
                source="",
                day=TODAY,
                at=talk.now,
                visible="all",
                interaction=None,
            )
            facts.record(
                session, person=person, account=account, kind="boss", value="z", value_id=boss, day=TODAY, at=talk.now
            )
        aliases.add(session, "account", homes[1], "에이씨엠이")
        session.add(Origin, kind="account", external_id="hs7", ref=homes[1])

    given.does(talk, work)
    for ago in range(1, 40, 3):
        given.contact(
            talk, dice.choice(["tom", "ann"]), dice.choice(homes[:3]), ago, dice.sample(humans, dice.randrange(4))
        )
    given.does(
        talk,
        lambda session: [session.add(About, interaction_id=n, person_id=humans[n % 2]) for n in range(1, 6)],
    )
    return homes, humans


@pytest.mark.parametrize("seed", range(6))
def test_what_is_merged_and_taken_apart_is_as_it_was(talk: Talk, seed: int) -> None:
    homes, humans = filled(talk, seed)
    kind = ("account", "person")[seed % 2]
    gone, kept = (homes if kind == "account" else humans)[:2]
    if seed % 3 == 0:
        gone, kept = kept, gone
    before = everything(talk)

    def work(session: Session) -> int:
        session.viewer = 1
        return merging.merge(session, kind, gone, kept, talk.now)

    merged = given.does(talk, work)
    between = everything(talk)
    assert between[kind] != before[kind]
    assert not names_it(between, kind, gone)
    assert given.does(talk, lambda session: merging.part(session, merged, talk.now + timedelta(hours=23)))
    after = everything(talk)
    for name in before:
        assert after[name] == before[name], name


def names_it(rows: dict[str, list[dict[str, Any]]], kind: str, ref: int) -> list[str]:
    """The tables in which an account or a person is still named."""
    found = [f"{name}.{column}" for name, column in referring(kind) for row in rows[name] if row[column] == ref]
    found += [kind for row in rows[kind] if row["id"] == ref]
    return found + [
        name for name in ("name", "origin") for row in rows[name] if (row["kind"], row["ref"]) == (kind, ref)
    ]


def referring(kind: str) -> Iterator[tuple[str, str]]:
    """Every column that names an account or a person, by the keys of the tables themselves and of the sums."""
    for name, t in SQLModel.metadata.tables.items():
        for constraint in t.foreign_key_constraints:
            if constraint.referred_table.name == kind:
                yield name, next(column.name for column in constraint.columns if column.name != "workspace_id")
    yield from ((name, f"{kind}_id") for name in sorted(SUMS) if f"{kind}_id" in SQLModel.metadata.tables[name].c)


@pytest.mark.parametrize("kind", ["account", "person"])
def test_every_column_that_names_one_is_moved(kind: str) -> None:
    moved = {(table(model).name, column) for model, column in (*ways.COLUMNS[kind], *ways.KEYS[kind])}
    assert {pair for pair in referring(kind) if pair[0] not in SUMS} == moved


async def test_a_merge_is_confirmed_and_can_be_undone_for_a_day(talk: Talk) -> None:
    acme, other = given.customer(talk, "ACME", "tom"), given.customer(talk, "ACME Holding", "ann")
    jane = given.person(talk, "Jane Doe", other, "CFO")
    given.contact(talk, "ann", other, [3, 9], [jane], kind="meeting")
    asked = await talk.hear("tom", "/rapport merge ACME Holding into ACME")
    assert "Merge ACME Holding into ACME?" in asked
    assert "Contacts: 2" in asked
    assert len(given.customers(talk)) == 2
    said = heard(await talk.tap("tom", "Merge"))
    assert "ACME Holding is a part of ACME now" in said
    undo = button(talk.last, "Undo").says
    assert [row["name"] for row in given.customers(talk)] == ["ACME"]
    assert "Ann" in await talk.hear("tom", "/whoknows ACME Holding")
    assert card_of(talk.last).title.startswith("ACME")
    assert "Ann" in await talk.hear("tom", f"/whoknows account:{other}")  # a button of an old message
    talk.later(hours=25)
    assert "can be undone no longer" in await talk.hear("tom", undo)
    talk.later(hours=-2)
    assert "Only whoever merged them" in await talk.hear("ann", undo)
    assert "are two again" in await talk.hear("tom", undo)
    assert [row["name"] for row in given.customers(talk)] == ["ACME", "ACME Holding"]
    assert given.does(talk, lambda s: s.known.accounts.exact("ACME Holding")) == [other]
    assert given.does(talk, lambda s: s.known.accounts.exact("ACME")) == [acme]
    assert "can be undone no longer" in await talk.hear("tom", undo)


async def test_two_people_are_merged_in_korean(talk: Talk) -> None:
    hanbit = given.customer(talk, "한빛전자", "minsu")
    first, second = (
        given.person(talk, "홍길동", hanbit, "부장"),
        given.person(talk, "Hong Gildong", hanbit, "", "구매팀"),
    )
    given.contact(talk, "minsu", hanbit, [2, 4], [second])
    given.contact(talk, "tom", hanbit, [2], [first, second])
    await talk.say("minsu", "/rapport 합치기 Hong Gildong → 홍길동 부장")
    await talk.say("minsu", buttons(talk.last)[0].says)
    rows = given.does(talk, lambda session: people.at(session, hanbit))
    assert [(row["id"], row["name"], row["rank"], row["department"]) for row in rows] == [
        (first, "홍길동", "부장", "구매팀")
    ]
    assert given.does(talk, lambda session: session.known.people.exact("Hong Gildong")) == [first]
    await talk.say("minsu", buttons(talk.last)[0].says)
    rows = given.does(talk, lambda session: people.at(session, hanbit))
    assert {(row["name"], row["rank"], row["department"]) for row in rows} == {
        ("홍길동", "부장", ""),
        ("Hong Gildong", "", "구매팀"),
    }


async def test_what_came_since_stays_with_the_one_that_was_kept(talk: Talk) -> None:
    acme, other = given.customer(talk, "ACME", "tom"), given.customer(talk, "Acme Werke", "tom")
    given.contact(talk, "tom", other, [9])
    await talk.say("tom", f"/rapport merge account:{other} into account:{acme} yes")
    undo = button(talk.last, "Undo").says
    given.contact(talk, "tom", acme, [1])
    await talk.say("tom", undo)
    days = given.does(talk, lambda s: [(r["account_id"], r["last_day"]) for r in s.rows(ROWS["touch"])])
    assert days == [(acme, TODAY.toordinal() - 1), (other, TODAY.toordinal() - 9)]


async def test_an_id_that_is_gone_is_given_to_nobody_else(talk: Talk) -> None:
    acme, other = given.customer(talk, "ACME", "tom"), given.customer(talk, "ACME Holding")
    await talk.say("tom", f"/rapport merge account:{other} into account:{acme} yes")
    undo = button(talk.last, "Undo").says
    assert given.customer(talk, "Globex") not in (acme, other)
    assert "are two again" in await talk.hear("tom", undo)


async def test_a_name_that_somebody_else_took_keeps_the_two_together(talk: Talk) -> None:
    acme, other = given.customer(talk, "ACME", "tom"), given.customer(talk, "ACME Holding")
    await talk.say("tom", f"/rapport merge account:{other} into account:{acme} yes")
    undo = button(talk.last, "Undo").says
    given.customer(talk, "ACME Holding")
    assert "can be undone no longer" in await talk.hear("tom", undo)


async def test_one_cannot_be_merged_with_itself(talk: Talk) -> None:
    given.customer(talk, "ACME", "tom")
    assert "one and the same already" in await talk.hear("tom", "/rapport merge ACME into ACME")
    assert "Which two?" in await talk.hear("tom", "/rapport merge ACME")


async def test_an_alias_is_a_name_like_any_other_and_can_be_dropped(talk: Talk) -> None:
    given.customer(talk, "ACME", "tom")
    assert "“대박물산” is ACME from now on" in await talk.hear("tom", "/rapport alias ACME = 대박물산")
    assert card_of(await talk.say("minsu", "/whoknows 대박물산")).title.startswith("ACME")
    assert "I know “대박물산” already" in await talk.hear("tom", "/rapport alias ACME = 대박물산")
    assert "대박물산" in await talk.hear("tom", "/rapport alias ACME")
    await talk.tap("tom", "Remove the name")
    assert given.does(talk, lambda session: session.known.accounts.exact("대박물산")) == []
    await talk.say("tom", "/rapport alias ACME = 대박물산")
    await talk.tap("tom", "Undo")
    assert given.does(talk, lambda session: session.known.accounts.exact("대박물산")) == []
    given.customer(talk, "Globex")
    assert "“Globex” is Globex" in await talk.hear("tom", "/rapport alias ACME = Globex")


async def test_a_confirmed_name_is_learnt_as_an_alias(talk: Talk) -> None:
    acme = given.customer(talk, "Umbrella Works", "tom")
    await talk.say("tom", "/whoknows Umbrela Wroks")
    said = heard(await talk.tap("tom", "Umbrella Works"))
    assert said.startswith("Umbrella Works")
    assert "From now on I know that “Umbrela Wroks” is Umbrella Works." in said
    assert given.does(talk, lambda session: session.known.accounts.exact("Umbrela Wroks")) == [acme]
    assert card_of(await talk.say("ann", "/whoknows Umbrela Wroks")).title.startswith("Umbrella Works")


async def test_a_part_of_several_names_is_not_learnt(talk: Talk) -> None:
    given.customer(talk, "LG전자", "tom")
    given.customer(talk, "LG화학", "tom")
    await talk.say("tom", "/whoknows LG")
    await talk.tap("tom", "LG전자")
    assert given.does(talk, lambda session: session.known.accounts.exact("LG")) == []


async def test_a_name_confirmed_while_logging_is_learnt_as_well(talk: Talk) -> None:
    works = given.customer(talk, "Umbrella Works", "tom")
    await talk.say("tom", "/logcontact @Umbrela Wroks yesterday call: spring prices")
    said = heard(await talk.tap("tom", "I meant Umbrella Works"))
    assert "Logged: call with Umbrella Works" in said
    assert "From now on I know that “Umbrela Wroks” is Umbrella Works." in said
    assert [row["name"] for row in given.customers(talk)] == ["Umbrella Works"]
    assert given.does(talk, lambda session: session.known.accounts.exact("Umbrela Wroks")) == [works]
    assert "Logged: call with Umbrella Works" in await talk.hear("ann", "/logcontact @Umbrela Wroks today call: more")

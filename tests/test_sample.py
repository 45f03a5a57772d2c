from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from storage import sample

TODAY = date(2026, 3, 11)


def rows(name: str, today: date = TODAY) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sample.texts(today)[name])))


@pytest.mark.parametrize("today", [TODAY + timedelta(days) for days in range(7)])
def test_contacts_are_on_working_days_of_the_last_two_years(today: date) -> None:
    days = [date.fromisoformat(row["at"]) for row in rows("interactions.csv", today)]
    assert all(day.weekday() < 5 for day in days)
    assert max(days) < today
    assert today - timedelta(2 * 365 + 2) <= min(days) < today - timedelta(600)


def test_the_same_day_gives_the_same_sample_and_the_next_day_moves_it() -> None:
    assert sample.texts(TODAY) == sample.texts(TODAY)
    assert sample.texts(TODAY) != sample.texts(TODAY + timedelta(1))


def test_everything_named_in_a_file_is_in_the_file_before_it() -> None:
    mails = {row["email"] for row in rows("teammates.csv")}
    accounts = {row["name"] for row in rows("accounts.csv")}
    people = {(row["account"], row["name"]) for row in rows("people.csv")}
    assert {row["owner"] for row in rows("accounts.csv")} <= mails | {""}
    assert {row["parent"] for row in rows("accounts.csv")} <= accounts | {""}
    assert {account for account, _name in people} == accounts
    for row in rows("interactions.csv"):
        assert set(row["teammates"].split(";")) <= mails
        assert {(row["account"], name) for name in row["people"].split(";")} <= people
        assert not row["participants"] or int(row["participants"]) > len(row["people"].split(";"))


def test_some_accounts_were_never_met_and_some_hang_on_one_thread() -> None:
    met: dict[str, set[tuple[str, str]]] = {row["name"]: set() for row in rows("accounts.csv")}
    for row in rows("interactions.csv"):
        met[row["account"]].add((row["people"], row["teammates"]))
    assert sum(not threads for threads in met.values()) >= 3
    assert sum(len(threads) == 1 for threads in met.values()) >= 3
    assert {row["tier"] for row in rows("accounts.csv")} == {"A", "B", "C"}


def test_forty_customers_with_two_hundred_people_speak_both_languages() -> None:
    accounts, people = rows("accounts.csv"), rows("people.csv")
    assert (len(accounts), len(people)) == (40, 200)
    assert len({row["name"] for row in people}) > 190  # a few namesakes, as everywhere
    notes = [row["note"] for row in rows("interactions.csv") if row["note"]]
    assert sum(any("가" <= sign <= "힣" for sign in note) for note in notes) > 200
    assert max(notes.count(note) for note in notes) <= 20


def test_each_way_of_losing_a_customer_is_in_it() -> None:
    contacts = rows("interactions.csv")
    met: dict[str, set[str]] = {row["name"]: set() for row in rows("accounts.csv")}
    for row in contacts:
        met[row["account"]] |= set(row["people"].split(";"))
    last = {row["account"]: date.fromisoformat(row["at"]) for row in contacts}
    mates = {name: {row["teammates"] for row in contacts if row["account"] == name} for name in met}
    tier = {row["name"]: row["tier"] for row in rows("accounts.csv")}
    assert sum(not people for people in met.values()) >= 5  # hardly known
    assert sum((TODAY - day).days > 35 and tier[name] == "A" for name, day in last.items()) >= 5  # left alone
    assert "Claire Duval" in {row["name"] for row in rows("people.csv")} - met["Corvane Chemicals Inc."]  # a newcomer
    assert (
        sum("약속" in row["note"] for row in contacts if row["account"] == "큰솔에너지㈜") >= 2
    )  # asked of, not given
    assert sum(len(people) == 1 and len(mates[name]) == 1 for name, people in met.items()) >= 3  # on one thread

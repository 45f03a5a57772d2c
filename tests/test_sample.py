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

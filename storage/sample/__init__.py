"""A sample team with two years of contacts, as the four CSV files an import takes. Everybody in it is invented."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar

from storage.sample.names import ACCOUNTS, TEAMMATES, Customer
from storage.sample.notes import STORIES, notes
from storage.sample.people import Human, people

T = TypeVar("T")
YEARS = 2
MAY_TRAVEL = ("visit", "meeting")  # where more people sit at the table than are named

HEADERS = {
    "teammates.csv": "email,name,timezone,locale,manager,country,slack_id",
    "accounts.csv": "name,tier,owner,domain,external_id,parent,industry,last_activity",
    "people.csv": "name,account,title,department,role,email",
    "interactions.csv": "at,account,people,teammates,kind,note,participants",
}


def texts(today: date) -> dict[str, str]:
    """The four files by name, in the order of import. The same for the same day; no contact is on a weekend."""
    humans = people()
    rows = {
        "teammates.csv": [list(teammate) for teammate in TEAMMATES],
        "accounts.csv": [account_row(account, today) for account in ACCOUNTS],
        "people.csv": [person_row(account, person) for account in ACCOUNTS for person in humans[account.name]],
        "interactions.csv": [row for account in ACCOUNTS for row in contacts(account, humans[account.name], today)],
    }
    return {name: as_csv(header, rows[name]) for name, header in HEADERS.items()}


def stamp(today: date) -> str:
    """Another one on another day, and when the sample itself changes."""
    version = sha256("".join(texts(date(2026, 1, 5)).values()).encode()).hexdigest()[:12]
    return f"{version} {today.isoformat()}"


def as_csv(header: str, rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue()


def account_row(account: Customer, today: date) -> list[str]:
    claimed = workday(today - timedelta(account.claimed)).isoformat() if account.claimed else ""
    owner = account.team[0] if account.team and account.owned else ""
    return [account.name, account.tier, owner, account.domain, account.ref, account.parent, account.industry, claimed]


def person_row(account: Customer, person: Sequence[str]) -> list[str]:
    name, title, department, role, mailbox = person
    return [name, account.name, title, department, role, f"{mailbox}@{account.domain}"]


def contacts(account: Customer, humans: Sequence[Human], today: date) -> list[list[str]]:
    """The contacts with one account, oldest first: about every `gap` days until `silent` days ago, then its story."""
    # The same sample each time is the point; nothing secret hangs on it.
    dice = random.Random(account.ref)  # noqa: S311
    language, number = "ko" if account.korean else "en", int(account.ref.lstrip("C"))
    learned = notes(language, number * 7, random.Random(number))  # noqa: S311
    rows: list[list[str]] = []
    ago = account.silent
    while account.gap and ago < YEARS * 365:
        rows.append(contact(account, humans[: account.met], workday(today - timedelta(ago)), dice, learned))
        ago += max(2, round(account.gap * dice.uniform(0.5, 1.6)))
    return rows[::-1] + [told(account, story, today) for story in STORIES.get(account.name, ())]


def contact(
    account: Customer, reachable: Sequence[Human], day: date, dice: random.Random, learned: Iterator[str]
) -> list[str]:
    # The first of the team goes there most, and the first of the people are met most.
    names = [human[0] for human in pick(reachable, dice)]
    teammates = pick(account.team, dice)
    kind = dice.choice(["call", "visit", "meeting", "email", "call"])
    note = next(learned) if dice.random() < 0.85 else ""
    many = len(names) + dice.randint(2, 6) if kind in MAY_TRAVEL and dice.random() < 0.2 else 0
    return [
        day.isoformat(), account.name, ";".join(names), ";".join(teammates), kind, note, str(many) if many else "",
    ]  # fmt: skip


def told(account: Customer, story: tuple[int, str, str, str, str], today: date) -> list[str]:
    ago, person, teammates, kind, note = story
    return [workday(today - timedelta(ago)).isoformat(), account.name, person, teammates, kind, note, ""]


def pick(among: Sequence[T], dice: random.Random) -> list[T]:
    """One of `among`, now and then two; those further back less often."""
    weights = [0.5**place for place in range(len(among))]
    chosen = dice.choices(range(len(among)), weights, k=2 if dice.random() < 0.25 else 1)
    return [among[place] for place in sorted(set(chosen))]


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(max(0, day.weekday() - 4))

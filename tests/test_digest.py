"""The morning message: what is chosen out of all that could be said, and how it is told."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.message import Button, Row, Table
from bot.rules.choosing import Candidate, choose
from schedules import Preview
from storage import accounts, interactions, nudges, outbox, teammates
from storage.interactions import Contact
from storage.memory import Memory
from storage.session import Session
from storage.tables import Account, Teammate
from tests.letterbox import HERE, Letterbox, MovableClock, clockwork

MORNING = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)  # Wednesday, 09:00 in Seoul
TODAY = date(2026, 3, 11)
YESTERDAY = TODAY - timedelta(1)


def overdue(account: int, urgency: float = 1.0, weight: float = 1.0, level: int = 2) -> Candidate:
    return Candidate("neglect", account, level, urgency, weight)


def never(account: int, turn: int) -> Candidate:
    return Candidate("neglect", account, 4, in_turn=turn)


@pytest.mark.parametrize(
    ("candidates", "said", "chosen"),
    [
        ([], {}, []),
        ([overdue(1, 1.0), overdue(2, 3.0), overdue(3, 2.0), overdue(4, 1.5)], {}, [2, 3, 4]),
        ([overdue(1, 2.0, 1.0), overdue(2, 2.0, 5.0)], {}, [2, 1]),  # as late, but a stronger tie
        ([overdue(1)], {1: (TODAY - timedelta(6), 2)}, []),  # said within a week
        ([overdue(1)], {1: (TODAY - timedelta(7), 2)}, [1]),
        ([overdue(1, level=3)], {1: (YESTERDAY, 2)}, [1]),  # it got worse
        ([overdue(1, level=2)], {1: (YESTERDAY, 3)}, []),  # it got better
        ([never(1, 45), never(2, 10), never(3, 21)], {}, [2]),  # one a morning, the closest tier first
        ([never(1, 45), never(2, 10)], {2: (YESTERDAY, 4)}, [1]),  # then the next one's turn
        ([never(1, 45), never(2, 10)], {2: (TODAY - timedelta(8), 4)}, [1]),
        ([never(1, 45), never(2, 10)], {1: (TODAY - timedelta(9), 4), 2: (TODAY - timedelta(8), 4)}, [1]),
        ([overdue(1, 1.0), overdue(2, 3.0), overdue(3, 2.0), never(4, 10)], {}, [2, 3, 4]),  # among the three, last
    ],
)
def test_few_things_are_chosen_and_none_twice_in_a_week(
    candidates: list[Candidate], said: dict[int, tuple[date, int]], chosen: list[int]
) -> None:
    by_kind = {("neglect", account, 0): what for account, what in said.items()}

    assert [one.account for one in choose(candidates, by_kind, set(), TODAY)] == chosen


def test_what_is_snoozed_is_not_chosen_and_leaves_its_place_to_others() -> None:
    candidates = [overdue(n, 5.0 - n) for n in range(5)]

    assert [one.account for one in choose(candidates, {}, {0, 2}, TODAY)] == [1, 3, 4]


def test_the_same_account_said_for_another_reason_is_news() -> None:
    said = {("promise", 1, 0): (YESTERDAY, 2)}

    assert [one.account for one in choose([overdue(1)], said, set(), TODAY)] == [1]


# with a memory


def join(session: Session, mail: str, name: str, **values: object) -> int:
    row = {"external_id": f"U-{name}", "zone": "Asia/Seoul", "country": "KR", "locale": "en-US"} | values
    return teammates.add(session, mail, name, **row)


def customer(session: Session, name: str, owner: int, tier: str = "A") -> int:
    account = accounts.create(session, name, owner)
    accounts.set_tier(session, account, tier)
    return account


def log(session: Session, account: int, author: int, day: date, note: str = "") -> None:
    contact = Contact(
        account=account, author=author, mates=[author], people=[], day=day, kind="call", note=note, typed=note,
        at=datetime.combine(day, datetime.min.time(), tzinfo=UTC),
    )  # fmt: skip
    interactions.log(session, contact)


def team(session: Session) -> dict[str, int]:
    """Jane's ACME was last called 41 days ago, by Tom too 50 days ago; her Birch is fresh, her Cedar was never met."""
    jane, tom = join(session, "jane@example.com", "Jane"), join(session, "tom@example.com", "Tom")
    made = {"jane": jane, "tom": tom}
    made |= {name: customer(session, name, jane) for name in ("ACME", "Birch", "Cedar")}
    for ago in (41, 44, 55, 62, 69):
        log(session, made["ACME"], jane, TODAY - timedelta(ago))
    log(session, made["ACME"], tom, TODAY - timedelta(50), "Wants a second\nquote for the pumps")
    log(session, made["Birch"], jane, TODAY - timedelta(2))
    return made


def told(box: Letterbox) -> list[list[str]]:
    """The names of the accounts in each letter."""
    tables = [[block for block in letter.card.blocks if isinstance(block, Table)] for letter in box.letters]
    return [[row.title for table in found for row in table.rows] for found in tables]


def test_the_owner_is_told_what_to_do_about_whom_and_why(memory: Memory) -> None:
    made = memory.write_now(HERE, team)
    box = Letterbox()

    asyncio.run(clockwork(memory, box, MovableClock(MORNING)).tick())

    (letter,) = box.letters
    assert letter.user == "U-Jane"
    assert letter.card.title == "Hello, Jane"
    (table,) = [block for block in letter.card.blocks if isinstance(block, Table)]
    assert table.rows[0] == Row(
        "ACME",
        "Over the limit of 21 days · 41 days. Usual gap 7 days (last five: 3–7; tier A: 10).\n"
        "Last note (Tom, Tue, Jan 20): “Wants a second quote for the pumps”\n"
        "Best placed to help: Tom, last in touch 50 days ago.",
        "",
        (
            Button("Log a contact", f"/logcontact @ account:{made['ACME']}", "primary"),
            Button("Snooze a week", f"/rapport snooze account:{made['ACME']} 7"),
            Button("Not mine", f"/rapport notmine account:{made['ACME']}"),
        ),
    )
    assert [row.title for row in table.rows] == ["ACME", "Cedar"]
    assert table.rows[1].detail == "Never met · No contact recorded (tier A: 10)."


def test_whoever_owns_no_forgotten_account_is_told_nothing(memory: Memory) -> None:
    memory.write_now(HERE, team)
    box = Letterbox()

    asyncio.run(clockwork(memory, box, MovableClock(MORNING)).tick())

    assert "U-Tom" not in {letter.user for letter in box.letters}


@pytest.mark.parametrize("values", [{"active": False}, {"external_id": ""}])
def test_whoever_is_gone_or_has_no_id_of_the_platform_is_not_written_to(
    memory: Memory, values: dict[str, object]
) -> None:
    made = memory.write_now(HERE, team)
    memory.write_now(HERE, lambda session: session.set(Teammate, made["jane"], **values))
    box = Letterbox()

    asyncio.run(clockwork(memory, box, MovableClock(MORNING)).tick())

    assert box.letters == []


def test_an_import_of_a_hundred_customers_is_no_flood_and_each_has_its_turn(memory: Memory) -> None:
    def imported(session: Session) -> None:
        jane = join(session, "jane@example.com", "Jane", country="")
        for n in range(100):
            customer(session, f"Customer {n}", jane, "CBA"[n % 3])

    memory.write_now(HERE, imported)
    box, clock = Letterbox(), MovableClock(MORNING)

    for _ in range(14):
        asyncio.run(clockwork(memory, box, clock).tick())
        clock.forward(days=1)

    names = [name for letter in told(box) for name in letter]
    assert len(box.letters) == 10  # working days
    assert [len(letter) for letter in told(box)] == [1] * 10
    assert len(set(names)) == 10
    assert {int(name.split()[1]) % 3 for name in names} == {2}  # tier A first


def test_a_customer_is_said_again_a_week_later_and_not_before(memory: Memory) -> None:
    made = memory.write_now(HERE, team)
    memory.write_now(HERE, lambda session: session.set(Account, made["Cedar"], owner_id=None))
    box, clock = Letterbox(), MovableClock(MORNING)
    days = []

    for _ in range(15):
        if asyncio.run(clockwork(memory, box, clock).tick()):
            days.append(clock.now.date())
        clock.forward(days=1)

    assert days == [date(2026, 3, 11), date(2026, 3, 18), date(2026, 3, 25)]


def test_a_customer_is_said_sooner_when_it_passes_its_limit(memory: Memory) -> None:
    def overdue_soon_over(session: Session) -> None:
        jane = join(session, "jane@example.com", "Jane")
        account = customer(session, "Birch", jane, "B")
        for ago in range(42, 200, 7):
            log(session, account, jane, TODAY - timedelta(ago))

    memory.write_now(HERE, overdue_soon_over)
    box, clock = Letterbox(), MovableClock(MORNING)
    levels = []

    for _ in range(10):
        if asyncio.run(clockwork(memory, box, clock).tick()):
            levels.append((clock.now.date(), box.texts()[-1].split(" — ")[1].split(" · ")[0]))
        clock.forward(days=1)

    assert levels == [(date(2026, 3, 11), "Overdue"), (date(2026, 3, 16), "Over the limit of 45 days")]


def test_a_snoozed_customer_is_not_said_until_the_snooze_ends(memory: Memory) -> None:
    made = memory.write_now(HERE, team)
    memory.write_now(HERE, lambda session: nudges.snooze(session, made["ACME"], made["jane"], 7, TODAY))
    box, clock = Letterbox(), MovableClock(MORNING)

    asyncio.run(clockwork(memory, box, clock).tick())
    clock.forward(days=7)
    asyncio.run(clockwork(memory, box, clock).tick())

    assert told(box) == [["Cedar"], ["ACME", "Cedar"]]


def test_each_reader_is_spoken_to_in_their_own_language_and_names(memory: Memory) -> None:
    made = memory.write_now(HERE, team)
    memory.write_now(HERE, lambda session: session.set(Teammate, made["jane"], locale="ko-KR", name="김하늘"))
    box = Letterbox()

    asyncio.run(clockwork(memory, box, MovableClock(MORNING)).tick())

    assert "1월 20일 화" in box.texts()[0]
    assert "김하늘" in box.letters[0].card.title


def test_a_thread_knows_which_customers_its_letter_told_of(memory: Memory) -> None:
    memory.write_now(HERE, team)
    box = Letterbox()
    asyncio.run(clockwork(memory, box, MovableClock(MORNING)).tick())
    place, thread = box.where(box.letters[0]).place, box.where(box.letters[0]).thread

    def found(session: Session) -> list[str]:
        return [row["name"] for row in outbox.of_thread(session, place, thread)]

    assert memory.read_now(HERE, found) == ["ACME", "Cedar"]
    assert memory.read_now(HERE, lambda session: outbox.of_thread(session, place, "1.0")) == []


# looking ahead and back


def preview(memory: Memory, at: datetime, now: datetime = MORNING) -> list[Preview]:
    return asyncio.run(clockwork(memory, Letterbox(), MovableClock(now)).preview(at))


def why(shown: Preview) -> list[str]:
    """Each item, and the beginning of why it is said."""
    tables = [block for block in shown.card.blocks if isinstance(block, Table)]
    return [f"{row.title}: {re.split('[.:]', row.detail)[0]}" for table in tables for row in table.rows]


def test_a_preview_is_what_the_real_job_then_sends(memory: Memory) -> None:
    memory.write_now(HERE, team)
    box = Letterbox()

    (before,) = preview(memory, MORNING)
    asyncio.run(clockwork(memory, box, MovableClock(MORNING)).tick())
    (after,) = preview(memory, MORNING)

    assert before.card == after.card == box.letters[0].card
    assert (before.taken, after.taken) == (False, True)
    assert before.at == MORNING
    assert why(before) == [
        "ACME: Over the limit of 21 days · 41 days",
        "Cedar: Never met · No contact recorded (tier A",
    ]


def test_a_preview_writes_nothing(memory: Memory) -> None:
    memory.write_now(HERE, team)
    box = Letterbox()

    preview(memory, MORNING)
    asyncio.run(clockwork(memory, box, MovableClock(MORNING)).deliver())

    assert box.letters == []


def test_a_past_morning_is_judged_by_what_was_known_then(memory: Memory) -> None:
    memory.write_now(HERE, team)

    (then,) = preview(memory, MORNING - timedelta(50))  # January 20: ACME had been called 5 days before, and that day
    on_the_way = preview(memory, MORNING - timedelta(12))

    assert [line.split(":")[0] for line in why(then)] == ["Birch"]  # nobody had met any of them but ACME
    assert [why(one) for one in on_the_way] == [
        ["ACME: Over the limit of 21 days · 29 days", "Birch: Never met · No contact recorded (tier A"]
    ]
    assert "Tom" in on_the_way[0].card.plain()


def test_a_morning_to_come_is_judged_ahead(memory: Memory) -> None:
    memory.write_now(HERE, team)

    (ahead,) = preview(memory, MORNING + timedelta(27))

    assert why(ahead) == [
        "ACME: Over the limit of 21 days · 68 days",
        "Birch: Over the limit of 21 days · 29 days",
        "Cedar: Never met · No contact recorded (tier A",
    ]


def test_nobody_is_told_anything_on_a_day_off(memory: Memory) -> None:
    memory.write_now(HERE, team)

    assert preview(memory, datetime(2026, 3, 14, tzinfo=UTC)) == []  # Saturday
    assert preview(memory, datetime(2026, 9, 24, tzinfo=UTC)) == []  # the day before Chuseok

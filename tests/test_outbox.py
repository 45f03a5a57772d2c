"""Delivery: nothing said twice, nothing lost, whatever happens between planning and marking."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.message import Card, Later, Letter, Text, Undeliverable
from schedules.outbox import LEASE
from storage import nudges, outbox, runs, teammates
from storage.memory import Memory
from storage.outbox import Told
from storage.session import Scope, Session
from storage.statements import ours, table
from storage.tables import Outbox, Teammate
from tests.letterbox import HERE, Letterbox, MovableClock, clockwork
from tests.test_digest import customer

MORNING = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)  # Wednesday, 09:00 in Seoul
TODAY = date(2026, 3, 11)
STATES = ours(
    select(table(Outbox).c.state, table(Outbox).c.trouble, table(Outbox).c.tries).order_by(table(Outbox).c.id)
)


class KilledError(BaseException):
    """The process ends here."""


def a_letter(session: Session, day: date | None = TODAY) -> dict[str, int]:
    """Jane and one letter to her about ACME."""
    jane = teammates.add(
        session, "jane@example.com", "Jane", external_id="U-Jane", zone="Asia/Seoul", country="KR", locale="en-US"
    )
    acme = customer(session, "ACME", jane)
    told = [Told(acme, "neglect", 2)] if day else []
    box = outbox.plan(session, jane, "digest", Card("Hello", (Text("ACME waits"),)), MORNING, day, told)
    return {"jane": jane, "acme": acme, "letter": box}


def deliver(memory: Memory, box: Letterbox, clock: MovableClock) -> int:
    return asyncio.run(clockwork(memory, box, clock).deliver())


def state(memory: Memory) -> tuple[str, str, int]:
    (row,) = memory.read_now(HERE, lambda session: session.rows(STATES))
    return row["state"], row["trouble"], row["tries"]


def raising(error: BaseException) -> Callable[[Letter], None]:
    """A fault that happens once."""
    left = [error]

    def fault(_letter: Letter) -> None:
        if left:
            raise left.pop()

    return fault


def test_a_letter_is_posted_once_and_its_place_remembered(memory: Memory) -> None:
    made = memory.write_now(HERE, a_letter)
    box, clock = Letterbox(), MovableClock(MORNING)

    assert [deliver(memory, box, clock), deliver(memory, box, clock)] == [1, 0]

    assert state(memory) == ("posted", "", 1)
    assert box.letters[0].card == Card("Hello", (Text("ACME waits"),))
    assert box.letters[0].since == MORNING
    mate = memory.read_now(HERE, lambda session: teammates.get(session, made["jane"]))
    assert mate is not None
    assert mate["place"] == "D-U-Jane"
    assert memory.read_now(HERE, lambda session: outbox.last_posted(session, made["jane"])) == MORNING
    assert memory.read_now(HERE, outbox.last_posted) == MORNING


def test_nothing_was_ever_posted_to_whoever_got_no_letter(memory: Memory) -> None:
    made = memory.write_now(HERE, a_letter)

    assert memory.read_now(HERE, lambda session: outbox.last_posted(session, made["jane"])) is None


@pytest.mark.parametrize("error", [KilledError(), ConnectionError("dropped"), ValueError("a surprise")])
@pytest.mark.parametrize("stored", [True, False], ids=["after storing", "before storing"])
def test_what_ended_in_doubt_is_looked_for_before_it_is_posted_again(
    memory: Memory, error: BaseException, stored: bool
) -> None:
    memory.write_now(HERE, a_letter)
    box, clock = Letterbox(), MovableClock(MORNING)
    setattr(box, "after" if stored else "before", raising(error))

    with suppress(KilledError):
        deliver(memory, box, clock)
    assert state(memory)[0] == "claimed"
    assert deliver(memory, box, clock) == 0  # the lease holds
    clock.forward(seconds=LEASE.total_seconds())
    deliver(memory, box, clock)

    assert len(box.letters) == 1
    assert box.looked == 1
    assert state(memory)[0] == "posted"


def test_a_look_that_fails_or_is_told_to_wait_leaves_the_doubt(memory: Memory) -> None:
    memory.write_now(HERE, a_letter)
    box, clock = Letterbox(), MovableClock(MORNING)
    box.after = raising(ConnectionError())
    deliver(memory, box, clock)

    for looking in (raising(Later(10)), raising(ConnectionError()), raising(KilledError())):
        box.looking = looking
        clock.forward(hours=1)
        with suppress(KilledError):
            deliver(memory, box, clock)
        assert state(memory)[0] == "claimed"
    clock.forward(hours=1)
    deliver(memory, box, clock)

    assert len(box.letters) == 1
    assert state(memory)[0] == "posted"


def test_a_platform_that_asks_to_wait_is_left_alone_so_long(memory: Memory) -> None:
    memory.write_now(HERE, a_letter)
    box, clock = Letterbox(), MovableClock(MORNING)
    box.before = raising(Later(90))

    deliver(memory, box, clock)
    assert state(memory)[0] == "planned"
    clock.forward(seconds=89)
    assert deliver(memory, box, clock) == 0
    clock.forward(seconds=1)
    assert deliver(memory, box, clock) == 1
    assert box.looked == 0  # it was surely not posted


def test_what_cannot_be_delivered_counts_as_not_said_and_is_told_without_names(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    made = memory.write_now(HERE, a_letter)
    box = Letterbox()
    box.before = raising(Undeliverable("user_not_found"))

    with caplog.at_level(logging.WARNING):
        deliver(memory, box, MovableClock(MORNING))

    assert state(memory)[:2] == ("failed", "undeliverable: user_not_found")
    assert memory.read_now(HERE, lambda session: nudges.said(session, made["jane"], TODAY + timedelta(1))) == {}
    assert "user_not_found" in caplog.text
    assert not {"Jane", "ACME", "Hello", "U-Jane"} & set(caplog.text.replace(":", " ").split())


def test_one_that_keeps_failing_is_tried_ever_more_rarely_and_given_up_with_the_morning(memory: Memory) -> None:
    memory.write_now(HERE, a_letter)
    box, clock = Letterbox(), MovableClock(MORNING)
    tried: list[int] = []

    def fault(_letter: Letter) -> None:
        tried.append(round((clock.now - MORNING).total_seconds() / 60))
        raise ConnectionError

    box.before = fault
    for _ in range(10 * 60 // 3):
        deliver(memory, box, clock)
        clock.forward(minutes=3)

    assert tried == [0, 3, 9, 24, *range(84, 9 * 60, 60)]
    assert state(memory)[:2] == ("failed", "too late")


def test_a_letter_for_any_time_is_tried_for_a_day(memory: Memory) -> None:
    memory.write_now(HERE, lambda session: a_letter(session, day=None))
    box, clock = Letterbox(), MovableClock(MORNING + timedelta(hours=23))

    assert deliver(memory, box, clock) == 1


def test_a_letter_for_any_time_is_given_up_after_a_day(memory: Memory) -> None:
    memory.write_now(HERE, lambda session: a_letter(session, day=None))
    box, clock = Letterbox(), MovableClock(MORNING + timedelta(hours=24))

    assert deliver(memory, box, clock) == 0
    assert state(memory)[:2] == ("failed", "too late")


@pytest.mark.parametrize(
    ("change", "after_hours", "sent", "end"),
    [
        ({"active": False}, 0, 0, "failed"),
        ({"external_id": ""}, 0, 0, "failed"),
        ({"hour": 14}, 4.9, 0, "planned"),
        ({"hour": 14}, 5, 1, "posted"),
        ({"zone": "Europe/Berlin"}, 7.9, 0, "planned"),  # flown to Berlin, where it is one in the morning
        ({"zone": "Europe/Berlin"}, 8, 1, "posted"),
        ({"zone": "America/New_York"}, 12.9, 0, "planned"),  # where it is still the evening before
        ({"zone": "America/New_York"}, 13, 1, "posted"),
        ({"zone": "Pacific/Auckland"}, 0, 1, "posted"),
        ({"zone": "Pacific/Auckland"}, 5, 0, "failed"),  # where it is six in the evening
    ],
)
def test_who_moved_between_planning_and_sending_is_written_to_at_their_new_hour(
    memory: Memory, change: dict[str, object], after_hours: float, sent: int, end: str
) -> None:
    made = memory.write_now(HERE, a_letter)
    memory.write_now(HERE, lambda session: session.set(Teammate, made["jane"], **change))
    box, clock = Letterbox(), MovableClock(MORNING)

    if after_hours and end != "failed":
        assert deliver(memory, box, clock) == 0
    clock.forward(hours=after_hours)
    deliver(memory, box, clock)

    assert (len(box.letters), state(memory)[0]) == (sent, end)


def test_a_mark_by_whoever_lost_the_lease_changes_nothing(memory: Memory) -> None:
    memory.write_now(HERE, a_letter)

    def claim(at: datetime) -> outbox.Claimed:
        return memory.write_now(HERE, lambda session: outbox.claim(session, at, LEASE, 8))[0]

    slow, quick = claim(MORNING), claim(MORNING + LEASE)
    memory.write_now(HERE, lambda session: outbox.fail(session, slow, "gave up"))

    assert (slow.again, quick.again) == (False, True)
    assert state(memory) == ("claimed", "", 2)


# several at once


def many_letters(session: Session) -> None:
    for n in range(40):
        mate = teammates.add(session, f"m{n}@example.com", f"M{n}", external_id=f"U{n}", zone="Asia/Seoul")
        outbox.plan(session, mate, "digest", Card(f"Letter {n}"), MORNING, TODAY)


def test_three_workers_on_one_database_post_each_of_forty_letters_once(memory: Memory, database_url: str) -> None:
    memory.write_now(HERE, many_letters)
    box, clock = Letterbox(), MovableClock(MORNING)
    dropped = {f"U{n}" for n in range(0, 40, 5)}
    lock = threading.Lock()

    def lose_some_answers(letter: Letter) -> None:
        with lock:
            if letter.user in dropped:
                dropped.discard(letter.user)
                raise ConnectionError

    box.after = lose_some_answers
    others = [Memory(database_url) for _ in range(2)]
    try:
        for _ in range(2):
            workers = [
                threading.Thread(target=deliver, args=(one, box, clock), daemon=True) for one in (memory, *others)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join(60)
                assert not worker.is_alive()
            clock.forward(minutes=10)
    finally:
        for other in others:
            other.close()

    assert sorted(letter.user for letter in box.letters) == sorted(f"U{n}" for n in range(40))
    assert {row["state"] for row in memory.read_now(HERE, lambda session: session.rows(STATES))} == {"posted"}


def test_a_run_is_taken_by_whoever_comes_first(memory: Memory, database_url: str) -> None:
    other = Memory(database_url)
    try:
        answers = [
            one.write_now(HERE, lambda session: runs.first(session, "digest", "1", MORNING, TODAY))
            for one in (memory, other, memory)
        ]
    finally:
        other.close()

    assert answers == [True, False, False]
    assert memory.write_now(HERE, lambda session: runs.first(session, "digest", "2", MORNING, TODAY))
    assert memory.write_now(HERE, lambda session: runs.first(session, "digest", "1", MORNING, TODAY + timedelta(1)))
    assert memory.read_now(HERE, lambda session: runs.taken(session, "digest", TODAY + timedelta(1))) == {
        ("1", TODAY + timedelta(1))
    }


def test_a_letter_of_another_workspace_is_not_claimed(memory: Memory) -> None:
    memory.write_now(HERE, a_letter)

    assert memory.write_now(Scope(2), lambda session: outbox.claim(session, MORNING, LEASE, 8)) == []

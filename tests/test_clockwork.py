"""When things happen: mornings in their own zones, clock changes, sleep, restarts, and the heartbeat itself."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.message import Letter
from bot.rules.workdays import hours, is_workday
from schedules import Heartbeat
from storage import tables, workspaces
from storage.memory import Memory
from storage.session import Session
from tests.letterbox import HERE, Letterbox, MovableClock, clockwork
from tests.test_digest import customer, join, team, told


def moments(first: str, last: str, minutes: int = 60) -> list[datetime]:
    """Aware moments from the first to the last (UTC), that many minutes apart."""
    at, end = datetime.fromisoformat(first + "Z"), datetime.fromisoformat(last + "Z")
    found = []
    while at <= end:
        found.append(at)
        at += timedelta(minutes=minutes)
    return found


def at(*texts: str) -> list[datetime]:
    return [datetime.fromisoformat(text + "Z") for text in texts]


CASES = {
    "a week in Seoul": ("Asia/Seoul", "KR", 9, moments("2026-03-05T20:30", "2026-03-10T06:30"),
        ["2026-03-06T09:30", "2026-03-09T09:30", "2026-03-10T09:30"]),
    "a holiday's substitute in Seoul": ("Asia/Seoul", "KR", 9, moments("2026-02-27T00:00", "2026-03-03T09:00"),
        ["2026-02-27T09:00", "2026-03-03T09:00"]),
    "a Sunday in Riyadh, and no Friday": ("Asia/Riyadh", "SA", 9, moments("2026-10-08T00:00", "2026-10-11T12:00"),
        ["2026-10-08T09:00", "2026-10-11T09:00"]),
    "summer time begins in Berlin": ("Europe/Berlin", "DE", 9, moments("2026-03-27T00:00", "2026-03-30T12:00"),
        ["2026-03-27T09:00", "2026-03-30T09:00"]),
    "the hour that Berlin skips": ("Europe/Berlin", "SA", 2, moments("2026-03-28T22:00", "2026-03-29T12:00", 30),
        ["2026-03-29T03:00"]),
    "the hour that Berlin has twice": ("Europe/Berlin", "SA", 2, moments("2026-10-24T22:00", "2026-10-25T12:00", 30),
        ["2026-10-25T02:00"]),
    "the hour that New York skips": ("America/New_York", "SA", 2,
        moments("2026-03-08T05:00", "2026-03-08T12:00", 30), ["2026-03-08T03:00"]),
    "the hour that New York has twice": ("America/New_York", "SA", 1,
        moments("2026-11-01T04:00", "2026-11-01T12:00", 30), ["2026-11-01T01:00"]),
    "the half hour that Lord Howe skips": ("Australia/Lord_Howe", "SA", 2,
        moments("2026-10-03T14:00", "2026-10-03T20:00", 30), ["2026-10-04T02:30"]),
    "the half hour that Lord Howe has twice": ("Australia/Lord_Howe", "SA", 2,
        moments("2026-04-04T14:00", "2026-04-04T20:00", 30), ["2026-04-05T02:00"]),
    "asleep for three days": ("UTC", "", 9, at("2026-03-03T09:00", "2026-03-06T17:59", "2026-03-06T18:01"),
        ["2026-03-03T09:00", "2026-03-06T17:59"]),
    "awake only in the evening": ("UTC", "", 9, at("2026-03-03T18:00", "2026-03-03T23:59"), []),
    "awake before the hour": ("UTC", "", 9, at("2026-03-03T00:00", "2026-03-03T08:59"), []),
    "a late hour ends with the day": ("UTC", "", 20, at("2026-03-03T23:59", "2026-03-04T00:01"), ["2026-03-03T23:59"]),
    "a clock set back two hours": ("UTC", "", 9,
        at("2026-03-03T10:00", "2026-03-03T08:00", "2026-03-03T09:00", "2026-03-03T10:01"), ["2026-03-03T10:00"]),
    "a clock set forward two hours": ("UTC", "", 9, at("2026-03-03T08:59", "2026-03-03T10:59", "2026-03-03T11:00"),
        ["2026-03-03T10:59"]),
    "the 29th of February": ("UTC", "", 9, moments("2028-02-28T09:00", "2028-03-01T09:00", 24 * 60),
        ["2028-02-28T09:00", "2028-02-29T09:00", "2028-03-01T09:00"]),
    "week 53": ("UTC", "", 9, moments("2026-12-31T09:00", "2027-01-04T09:00", 24 * 60),
        ["2026-12-31T09:00", "2027-01-01T09:00", "2027-01-04T09:00"]),
    "an unknown zone is the installation's": ("Mars/Olympus", "", 9, at("2026-03-03T08:00", "2026-03-03T09:00"),
        ["2026-03-03T09:00"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_morning_message_comes_at_their_own_hour_on_their_own_working_days(memory: Memory, case: str) -> None:
    zone, country, hour, ticks, expected = CASES[case]
    memory.write_now(HERE, lambda session: busy(session, zone, country, hour))
    box, clock = Letterbox(), MovableClock(ticks[0])
    local = ZoneInfo(zone) if "Mars" not in zone else UTC
    sent: list[str] = []
    box.before = lambda letter: sent.append(clock.now.astimezone(local).strftime("%Y-%m-%dT%H:%M"))

    async def go_round() -> None:
        for clock.now in ticks:
            await clockwork(memory, box, clock).tick()  # started anew each time

    asyncio.run(go_round())

    assert sent == expected


def busy(session: Session, zone: str, country: str, hour: int) -> None:
    """Somebody who has something to hear every morning."""
    mate = join(session, "jane@example.com", "Jane", zone=zone, country=country, hour=hour)
    for n in range(8):
        customer(session, f"Customer {n}", mate)


def test_two_processes_that_wake_at_once_send_one_message_each_morning(memory: Memory, database_url: str) -> None:
    memory.write_now(HERE, lambda session: busy(session, "UTC", "", 9))
    box, clock = Letterbox(), MovableClock(datetime(2026, 3, 3, 9, tzinfo=UTC))
    other = Memory(database_url)
    try:
        for _ in range(3):
            workers = [
                threading.Thread(target=lambda one=one: asyncio.run(clockwork(one, box, clock).tick()), daemon=True)
                for one in (memory, other)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join(30)
                assert not worker.is_alive()
            clock.forward(days=1)
    finally:
        other.close()

    assert len(box.letters) == 3


def test_what_could_not_be_sent_on_friday_is_thought_of_anew_on_monday(memory: Memory) -> None:
    memory.write_now(HERE, team)
    box, clock = Letterbox(), MovableClock(datetime(2026, 3, 13, 0, 0, tzinfo=UTC))  # Friday, 09:00 in Seoul

    def down(_letter: Letter) -> None:
        raise ConnectionError

    box.before = down
    asyncio.run(clockwork(memory, box, clock).tick())
    box.before = lambda letter: None
    clock.forward(days=3)
    asyncio.run(clockwork(memory, box, clock).tick())

    assert told(box) == [["ACME", "Cedar"]]


def test_one_whose_digest_cannot_be_planned_keeps_nobody_else_from_theirs(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    memory.write_now(HERE, team)

    def poison(session: Session) -> None:
        ben = join(session, "ben@example.com", "Ben", zone="Asia/Seoul")
        customer(session, "Poison", ben)
        session.add(
            tables.Nudged, teammate_id=ben, account_id=1, kind="x", day=date(2026, 3, 1), level="?", outbox_id=0
        )

    memory.write_now(HERE, poison)
    box = Letterbox()
    asyncio.run(clockwork(memory, box, MovableClock(datetime(2026, 3, 11, tzinfo=UTC))).tick())

    assert [letter.user for letter in box.letters] == ["U-Jane"]
    assert "could not be planned" in caplog.text


def test_each_round_is_noted(memory: Memory) -> None:
    clock = MovableClock(datetime(2026, 3, 11, tzinfo=UTC))

    asyncio.run(clockwork(memory, Letterbox(), clock).tick())

    assert memory.read_now(HERE, workspaces.last_tick) == clock.now


# working days


@pytest.mark.parametrize(
    ("day", "country", "works"),
    [
        ("2026-03-11", "KR", True),
        ("2026-03-14", "KR", False),  # Saturday
        ("2026-03-01", "KR", False),
        ("2026-03-02", "KR", False),  # the substitute of a holiday on a Sunday
        ("2026-02-17", "KR", False),  # 설
        ("2026-09-25", "KR", False),  # 추석
        ("2026-03-02", "US", True),
        ("2026-07-03", "US", False),  # Independence Day, observed
        ("2026-03-13", "SA", False),  # Friday
        ("2026-03-15", "SA", True),  # Sunday
        ("2026-03-14", "IN", True),  # only Sunday is free
        ("2026-12-25", "", True),
        ("2026-12-26", "", False),  # Saturday
        ("2026-12-25", "nowhere", True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_public_holiday_of_their_country(
    day: str, country: str, works: bool
) -> None:
    assert is_workday(date.fromisoformat(day), country) is works


@pytest.mark.parametrize(
    ("zone", "home", "used"),
    [
        ("Asia/Seoul", "Europe/Berlin", "Asia/Seoul"),
        ("", "Europe/Berlin", "Europe/Berlin"),
        ("Mars/Olympus", "Europe/Berlin", "Europe/Berlin"),
        ("../../etc/passwd", "", "UTC"),
        ("", "nowhere", "UTC"),
    ],
)
def test_an_unknown_zone_falls_back_to_the_installations_and_then_to_utc(zone: str, home: str, used: str) -> None:
    assert hours(zone, " kr ", 9, home) == (ZoneInfo(used), "KR", 9)


# the heartbeat

QUICK = 0.05  # seconds between beats
PATIENCE = 20  # seconds a test waits at most


class Pulse:
    """Counts beats and lets a test wait for one of them."""

    def __init__(self) -> None:
        self.beats = 0
        self.fault: Callable[[], None] = lambda: None
        self.more = asyncio.Event()

    async def __call__(self) -> None:
        self.beats += 1
        self.more.set()
        self.fault()

    async def reaches(self, beats: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while self.beats < beats:
                self.more.clear()
                await self.more.wait()


def test_it_beats_at_once() -> None:
    async def scenario() -> None:
        pulse = Pulse()
        heart = Heartbeat(pulse, seconds=3600)
        heart.start()
        await pulse.reaches(1)
        await heart.stop()

    asyncio.run(scenario())


def test_it_beats_again_and_again_until_it_is_stopped() -> None:
    async def scenario() -> bool:
        pulse = Pulse()
        heart = Heartbeat(pulse, QUICK)
        heart.start()
        await pulse.reaches(4)
        await heart.stop()
        return bool(heart.scheduler.running)

    assert asyncio.run(scenario()) is False


def test_a_clock_set_back_two_hours_does_not_stop_it() -> None:
    async def scenario() -> None:
        pulse = Pulse()
        heart = Heartbeat(pulse, QUICK)
        heart.start()
        await pulse.reaches(2)
        # what a clock set back leaves behind: a next beat that lies two hours ahead
        job = heart.scheduler.get_job("beat")
        heart.scheduler.modify_job("beat", next_run_time=job.next_run_time + timedelta(hours=2))
        await pulse.reaches(pulse.beats + 3)
        await heart.stop()

    asyncio.run(scenario())


def test_a_beat_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        pulse = Pulse()
        faults: Iterator[Exception] = iter([ValueError("a surprise")])

        def fault() -> None:
            for error in faults:
                raise error

        pulse.fault = fault
        heart = Heartbeat(pulse, QUICK)
        heart.start()
        await pulse.reaches(3)
        await heart.stop()

    with caplog.at_level(logging.ERROR):
        asyncio.run(scenario())

    assert "A round of the clockwork failed." in caplog.text


def test_two_beats_never_overlap_and_stopping_waits_for_the_one_under_way() -> None:
    async def scenario() -> list[str]:
        seen: list[str] = []
        begun, release = asyncio.Event(), asyncio.Event()

        async def slow() -> None:
            seen.append("begun")
            begun.set()
            await release.wait()
            seen.append("ended")

        heart = Heartbeat(slow, seconds=3600)
        heart.start()
        async with asyncio.timeout(PATIENCE):
            await begun.wait()
            await heart.round()  # comes while the first is under way, and goes
            stopping = asyncio.create_task(heart.stop())
            asyncio.get_running_loop().call_soon(release.set)
            await stopping
        return [*seen, "stopped"]

    assert asyncio.run(scenario()) == ["begun", "ended", "stopped"]

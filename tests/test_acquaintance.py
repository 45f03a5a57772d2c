"""Whoever has set neither language nor time zone is spoken to as the platform says, also before their first word."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.message import Profile, Standing
from storage import accounts, teammates
from storage.memory import Memory
from storage.session import Session
from storage.tables import Account
from tests.letterbox import HERE, Letterbox, MovableClock, clockwork

MIDNIGHT = datetime(2026, 3, 11, 0, 5, tzinfo=UTC)  # Wednesday, 09:05 in Seoul


def jisu(session: Session) -> None:
    """One who was imported by mail and id alone, with a customer nobody has met."""
    row = teammates.add(session, "jisu@example.com", "윤지수", external_id="U1")
    session.set(Account, accounts.create(session, "한빛전자", row), last_activity=date(2025, 1, 1))


async def test_the_first_nudge_comes_in_their_own_morning_and_language(memory: Memory) -> None:
    memory.write_now(HERE, jisu)
    box, clock = Letterbox(), MovableClock(MIDNIGHT)
    box.profiles["U1"] = Profile(user="U1", standing=Standing.MEMBER, locale="ko-KR", zone="Asia/Seoul")
    await clockwork(memory, box, clock).tick()
    [said] = box.texts()
    assert "안녕하세요" in said


async def test_the_platform_is_asked_once_a_day(memory: Memory) -> None:
    memory.write_now(HERE, jisu)
    box, clock = Letterbox(), MovableClock(MIDNIGHT)
    works = clockwork(memory, box, clock)
    for _beat in range(3):
        await works.tick()
    assert box.asked == ["U1"]
    clock.forward(days=1)
    await works.tick()
    assert box.asked == ["U1", "U1"]


async def test_a_platform_out_of_reach_is_asked_again(memory: Memory) -> None:
    memory.write_now(HERE, jisu)
    box, clock = Letterbox(), MovableClock(MIDNIGHT)
    works = clockwork(memory, box, clock)
    box.profiles["U1"] = Profile(user="U1", standing=Standing.UNKNOWN)
    await works.tick()
    box.profiles["U1"] = Profile(user="U1", standing=Standing.MEMBER, locale="ko-KR", zone="Asia/Seoul")
    clock.forward(minutes=1)
    await works.tick()
    assert box.asked == ["U1", "U1"]


async def test_what_they_have_set_themselves_comes_before_it(memory: Memory) -> None:
    memory.write_now(HERE, jisu)
    memory.write_now(HERE, lambda session: teammates.change(session, 1, zone="America/New_York"))
    box, clock = Letterbox(), MovableClock(MIDNIGHT)
    box.profiles["U1"] = Profile(user="U1", standing=Standing.MEMBER, locale="ko-KR", zone="Asia/Seoul")
    await clockwork(memory, box, clock).tick()
    assert box.letters == []
    clock.forward(hours=14)
    await clockwork(memory, box, clock).tick()
    assert "안녕하세요" in box.texts()[0]

"""A platform of lists: what was posted lies in `letters`, and faults can be put before and after the storing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.message import Letter, Posted, Profile, Say, Table
from schedules import Clockwork, Home
from storage.memory import Memory
from storage.session import Scope
from tests import given
from tests.conversation import Talk

HERE = Scope(1)


class MovableClock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


class Letterbox:
    """`before` and `after` are called around the storing of each letter and may raise what a platform raises."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.looked = 0
        self.profiles: dict[str, Profile] = {}
        self.asked: list[str] = []
        self.before: Callable[[Letter], None] = lambda letter: None
        self.after: Callable[[Letter], None] = lambda letter: None
        self.looking: Callable[[Letter], None] = lambda letter: None

    async def post(self, letter: Letter) -> Posted:
        self.before(letter)
        self.letters.append(letter)
        self.after(letter)
        return self.where(letter)

    async def who(self, user: str) -> Profile:
        self.asked.append(user)
        return self.profiles.get(user, Profile(user=user))

    async def find(self, letter: Letter) -> Posted | None:
        self.looked += 1
        self.looking(letter)
        return self.where(letter) if any(one.key == letter.key for one in self.letters) else None

    def where(self, letter: Letter) -> Posted:
        return Posted(f"D-{letter.user}", f"1700000000.{[one.key for one in self.letters].index(letter.key):06d}")

    def texts(self) -> list[str]:
        return [letter.card.plain() for letter in self.letters]


def clockwork(memory: Memory, box: Letterbox, clock: Callable[[], datetime]) -> Clockwork:
    return Clockwork(memory, HERE, box.post, box.find, box.who, clock, Home("UTC", "en-US"))


async def morning(talk: Talk, who: str) -> list[list[str]]:
    """What a teammate is told on the talk's day: of each kind the heading, then its rows, whose buttons can be tapped.

    It is already their hour: Tom's and Ann's is midnight, 김민수's nine.
    """
    given.changed(talk, who, external_id=who, hour=9 if who == "minsu" else 0)
    box = Letterbox()
    await clockwork(talk.memory, box, MovableClock(talk.now)).tick()
    cards = [letter.card for letter in box.letters if letter.user == who]
    for card in cards:
        talk.last = Say(card)
    tables = [block for card in cards for block in card.blocks if isinstance(block, Table)]
    return [[table.title, *(f"{row.title} — {row.detail}" for row in table.rows)] for table in tables]

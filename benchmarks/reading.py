"""What reading a line and a keystroke in a search cost at 10,000 accounts and 100,000 people: -m benchmarks.reading

On SQLite in a temporary file, and on the PostgreSQL server that DATABASE_URL names, if it names one: in a database of
its own, which is dropped again. A search is the whole of `Bot.look_up`, one after the other. Everything is done three
times and the fastest is kept, so that what else the machine does is not measured.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from benchmarks.big_book import FAMILY, GIVEN, SECOND, account_names
from benchmarks.speed import misspelt
from bot.message import Ask, Profile, Standing
from bot.rules import line
from bot.rules.names import folded
from handlers import Bot
from storage import teammates, workspaces
from storage.known import Known, add_names
from storage.memory import Memory
from storage.session import Scope, Session
from storage.tables import Account, Person, Position

ACCOUNTS, PEOPLE, MATES = 10_000, 100_000, 50
LOOKUPS, TIMES = 1000, 3
NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
HEADS = "한빛 가온 누리 대성 신우 동양 서진 태영 삼한 경동 보람 두리 새론 하람 온새 라온 청운 마루 나래 가람".split()
TRADES = "전자 화학 건설 물산 제약 식품 테크 에너지 바이오 시스템 중공업 상사 반도체 기계 정밀".split()
FAMILIES = "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍".split()
SYLLABLES = "민 수 지 영 현 우 준 서 연 하 은 도 윤 길 동 철 희 경 미 진".split()
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
USUAL = (
    "{person} @ {company} yesterday call: they want the new offer by the end of May",
    "met {person} and {person2} at {company} last Tuesday, lunch",
    "call with {person} ({company}) 3 days ago",
    "coffee {company}",
    "{company} mail: sent the price list",
    "Jane Roe, John Smith @ Somewhere Works visit 2026-03-20",
    "어제 {customer} {buyer} 부장님이랑 통화, 3분기까지 예산 동결",
    "{customer}에서 {buyer} 상무님 미팅",
    "{buyer} 이사님과 저녁, {customer} 신제품 관심",
    "지난주 금요일 {customer} 방문 {buyer} 팀장, {buyer2} 과장 참석",
    "그저께 새나라상사 정다은 대리님 명함 교환",
    "사흘 전 {customer} 카톡: 견적서 요청",
)
LONGEST = 300


def companies() -> list[str]:
    """Four in five are Latin; of the Korean ones a third has its legal form."""
    rng = random.Random(3)
    korean: dict[str, str] = {}
    while len(korean) < ACCOUNTS // 5:
        name = rng.choice(HEADS) + rng.choice([*HEADS, ""]) + rng.choice(TRADES)
        korean.setdefault(name, rng.choice(["㈜", "", ""]) + name)
    return [*account_names(ACCOUNTS - len(korean)), *korean.values()]


def humans() -> list[str]:
    """Three in four are Latin; there are namesakes."""
    rng = random.Random(11)
    return [
        rng.choice(FAMILIES) + rng.choice(SYLLABLES) + rng.choice(SYLLABLES)
        if i % 4 == 0
        else f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}{rng.choice(SECOND)}"
        for i in range(PEOPLE)
    ]


def filled(session: Session, accounts: list[str], people: list[str]) -> None:
    for i in range(1, MATES + 1):
        teammates.add(session, f"u{i}@bench.test", people[i], external_id=f"U{i}")
    session.add_all(Account, [{"name": name, "key": folded(name)} for name in accounts])
    session.add_all(Person, [{"name": name} for name in people])
    posts = [
        {"person_id": i, "account_id": i % ACCOUNTS + 1, "rank": "부장" if i % 4 == 1 else "Buyer"}
        for i in range(1, PEOPLE + 1)
    ]
    session.add_all(Position, posts)
    add_names(session, "account", list(enumerate(accounts, 1)))
    add_names(session, "person", list(enumerate(people, 1)))


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The addresses of empty databases by kind."""
    server = os.environ.get("DATABASE_URL", "")
    name = f"reading_{uuid.uuid4().hex[:12]}"
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": f"sqlite:///{Path(folder) / 'reading.db'}"}
        if not server.startswith("postgresql"):
            yield found
            return
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield found | {"PostgreSQL": make_url(server).set(database=name).render_as_string(hide_password=False)}
        finally:
            with engine.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
            engine.dispose()


def lines(accounts: list[str], people: list[str]) -> list[str]:
    rng = random.Random(5)
    latin, korean = ([name for name in accounts if name.isascii() is ascii_] for ascii_ in (True, False))
    names, buyers = ([name for name in people if name.isascii() is ascii_] for ascii_ in (True, False))

    def one(pattern: str) -> str:
        return pattern.format(
            company=rng.choice(latin),
            customer=rng.choice(korean),
            person=rng.choice(names),
            person2=rng.choice(names),
            buyer=rng.choice(buyers),
            buyer2=rng.choice(buyers),
        )

    return [one(pattern) for pattern in USUAL]


def hard_lines(accounts: list[str], people: list[str]) -> list[str]:
    """Lines of LONGEST signs that give the reader the most to do."""
    buyers = [name for name in people if not name.isascii()]
    usual = lines(accounts, people)
    every = [", ".join(usual[:6]), ", ".join(usual[6:]), ", ".join(buyers[:90]), " ".join(buyers[:90])]
    every += [", ".join(people[1:4] * 9), " ".join(accounts[:40]), "a b c d " * 40, "가나다 " * 80, "다음: 3/20 " * 40]
    return [(one * 9)[:LONGEST] for one in every]


def reading(known: Known, text_: str) -> float:
    """Milliseconds of reading a line."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        line.read(text_, known.accounts, known.people, NOW.date())
        took.append(1000 * (time.perf_counter() - began))
    return min(took)


def typed(rng: random.Random, name: str) -> str:
    """What somebody has typed of a name so far: its start, a word's, its initial consonants, or a slip of the pen."""
    way = rng.randrange(4)
    if way == 0 and not name.isascii():
        return "".join(INITIALS[(ord(sign) - 0xAC00) // 588] for sign in name if "가" <= sign <= "힣")[
            : rng.randint(1, 4)
        ]
    if way == 1:
        name = rng.choice(name.split())
    if way == 2 and len(name) > 5:
        return misspelt(rng, name)
    return name[: rng.randint(1, len(name))]


async def searching(bot: Bot, search: str, names: list[str]) -> list[float]:
    """Milliseconds of LOOKUPS keystrokes, in order."""
    rng, took = random.Random(7), []
    who = Profile(user="U1", email="u1@bench.test", name="U1", standing=Standing.MEMBER)
    ask = Ask(who=who, at=NOW, command="", text="", platform="shell")
    for _ in range(LOOKUPS):
        what, times = typed(rng, rng.choice(names)), []
        for _ in range(TIMES):
            began = time.perf_counter()
            await bot.look_up(ask, search, what)
            times.append(1000 * (time.perf_counter() - began))
        took.append(min(times))
    return sorted(took)


def judging(known: Known, accounts: list[str]) -> list[float]:
    """Milliseconds of judging misspelt names of companies, in order."""
    rng, took = random.Random(9), []
    latin = [name for name in accounts if name.isascii()]
    for _ in range(LOOKUPS):
        name, times = misspelt(rng, rng.choice(latin)), []
        for _ in range(TIMES):
            began = time.perf_counter()
            known.accounts.judge(name)
            times.append(1000 * (time.perf_counter() - began))
        took.append(min(times))
    return sorted(took)


def told(what: str, took: list[float]) -> None:
    print(f"{what:<44} p50 {took[len(took) // 2]:6.3f} ms   p99 {took[int(len(took) * 0.99)]:6.3f} ms", flush=True)


def measured(kind: str, url: str, accounts: list[str], people: list[str], memory_only: Callable[[Known], None]) -> None:
    memory = Memory(url)
    try:
        memory.migrate()
        scope = Scope(workspaces.first(memory))
        memory.write_now(scope, lambda session: filled(session, accounts, people))
        with memory.engine("write").begin() as connection:
            connection.exec_driver_sql("ANALYZE")  # a server in use has done so by itself
        known = memory.read_now(scope, lambda session: session.known)
        bot = Bot(memory, scope.workspace)
        if kind == "SQLite":
            memory_only(known)
        for search, names in (("account", accounts), ("person", people), ("teammate", people[1 : MATES + 1])):
            told(f"a keystroke in a search, {search}, {kind}", asyncio.run(searching(bot, search, names)))
    finally:
        memory.close()


def main() -> None:
    print(time.strftime("%Y-%m-%d %H:%M"), f"{ACCOUNTS:,} accounts, {PEOPLE:,} people", flush=True)
    accounts, people = companies(), humans()

    def memory_only(known: Known) -> None:
        usual = [reading(known, one) for one in lines(accounts, people)]
        print(f"{'a usual line':<44} mean {statistics.mean(usual):.3f} ms, slowest of {len(usual)} {max(usual):.3f} ms")
        hard = {one: reading(known, one) for one in hard_lines(accounts, people)}
        worst = max(hard, key=lambda one: hard[one])
        print(f"{f'the worst of {len(hard)} lines of {LONGEST} signs':<44} {hard[worst]:.3f} ms ({worst[:24]}…)")
        told("judging a misspelt company", judging(known, accounts))

    with databases() as found:
        for kind, url in found.items():
            measured(kind, url, accounts, people, memory_only)


if __name__ == "__main__":
    main()

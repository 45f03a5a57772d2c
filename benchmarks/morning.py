"""The whole book judged on one morning: python -m benchmarks.morning FILE

FILE is a book by benchmarks.big_book (100,000 accounts, 10,000,000 interactions). What is timed is the reading of the
rows and the judgement, as `storage.book` and the digest do it, for all owners; medians of seven runs.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.rules.neglect import Tier, judge, worst_first
from storage.book import ALL_NOW, book
from storage.memory import Memory
from storage.session import Scope, Session
from storage.sums import gaps_of
from storage.workspaces import tiers

RUNS = 7


def median_ms(work: Callable[[], Any]) -> float:
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def measure(session: Session) -> None:
    today = datetime.now(UTC).date()
    rows = session.run(ALL_NOW).all()
    known = {name: Tier(name, *days) for name, days in tiers(session).items()}
    day = today.toordinal()

    def judged() -> list[Any]:
        return [
            (account, judge(last, gaps_of(gaps or ""), best or 0.0, known.get(tier) or known[""], day))
            for account, _name, _ref, _owner, tier, _claimed, last, gaps, best in map(tuple, rows)
        ]

    found = judged()
    owners = {row.owner_id for row in rows}
    print(f"{len(rows):,} accounts of {len(owners)} owners")
    print(f"judgement                       {median_ms(judged):7.0f} ms")
    print(f"ordering, worst first           {median_ms(lambda: worst_first(found)):7.0f} ms")
    print(f"reading and judging, whole book {median_ms(lambda: book(session, None, today)):7.0f} ms")
    one = sorted(owners)[0]
    print(f"reading and judging, one owner  {median_ms(lambda: book(session, one, today)):7.1f} ms")


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    memory = Memory(f"sqlite:///{sys.argv[1]}")
    memory.read_now(Scope(1), measure)
    memory.close()


if __name__ == "__main__":
    main()

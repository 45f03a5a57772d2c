"""Fills a SQLite file with a book of any size, fast: python benchmarks/big_book.py FILE ACCOUNTS INTERACTIONS

The rows are what the product itself would have written (sums included, as `storage.sums` keeps them), made by SQL from
a fixed seed. Each account has five people and is met by up to three of fifty teammates; some accounts are met far more
often than others.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from bot.rules.strength import HALF_LIFE, LANDMARK
from storage import workspaces
from storage.memory import Memory
from storage.sums import GAPS, as_gaps

TEAMMATES, PEOPLE, DAYS = 50, 5, 730
FIRST = "Nord Hanbit Pell Ardent Kes Sund Orla Vex Mirae Dae Cor Lume Tarn Quill Bryn Zeph Halo Ivo Jun Wex".split()
SECOND = "gate trow vik holm mark line sung won tek sys dyne form point ridge vale star net works lab cast".split()
THIRD = "Logistics Optics Marine Robotics Insurance Foods Energy Chemical Systems Pharma".split()
GIVEN = "Jane Tom Ann Min Joon Seo Hana Lena Raj Mia Paul Eva Omar Ines Kai Nora Yuri Leo Sora Ben".split()
FAMILY = (
    "Doe Kim Lee Park Choi Brandt Moser Rossi Okafor Novak Silva Meyer Tanaka Weber Cohen Ruiz Han Jung Lind".split()
)


def make(file: Path, accounts: int, interactions: int) -> list[str]:
    """Makes the file anew; the accounts' names."""
    for old in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    memory = Memory(f"sqlite:///{file}")
    memory.migrate()
    workspace = workspaces.first(memory)
    memory.close()
    names = account_names(accounts)
    db = sqlite3.connect(file, isolation_level=None)
    db.executescript("PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-400000;")
    db.execute("BEGIN")
    who(db, workspace, names)
    contacts(db, workspace, accounts, interactions)
    sums(db, workspace)
    db.execute("DELETE FROM unindexed")  # or a bot that is measured would index them meanwhile: see searching.py
    db.execute("COMMIT")
    db.close()
    return names


def account_names(n: int) -> list[str]:
    rng = random.Random(7)
    names: dict[str, None] = {}
    while len(names) < n:
        name = f"{rng.choice(FIRST)}{rng.choice(SECOND)} {rng.choice(THIRD)}"
        names[name if name not in names else f"{rng.choice(FIRST)}{rng.choice(SECOND)} {name}"] = None
    return list(names)


def who(db: sqlite3.Connection, w: int, names: list[str]) -> None:
    from bot.rules.names import folded

    rng = random.Random(11)
    mates = [(i, w, f"u{i}@bench.test", f"Teammate {i}", f"U{i}") for i in range(1, TEAMMATES + 1)]
    db.executemany(
        "INSERT INTO teammate (id, workspace_id, email, name, external_id, locale, zone, country, hour, admin, active,"
        " place, platform_locale, platform_zone) VALUES (?, ?, ?, ?, ?, 'en-US', 'UTC', '', 9, 0, 1, '', '', '')",
        mates,
    )
    rows = [(i, w, n, folded(n), "ABC"[i % 3], i % TEAMMATES + 1, f"o{i}") for i, n in enumerate(names, 1)]
    db.executemany(
        "INSERT INTO account (id, workspace_id, name, key, tier, owner_id, domain, external_id, industry)"
        " VALUES (?, ?, ?, ?, ?, ?, '', ?, '')",
        rows,
    )
    people = [
        (i, w, f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}{rng.choice(SECOND)}")
        for i in range(1, len(names) * PEOPLE + 1)
    ]
    db.executemany(
        "INSERT INTO person (id, workspace_id, name, email, external_id, phone, source, purpose, birthday, likes)"
        " VALUES (?, ?, ?, '', '', '', '', '', '', '')",
        people,
    )
    db.execute(
        "INSERT INTO position (workspace_id, person_id, account_id, rank, duty, department, role)"
        " SELECT workspace_id, id, (id - 1) / ? + 1, '', '', '', '' FROM person",
        (PEOPLE,),
    )
    db.execute("INSERT INTO name (workspace_id, kind, ref, text) SELECT workspace_id, 'account', id, name FROM account")
    db.execute("INSERT INTO name (workspace_id, kind, ref, text) SELECT workspace_id, 'person', id, name FROM person")
    db.execute("UPDATE workspace SET version = version + 1 WHERE id = ?", (w,))


def contacts(db: sqlite3.Connection, w: int, accounts: int, interactions: int) -> None:
    """One teammate and one person each; the square of an even draw makes some accounts busy."""
    rng, now = random.Random(13), datetime.now(UTC).date()
    draws = [rng.random() for _ in range(1 << 16)]
    db.execute("CREATE TEMP TABLE draw (n INTEGER PRIMARY KEY, v REAL)")
    db.executemany("INSERT INTO draw VALUES (?, ?)", enumerate(draws))
    db.execute(
        f"""
        INSERT INTO interaction (id, workspace_id, account_id, author_id, day, kind, note, participants, typed, said,
                                 noted_on, noted_at, favour, visible)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {interactions}),
        drawn AS (
            SELECT i, 1 + CAST({accounts} * a.v * a.v AS INTEGER) AS account, b.v AS b, CAST(3 * c.v AS INTEGER) AS c
            FROM n JOIN draw a ON a.n = (i * 40503) % 65536 JOIN draw b ON b.n = (i * 30011 + i / 65536) % 65536
            JOIN draw c ON c.n = (i * 7919 + i / 131) % 65536
        )
        SELECT i, {w}, account, (account * 7 + c * 11) % {TEAMMATES} + 1,
               date('{now.isoformat()}', '-' || CAST({DAYS} * b AS INTEGER) || ' days'),
               'call', 'They asked for a new offer, number ' || i,
               0, '', '', '2024-01-01', '2024-01-01 00:00:00.000000',
               '', 'all'
        FROM drawn
        """
    )
    db.execute(f"INSERT INTO met SELECT {w}, id, (account_id - 1) * {PEOPLE} + 1 + id % {PEOPLE} FROM interaction")
    db.execute(f"INSERT INTO took SELECT {w}, id, author_id FROM interaction")
    day = f"CAST(julianday(i.day) - julianday('{now.isoformat()}') AS INTEGER) + {now.toordinal()}"
    for person in ("0", f"(i.account_id - 1) * {PEOPLE} + 1 + i.id % {PEOPLE}"):
        db.execute(
            "INSERT OR IGNORE INTO contact_day (workspace_id, account_id, day, teammate_id, person_id, weight)"
            f" SELECT {w}, i.account_id, {day}, i.author_id, {person}, 1.0 FROM interaction i"
        )


def sums(db: sqlite3.Connection, w: int) -> None:
    db.execute(
        "INSERT INTO tie (workspace_id, account_id, teammate_id, person_id, score, days, last_day)"
        f" SELECT {w}, account_id, teammate_id, person_id, SUM(weight * pow(2.0, (day - {LANDMARK}) / {HALF_LIFE}.0)),"
        " COUNT(*), MAX(day) FROM contact_day GROUP BY account_id, teammate_id, person_id"
    )
    best = dict(db.execute("SELECT account_id, MAX(score) FROM tie WHERE person_id = 0 GROUP BY account_id"))
    days = db.execute(
        "SELECT DISTINCT account_id, day FROM contact_day WHERE person_id = 0 ORDER BY account_id, day DESC"
    )
    rows = []
    for account, group in groupby(days, key=lambda row: row[0]):
        last = [day for _, day in group][: GAPS + 1]
        rows.append((w, account, last[0], as_gaps(last), best[account]))
    db.executemany("INSERT INTO touch (workspace_id, account_id, last_day, gaps, best) VALUES (?, ?, ?, ?, ?)", rows)


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    began = time.perf_counter()
    file = Path(sys.argv[1])
    make(file, int(sys.argv[2]), int(sys.argv[3]))
    size = file.stat().st_size / 1e6
    print(f"{datetime.now().astimezone():%H:%M} {file}: {size:,.0f} MB in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()

"""How fast a file of contacts is read in, and in how much memory: python -m benchmarks.importing ROWS [FORMAT]

FORMAT is csv (Rapport's own columns, to start with), tasks (Salesforce's Task.csv) or xlsx. The file is made from a
fixed seed: 2,000 accounts with five people each, 50 teammates, two years. `rapport import` reads it into an empty
SQLite file, then once more, as after a kill at the very end: nothing may be new.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.big_book import FAMILY, GIVEN, SECOND, account_names

ACCOUNTS, PEOPLE, TEAMMATES, DAYS = 2_000, 5, 50, 730
LAST = date(2026, 3, 1)
HEADERS = {
    "csv": "at,account,people,teammates,kind,note,participants",
    "tasks": "Id,WhoId,WhatId,AccountId,OwnerId,Subject,TaskSubtype,Status,ActivityDate,Description,IsClosed,IsDeleted",
}


def mail(n: int) -> str:
    return f"u{n}@bench.example"


def names_of_people() -> list[str]:
    rng = random.Random(11)
    return [
        f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}{rng.choice(SECOND)} {n % PEOPLE}" for n in range(ACCOUNTS * PEOPLE)
    ]


def first_files(folder: Path) -> list[Path]:
    """The files that contacts refer to."""
    names, people = account_names(ACCOUNTS), names_of_people()
    tables: dict[str, tuple[str, Iterator[tuple[str, ...]]]] = {
        "teammates.csv": ("email,name", ((mail(n), f"Teammate {n}") for n in range(TEAMMATES))),
        "accounts.csv": (
            "name,owner,external_id",
            ((name, mail(n % TEAMMATES), account_id(n)) for n, name in enumerate(names)),
        ),
        "people.csv": (
            "name,account,external_id",
            ((name, names[n // PEOPLE], person_id(n)) for n, name in enumerate(people)),
        ),
    }
    return [written(folder / name, header, rows) for name, (header, rows) in tables.items()]


def account_id(n: int) -> str:
    return f"001{n:012}AAA"


def person_id(n: int) -> str:
    return f"003{n:012}AAA"


def written(path: Path, header: str, rows: Iterator[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(header.split(","))
        out.writerows(rows)
    return path


def contacts(rows: int, form: str) -> Iterator[tuple[str, ...]]:
    rng, names, people = random.Random(13), account_names(ACCOUNTS), names_of_people()
    for n in range(rows):
        account = int(ACCOUNTS * rng.random() ** 2)
        person = account * PEOPLE + rng.randrange(PEOPLE)
        mate = (account * 7 + rng.randrange(3) * 11) % TEAMMATES
        day = (LAST - timedelta(days=rng.randrange(DAYS))).isoformat()
        note = f"They asked for a new offer, number {n}"
        if form == "tasks":
            what = account_id(account)
            yield (
                *(f"00T{n:012}AAA", person_id(person), what, what, mail(mate)),
                *("Call", "Call", "Completed", day, note, "1", "0"),
            )
        else:
            yield (day, names[account], people[person], mail(mate), "call", note, "")


def contact_file(folder: Path, rows: int, form: str) -> Path:
    if form != "xlsx":
        return written(folder / f"{form}.csv", HEADERS[form], contacts(rows, form))
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Contacts")
    sheet.append(HEADERS["csv"].split(","))
    for row in contacts(rows, "csv"):
        sheet.append((date.fromisoformat(row[0]), *row[1:]))
    book.save(folder / "contacts.xlsx")
    return folder / "contacts.xlsx"


def bring(folder: Path, files: list[Path]) -> None:
    """Has the command line import files, and prints what it took: memory without the pages of the database's file."""
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}", "RAPPORT_TIMEZONE": "UTC"}
    line = [sys.executable, "-m", "bot", "import", "--again", *map(str, files)]
    began, before = time.perf_counter(), processor()
    with subprocess.Popen(line, env=environ) as importing:
        most = 0.0
        while importing.poll() is None:
            most = max(most, own_megabytes(importing.pid))
            time.sleep(0.1)
    print(f"  {time.perf_counter() - began:.1f} s, {processor() - before:.1f} s of processor, at most {most:.0f} MB")
    if importing.returncode:
        sys.exit(f"exit code {importing.returncode}")


def processor() -> float:
    """Seconds of processor that ended children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_megabytes(process: int) -> float:
    """0.0 once it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    kilobytes = [line.split()[1] for line in status.splitlines() if line.startswith("RssAnon")]
    return int(kilobytes[0]) / 1024 if kilobytes else 0.0


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    rows, form = int(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else "csv"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bring(folder, first_files(folder))
        contact = contact_file(folder, rows, form)
        for _again in range(2):
            bring(folder, [contact])


if __name__ == "__main__":
    main()

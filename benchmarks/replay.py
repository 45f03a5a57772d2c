"""Real correspondence through the product: import, who-knows, three mornings' nudges, and the ranking's score.

    python benchmarks/replay.py RECORDS [FOLDER]

RECORDS is the `records.py` of a yardstick that can `export` four CSV files and `queries.jsonl`, and score answers by
`whoknows`; FOLDER keeps what is made (a temporary one else). Everything goes through the command line, as a user would.
"""

from __future__ import annotations

import collections
import csv
import json
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

FILES = ("teammates.csv", "accounts.csv", "people.csv", "interactions.csv")


class Replay:
    """One run in a folder, each step timed in seconds of the wall."""

    def __init__(self, records: Path, folder: Path) -> None:
        self.records, self.folder, self.took = records, folder, dict[str, float]()

    def timed(self, step: str, *command: str, say: str = "") -> str:
        began = time.perf_counter()
        done = subprocess.run(command, cwd=self.folder, input=say, capture_output=True, text=True, check=False)
        self.took[step] = time.perf_counter() - began
        if done.returncode:
            sys.exit(f"{step} failed: {done.stderr[-2000:]}")
        return done.stdout

    def rapport(self, step: str, *words: str, say: str = "") -> str:
        return self.timed(step, sys.executable, "-m", "bot", *words, say=say)

    def run(self) -> None:
        self.timed("export", sys.executable, str(self.records), "export", str(self.folder))
        for name in FILES:
            print(self.rapport(f"import {name}", "import", name).strip())
        self.busiest()
        self.mornings()
        self.score()
        print("\nstep                          seconds")
        for step, seconds in self.took.items():
            print(f"{step:<28} {seconds:8.1f}")

    def me(self) -> str:
        with (self.folder / "teammates.csv").open(newline="", encoding="utf-8") as file:
            return next(csv.DictReader(file))["email"]

    def asked(self, step: str, questions: list[dict[str, str]]) -> list[dict[str, Any]]:
        lines = "\n".join(json.dumps({"as": self.me(), **question}) for question in questions)
        return [json.loads(line) for line in self.rapport(step, "ask", "--json", "-", say=lines).splitlines()]

    def busiest(self) -> None:
        with (self.folder / "interactions.csv").open(newline="", encoding="utf-8") as file:
            contacts = list(csv.DictReader(file))
        top = collections.Counter(row["account"] for row in contacts).most_common(10)
        last = max(row["at"] for row in contacts)
        replies = self.asked("whoknows, ten busiest", [{"say": f"/whoknows {name}", "at": last} for name, _ in top])
        print(f"\nWho knows the ten busiest accounts, on {last[:10]}:")
        for (name, n), reply in zip(top, replies, strict=True):
            best = rows(reply, "colleagues")[0]
            print(f"  {name:<18} {n:5} contacts  {best['title']}: {best['detail']}")

    def mornings(self) -> None:
        with (self.folder / "interactions.csv").open(newline="", encoding="utf-8") as file:
            days = sorted({row["at"][:10] for row in csv.DictReader(file)})
        for share in (0.4, 0.6, 0.8):
            day = days[int(len(days) * share)]
            text = self.rapport(f"nudge {day}", "nudge", "--at", f"{day}T09:00+00:00", "--dry-run")
            print(f"\nThe morning of {day}: {text.strip().splitlines()[-1]}")
            print("\n".join("  " + line for line in text.splitlines()[:12]))

    def score(self) -> None:
        queries = [json.loads(line) for line in (self.folder / "queries.jsonl").read_text().splitlines()]
        questions = [{"at": query["at"], "say": f"/whoknows {query['account']}"} for query in queries]
        replies = self.asked(f"ask, {len(queries)} queries", questions)
        answers = [
            {"at": q["at"], "account": q["account"], "ranking": [row["ref"] for row in rows(reply, "colleagues")]}
            for q, reply in zip(queries, replies, strict=True)
        ]
        (self.folder / "answers.jsonl").write_text("\n".join(map(json.dumps, answers)))
        print(self.timed("score", sys.executable, str(self.records), "whoknows", str(self.folder), "answers.jsonl"))


def rows(reply: dict[str, Any], of: str) -> list[dict[str, Any]]:
    return [row for block in reply.get("blocks", []) if block.get("of") == of for row in block["rows"]]


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    records = Path(sys.argv[1]).resolve()
    print(f"{datetime.now().astimezone():%Y-%m-%d %H:%M}, {sys.version.split()[0]}")
    if len(sys.argv) > 2:
        folder = Path(sys.argv[2]).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        Replay(records, folder).run()
        return
    with tempfile.TemporaryDirectory() as temporary:
        Replay(records, Path(temporary)).run()


if __name__ == "__main__":
    main()

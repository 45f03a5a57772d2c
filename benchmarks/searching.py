"""What a search costs among many notes: python -m benchmarks.searching FILE ACCOUNTS NOTES

Makes a book by `benchmarks.big_book` in a SQLite file, with notes of its own: half English, half Korean with particles,
of words as often as they are in a language, a tenth of them private or for a team. They are indexed by the product's
own way, and searched as a teammate does, each question some times.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import big_book
from bot.rules import query
from storage import search, workspaces
from storage.imports import in_batches
from storage.memory import Memory
from storage.search import Wanted
from storage.session import Scope

SOUNDS, VOWELS = "b c d f g h k l m n p r s t v z st tr ch".split(), "a e i o u ai ou".split()
SYLLABLES = (
    "가나다라마바사아자차카타파하고노도로모보소오조초구누두루무부수우주추거너더러머버서어저처기니디리미비시이지치"
)
PARTICLES = ["", "", "을", "를", "이", "가", "은", "에서", "으로", "의", "도"]
OFTEN = (
    ["offer", "offers", "offered", "pricing", "prices", "delivery"],
    ["견적", "견적서", "견적을", "단가", "단가를", "납기"],
)
RARE = 500  # words that are in one note each
TIMES = 40


def vocabulary() -> tuple[list[str], list[str]]:
    rng = random.Random(21)
    english = {
        "".join(rng.choice(SOUNDS) + rng.choice(VOWELS) for _ in range(rng.randint(2, 4))) for _ in range(20_000)
    }
    korean = {"".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))) for _ in range(20_000)}
    return sorted(english), sorted(korean)


def notes(count: int) -> Iterator[tuple[str, str, int]]:
    """Note, who may read it and the id; a word's rank grows with the cube of an even draw."""
    rng, languages = random.Random(22), vocabulary()
    for words in languages:
        rng.shuffle(words)
    for n in range(1, count + 1):
        which = n % 2
        words = [languages[which][int(len(languages[which]) * rng.random() ** 3)] for _ in range(rng.randint(5, 16))]
        if which:
            words = [word + rng.choice(PARTICLES) for word in words]
        for _twice in range(2):
            if rng.random() < 0.2:
                words.insert(rng.randrange(len(words)), rng.choice(OFTEN[which]))
        if n % (count // RARE) == 0:
            words.append(f"zq{n:08}")
        visible = rng.choices(["all", "team", "me"], [90, 7, 3])[0]
        yield " ".join(words), visible, n


def written(file: Path, count: int) -> None:
    db = sqlite3.connect(file)
    db.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;")
    db.executemany("UPDATE interaction SET note = ?, visible = ? WHERE id = ?", notes(count))
    db.commit()
    db.close()


def indexed(memory: Memory, scope: Scope, file: Path) -> None:
    before, began = file.stat().st_size, time.perf_counter()
    search.index_all(in_batches(memory, scope), lambda _done, _total: None)
    took = time.perf_counter() - began
    memory.close()
    size = (file.stat().st_size - before) / 1e6
    print(f"indexed in {took:.0f} s; the index takes {size:,.0f} MB more")


def questions(count: int) -> dict[str, list[Wanted]]:
    """By name, what is asked in turn."""
    today = datetime.now(UTC).date()
    rare = [Wanted(terms=[query.term(f"zq{n * (count // RARE):08}")]) for n in range(1, TIMES + 1)]
    middle = [Wanted(terms=[query.term(word)]) for word in vocabulary()[0][:TIMES]]

    def often(*words: str, **more: object) -> list[Wanted]:
        return [Wanted(terms=[query.term(word) for word in words], **more)] * TIMES  # type: ignore[arg-type]

    return {
        "a rare word": rare,
        "a word like any": middle,
        "a common word, English (offer…)": often("offer"),
        "a common word, Korean (견적…)": often("견적"),
        "two letters (of…)": often("of"),
        "one syllable (견…)": often("견"),
        "two common words": often("offer", "pricing"),
        "a common word at an account": often("offer", account=7),
        "a common word by a teammate": often("견적", author=7),
        "a common word since last month": often("offer", since=today - timedelta(31)),
        "page 50 of a common word": often("offer", since=today - timedelta(700)),
        "a word that there is not": often("xyzzy"),
    }


def measured(memory: Memory, scope: Scope, name: str, asked: list[Wanted]) -> None:
    skip = 490 if name.startswith("page") else 0
    took, counts = [], []
    for wanted in asked:
        began = time.perf_counter()
        hits = memory.read_now(scope, lambda session, w=wanted: search.find(session, w, 10, skip))  # type: ignore[misc]
        took.append(1000 * (time.perf_counter() - began))
        counts.append(hits.count)
    took.sort()
    shown = f"{search.MOST}+" if max(counts) > search.MOST else f"{statistics.median(counts):.0f}"
    print(f"{name:34} {shown:>6} found   p50 {took[len(took) // 2]:6.2f} ms   slowest {took[-1]:6.2f} ms")


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    file, count = Path(sys.argv[1]), int(sys.argv[3])
    big_book.make(file, int(sys.argv[2]), count)
    written(file, count)
    memory = Memory(f"sqlite:///{file}")
    scope = Scope(workspaces.first(memory), 7)
    indexed(memory, scope, file)
    memory = Memory(f"sqlite:///{file}")
    for name, asked in questions(count).items():
        measured(memory, scope, name, asked)
    memory.close()


if __name__ == "__main__":
    main()

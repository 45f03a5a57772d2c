"""The words of a text as they are searched for: letters and digits alone, without case or accents, and their places.

The index holds these words and nothing else, so that both databases, and what is not indexed yet, find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
PLAIN = re.compile(r"[a-z0-9가-힣]+")
LONGEST = 64  # signs of a word by which it is told from others
MOST = 16_000  # words of a text that are searched: PostgreSQL counts no further

Term = tuple[str, ...]  # words that follow each other, the last of which may go on


class Word(NamedTuple):
    key: str
    start: int
    end: int


def fold(word: str) -> str:
    """A word without case, accents and width: "Café" is "cafe", "ＡＢＣ" is "abc". "" where nothing is left."""
    word = word.lower()
    if PLAIN.fullmatch(word) is None:
        apart = unicodedata.normalize("NFKD", word.casefold())
        word = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign.isalnum()))
    return word[:LONGEST]


def words(text: str) -> list[Word]:
    """The words of a text (any text) with their spans [start, end), in order."""
    found = (Word(fold(match[0]), *match.span()) for match in WORD.finditer(text))
    return [word for word in found if word.key][:MOST]


def keys(text: str) -> list[str]:
    """The words alone."""
    return [word.key for word in words(text)]


def term(phrase: str) -> Term:
    """What is searched for by a word or a phrase; () where it has no letter or digit."""
    return tuple(keys(phrase))


def matches(text: Sequence[str], terms: Iterable[Term]) -> bool:
    """Whether a text, by its keys, has all of the terms."""
    return all(next(places(text, one), None) is not None for one in terms)


def places(text: Sequence[str], wanted: Term) -> Iterator[int]:
    """At which words of a text a term begins."""
    *firsts, last = wanted
    for n in range(len(text) - len(firsts)):
        if text[n + len(firsts)].startswith(last) and list(text[n : n + len(firsts)]) == firsts:
            yield n


def window(text: str, terms: Sequence[Term], most: int) -> str:
    """The piece of a text around the first hit, on one line of about `most` characters; “hits” stand in quotes.

    Cut at words, with "…" where something is left out. Without a hit it is the beginning.
    """
    line = " ".join(text.split())
    found = words(line)
    text_keys = [word.key for word in found]
    hits = sorted(
        {(found[n].start, found[n + len(one) - 1].end) for one in terms if one for n in places(text_keys, one)}
    )
    first = hits[0][0] if hits else 0
    start = 0 if first <= most // 2 or len(line) <= most else line.rfind(" ", 0, first - most // 3) + 1
    end = len(line)
    if end - start > most:
        start = min(start, first) if first - start < most else first
        end = start + most
        blank = line.rfind(" ", start, end)
        end = blank if blank > max(start + most // 2, hits[0][1] if hits else 0) else end
    return ("…" if start else "") + quoted(line, hits, start, end).strip() + ("…" if end < len(line) else "")


def quoted(line: str, hits: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """The signs from `start` to `end`, hits that lie within them in quotes."""
    parts, at = [], start
    for begins, ends in hits:
        if begins >= at and ends <= end:
            parts += [line[at:begins], "“", line[begins:ends], "”"]
            at = ends
    return "".join([*parts, line[at:end]])

"""Known names in a line of text, found by hashing its runs of words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from bot.rules.names.company import plain
from bot.rules.names.person import ADDRESS, ENGLISH
from bot.rules.names.stored import RUN, Stored
from bot.rules.names.tails import stems

_BREAK = re.compile(r"[,;:!?@()\[\]\n]")
_CLUSTER = re.compile(r".[\u0300-\u036f\u1160-\u11ff]*", re.DOTALL)
_LEGAL = r"\(주\)|㈜|주식회사|유한회사"
_LEGAL_AFTER = re.compile(
    rf"\s?(?:{_LEGAL})|,?\s(?:inc|corp|corporation|co|ltd|limited|llc|gmbh|plc)\b\.?,?", re.IGNORECASE
)
_LEGAL_BEFORE = re.compile(rf"(?:{_LEGAL})\s?$")
# A name that is also a word of every day counts as a name only when it is written as one.
_EVERYDAY = frozenset(
    "the a an as at by do for from go he her him his i if in is it its may me met my new next no not now of on "
    "one or our out she so that this to up us was we who will with you all any are and but can call had has "
    "how let mark see set".split()
)


class _Run(NamedTuple):
    start: int
    end: int
    key: str
    hangul: bool
    glued: bool  # to the run before it
    apart: bool  # from the run before it, by a mark that no name goes across


def find(names: Stored, text: str) -> list[tuple[int, int, list[int]]]:
    """Where known names stand in the text: (start, end, refs), longest first chosen, in order, not overlapping.

    Particles stay outside the span; a rank, 님 or "Dr." of a person and the legal form of a company are inside. A Latin
    name counts on word boundaries only, in any capitals; one of a single letter, or one that is an everyday word, only
    as it was written when learnt. A few words are hashed at each place: the number of names does not matter.
    """
    if not unicodedata.is_normalized("NFC", text):
        return _find_decomposed(names, text)
    return _find(names, text)


def _find(names: Stored, text: str) -> list[tuple[int, int, list[int]]]:
    runs = list(_runs(text))
    found = [span for first in range(len(runs)) if not runs[first].glued for span in _at(names, text, runs, first)]
    taken: list[tuple[int, int, list[int]]] = []
    covered = bytearray(len(text))
    for start, end, refs in sorted(found, key=lambda span: span[0] - span[1]):
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            taken.append((start, end, refs))
    return sorted(taken)


def _find_decomposed(names: Stored, text: str) -> list[tuple[int, int, list[int]]]:
    """The same for text whose letters are in pieces; what is found is said in places of the text as it came."""
    clusters: list[tuple[int, int]] = []
    composed = ""
    for cluster in _CLUSTER.finditer(text):
        letters = unicodedata.normalize("NFC", cluster[0])
        clusters += [cluster.span()] * len(letters)
        composed += letters
    return [(clusters[start][0], clusters[end - 1][1], refs) for start, end, refs in _find(names, composed)]


def _runs(text: str) -> Iterator[_Run]:
    before = 0
    for found in RUN.finditer(text):
        start, end = found.span()
        glued = start == before and start > 0
        apart = _BREAK.search(text, before, start) is not None
        yield _Run(start, end, plain(found[0]), "가" <= found[0][0] <= "힣", glued, apart)
        before = end


def _at(names: Stored, text: str, runs: list[_Run], first: int) -> Iterator[tuple[int, int, list[int]]]:
    """The known names that start at this run."""
    key = ""
    if _unsaid(names, runs[first]):
        return
    for last in range(first, min(first + names.longest, len(runs))):
        run = runs[last]
        if last > first and run.apart:
            break
        for end, whole in _ends(names, runs, last):
            stem = run.key[: end - run.start] if end < run.end else run.key
            slots = names.same.get(key + stem)
            if slots and (refs := _meant(names, slots, text[runs[first].start : end], end == run.end)):
                yield _extended(names, text, runs, (first, last), whole, refs)
                break
        key += "" if _unsaid(names, run) else run.key


def _unsaid(names: Stored, run: _Run) -> bool:
    """Whether a key leaves the word out."""
    return run.key == "and" and not names.people


def _ends(names: Stored, runs: list[_Run], last: int) -> Iterator[tuple[int, int]]:
    """Where a name that ends in this run may end, without and with its title; the longest first."""
    run = runs[last]
    following = runs[last + 1] if last + 1 < len(runs) and runs[last + 1].glued else None
    if following is None:
        for end, whole in stems(run.key, names.people) if run.hangul else ((run.end - run.start, run.end - run.start),):
            if end:
                yield run.start + end, run.start + whole
    elif following.hangul and (last + 2 == len(runs) or not runs[last + 2].glued):
        for end, whole in stems(following.key, names.people):
            if not end:
                yield run.end, following.start + whole if whole else run.end


def _meant(names: Stored, slots: list[int], written: str, whole_word: bool) -> list[int]:
    key = plain(written)
    if len(key) > 1 and key not in _EVERYDAY:
        return sorted({names.at(slot).ref for slot in slots})
    return sorted({names.at(slot).ref for slot in slots if whole_word and written in names.at(slot).name})


def _extended(
    names: Stored, text: str, runs: list[_Run], place: tuple[int, int], end: int, refs: list[int]
) -> tuple[int, int, list[int]]:
    """The span with the titles or legal forms that stand before and after it."""
    start = runs[place[0]].start
    if names.people:
        before, after = place[0] - 1, place[1] + 1
        if before >= 0 and runs[before].key in ADDRESS and text[runs[before].end : start] in (" ", ". "):
            start = runs[before].start
        if after < len(runs) and text[end : runs[after].start] == " ":
            end = _titled(text, runs[after]) or end
        return start, end, refs
    if legal := _LEGAL_BEFORE.search(text, max(0, start - 6), start):
        start = legal.start()
    while legal := _LEGAL_AFTER.match(text, end):
        end = legal.end()
    return start, end, refs


def _titled(text: str, run: _Run) -> int:
    """Where a title ends that is this whole run but for its particles; 0 if it is none."""
    if run.hangul:
        return next((run.start + whole for end, whole in stems(run.key, True) if not end and whole), 0)
    return run.end if run.key in ENGLISH and text[run.start].isupper() else 0

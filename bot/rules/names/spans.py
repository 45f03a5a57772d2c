"""Known names in a line of text, found by hashing its runs of words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.rules.names.company import plain
from bot.rules.names.legal import GLUED_LATIN, KOREAN, form_after, form_before
from bot.rules.names.person import ADDRESS, ENGLISH
from bot.rules.names.stored import MOST_WORDS, RUN, Stored
from bot.rules.names.tails import stems

Span = tuple[int, int, list[int]]

_BREAK = re.compile(r"[,;:!?@()\[\]\n]")
_CLUSTER = re.compile(r".[\u0300-\u036f\u1160-\u11ff]*", re.DOTALL)
# A name that is also a word of every day counts as a name only when it is written as one.
_EVERYDAY = frozenset(
    "the a an as at by do for from go he her him his i if in is it its may me met my new next no not now of on "
    "one or our out she so that this to up us was we who will with you all any are and but can call had has "
    "how let mark see set".split()
)


class Run(NamedTuple):
    """One word of a text."""

    start: int
    end: int
    key: str
    hangul: bool
    glued: bool  # to the run before it
    apart: bool  # from the run before it, by a mark that no name goes across


class Parts(NamedTuple):
    """A text taken apart, for as many kinds of names as are looked for in it.

    `text` is composed; `places` says where each of its letters stands in the text as it came, if that was not.
    """

    text: str
    runs: list[Run]
    places: list[tuple[int, int]] | None


def taken_apart(text: str) -> Parts:
    """The words of a text."""
    if unicodedata.is_normalized("NFC", text):
        return Parts(text, list(_runs(text)), None)
    places: list[tuple[int, int]] = []
    composed = ""
    for cluster in _CLUSTER.finditer(text):
        letters = unicodedata.normalize("NFC", cluster[0])
        places += [cluster.span()] * len(letters)
        composed += letters
    return Parts(composed, list(_runs(composed)), places)


def _runs(text: str) -> Iterator[Run]:
    before = 0
    glued = False  # whether a run that follows at once is glued to the one before it
    for found in RUN.finditer(text):
        start, end = found.span()
        word, gap = found[0], text[before:start]
        hangul = "가" <= word[0] <= "힣"
        apart = len(gap) > 0 and gap != " " and _BREAK.search(gap) is not None
        yield Run(start, end, word if hangul else plain(word), hangul, glued and not gap, apart)
        before, glued = end, not hangul or word not in KOREAN


def find(names: Stored, parts: Parts) -> list[Span]:
    """Where known names stand in the text: (start, end, refs), longest first chosen, in order, not overlapping.

    Particles stay outside the span; a rank, 님 or "Dr." of a person and the legal form of a company are inside. A Latin
    name counts on word boundaries only, in any capitals; one of a single letter, or one that is an everyday word, only
    as it was written when learnt. A few words are hashed at each place: the number of names does not matter.
    """
    text, runs, places = parts
    found: list[Span] = []
    for first, run in enumerate(runs):
        if not run.glued and _may_start(names, runs, first):
            found += _at(names, text, runs, first)
    if len(found) > 1:
        found = _apart(found, len(text))
    if places is None:
        return found
    return [(places[start][0], places[end - 1][1], refs) for start, end, refs in found]


def _apart(found: list[Span], length: int) -> list[Span]:
    """The longest of those that overlap."""
    taken: list[Span] = []
    covered = bytearray(length)
    for start, end, refs in sorted(found, key=lambda span: span[0] - span[1]):
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            taken.append((start, end, refs))
    return sorted(taken)


def _may_start(names: Stored, runs: list[Run], first: int) -> bool:
    """Whether a name may start at this run, told quickly: hardly any word of a sentence starts one."""
    key, following = runs[first].key, runs[first + 1] if first + 1 < len(runs) else None
    if key in names.same or (following is not None and (following.glued or names.closed.has_longer(key))):
        return True
    return runs[first].hangul and any(key[:end] in names.same for end, _ in stems(key, names.people))


def _at(names: Stored, text: str, runs: list[Run], first: int) -> Iterator[Span]:
    """The known names that start at this run."""
    key = ""
    for last in range(first, min(first + MOST_WORDS, len(runs))):
        run = runs[last]
        if last > first and (run.apart or not names.closed.has_longer(key)):
            return
        if run.key == "and" and not names.people:  # a key leaves it out
            if last == first:
                return
            continue
        for end, whole in _ends(names, runs, last):
            slots = names.same.get(key + run.key[: end - run.start] if end < run.end else key + run.key)
            if slots and (refs := _meant(names, slots, text[runs[first].start : end], end == run.end)):
                yield _extended(names, text, runs, (first, last), whole, refs)
                break
        key += run.key


def _ends(names: Stored, runs: list[Run], last: int) -> Sequence[tuple[int, int]]:
    """Where a name that ends in this run may end, without and with what is glued to it; the longest first."""
    run = runs[last]
    if last + 1 == len(runs) or not (following := runs[last + 1]).glued:
        if not run.hangul:
            return ((run.end, run.end),)
        return [(run.start + end, run.start + whole) for end, whole in stems(run.key, names.people) if end]
    if following.hangul and (last + 2 == len(runs) or not runs[last + 2].glued):
        tails = stems(following.key, names.people)
        return [(run.end, following.start + whole if whole else run.end) for end, whole in tails if not end]
    if following.key in GLUED_LATIN and run.hangul and not names.people:
        return [(run.end, following.end)]
    return ()


def _meant(names: Stored, slots: list[int], written: str, whole_word: bool) -> list[int]:
    key = plain(written)
    if len(key) > 1 and key not in _EVERYDAY:
        return sorted({names.at(slot).ref for slot in slots})
    return sorted({names.at(slot).ref for slot in slots if whole_word and written in names.at(slot).name})


def _extended(names: Stored, text: str, runs: list[Run], place: tuple[int, int], end: int, refs: list[int]) -> Span:
    """The span with the titles or legal forms that stand before and after it."""
    start = runs[place[0]].start
    if names.people:
        before, after = place[0] - 1, place[1] + 1
        if before >= 0 and runs[before].key in ADDRESS and text[runs[before].end : start] in (" ", ". "):
            start = runs[before].start
        if after < len(runs) and text[end : runs[after].start] == " ":
            end = _titled(text, runs[after]) or end
        return start, end, refs
    while (earlier := form_before(text, start)) < start:
        start = earlier
    while (later := form_after(text, end)) > end:
        end = later
    return start, end, refs


def _titled(text: str, run: Run) -> int:
    """Where a title ends that is this whole run but for its particles; 0 if it is none."""
    if run.hangul:
        return next((run.start + whole for end, whole in stems(run.key, True) if not end and whole), 0)
    return run.end if run.key in ENGLISH and text[run.start].isupper() else 0

"""Typeahead: names by what any of their words starts with, in one sorted list."""

import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

# ㄱ as an input method sends it -> the same consonant at the head of a syllable, so that 한ㅂ is the start of 한빛.
_HEADS = {ord(alone): 0x1100 + place for place, alone in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")}
_FEW = 64


def letters(text: str) -> str:
    """The text with every Hangul syllable taken apart: half a syllable is a start of the whole one."""
    return text if text.isascii() else unicodedata.normalize("NFD", text.translate(_HEADS))


def initials(text: str) -> str:
    """The consonants that head the syllables of a text, all else as it is: 한빛전자 gives ㅎㅂㅈㅈ."""
    return "".join(chr(0x1100 + (ord(one) - 0xAC00) // 588) if "가" <= one <= "힣" else one for one in text)


class Starts:
    """Words, each with the slot of the name it stands in."""

    def __init__(self) -> None:
        self._sorted: list[str] = []
        self._new: list[str] = []

    def put(self, slot: int, words: Iterable[str]) -> None:
        """Add a name's words; many at once are sorted in when first asked for."""
        self._new += [f"{word}\0{slot}" for word in words]

    def drop(self, slot: int, words: Iterable[str]) -> None:
        """Take a name's words out again."""
        self._merge()
        for word in words:
            entry = f"{word}\0{slot}"
            place = bisect_left(self._sorted, entry)
            if place < len(self._sorted) and self._sorted[place] == entry:
                del self._sorted[place]

    def starting(self, typed: str, most: int) -> Iterator[tuple[str, int]]:
        """At most so many (word, slot) in order whose word starts with what was typed, which is not empty."""
        self._merge()
        place = bisect_left(self._sorted, typed)
        for entry in self._sorted[place : place + most]:
            if not entry.startswith(typed):
                return
            word, _, slot = entry.rpartition("\0")
            yield word, int(slot)

    def _merge(self) -> None:
        if len(self._new) > _FEW:
            self._sorted = sorted(self._sorted + self._new)
        else:
            for entry in self._new:
                insort(self._sorted, entry)
        self._new.clear()

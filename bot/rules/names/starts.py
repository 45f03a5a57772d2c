"""Typeahead: names by what any of their words starts with, in one sorted list."""

import unicodedata
from bisect import bisect_left, bisect_right, insort
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


class Sorted:
    """Texts in order, to look for what begins with something; many that are new are sorted in when first asked for."""

    def __init__(self) -> None:
        self._sorted: list[str] = []
        self._new: list[str] = []

    def add(self, texts: Iterable[str]) -> None:
        """Add texts that are not there yet."""
        self._new += texts

    def drop(self, text: str) -> None:
        """Take a text out again, if it is there."""
        self._merge()
        place = bisect_left(self._sorted, text)
        if place < len(self._sorted) and self._sorted[place] == text:
            del self._sorted[place]

    def starting(self, typed: str, most: int) -> list[str]:
        """At most so many that start with what was typed, in order."""
        if self._new:
            self._merge()
        place = bisect_left(self._sorted, typed)
        return [text for text in self._sorted[place : place + most] if text.startswith(typed)]

    def has_longer(self, typed: str) -> bool:
        """Whether any starts with what was typed and goes on."""
        if self._new:
            self._merge()
        place = bisect_right(self._sorted, typed)
        return place < len(self._sorted) and self._sorted[place].startswith(typed)

    def _merge(self) -> None:
        if len(self._new) > _FEW:
            self._sorted = sorted(self._sorted + self._new)
        else:
            for text in self._new:
                insort(self._sorted, text)
        self._new.clear()


class Starts:
    """Words, each with the slot of the name it stands in."""

    def __init__(self) -> None:
        self._words = Sorted()

    def put(self, slot: int, words: Iterable[str]) -> None:
        """Add a name's words."""
        self._words.add(f"{word}\0{slot}" for word in words)

    def drop(self, slot: int, words: Iterable[str]) -> None:
        """Take a name's words out again."""
        for word in words:
            self._words.drop(f"{word}\0{slot}")

    def starting(self, typed: str, most: int) -> Iterator[tuple[str, int]]:
        """At most so many (word, slot) in order whose word starts with what was typed, which is not empty."""
        for entry in self._words.starting(typed, most):
            word, _, slot = entry.rpartition("\0")
            yield word, int(slot)

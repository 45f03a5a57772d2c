"""Which of very many names share most pairs of letters with one: sets of slots as bits of large integers."""

import re
from collections.abc import Iterable
from itertools import pairwise

_MOST = 24
_FILLED = re.compile(rb"[^\0]")


def pairs(sound: str) -> set[int]:
    """The pairs of neighbouring letters of a sound, its edges included, each as a number below 1024.

    Five bits a letter tell a–z apart and let any other script share their places, so that the sets stay few.
    """
    codes = [0, *(ord(letter) & 31 for letter in sound), 0]
    return {before << 5 | after for before, after in pairwise(codes)}


class Grams:
    """For each pair of letters, the slots whose name has it."""

    def __init__(self) -> None:
        self._bytes = [bytearray() for _ in range(1024)]
        self._sets: dict[int, int] = {}

    def put(self, slot: int, sounds: Iterable[str]) -> None:
        """Note that the name in this slot sounds so."""
        where, bit = slot >> 3, 1 << (slot & 7)
        for pair in set().union(*map(pairs, sounds)):
            row = self._bytes[pair]
            if where >= len(row):
                row.extend(bytes(where - len(row) + 1 + (where >> 3)))
            row[where] |= bit
            self._sets.pop(pair, None)

    def drop(self, slot: int, sounds: Iterable[str]) -> None:
        """Take back what put() noted."""
        where, mask = slot >> 3, 255 ^ 1 << (slot & 7)
        for pair in set().union(*map(pairs, sounds)):
            self._bytes[pair][where] &= mask
            self._sets.pop(pair, None)

    def closest(self, sound: str, enough: int) -> list[int]:
        """Slots that share the most pairs with this sound, at least `enough` if there are, none with under a third."""
        sets = sorted((self._set(pair) for pair in pairs(sound)), key=int.bit_count)[:_MOST]
        levels = _levels(sets)
        found: list[int] = []
        above = 0
        for level in reversed(levels[(len(sets) - 1) // 3 :]):
            found += _slots(level & ~above, enough - len(found))
            if len(found) >= enough:
                break
            above = level
        return found

    def _set(self, pair: int) -> int:
        known = self._sets.get(pair)
        if known is None:
            known = self._sets[pair] = int.from_bytes(self._bytes[pair], "little")
        return known


def _levels(sets: list[int]) -> list[int]:
    """levels[k]: the slots that are in more than k of the sets."""
    levels: list[int] = []
    for one in sets:
        for k, level in enumerate(levels):
            levels[k], one = level | one, level & one
            if not one:
                break
        else:
            levels.append(one)
    return levels


def _slots(bits: int, most: int) -> list[int]:
    """The places of the first `most` bits that are set."""
    found: list[int] = []
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for filled in _FILLED.finditer(octets):
        place = filled.start()
        found += [place << 3 | bit for bit in range(8) if octets[place] >> bit & 1]
        if len(found) >= most:
            break
    return found[:most]

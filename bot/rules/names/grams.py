"""Which of very many names share most pairs of letters with one: sets of slots as bits of large integers."""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import islice, pairwise
from operator import or_

_MOST = 24
_BITS = [[bit for bit in range(8) if octet >> bit & 1] for octet in range(256)]
_FILLED = re.compile(rb"\0*+(.)", re.DOTALL)  # steps over empty octets many times faster than a search for full ones


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
        sets = [self._set(pair) for pair in pairs(sound)]
        if len(sets) > _MOST:
            sets = sorted(sets, key=int.bit_count)[:_MOST]
        found: list[int] = []
        for slots in _most_first(_counted(sets[:]), (len(sets) + 2) // 3):
            found += _slots(slots, enough - len(found))
            if len(found) >= enough:
                break
        return found

    def _set(self, pair: int) -> int:
        known = self._sets.get(pair)
        if known is None:
            known = self._sets[pair] = int.from_bytes(self._bytes[pair], "little")
        return known


def _counted(sets: list[int]) -> list[int]:
    """In how many of the sets each slot is, as a binary number: the slots that have a 1 at its first place, and so on.

    Three sets that count the same are added to one and a carry (a carry-save adder, as in hardware).
    """
    digits: list[int] = []
    while sets:
        carried: list[int] = []
        while len(sets) > 1:
            one, other, third = sets.pop(), sets.pop(), sets.pop() if sets else 0
            either = one ^ other
            sets.append(either ^ third)
            if carry := one & other | either & third:
                carried.append(carry)
        digits += sets
        sets = carried
    return digits


def _most_first(digits: list[int], least: int) -> Iterator[int]:
    """The slots by their count: first those with the highest, down to the `least`, 1 or more."""
    left = [(reduce(or_, digits, 0), len(digits), 0)]
    while left:
        slots, place, count = left.pop()
        if not slots or count + (1 << place) <= least:
            continue
        if not place:
            yield slots
            continue
        place -= 1
        high = slots & digits[place]
        left += [(slots ^ high, place, count), (high, place, count | 1 << place)]


def _slots(bits: int, most: int) -> list[int]:
    """The places of the first `most` bits that are set."""
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    filled = [found.end() - 1 for found in islice(_FILLED.finditer(octets), most)]
    return [place << 3 | bit for place in filled for bit in _BITS[octets[place]]][:most]

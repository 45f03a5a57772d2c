"""The names of one kind in one workspace, and the tables that find them without a scan."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from math import log

from bot.rules.names.company import folded
from bot.rules.names.forms import Known, close, company_readings, from_each_word, person_readings, sound_line, spoken
from bot.rules.names.grams import Grams
from bot.rules.names.legal import LONGEST_FIRST
from bot.rules.names.likeness import COMMON
from bot.rules.names.person import person_key
from bot.rules.names.starts import Sorted, Starts, initials, letters

MOST_WORDS = 8  # of a text that may be one name
LONGEST = 200  # letters of a name that are looked at; what is longer is no name
# What is one word of a text, whatever is glued to it in the other script; a legal form before a name is one too.
RUN = re.compile(rf"(?:{'|'.join(LONGEST_FIRST)})(?=[가-힣A-Za-z]{{2}})|[가-힣]+|[^\W_가-힣]+")
SOUND = "\1"  # before a sound among the starts, so that sounds and spellings do not mix


class Stored:
    """Names by slot; each table leads from what was asked to slots."""

    def __init__(self, key: Callable[[str], str] = folded) -> None:
        self._key = key
        self.people = key is person_key
        self.readings = person_readings if self.people else company_readings
        self.same: dict[str, list[int]] = {}
        self.short: dict[str, list[int]] = {}
        self.heard: list[str] = []
        self.starts = Starts()
        self.closed = Sorted()  # the keys of `same`
        self.grams = Grams()
        self._known: list[Known | None] = []
        self._free: list[int] = []
        self._of: dict[int, list[int]] = {}
        self._count: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._known) - len(self._free)

    def key(self, name: str) -> str:
        """The key of a name of this kind, of its first LONGEST letters."""
        return self._key(name[:LONGEST])

    def apart(self, ref: int, name: str) -> Known | None:
        """A name taken apart as those that are stored are; none if it is empty."""
        key = self.key(name)
        if not key.strip():
            return None
        readings = self.readings(key)
        return Known(ref, name, key, readings, tuple(map(sound_line, readings)))

    def add(self, ref: int, name: str) -> None:
        """Learn one more name of a ref; one it already has changes nothing, and neither does an empty one."""
        known = self.apart(ref, name)
        if known is None or any(self.at(slot).key == known.key for slot in self._of.get(ref, ())):
            return
        slot = self._free.pop() if self._free else len(self._known)
        self._known[slot : slot + 1] = [known]
        self.heard[slot : slot + 1] = [spoken(known.sounds[0])]
        self._of.setdefault(ref, []).append(slot)
        for table, text in self._entries(known):
            if table is self.same and text not in table:
                self.closed.add((text,))
            table.setdefault(text, []).append(slot)
        self._count.update(_words(known))
        self.starts.put(slot, _starts(known))
        self.grams.put(slot, map(spoken, known.sounds))

    def remove(self, ref: int) -> None:
        """Forget every name of a ref."""
        for slot in self._of.pop(ref, ()):
            known = self.at(slot)
            for table, text in self._entries(known):
                table[text].remove(slot)
                if not table[text]:
                    del table[text]
                    if table is self.same:
                        self.closed.drop(text)
            self._count.subtract(_words(known))
            self.starts.drop(slot, _starts(known))
            self.grams.drop(slot, map(spoken, known.sounds))
            self._known[slot] = None
            self._free.append(slot)

    def at(self, slot: int) -> Known:
        """The name in a slot that a table led to."""
        known = self._known[slot]
        assert known is not None  # every table is cleared of a slot before it is given free
        return known

    def named(self, key: str) -> list[int]:
        """The slots whose name has this key."""
        return [slot for slot in self.same.get(close(key), ()) if self.at(slot).key == key]

    def weight(self, word: str) -> float:
        """How much a word's sound tells names apart: the rarer the more, and little where it is optional."""
        rare = log(2 + len(self) / (1 + self._count[word]))
        return rare * 0.3 if word in COMMON and not self.people else rare

    def rare(self, word: str, most: int) -> bool:
        """Whether at most so many names have a word of this sound."""
        return 0 < self._count[word] <= most

    def _entries(self, known: Known) -> Iterator[tuple[dict[str, list[int]], str]]:
        yield self.same, close(known.key)
        if not self.people and (acronym := acronym_of(known.key)):
            yield self.short, acronym


def acronym_of(key: str) -> str:
    """The first letters of a Latin name of several words, else nothing."""
    parts = key.split()
    return "".join(part[0] for part in parts) if len(parts) > 1 and key.isascii() else ""


def _words(known: Known) -> set[str]:
    return {word for line in known.sounds for word in line.split()}


def _starts(known: Known) -> set[str]:
    """What a name may be found by while it is typed: its words, its initial consonants, its sounds."""
    found = {letters(part) for part in from_each_word(known.key)}
    found |= {initials(part) for part in from_each_word(known.key)} if not known.key.isascii() else set()
    return found | {SOUND + spoken(part) for line in known.sounds for part in from_each_word(line)}

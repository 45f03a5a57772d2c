"""What is asked of the names of one kind."""

from collections.abc import Callable
from threading import Lock

from bot.rules.names.company import folded
from bot.rules.names.forms import Hit
from bot.rules.names.judged import Verdict, judge
from bot.rules.names.near import nearest
from bot.rules.names.spans import Parts, Span, find, taken_apart
from bot.rules.names.stored import Stored
from bot.rules.names.typed import starting


class NameIndex:
    """The accounts, the people or the teammates of one workspace by name; for human beings NameIndex(person_key).

    A ref may have several names (aliases) and a name several refs (namesakes). Names come and go while others are
    looked up, also from other threads.
    """

    def __init__(self, key: Callable[[str], str] = folded) -> None:
        self._names = Stored(key)
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._names)

    def add(self, ref: int, name: str) -> None:
        """Learn one more name of a ref; one it already has changes nothing, and neither does an empty one."""
        with self._lock:
            self._names.add(ref, name)

    def remove(self, ref: int) -> None:
        """Forget every name of a ref, if it has any."""
        with self._lock:
            self._names.remove(ref)

    def exact(self, name: str) -> list[int]:
        """All refs with a name of the same key."""
        with self._lock:
            names = self._names
            return sorted({names.at(slot).ref for slot in names.named(names.key(name))})

    def starting(self, typed: str, limit: int = 20) -> list[Hit]:
        """Typeahead: names any of whose words starts so; initial consonants (ㅎㅂㅈㅈ) and the other script count."""
        with self._lock:
            return starting(self._names, typed, limit)

    def nearest(self, name: str, limit: int = 5) -> list[Hit]:
        """The names most like this one, across scripts, best first, one for each ref."""
        with self._lock:
            return nearest(self._names, name, limit)

    def judge(self, name: str) -> Verdict:
        """Certain, Several (ask) or Unknown (offer to create): never a guess."""
        with self._lock:
            return judge(self._names, name)

    def in_text(self, text: str) -> list[Span]:
        """Where known names stand in a text: (start, end, refs), in order, not overlapping."""
        return self.in_parts(taken_apart(text))

    def in_parts(self, parts: Parts) -> list[Span]:
        """The same of a text that was taken apart already, for names of several kinds."""
        with self._lock:
            return find(self._names, parts)

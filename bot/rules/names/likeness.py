"""How much two names are alike, from 0 to 1."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import mul

from rapidfuzz.distance import JaroWinkler

from bot.rules.names.sound import opened, romanised, together, word_sound

jaro_winkler: Callable[[str, str], float] = JaroWinkler.normalized_similarity
# Words that a company's name comes with or without.
COMMON = frozenset(map(word_sound, "group holding holdings company international global corporation".split()))
EQUAL, _UNEQUAL = 0.98, 0.97
_SAME_SOUND, _START, _START_ONLY = 0.95, 0.75, 0.85
_CONSONANTS = str.maketrans("ktpr", "gdbl")


def strict(likeness: float, length: int) -> float:
    """Jaro–Winkler made strict: it is kind to names that begin alike, and one letter in three is another name."""
    return 1 - (1 - likeness) * (1.2 + 4 / length)


@dataclass(frozen=True, slots=True)
class Heard:
    """A reading of a name taken apart: its words, how each sounds, and how much each tells names apart."""

    words: list[str]
    sounds: list[str]
    weights: list[float]

    @property
    def latin(self) -> bool:
        """Whether the name begins in Latin letters."""
        return self.words[0].isascii()

    @classmethod
    def of(cls, reading: str, sounds: str, weight: Callable[[str], float]) -> "Heard":
        """A reading and the line of its sounds, with a weight for every sound."""
        line = sounds.split()
        return cls(reading.split(), line, [weight(sound) for sound in line])


def name_likeness(asked: Heard, known: Heard) -> float:
    """Likeness of two names: as they run on from the start, however spaced, or word by word in any order.

    At least EQUAL only if nothing but spaces, the order of words or the script differs.
    """
    start, words = _from_the_start(asked, known), EQUAL * _by_words(asked, known)
    alike = len(asked.words) == len(known.words) > 1 and asked.latin == known.latin
    if alike and start < EQUAL and words < EQUAL:
        return (start + words) / 2  # a first name alone makes two long names begin alike
    return max(start, words)


def _from_the_start(asked: Heard, known: Heard) -> float:
    """Likeness to the known name, or to its first words."""
    sound, spelling = together(asked.sounds), _spelling(asked.words)
    best = part = 0.0
    heard = ""
    for count, weight in enumerate(known.weights, 1):
        part += weight
        heard = together(known.sounds[:count])
        near = jaro_winkler(sound, heard)
        if near > 0.8:
            both = 0.7 * near + 0.3 * jaro_winkler(spelling, _spelling(known.words[:count]))
            alike = min(strict(both, len(sound)), _UNEQUAL)
            best = max(best, alike * (0.85 + 0.15 * part / sum(known.weights)))
    if sound == heard and not (asked.latin and known.latin):
        alike = jaro_winkler(spelling, _spelling(known.words))
        return EQUAL if alike == 1.0 else max(best, 0.9 + 0.06 * alike)
    return best * _START_ONLY if _acronyms_differ(asked.words[0], known.words[0]) else best


def _spelling(words: list[str]) -> str:
    """Words in Latin letters without spaces, with one letter for k and g, t and d, p and b, r and l."""
    return romanised("".join(words)).translate(_CONSONANTS)


def _by_words(asked: Heard, known: Heard) -> float:
    """Likeness word by word: what was asked must be found, what is known may go unasked for a little."""
    offered = list(zip(known.words, known.sounds, strict=True))
    table = [
        [_word(word, other, said, heard) for other, heard in offered]
        for word, said in zip(asked.words, asked.sounds, strict=True)
    ]
    found: float = sum(map(mul, asked.weights, map(max, table))) / sum(asked.weights)
    used: float = sum(map(mul, known.weights, map(max, zip(*table, strict=True)))) / sum(known.weights)
    return 0.85 * found + 0.15 * used


def _word(asked: str, known: str, said: str, heard: str) -> float:
    if asked == known:
        return 1.0
    latin = asked.isascii() and known.isascii()
    if said == heard or opened(said) == opened(heard):
        return 0.75 + 0.2 * jaro_winkler(asked, known) if latin else _SAME_SOUND
    if _acronyms_differ(asked, known):
        return 0.0
    short, long = sorted((said, heard), key=len)
    if len(short) > 1 and long.startswith(short):
        return _START + 0.2 * len(short) / len(long)
    if _abbreviates(short, long):
        return 0.85
    near = jaro_winkler(said, heard)
    if latin:
        near = max(near, jaro_winkler(asked, known))
    return max(strict(near, len(asked)), 0.0) if near > 0.8 else 0.0


def _acronyms_differ(word: str, other: str) -> bool:
    """Whether two Latin words are too short to be alike unless one begins the other: LG and KG."""
    short, long = sorted((word, other), key=len)
    return len(short) < 4 and word.isascii() and other.isascii() and not long.startswith(short)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the short word is the long one with letters left out between its ends: intl, svc, mfg."""
    if len(short) < 3 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)

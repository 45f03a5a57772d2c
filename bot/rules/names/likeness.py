"""How much two names are alike, from 0 to 1."""

from collections.abc import Callable, Mapping, Sequence
from operator import mul
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.rules.names.sound import joined_sound, opened, romanised, together, word_sound

jaro_winkler: Callable[[str, str], float] = JaroWinkler.normalized_similarity
# Words that a company's name comes with or without.
COMMON = frozenset(map(word_sound, "group holding holdings company international global corporation".split()))
EQUAL, _UNEQUAL = 0.98, 0.97
_SAME_SOUND, _START, _START_ONLY = 0.95, 0.75, 0.85
_NEAR = 0.8  # two words that Jaro and Winkler find no nearer have only letters in common
_CONSONANTS = str.maketrans("ktpr", "gdbl")


def most_alike(asked: str, known: Sequence[str], most: int | None = None, least: float = 0.0) -> list[int]:
    """The places of those among many that Jaro and Winkler find most alike, best first: one call for all."""
    found = process.extract(
        asked, known, scorer=JaroWinkler.normalized_similarity, processor=None, limit=most, score_cutoff=least
    )
    return [place for _, _, place in found]


def strict(likeness: float, length: int) -> float:
    """Jaro–Winkler made strict: it is kind to names that begin alike, and one letter in three is another name."""
    return 1 - (1 - likeness) * (1.2 + 4 / length)


class Heard(NamedTuple):
    """A reading of a name taken apart: its words, how each sounds, and how much each tells names apart."""

    words: list[str]
    sounds: list[str]
    weights: list[float]


class Wanted:
    """A reading of a name that others are compared with; `spoken` is the sound of it as one word."""

    def __init__(self, heard: Heard, known: Mapping[str, str]) -> None:
        """`known` has every word of the others, with its sound."""
        self.words, self.sounds, self.weights = heard
        self.weight = sum(heard.weights)
        self.spoken = together(heard.sounds)
        self.spelling = _spelling("".join(heard.words))
        self.latin = heard.words[0].isascii()
        others, heard_so = list(known), list(known.values())
        columns = [_column(*word, others, heard_so) for word in zip(heard.words, heard.sounds, strict=True)]
        self.alike = dict(zip(others, zip(*columns, strict=True), strict=True))  # a known word -> likeness to each


def name_likeness(asked: Wanted, known: Heard, least: float = 0.0) -> float:
    """Likeness of two names: as they run on from the start, however spaced, or word by word in any order.

    At least EQUAL only if nothing but spaces, the order of words or the script differs. Where it is under `least`, it
    may be said to be less than it is.
    """
    words = EQUAL * _by_words(asked, known)
    if words >= EQUAL or not len(asked.words) == len(known.words) > 1 or asked.latin != known.words[0].isascii():
        return max(words, _from_the_start(asked, known, max(words, least)))
    start = _from_the_start(asked, known, 2 * least - words)
    return start if start >= EQUAL else (start + words) / 2  # a first name alone makes two long names begin alike


def _from_the_start(asked: Wanted, known: Heard, least: float) -> float:
    """Likeness to the known name, or to its first words; what is under `least` may be said to be 0."""
    sound, first, every = asked.spoken, known.words[0], sum(known.weights)
    equal = not (asked.latin and first.isascii()) and sound == together(known.sounds)
    best = part = 0.0
    heard = ""
    for count, one in enumerate(known.sounds if least <= _UNEQUAL else (), 1):
        part += known.weights[count - 1]
        heard = joined_sound(heard, one)
        near = jaro_winkler(sound, heard if heard[0] not in "ln" else opened(heard))
        if near > _NEAR and strict(0.7 * near + 0.3, len(sound)) >= least:
            spelling = jaro_winkler(asked.spelling, _spelling("".join(known.words[:count])))
            alike = min(strict(0.7 * near + 0.3 * spelling, len(sound)), _UNEQUAL)
            best = max(best, alike * (0.85 + 0.15 * part / every))
    if equal:
        alike = jaro_winkler(asked.spelling, _spelling("".join(known.words)))
        return EQUAL if alike == 1.0 else max(best, 0.9 + 0.06 * alike)
    return best * _START_ONLY if best and _acronyms_differ(asked.words[0], first) else best


def _spelling(text: str) -> str:
    """Letters as Latin ones, with one for k and g, t and d, p and b, r and l."""
    return romanised(text).translate(_CONSONANTS)


def _by_words(asked: Wanted, known: Heard) -> float:
    """Likeness word by word: what was asked must be found, what is known may go unasked for a little."""
    table = [asked.alike[word] for word in known.words]
    found: float = sum(map(mul, asked.weights, map(max, zip(*table, strict=True)))) / asked.weight
    used: float = sum(map(mul, known.weights, map(max, table))) / sum(known.weights)
    return 0.85 * found + 0.15 * used


def _column(word: str, said: str, others: list[str], sounds: list[str]) -> list[float]:
    """How much each known word is like this one. Most are not at all, which is told without a closer look."""
    near = {*most_alike(said, sounds, None, _NEAR), *most_alike(word, others, None, _NEAR)}
    first, last, opening = said[0], said[-1], said[0] in "ln"
    column = []
    for place, heard in enumerate(sounds):
        closer = opening or heard[0] in "ln" or place in near
        closer = closer or (
            heard[0] == first and (heard[-1] == last or heard.startswith(said) or said.startswith(heard))
        )
        column.append(_word(word, others[place], said, heard) if closer else 0.0)
    return column


def _word(asked: str, known: str, said: str, heard: str) -> float:
    """Likeness of two plain words by sound and, of Latin ones, by spelling."""
    if asked == known:
        return 1.0
    latin = asked.isascii() and known.isascii()
    if said == heard or opened(said) == opened(heard):
        return 0.75 + 0.2 * jaro_winkler(asked, known) if latin else _SAME_SOUND
    if _acronyms_differ(asked, known):
        return 0.0
    short, long = _by_length(said, heard)
    if len(short) > 1 and long.startswith(short):
        return _START + 0.2 * len(short) / len(long)
    if short[0] == long[0] and short[-1] == long[-1] and len(short) > 2 and _abbreviates(short, long):
        return 0.85
    near = jaro_winkler(said, heard)
    if latin:
        near = max(near, jaro_winkler(asked, known))
    return max(strict(near, len(asked)), 0.0) if near > _NEAR else 0.0


def _acronyms_differ(word: str, other: str) -> bool:
    """Whether two Latin words are too short to be alike unless one begins the other: LG and KG."""
    short, long = _by_length(word, other)
    return len(short) < 4 and word.isascii() and other.isascii() and not long.startswith(short)


def _by_length(one: str, other: str) -> tuple[str, str]:
    return (one, other) if len(one) <= len(other) else (other, one)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the short word is the long one with letters left out: intl, svc, mfg."""
    at = -1
    return all((at := long.find(letter, at + 1)) >= 0 for letter in short)

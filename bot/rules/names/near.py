"""Names that are nearly what was asked."""

from collections.abc import Callable, Iterator
from functools import cache

from bot.rules.names.forms import Hit, Known, close, spoken
from bot.rules.names.likeness import Heard, Wanted, most_alike, name_likeness
from bot.rules.names.stored import SOUND, Stored, acronym_of

# Measured on public lists: more candidates than these find no more, only later.
_SHARING, _COMPARED, _RARE = 150, 8, 6
_FLOOR = 0.4  # below it nobody would see why the name is shown
_ACRONYM = 0.86  # likely meant, never certain: ABC may be many names
# Never certain either, and two translations are not compared at all: 무역 and 물산 are both trading.
_TRANSLATED = 0.96
# Worth asking about; below it a name is more often a new one. What is so much less alike than the best is not meant.
LIKELY, BESIDE = 0.78, 0.15


def nearest(names: Stored, asked: str, limit: int, beside: float = 1.0) -> list[Hit]:
    """The names most like what was asked, best first, one for each ref.

    If the best is LIKELY, those that are less alike by more than `beside` may be missing.
    """
    wanted = names.apart(0, asked)
    if wanted is None:
        return []
    weight = cache(names.weight)
    candidates = [names.at(slot) for slot in dict.fromkeys(_candidates(names, wanted))]
    heard = [_heard(known, weight) for known in candidates]
    words = {word: sound for ways in heard for way in ways for word, sound in zip(way.words, way.sounds, strict=True)}
    ways = [Wanted(way, words) for way in _heard(wanted, weight)]
    best: dict[int, tuple[float, Known]] = {}
    least = _FLOOR
    for known, others in zip(candidates, heard, strict=True):
        score = _score(wanted, ways, known, others, least)
        if score >= least and (known.ref not in best or score > best[known.ref][0]):
            best[known.ref] = score, known
            if score >= LIKELY:
                least = max(least, score - beside)
    first = sorted(best.items(), key=lambda found: (-found[1][0], found[0]))[:limit]
    return [Hit(ref, known.name, score, known.key == wanted.key) for ref, (score, known) in first]


def _candidates(names: Stored, wanted: Known) -> Iterator[int]:
    """Slots, the likeliest first."""
    yield from names.same.get(close(wanted.key), ())
    yield from names.short.get(wanted.key, ())
    yield from names.same.get(acronym_of(wanted.key), ())
    for line in wanted.sounds:
        sound = spoken(line)
        slots = names.grams.closest(sound, _SHARING)
        yield from (slots[place] for place in most_alike(sound, [names.heard[slot] for slot in slots], _COMPARED))
        yield from slots[:_COMPARED]
        for word in line.split():
            if names.rare(word, _RARE):
                yield from (slot for _, slot in names.starts.starting(SOUND + word, _RARE))


def _heard(known: Known, weight: Callable[[str], float]) -> list[Heard]:
    return [
        Heard(reading.split(), sounds := line.split(), list(map(weight, sounds)))
        for reading, line in zip(known.readings, known.sounds, strict=True)
    ]


def _score(wanted: Known, ways: list[Wanted], known: Known, others: list[Heard], least: float) -> float:
    """How much a candidate is like what was asked; what is under `least` may be said to be less than it is."""
    key = wanted.key
    if key == known.key:
        return 1.0
    if close(key) == close(known.key):
        return 0.99
    spaced, other_spaced = " " in key, " " in known.key
    initials = spaced != other_spaced and (known.key == acronym_of(key) if spaced else key == acronym_of(known.key))
    best = _ACRONYM if initials else 0.0
    for one in ways:
        for other in others:
            translated = (one is not ways[0] and len(one.words) > 1) + (other is not others[0] and len(other.words) > 1)
            if translated < 2:
                likeness = name_likeness(one, other, max(least, best))
                best = max(best, min(likeness, _TRANSLATED if translated else 1.0))
    return best

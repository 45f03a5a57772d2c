"""Names that are nearly what was asked."""

from collections.abc import Iterator
from heapq import nlargest
from itertools import product

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.rules.names.forms import Hit, Known, close, sound_line, spoken
from bot.rules.names.likeness import Heard, name_likeness
from bot.rules.names.stored import SOUND, Stored, acronym_of

# Measured on public lists: more candidates than these find no more, only later.
_SHARING, _COMPARED, _RARE = 150, 8, 6
_FLOOR = 0.4  # below it nobody would see why the name is shown
_ACRONYM = 0.86  # likely meant, never certain: ABC may be many names
# Never certain either, and two translations are not compared at all: 무역 and 물산 are both trading.
_TRANSLATED = 0.96


def nearest(names: Stored, asked: str, limit: int) -> list[Hit]:
    """The names most like what was asked, best first, one for each ref."""
    key = names.key(asked)
    if not key.strip():
        return []
    readings = names.readings(key)
    sounds = tuple(map(sound_line, readings))
    asked_ways = [Heard.of(*way, names.weight) for way in zip(readings, sounds, strict=True)]
    best: dict[int, Hit] = {}
    for slot in set(_candidates(names, key, sounds)):
        known = names.at(slot)
        score = _score(names, key, asked_ways, known)
        if score >= _FLOOR and (known.ref not in best or score > best[known.ref].score):
            best[known.ref] = Hit(known.ref, known.name, score, known.key == key)
    return nlargest(limit, best.values(), key=lambda hit: (hit.score, -hit.ref))


def _candidates(names: Stored, key: str, sounds: tuple[str, ...]) -> Iterator[int]:
    yield from names.same.get(close(key), ())
    yield from names.short.get(key, ())
    yield from names.same.get(acronym_of(key), ())
    for line in sounds:
        sound = spoken(line)
        slots = names.grams.closest(sound, _SHARING)
        yield from slots[:_COMPARED]
        heard = [names.heard[slot] for slot in slots]
        for _, _, place in process.extract(
            sound, heard, scorer=JaroWinkler.normalized_similarity, processor=None, limit=_COMPARED
        ):
            yield slots[place]
        for word in line.split():
            if names.rare(word, _RARE):
                yield from (slot for _, slot in names.starts.starting(SOUND + word, _RARE))


def _score(names: Stored, key: str, asked: list[Heard], known: Known) -> float:
    if key == known.key:
        return 1.0
    if close(key) == close(known.key):
        return 0.99
    best = _ACRONYM if key == acronym_of(known.key) or known.key == acronym_of(key) else 0.0
    ways = [Heard.of(*way, names.weight) for way in zip(known.readings, known.sounds, strict=True)]
    for one, other in product(asked, ways):
        translated = (one is not asked[0] and len(one.words) > 1) + (other is not ways[0] and len(other.words) > 1)
        if translated < 2:
            best = max(best, min(name_likeness(one, other), _TRANSLATED if translated else 1.0))
    return best

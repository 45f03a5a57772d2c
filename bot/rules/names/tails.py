"""What is glued to a Korean name in a sentence: particles, 님 and 씨, rank and duty, legal form."""

from collections.abc import Iterator
from functools import lru_cache

from bot.rules.names.legal import LONGEST_FIRST
from bot.rules.names.particles import PARTICLES
from bot.rules.names.person import DEPARTMENT, DUTIES, HONORIFICS, RANKS

_LONGEST = 4
_STACKED = 3  # 에서 + 는, 들 + 에게 + 도
_TITLES = RANKS | DUTIES
_LONGEST_TITLE = max(map(len, _TITLES))


@lru_cache(maxsize=8192)
def stems(word: str, titled: bool) -> tuple[tuple[int, int], ...]:
    """Where a name at the head of a Hangul word may end, longest first: (end of the name, end with its title).

    A title is looked for when `titled`, else the legal form of a company. The name may be nothing: all of the word
    then is particle, title or form.
    """
    found: dict[int, int] = {len(word): len(word)}
    for bare in _without_particles(word, _STACKED):
        found.setdefault(bare, bare)
        for name in _without_title(word[:bare]) if titled else _without_form(word[:bare]):
            found.setdefault(name, bare)
    return tuple(sorted(found.items(), reverse=True))


def _without_particles(word: str, stacked: int) -> Iterator[int]:
    yield len(word)
    for length in range(_LONGEST, 0, -1) if stacked else ():
        if word[-length:] in PARTICLES and len(word) >= length:
            yield from _without_particles(word[:-length], stacked - 1)


def _without_form(word: str) -> Iterator[int]:
    yield from (len(word) - len(form) for form in LONGEST_FIRST if word.endswith(form))


def _without_title(word: str) -> Iterator[int]:
    bare = word
    for honorific in HONORIFICS:
        if word.endswith(honorific):
            bare = word.removesuffix(honorific)
            yield len(bare)
    shortest = max(0, len(bare) - _LONGEST_TITLE)
    yield from (start for start in range(shortest, len(bare)) if bare[start:] in _TITLES)
    if DEPARTMENT.fullmatch(bare):
        yield 0

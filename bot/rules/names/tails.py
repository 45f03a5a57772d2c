"""What is glued to a Korean name in a sentence: particles, 님 and 씨, rank and duty."""

from collections.abc import Iterator
from functools import lru_cache

from bot.rules.names.person import DEPARTMENT, DUTIES, HONORIFICS, RANKS

# 쪽 and 측 are nouns ("한빛전자측에서"), but stand like particles.
PARTICLES = frozenset(
    "은 는 이 가 을 를 과 와 랑 이랑 하고 의 에 에서 에게 에게서 한테 한테서 께 께서 로 으로 도 만 부터 까지 보다 처럼"
    " 나 이나 며 이며 고 이고 라고 이라고 마다 조차 대로 쪽 측 들 입니다 이에요 예요 이다 이었다 였다 및".split()
)
_LONGEST = 4
_STACKED = 3  # 에서 + 는, 들 + 에게 + 도
_TITLES = RANKS | DUTIES
_LONGEST_TITLE = max(map(len, _TITLES))


@lru_cache(maxsize=8192)
def stems(word: str, titled: bool) -> tuple[tuple[int, int], ...]:
    """Where a name at the head of a Hangul word may end, longest first: (end of the name, end of it with its title).

    A title is looked for when `titled`. The name may be nothing: all of the word then is particle or title.
    """
    found: dict[int, int] = {len(word): len(word)}
    for bare in _without_particles(word, _STACKED):
        found.setdefault(bare, bare)
        if titled:
            for name in _without_title(word[:bare]):
                found.setdefault(name, bare)
    return tuple(sorted(found.items(), reverse=True))


def _without_particles(word: str, stacked: int) -> Iterator[int]:
    yield len(word)
    for length in range(_LONGEST, 0, -1) if stacked else ():
        if word[-length:] in PARTICLES and len(word) >= length:
            yield from _without_particles(word[:-length], stacked - 1)


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

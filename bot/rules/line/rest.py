"""What is left of a line when everything understood is taken out: the note."""

from __future__ import annotations

import re
from collections.abc import Iterable

# what only connects the parts that were understood, at the edge of what is left between them
JOINING = frozenset(
    "a an the with at from of on in by to for and had have has did was we i my our met saw spoke talked just "
    "went about had w/ & + 에서 에 의 이랑 랑 와 과 하고 을 를 이 가 은 는 께 께서 한테 에게 님 씨 및 그리고 "
    "함 했음 했어요 했습니다 했다 하고옴 하였음 드림 드렸습니다 했고 만남 만났어요 만났습니다 만났음 "
    "다녀옴 진행 진행함".split()
)
ONLY_AT_THE_START = frozenset({"about"})
EDGE = " \t\r\n,.;·—–-:：@，。、…()[]\"'“”‘’"
GLUED = re.compile(
    r"(?:님)?(?:께서는|께서|에게서|에서는|에서도|에서|에게|한테|하고|이랑|이랑은|랑|과의|와의|과|와|은|는|이|가|을|를|의|에|께|로|으로|도|님|씨)?"
    r"(?=[\s,.;:，。、)]|$)"
)


def left(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` without `spans`, without the particles glued to them and the words that only joined them."""
    fragments, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            fragments.append(text[at:start])
            at = end
        glued = GLUED.match(text, at)
        if glued is not None and at:
            at = max(at, glued.end())
    fragments.append(text[at:])
    kept = [trimmed(fragment) for fragment in fragments]
    return " ".join(fragment for fragment in kept if fragment)


def trimmed(fragment: str) -> str:
    """A fragment without the joining words and signs at its edges; its inside as it was typed."""
    while True:
        fragment = fragment.strip(EDGE)
        first, _, more = fragment.partition(" ")
        if first.strip(EDGE).lower() in JOINING - ONLY_AT_THE_START or (not more and first.lower() in JOINING):
            fragment = more
            continue
        rest, _, last = fragment.rpartition(" ")
        if last.strip(EDGE).lower() in JOINING - ONLY_AT_THE_START and rest:
            fragment = rest
            continue
        return fragment

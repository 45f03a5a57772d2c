"""What is left of a line when everything understood is taken out: the note."""

from __future__ import annotations

import re
from collections.abc import Iterable

# what only connects the parts that were understood, at the edge of what is left between them
JOINING = frozenset(
    "a an the with at from of on in by to for and had have has did was we i my our met saw spoke talked just "
    "went about w w/ & + 에서 에 의 이랑 랑 와 과 하고 을 를 이 가 은 는 께 께서 한테 에게 님 씨 및 그리고 "
    "함 했음 했어요 했습니다 했다 하고옴 하였음 드림 드렸습니다 했고 만남 만났어요 만났습니다 만났음 "
    "다녀옴 진행 진행함".split()
)
BEFORE_MORE = frozenset({"about"})  # joins what was understood, but belongs to what follows: "about the invoice"
SIGNS = " \t\r\n,.;·—–-:：@/，。、…"
_GAPS = frozenset(("", " ", ", ", ","))  # what mostly stands between two parts that were understood
_EDGES = " \t,;、，"
BRACKETS = {"(": ")", "[": "]", "“": "”", "‘": "’", '"': '"', "'": "'"}
OPENERS, CLOSERS = "".join(BRACKETS), "".join(BRACKETS.values())
STOPS = re.compile("[,.;·—–\n，。、…]")
GLUED = re.compile(
    r"(?:['’]s\b|(?:님)?(?:께서는|께서|에게서|에서는|에서도|에서|에게|한테|하고|이랑|이랑은|랑|과의|와의|과|와|은|는|이|가|을|를|의|에"
    r"|께|로|으로|도|님|씨)?(?=[\s,.;:，。、)]|$))"
)


def left(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` without `spans`, without the particles glued to them and the words that only joined them.

    What is left between two spans keeps its inside as it was typed.
    """
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start > at:
            pieces.append(text[at:start])
        at = max(at, end)
        glued = GLUED.match(text, at)
        if glued is not None and at:
            at = glued.end()
    said, stopped = "", False
    for number, piece in enumerate([*pieces, text[at:]]):
        if piece in _GAPS:
            stopped = stopped or "," in piece
            continue
        kept = trimmed(piece, last=number == len(pieces))
        before, _, after = piece.partition(kept) if kept else (piece, "", "")
        stopped = stopped or STOPS.search(before) is not None
        if kept:
            said += (", " if stopped and said else " ") + kept
            stopped = STOPS.search(after) is not None
    return said.strip()


def without(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """text[start:end] without `spans`, each word kept; no blanks or signs are left at its edges and around a cut."""
    pieces, at = [], start
    for begin, stop in sorted(spans):
        pieces.append(text[at:begin].strip(_EDGES))
        at = max(at, stop)
    pieces.append(text[at:end].strip(_EDGES))
    return bare(" ".join(filter(None, pieces)))


def said(text: str, start: int, spans: Iterable[tuple[int, int]]) -> str:
    """text[start:], the note as it was typed, without `spans` and the comma or blank before each."""
    kept, at = "", start
    for begin, stop in sorted(spans):
        if begin >= at:
            kept = joined(kept, text[at:begin])
            at = stop
    return joined(kept, text[at:]).strip()


def joined(before: str, after: str) -> str:
    if not before.strip():
        return after.lstrip(_EDGES + ".\n")
    if not after.strip():
        return before.rstrip(_EDGES)
    between = "" if after[0] in ",;.\n)]、，。" else " "
    return before.rstrip(_EDGES) + between + after.lstrip(" \t")


def trimmed(piece: str, last: bool) -> str:
    """A piece without the signs and joining words at its edges; the `last` one ends as it was typed."""
    while True:
        piece = bare(piece)
        first, _, more = piece.partition(" ")
        word = first.strip(SIGNS).lower()
        if word in JOINING and (word not in BEFORE_MORE or not more):
            piece = more
            continue
        before, _, final = piece.rpartition(" ")
        if not last and before and final.strip(SIGNS).lower() in JOINING:
            piece = before
            continue
        return piece


def bare(piece: str) -> str:
    """A piece without the signs at its edges and brackets whose other half is not in it."""
    while True:
        before = piece
        piece = piece.rstrip(SIGNS)
        start = piece.lstrip(SIGNS)
        minus = piece[: len(piece) - len(start)].endswith("-") and start[:1].isdigit()
        piece = f"-{start}" if minus else start
        if piece[:1] in BRACKETS and alone(piece, piece[0], BRACKETS[piece[0]]):
            piece = piece[1:]
        if piece[-1:] and piece[-1] in CLOSERS and alone(piece, OPENERS[CLOSERS.index(piece[-1])], piece[-1]):
            piece = piece[:-1]
        if piece[:1] and piece[0] in CLOSERS and alone(piece, OPENERS[CLOSERS.index(piece[0])], piece[0]):
            piece = piece[1:]
        if piece == before:
            return piece


def alone(piece: str, opener: str, closer: str) -> bool:
    return piece.count(opener) % 2 == 1 if opener == closer else piece.count(opener) != piece.count(closer)

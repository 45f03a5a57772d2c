"""The marks that need no guessing: `person:34`, `account:12`, `new:"Jane Doe"`, `again:yes`, `<@U1>`, "@" and ":".

Buttons carry the line they stand for, with a name that was unclear replaced by such a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MARK = re.compile(r'(?P<kind>account|person):(?P<ref>\d{1,9})\b|new:["“„](?P<new>[^"“”\n]{1,200})["“”]|\bagain:yes\b')
MATE = re.compile(r"(?:\bwith\s+)?<@(?P<user>[A-Z0-9]+)(?:\|[^>]*)?>(?:\s*(?:님)?(?:이랑|랑|과|와|하고|도))?")
# a colon that opens the note: not in a time, an address or another mark
COLON = re.compile(r"(?<!\d)[:：](?!//)|(?<=\d)[:：](?=\s|$|\D)(?!//)")
# what is kept as it stands and holds no name, day or kind
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?:https?://|www\.)[^\s<>]{1,2000}")
# somebody who came along, typed as a name that the platform knows nobody by
STRANGER = re.compile(r"\bwith\s+@[^\W_][\w.-]{0,80}")
HEAD = 2000  # characters in which whom, where, when and how are looked for; what is typed after them is the note

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a line, at [start, end): `refs` are whom it may mean, none for a name nobody knows.

    `new` says that it is to be created, because the person who typed was asked and said so.
    """

    start: int
    end: int
    text: str
    refs: tuple[int, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of a line say. `seen` is the line with them and addresses blanked out, all else in its place.

    `strangers` are colleagues who came along and are not known to the platform: blanked out too.
    """

    accounts: Sequence[Mention] = ()
    people: Sequence[Mention] = ()
    mates: Sequence[tuple[int, str]] = ()  # where the mark ends, and the user's id
    spans: Sequence[Span] = ()
    again: int = 0  # where it ends, 0 without it
    strangers: Sequence[Span] = ()
    seen: str = ""

    def upto(self, end: int) -> Marks:
        """The marks that stand before `end`."""
        return Marks(
            [mention for mention in self.accounts if mention.end <= end],
            [mention for mention in self.people if mention.end <= end],
            [mate for mate in self.mates if mate[0] <= end],
            [span for span in self.spans if span[1] <= end],
            self.again if self.again <= end else 0,
            self.strangers,
            self.seen[:end],
        )


def read(text: str) -> Marks:
    """The marks of a whole line."""
    if not (":" in text or "@" in text or "www." in text):
        return Marks(seen=text)
    found = list(MARK.finditer(text)) if ":" in text else []
    mates = list(MATE.finditer(text)) if "<@" in text else []
    seen = blanked(text, [match.span() for match in (*found, *mates)])
    seen = blanked(seen, [match.span() for match in ADDRESS.finditer(seen)])
    strangers = [match.span() for match in STRANGER.finditer(seen)] if seen.count("@") > 1 else []
    mentions = [(mention_of(match), match) for match in found]
    return Marks(
        accounts=[m for m, match in mentions if m and is_account(match, text)],
        people=[m for m, match in mentions if m and not is_account(match, text)],
        mates=[(match.end(), match["user"]) for match in mates],
        spans=[match.span() for match in (*found, *mates)],
        again=next((match.end() for mention, match in mentions if mention is None), 0),
        strangers=strangers,
        seen=blanked(seen, strangers),
    )


def mention_of(match: re.Match[str]) -> Mention | None:
    """Whom a mark names; nobody if it says that the same was meant again."""
    if match["kind"]:
        return Mention(*match.span(), match[0], (int(match["ref"]),))
    return Mention(*match.span(), match["new"], new=True) if match["new"] else None


def is_account(match: re.Match[str], text: str) -> bool:
    return match["kind"] == "account" or (
        match["kind"] is None and text[max(0, match.start() - 8) : match.start()].rstrip().endswith("@")
    )


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with spaces in the place of `spans`."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)
            pieces += [text[at:start], " " * (end - start)]
            at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def short_of(text: str, end: int) -> int:
    """`end`, or where a word ends before HEAD characters."""
    if end <= HEAD:
        return end
    return next((i for i in range(HEAD, HEAD // 2, -1) if text[i].isspace()), HEAD)

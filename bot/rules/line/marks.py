"""The marks that need no guessing: `person:34`, `account:12`, `new:"Jane Doe"`, `again:yes`, `<@U1>`, "@" and ":".

Buttons carry the line they stand for, with a name that was unclear replaced by such a mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(r'(?P<kind>account|person):(?P<ref>\d{1,9})\b|new:"(?P<new>[^"\n]{1,200})"|\bagain:yes\b')
MATE = re.compile(r"(?:\bwith\s+)?<@(?P<user>[A-Z0-9]+)(?:\|[^>]*)?>(?:\s*(?:님)?(?:이랑|랑|과|와|하고|도))?")
# a colon that opens the note: not in a time, an address or another mark
COLON = re.compile(r"(?<!\d)[:：](?!//)|(?<=\d)[:：](?=\s|$|\D)(?!//)")
# what is kept as it stands and holds no name, day or kind
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?:https?://|www\.)[^\s<>]{1,2000}")
HEAD = 2000  # characters in which whom, where, when and how are looked for; what is typed after them is the note


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


@dataclass(slots=True)
class Marks:
    """What the marks say, and `head`: the line up to its note, with them blanked out and all else in its place.

    `seen` is the head with addresses blanked out too: what is read. `at` is where its "@" stands, -1 without one.
    """

    accounts: list[Mention]
    people: list[Mention]
    mates: list[str]
    spans: list[tuple[int, int]]
    again: bool
    head: str
    seen: str

    @property
    def at(self) -> int:
        return self.seen.find("@")


def read(text: str, after: int = 0) -> Marks:
    """The marks of a line, up to the colon that opens its note: the first one from `after` on."""
    marks, mates = list(MARK.finditer(text)), list(MATE.finditer(text))
    head = blanked(text, [match.span() for match in (*marks, *mates)])
    seen = blanked(head, [match.span() for match in ADDRESS.finditer(head)])
    colon = COLON.search(seen, after)
    end = short_of(text, colon.end() if colon is not None else len(text))
    found = Marks([], [], [], [], False, head[:end], seen[:end])
    for match in marks:
        if match.end() <= end:
            found.spans.append(match.span())
            take(found, match, text)
    for match in mates:
        if match.end() <= end:
            found.spans.append(match.span())
            found.mates.append(match["user"])
    return found


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def short_of(text: str, end: int) -> int:
    """`end`, or where a word ends before HEAD characters."""
    if end <= HEAD:
        return end
    return next((i for i in range(HEAD, HEAD // 2, -1) if text[i].isspace()), HEAD)


def take(found: Marks, match: re.Match[str], text: str) -> None:
    start, end = match.span()
    if match["kind"]:
        mention = Mention(start, end, match[0], (int(match["ref"]),))
        (found.accounts if match["kind"] == "account" else found.people).append(mention)
    elif match["new"]:
        is_account = text[:start].rstrip().endswith("@")
        (found.accounts if is_account else found.people).append(Mention(start, end, match["new"], new=True))
    else:
        found.again = True

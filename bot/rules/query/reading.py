"""Reads a line that searches: `"price list" offer by:Tom since:March kind:call`, "단가 3월 이후"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.rules.query.periods import Period, period

KEYS = {
    "account": ("account", "at", "customer", "고객사", "회사"),
    "person": ("person", "사람", "인물"),
    "who": ("who", "by", "author", "작성자", "기록자"),
    "kind": ("kind", "type", "종류"),
    "since": ("since", "from", "after", "이후", "부터"),
    "until": ("until", "to", "till", "before", "까지", "이전"),
    "page": ("page", "쪽"),
}
BY_WORD = {word: key for key, all_words in KEYS.items() for word in all_words}
TOKEN = re.compile(
    rf'(?<!\S)(?P<word>{"|".join(sorted(BY_WORD, key=len, reverse=True))})\s?[:：]\s?(?P<value>"[^"]*"|[^\s"]+)?'
    r'|"(?P<phrase>[^"]*)"?',
    re.IGNORECASE,
)
BESIDE = re.compile(r"(?<!\S)(?P<word>since|until)\s+(?=\S)", re.IGNORECASE)
BEHIND = re.compile(r"\s?(?P<word>부터|이후로?|까지|이전)(?!\S)")
JOINING = frozenset("about at on in with for the of a an and 대한 대해 대해서 관한 에 의".split())
HIGHEST = 10_000  # page


@dataclass(frozen=True, slots=True)
class Said:
    """What is searched for. `phrases` stood in quotes; `rest` is what no filter has taken, and may name somebody.

    The filters are as they were written, "" or None for those that were not; `unread` those that say nothing known.
    """

    phrases: tuple[str, ...] = ()
    rest: str = ""
    account: str = ""
    person: str = ""
    who: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1
    unread: tuple[str, ...] = ()


def read(text: str, today: date) -> Said:
    """Reads any text (NFC, quotes straight)."""
    found: dict[str, str] = {}
    sides: dict[str, date] = {}
    phrases, rest, unread, at = [], [], [], 0
    while (match := TOKEN.search(text, at)) is not None:
        rest.append(text[at : match.start()])
        at = match.end()
        key = BY_WORD.get((match["word"] or "").lower(), "")
        if not key:
            phrases.append(match["phrase"])
        elif key in ("since", "until"):
            begins = match.start("value") + match["value"].startswith('"') if match["value"] else at
            when = period(text[begins:], today)
            if when is not None:
                sides[key], at = side(key, when), max(at, begins + when.length)
            else:
                unread.append(match[0].strip())
        elif match["value"]:
            found[key] = match["value"].strip('"')
    page = found.pop("page", "1")
    return Said(
        phrases=tuple(phrases),
        rest=" ".join(days_beside(" ".join([*rest, text[at:]]), today, sides).split()),
        page=min(max(int(page), 1), HIGHEST) if page.isdecimal() and len(page) < 7 else 1,
        unread=tuple(unread),
        since=sides.get("since"),
        until=sides.get("until"),
        **found,
    )


def side(key: str, when: Period) -> date:
    return when.first if key == "since" else when.last


def days_beside(text: str, today: date, sides: dict[str, date]) -> str:
    """The text without "since March" and "3월 이후", which are put into `sides`."""
    for match in reversed(list(BESIDE.finditer(text))):
        when = period(text[match.end() :], today)
        if when is not None:
            sides[match["word"].lower()] = side(match["word"].lower(), when)
            text = f"{text[: match.start()]} {text[match.end() + when.length :]}"
    for match in reversed(list(BEHIND.finditer(text))):
        key = "since" if match["word"] in ("부터", "이후", "이후로") else "until"
        for begins in starts(text, match.start()):
            when = period(text[begins : match.end()], today)
            if when is not None and begins + when.length >= match.start():
                sides[key] = side(key, when)
                text = f"{text[:begins]} {text[match.end() :]}"
                break
    return text


def starts(text: str, end: int) -> list[int]:
    """Where the last three, two or one words before `end` begin."""
    found = [match.start() for match in re.finditer(r"\S+", text[:end])]
    return found[-3:]


def pieces(rest: str) -> tuple[str, ...]:
    """The words of what is left, one by one; words that only join others are left out where there are others."""
    every = tuple(rest.split())
    meant = tuple(word for word in every if word.casefold() not in JOINING)
    return meant or every


def bare(rest: str, start: int, end: int) -> str:
    """`rest` without the name at [start, end), the word that leads to it and the particle that follows it."""
    before = re.sub(r"(?:\b(?:at|with|from|of|in|about)\s+|@\s*)$", "", rest[:start], flags=re.IGNORECASE)
    behind = re.sub(r"^(?:에서의?|에게|한테|에|의|과|와|이|가|은|는|을|를|님)(?![^\s,])", "", rest[end:])
    return f"{before} {behind}".strip(" ,")

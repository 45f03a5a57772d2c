"""Goes through a text once and reads the days in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from string import ascii_lowercase
from typing import NamedTuple

from bot.rules.days import around, english_dates, english_near, korean_dates, korean_near, numeric
from bot.rules.days import english_words as en
from bot.rules.days import korean_words as ko
from bot.rules.days.reckoning import Rule, Sense, no_day, spell

# The first rule that fits is taken: the longer ways to say a day stand before their beginnings.
_RULES: tuple[Rule, ...] = (
    *numeric.RULES,
    *korean_near.RULES,
    *korean_dates.RULES,
    *english_dates.RULES,
    *english_near.RULES,
)
_NEXT_TO = 3
_LONGEST_GAP = 13  # three blanks, "through" and three blanks
_WORD = re.compile("(?<![0-9a-zà-ɏ가-힣@#$])(?:['0-9]|[a-z]+|[가-힣]{1,2})")
_FIGURES = "'0123456789낼"  # 낼 is followed by what it likes


class Piece(NamedTuple):
    """A day and its span. Its own words begin at `told`, after "on" or "by"; `since`: it may begin a range."""

    start: int
    told: int
    end: int
    day: date
    rule: Rule
    due: bool
    since: bool

    def yields_to(self, other: "Piece") -> bool:
        """A weekday to its date, and the end of the day to its day."""
        return self.rule.vague and (self.rule.due or self.day.weekday() == other.day.weekday())


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(spell(pattern))


def _group(name: str, begin: str, rules: Iterable[int]) -> str:
    """Those rules, each a group named by `name` and its number, for where the text goes on with `begin`."""
    named = (f"(?P<{name}{n}>{re.sub('[?]P<[a-z0-9]+>', '?:', _RULES[n].pattern)})" for n in rules)
    return f"(?={begin})(?:{'|'.join(named)})"


@cache
def _any_rule() -> re.Pattern[str]:
    """All rules as one pattern; compiled at first use, since that takes a tenth of a second.

    The letter at hand tells which of them can fit.
    """
    korean, english = len(numeric.RULES), len(_RULES) - len(english_dates.RULES) - len(english_near.RULES)
    ways = (
        _group("korean", "[가-힣q]", range(korean, english)),
        _group("english", "[a-z]", range(english, len(_RULES))),
        _group("figures", "[0-9']", (n for n, rule in enumerate(_RULES) if "[0-9]{" in rule.pattern)),
    )
    return re.compile(spell("|".join(ways)))


def _beginnings(low: str) -> Iterator[int]:
    """Where a day may begin: at a figure or one of the words that days begin with; most words are passed by."""
    for word in _WORD.finditer(low):
        first = word[0]
        if first in ko.BEGINNINGS or first in en.BEGINNINGS or first[0] in _FIGURES:
            yield word.start()


def _lower(text: str) -> str:
    """Lower case of the same length, so that spans hold ("İ" would become two letters)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def read(text: str, today: date, *, past: bool, day_first: bool) -> list[Piece]:
    """The days of the text, in order and without overlap; a day said twice and a range are one piece."""
    sense = Sense(text, today, past, day_first, due=False)
    pieces: list[Piece] = []
    low, at, any_rule = _lower(text), 0, _any_rule()
    for start in _beginnings(low):
        found = any_rule.match(low, start) if start >= at else None
        if found is None:
            continue
        at, rule = found.end(), _RULES[int(str(found.lastgroup).strip(ascii_lowercase))]
        if rule.day is no_day:
            continue
        last = pieces[-1] if pieces else None
        piece = _piece(low, start, rule, sense, last)
        if piece is None:
            continue
        at, joined = piece.end, last and _join(low, last, piece)
        if joined:
            pieces[-1] = joined
        else:
            pieces.append(piece)
    return pieces


def _piece(low: str, told: int, rule: Rule, sense: Sense, last: Piece | None) -> Piece | None:
    """The day that the rule reads at `told`, with what stands around it, or none if the rule thinks better of it."""
    core = _pattern(rule.pattern).match(low, told)
    if core is None:
        return None
    floor, end = last.end if last else 0, core.end()
    before = _before(low, max(floor, told - around.BEFORE_LENGTH), told)
    beside = last is not None and told - floor <= _NEXT_TO
    if beside and low[end : end + 1] == ")" and "(" in low[floor:told]:
        end += 1
    tail = _pattern(around.TAIL).match(low, end)
    particles = f"{tail['first'] or ''} {tail['second'] or ''}" if tail else ""
    due = rule.due or "까지" in particles or "중으로" in particles or bool(tail and tail["due"])
    due = (
        due
        or bool(before and (before["due"] or before["until"]))
        or bool(beside and last and last.rule.vague and last.due)
    )
    day = rule.day(core, replace(sense, past=sense.past and not due, due=due) if due else sense)
    if day is None:
        return None
    since = "부터" in particles or bool(before and before["since"])
    return Piece(before.start() if before else told, told, tail.end() if tail else end, day, rule, due, since)


def _before(low: str, start: int, end: int) -> re.Match[str] | None:
    """What stands before a day and belongs to it; most words cannot, and are not looked at further."""
    words = low[start:end].rstrip(" \t\xa0\u3000:")
    return _pattern(around.BEFORE).search(low, start, end) if words.endswith(around.BEFORE_ENDS) else None


def _join(low: str, last: Piece, piece: Piece) -> Piece | None:
    """One piece of two that say the same day or bound a range; none if they are two days."""
    gap = low[last.end : piece.told]
    if len(gap) > _LONGEST_GAP:
        return None
    beside = _pattern(around.AGAIN).fullmatch(gap)
    if beside and last.yields_to(piece):
        return piece._replace(start=last.start, due=last.due or piece.due, since=last.since)
    if beside and (piece.yields_to(last) or piece.day == last.day):
        return last._replace(end=piece.end, due=last.due or piece.due)
    bounded = last.since and not low[last.end : piece.start].strip() and piece.start - last.end <= _NEXT_TO
    return last._replace(end=piece.end) if bounded or _pattern(around.RANGE).fullmatch(gap) else None

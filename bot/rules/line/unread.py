"""What in a line looks meant and could not be understood: to be said back."""

from __future__ import annotations

import re

from bot.rules.line.marks import Span
from bot.rules.line.newcomers import clear

# a day that the calendar does not have: 35/13, 2/30, 2026-13-40, 13월 40일
_NO_DAY = re.compile(
    r"(?<![\w./:,-])(?:(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/\d{2,4})?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}월 ?\d{1,2}일)"
    r"(?![\w%./:-])"
)
_AROUND_THE_CLOCK = (24, 7)


def days(seen: str, taken: list[Span]) -> list[str]:
    """The figures that stand where a day may stand and name none."""
    if not any(sign in seen for sign in "/-월"):
        return []
    return [m[0] for m in _NO_DAY.finditer(seen) if is_meant(m) and clear(*m.span(), taken)]


def is_meant(match: re.Match[str]) -> bool:
    if not match["a"]:
        return True
    one, other = int(match["a"]), int(match["b"])
    return one != other and (one, other) != _AROUND_THE_CLOCK and (min(one, other) > 12 or max(one, other) > 28)

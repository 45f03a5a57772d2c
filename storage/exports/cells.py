"""What a value looks like in a cell of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from storage.exports.rows import Value

# A cell that begins so is taken for a formula by spreadsheets: owasp.org/www-community/attacks/CSV_Injection. One that
# begins with the guard itself is guarded too, so that reading it back is sure.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
GUARD = "'"
NUMBER = re.compile(r"[+-]?[0-9][0-9 ().\-]*")  # a phone number, which another system is to get as it is
SEPARATOR = "; "


def as_text(value: Value) -> str:
    """A value in a CSV cell: days and moments in ISO 8601, several texts between semicolons."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence):
        return SEPARATOR.join(map(str, value))
    return str(value)


def guarded(text: str) -> str:
    """The text for a cell that no spreadsheet takes for a formula."""
    return GUARD + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith(GUARD) and FORMULA.match(text) else text


def guarded_but_numbers(text: str) -> str:
    """The same for a system that takes every sign as given, and wants its phone numbers."""
    return text if NUMBER.fullmatch(text) else guarded(text)

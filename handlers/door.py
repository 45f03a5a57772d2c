"""What comes in at the door: text as people type it, made fit to be kept."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from datetime import date

from bot.message import Ask, Value

# NUL, which PostgreSQL cannot keep, and lone surrogates, which UTF-8 cannot write
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'"})


def cleaned(text: str) -> tuple[str, bool]:
    """`text` in NFC without what no database keeps, and whether anything had to be dropped."""
    kept = UNKEEPABLE.sub("", text)
    return unicodedata.normalize("NFC", kept), len(kept) != len(text)


def opened(ask: Ask) -> tuple[Ask, bool]:
    """The Ask with clean text and values, and whether anything was dropped."""
    text, dropped = cleaned(ask.text)
    values: dict[str, Value] = {}
    for name, value in ask.values.items():
        if isinstance(value, date):
            values[name] = value
            continue
        parts = [cleaned(part) for part in ((value,) if isinstance(value, str) else value)]
        dropped = dropped or any(lost for _, lost in parts)
        values[name] = parts[0][0] if isinstance(value, str) else tuple(part for part, _ in parts)
    quoted, lost = cleaned(ask.quoted)
    text = text.strip()
    if (text, values, quoted) == (ask.text, ask.values, ask.quoted):
        return ask, dropped or lost
    return dataclasses.replace(ask, text=text, values=values, quoted=quoted), dropped or lost


def unquoted(text: str) -> str:
    """`text` with curled quotes straightened: phones curl them, and names and marks are compared without."""
    return text.translate(QUOTES)

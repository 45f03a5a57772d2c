"""What a line is read against."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.rules.names import NameIndex


class Known(NamedTuple):
    """The names that are known, the day it is, and whether 3/4 is the third of April."""

    accounts: NameIndex
    people: NameIndex
    today: date
    day_first: bool

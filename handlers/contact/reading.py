"""Reading a line as its asker writes it."""

from __future__ import annotations

from bot.message import Ask
from bot.rules import line as lines
from bot.rules.line import Line
from bot.words import current
from storage.session import Session


def read_line(ask: Ask, session: Session, text: str) -> Line:
    known, today = session.known, ask.at.astimezone(current().zone).date()
    return lines.read(text, known.accounts, known.people, today, day_first=day_first(ask))


def day_first(_ask: Ask) -> bool:
    """Whether the asker writes 3/4 for the third of April, as their locale does."""
    pattern = str(current().locale.date_formats["short"].pattern).lower()
    return pattern.find("d") < pattern.find("m")

"""Reads one line of `/logcontact` or plain words: whom, where, when, how and what; what is promised and planned.

    Jane Doe, Hong Gildong @ ACME yesterday call: renewal in May, promise: send the test report by Friday
    어제 한빛전자 홍길동 부장님이랑 통화, 3분기까지 예산 동결, 다음: 3/20 점심

Signs help and are not demanded. Everything is read against the names that are known; what is not understood is kept:
the note is what is left, and the whole line is stored beside it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.rules.line import clauses, marks, rest
from bot.rules.line.apart import Apart
from bot.rules.line.known import Known
from bot.rules.line.marks import Mention
from bot.rules.line.reader import Reader
from bot.rules.line.said import Favour, Line, Planned, Promised
from bot.rules.names import NameIndex

__all__ = ["Favour", "Line", "Mention", "Planned", "Promised", "read"]


def read(text: str, accounts: NameIndex, people: NameIndex, today: date, *, day_first: bool = False) -> Line:
    """Reads `text` (NFC) as said on `today`; `day_first` where the asker writes 3/4 for the third of April.

    The note begins after the first colon, unless only a day or a kind stands before it ("call: Jane Doe, …"). What is
    promised or planned ends with its sentence, or at a comma where else nobody would be named.
    """
    known = Known(accounts, people, today, day_first)
    reader = Reader(text, known)
    marked = marks.read(text)
    apart = clauses.read(text, marked, known)
    line = reader.line(marked, apart)
    if not apart.texts or line.accounts or line.people:
        return line
    brief = clauses.read(text, marked, known, brief=True)
    if brief.texts != apart.texts:
        other = reader.line(marked, brief)
        if other.accounts or other.people:
            return other
    return named_inside(line, reader.line(marked, Apart(spans=apart.words)), apart)


def named_inside(line: Line, whole: Line, apart: Apart) -> Line:
    """The line with the names that stand within what it sets apart: "promise: send Jane Doe @ ACME the report"."""
    people = tuple(mention for mention in whole.people if mention.refs or mention.new)
    plan = line.plan
    if plan is not None and plan is apart.plan:
        names = [(mention.start, mention.end) for mention in (*whole.accounts, *people)]
        plan = replace(plan, text=rest.left(line.typed[: apart.planned[1]], [*apart.cuts, *names]))
    return replace(line, accounts=whole.accounts, people=people, plan=plan)

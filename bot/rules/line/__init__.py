"""Reads one line of `/logcontact` or plain words: whom, where, when, how and what.

    Jane Doe, Hong Gildong @ ACME yesterday call: renewal in May
    어제 한빛전자 홍길동 부장님이랑 통화, 3분기까지 예산 동결

Signs help and are not demanded. Everything is read against the names that are known; what is not understood is kept:
the note is what is left, and the whole line is stored beside it.
"""

from __future__ import annotations

import re
from datetime import date

from bot.rules import days, kinds
from bot.rules.days import Found
from bot.rules.kinds import Kind
from bot.rules.line import companies, marks, newcomers, rest
from bot.rules.line.marks import Marks, Mention
from bot.rules.line.newcomers import Span, clear
from bot.rules.line.said import Favour, Line, Planned, Promised
from bot.rules.names import NameIndex

__all__ = ["Favour", "Line", "Mention", "Planned", "Promised", "read"]

# where one sentence ends and the next begins; not after an abbreviation ("Umbrella Corp. yesterday")
SENTENCE = re.compile(r"[!?。]+\s|(?<=[가-힣\d%)])\.\s|(?<=[a-z]{3})\.\s+(?=[A-Z가-힣])")


def read(text: str, accounts: NameIndex, people: NameIndex, today: date, *, day_first: bool = False) -> Line:
    """Reads `text` (NFC) as said on `today`; `day_first` where the asker writes 3/4 for the third of April.

    The note begins after the first colon, unless only a day or a kind stands before it ("call: Jane Doe, …").
    """
    marked = marks.read(text)
    line = understood(text, marked, accounts, people, today, day_first)
    if not line.accounts and not line.people and (line.day or line.kind) and only_when_and_how(marked, line):
        whole = understood(text, marks.read(text, len(marked.head)), accounts, people, today, day_first)
        return whole if whole.accounts or whole.people else line
    return line


def only_when_and_how(marked: Marks, line: Line) -> bool:
    return marked.head.rstrip().endswith((":", "：")) and line.note == line.typed[len(marked.head) :].strip()


def understood(text: str, marked: Marks, accounts: NameIndex, people: NameIndex, today: date, day_first: bool) -> Line:
    seen, at = marked.seen, marked.at
    hosts, humans = names(seen, marked, accounts, people)
    taken = spans(hosts) + spans(humans) + marked.spans
    when = [f for f in days.find(seen, today, past=True, day_first=day_first) if clear(f.start, f.end, taken)]
    how = next(
        ((k, s, e) for k, s, e in kinds.find(seen) if clear(s, e, taken + [(f.start, f.end) for f in when])), None
    )
    taken += [how[1:]] if how is not None else []
    day = contact_day(seen, when, how, taken, today)
    taken += [(day.start, day.end)] if day is not None else []
    humans += take(taken, newcomers.titled(seen, taken))
    if not hosts and at >= 0:
        hosts = take(taken, companies.after_at(seen, at, taken))
    if at >= 0:
        humans += take(taken, newcomers.before_at(seen, at, taken))
    humans += take(taken, newcomers.anywhere(seen, taken, bool(hosts)))
    if not hosts and not any(human.refs for human in humans):
        hosts = take(taken, companies.somewhere(seen, humans, taken))
    return Line(
        typed=text,
        accounts=tuple(sorted(hosts, key=lambda m: m.start)),
        people=tuple(sorted(humans, key=lambda m: m.start)),
        mates=tuple(marked.mates),
        day=day,
        kind=how[0] if how is not None else None,
        note=note(marked.head, text, taken),
        again=marked.again,
    )


def spans(mentions: list[Mention]) -> list[Span]:
    return [(mention.start, mention.end) for mention in mentions]


def take(taken: list[Span], found: list[Mention]) -> list[Mention]:
    taken += spans(found)
    return found


def note(head: str, text: str, taken: list[Span]) -> str:
    """What is left of the head, and what stands after it."""
    left = rest.left(head, taken)
    said = text[len(head) :].strip()
    joint = ": " if head.endswith((":", "：")) else " "
    return f"{left}{joint}{said}" if left and said else left or said


def contact_day(
    seen: str, when: list[Found], how: tuple[Kind, int, int] | None, taken: list[Span], today: date
) -> Found | None:
    """The day of the contact: in the first sentence, and no deadline; one behind us before one that is to come.

    What is to come is meant for later when it stands after a comma that follows the kind ("call, visit on Friday").
    """
    ends = [m.start() for m in SENTENCE.finditer(seen) if clear(m.start(), m.start() + 1, taken)]
    first = [found for found in when if not found.deadline and (not ends or found.start < ends[0])]
    behind = next((found for found in first if found.day <= today), None)
    if behind is not None or how is None:
        return behind or next(iter(first), None)
    return next((found for found in first if "," not in seen[how[2] : found.start]), None)


def names(seen: str, marked: Marks, accounts: NameIndex, people: NameIndex) -> tuple[list[Mention], list[Mention]]:
    """The known names in `seen` and those of the marks. Of two that overlap the longer stands."""
    hosts = [Mention(s, e, seen[s:e], tuple(refs)) for s, e, refs in accounts.in_text(seen)]
    humans = [Mention(s, e, seen[s:e], tuple(refs)) for s, e, refs in people.in_text(seen)]
    kept = [host for host in hosts if all(apart(host, human) or longer(host, human, seen) for human in humans)]
    humans = [human for human in humans if all(apart(human, host) for host in kept)]
    after_at = [host for host in kept if seen[: host.start].rstrip().endswith("@")]
    return marked.accounts + (after_at or kept if not marked.accounts else []), marked.people + humans


def apart(one: Mention, other: Mention) -> bool:
    return one.end <= other.start or other.end <= one.start


def longer(account: Mention, person: Mention, seen: str) -> bool:
    at_sign = seen[: account.start].rstrip().endswith("@")
    return at_sign or account.end - account.start >= person.end - person.start

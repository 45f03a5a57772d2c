"""Reads one line of `/logcontact` or plain words: whom, where, when, how and what.

    Jane Doe, Hong Gildong @ ACME yesterday call: renewal in May
    어제 한빛전자 홍길동 부장님이랑 통화, 3분기까지 예산 동결

Signs help and are not demanded. Everything is read against the names that are known; what is not understood is kept:
the note is what is left, and the whole line is stored beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.rules import days, kinds
from bot.rules.days import Found
from bot.rules.kinds import Kind
from bot.rules.line import marks, newcomers, rest
from bot.rules.line.marks import Mention
from bot.rules.names import NameIndex

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line says. `accounts` and `people` in the order they are named, `mates` as the platform's user ids.

    `note` is what is left; `again` says that the same words were meant a second time.
    """

    typed: str
    accounts: tuple[Mention, ...]
    people: tuple[Mention, ...]
    mates: tuple[str, ...]
    day: Found | None
    kind: Kind | None
    note: str
    again: bool

    def replaced(self, mention: Mention, mark: str) -> str:
        """The line with `mark` where `mention` stands: what a button says once the asker has chosen."""
        return self.typed[: mention.start] + mark + self.typed[mention.end :]


def read(text: str, accounts: NameIndex, people: NameIndex, today: date, *, day_first: bool = False) -> Line:
    """Reads `text` (NFC) as said on `today`; `day_first` where the asker writes 3/4 for the third of April."""
    marked = marks.read(text)
    head = marked.head
    companies, humans = names(head, marked, accounts, people)
    taken = [(m.start, m.end) for m in (*companies, *humans)] + marked.spans
    when = days.find(head, today, past=True, day_first=day_first)
    day = next((f for f in when if not f.deadline and clear(f.start, f.end, taken)), None)
    if day is not None:
        taken.append((day.start, day.end))
    how = next(((k, s, e) for k, s, e in kinds.find(head) if clear(s, e, taken)), None)
    if how is not None:
        taken.append(how[1:])
    at = head.find("@")
    if not companies and at >= 0:
        companies = unknown_account(head, at, taken)
        taken += [(m.start, m.end) for m in companies]
    humans += unknown_people(head, at, taken)
    taken += [(m.start, m.end) for m in humans]
    if not companies and not any(m.refs for m in humans):
        companies = newcomers.company(head, humans, taken)
        taken += [(m.start, m.end) for m in companies]
    left = rest.left(head, set(taken))
    said = text[len(head) :].strip()
    return Line(
        typed=text,
        accounts=tuple(sorted(companies, key=lambda m: m.start)),
        people=tuple(sorted(humans, key=lambda m: m.start)),
        mates=tuple(marked.mates),
        day=day,
        kind=how[0] if how is not None else None,
        note=f"{left}: {said}" if left and said else left or said,
        again=marked.again,
    )


def names(
    head: str, marked: marks.Marks, accounts: NameIndex, people: NameIndex
) -> tuple[list[Mention], list[Mention]]:
    """The known names in `head` and those of the marks. Of two that overlap the longer stands."""
    companies = [Mention(s, e, head[s:e], tuple(refs)) for s, e, refs in accounts.in_text(head)]
    humans = [Mention(s, e, head[s:e], tuple(refs)) for s, e, refs in people.in_text(head)]
    kept = [c for c in companies if all(apart(c, h) or longer(c, h, head) for h in humans)]
    humans = [h for h in humans if all(apart(h, c) for c in kept)]
    after_at = [c for c in kept if head[: c.start].rstrip().endswith("@")]
    return marked.accounts + (after_at or kept if not marked.accounts else []), marked.people + humans


def apart(one: Mention, other: Mention) -> bool:
    return one.end <= other.start or other.end <= one.start


def longer(account: Mention, person: Mention, head: str) -> bool:
    at_sign = head[: account.start].rstrip().endswith("@")
    return at_sign or account.end - account.start >= person.end - person.start


def clear(start: int, end: int, taken: list[Span]) -> bool:
    return newcomers.clear(start, end, taken)


def unknown_account(head: str, at: int, taken: list[Span]) -> list[Mention]:
    """The name after "@" that nobody knows: up to a comma, a colon or what else was understood."""
    end = min([len(head), *(start for start, _ in taken if start > at)])
    for sign in ",:：;\n":
        found = head.find(sign, at + 1, end)
        end = found if found >= 0 else end
    name = newcomers.stripped(head[at + 1 : end])
    if not name:
        return []
    start = head.index(name, at + 1)
    return [Mention(start, start + len(name), name)]


def unknown_people(head: str, at: int, taken: list[Span]) -> list[Mention]:
    found = newcomers.before_at(head, at, taken) if at >= 0 else []
    return found + newcomers.anywhere(head, taken + [(m.start, m.end) for m in found])

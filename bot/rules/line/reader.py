"""Understands a line whose marks and tags are read: its names, its day and its kind, and what of it is the note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.rules import days, kinds
from bot.rules.days import Found
from bot.rules.kinds import Kind
from bot.rules.line import about, companies, favours, newcomers, rest, unread, whom
from bot.rules.line.apart import Apart
from bot.rules.line.known import Known
from bot.rules.line.marks import COLON, Marks, Mention, Span, blanked, short_of
from bot.rules.line.newcomers import clear
from bot.rules.line.said import Line, Planned
from bot.rules.line.when import How, contact_day, to_come
from bot.rules.line.whom import once, spans, take

_TRIED = 3  # colons after which the note may begin


@dataclass(slots=True)
class Head:
    """What is understood of a line before `end`.

    `taken` are the spans that are no note, `coming` the words which say that the contact is still to come.
    """

    end: int
    marked: Marks
    seen: str
    hosts: list[Mention]
    humans: list[Mention]
    how: How | None
    day: Found | None
    coming: Span | None
    taken: list[Span]


class Reader:
    """A line, and what it is read against."""

    def __init__(self, text: str, known: Known) -> None:
        self.text, self.known = text, known

    def line(self, marked: Marks, apart: Apart) -> Line:
        """What the line says, with what it sets apart."""
        seen = blanked(marked.seen, [*apart.spans, *apart.openers])
        return self.told(self.head(marked, apart, seen), marked, apart, seen)

    def head(self, marked: Marks, apart: Apart, seen: str) -> Head:
        """What stands before the first colon that has a name before it; before the first one, if none has."""
        first: Head | None = None
        for end in heads(seen, apart.openers):
            head = self.understood(marked, apart, seen, end)
            if head.hosts or head.humans:
                return head
            first = first or head
            if not (head.how or head.day) or self.note(head, apart, head.taken) != self.said(head, apart, []):
                break
        opened = next((stop for start, stop in apart.openers if not seen[:stop].strip(rest.SIGNS)), 0)
        if opened:  # "need: meet the board" tells of no meeting
            return self.understood(marked, apart, seen, opened)
        return first or self.understood(marked, apart, seen, short_of(seen, len(seen)))

    def understood(self, marked: Marks, apart: Apart, whole: str, end: int) -> Head:
        marked, seen = marked.upto(end), whole[:end]
        hosts, humans = whom.names(seen, marked, self.known)
        taken = [*spans(hosts), *spans(humans), *marked.spans, *apart.before(end)]
        how, day, coming = self.when_and_how(seen, taken)
        taken += [how[1:]] if how is not None else []
        taken += [(day.start, day.end)] if day is not None else []
        taken += [coming] if coming is not None else []
        humans += take(taken, newcomers.titled(seen, taken))
        at = seen.find("@")
        if at >= 0 and not hosts:
            hosts = take(taken, companies.after_at(seen, at, taken))
        if at >= 0:
            humans += take(taken, newcomers.before_at(seen, at, taken))
        humans += take(taken, newcomers.anywhere(seen, taken, bool(hosts)))
        if not hosts and not any(human.refs for human in humans):
            hosts = take(taken, companies.somewhere(seen, humans, taken))
        return Head(end, marked, seen, hosts, humans, how, day, coming, taken)

    def when_and_how(self, seen: str, taken: list[Span]) -> tuple[How | None, Found | None, Span | None]:
        """The kind and the day, and the words which say that it is still to come."""
        when = self.days(seen, taken)
        busy = taken + [(found.start, found.end) for found in when] if when else taken
        how = next((one for one in kinds.each(seen) if clear(one[1], one[2], busy)), None)
        coming = to_come(seen, how) if how is not None and when else None
        if coming is not None:
            when = self.days(seen, taken, past=False)
        return how, contact_day(seen, when, how, taken, self.known.today), coming

    def days(self, seen: str, taken: list[Span], past: bool = True) -> list[Found]:
        found = days.find(seen, self.known.today, past=past, day_first=self.known.day_first)
        return [day for day in found if clear(day.start, day.end, taken)]

    def note(self, head: Head, apart: Apart, taken: list[Span]) -> str:
        """What is left of the head, and what stands after it."""
        before, said = self.text[: head.end], self.said(head, apart, taken)
        left = rest.left(before, [span for span in taken if span[1] <= head.end])
        opener = next((start for start, stop in apart.openers if stop == head.end), None)
        if left and opener is not None:  # in the middle of a note its words stay: "all well, competitor: …"
            return f"{left}, {self.text[opener : head.end]} {said}".rstrip()
        joint = ": " if before.endswith((":", "：")) else " "
        return f"{left}{joint}{said}" if left and said else left or said

    def said(self, head: Head, apart: Apart, taken: list[Span]) -> str:
        return rest.said(self.text, head.end, [span for span in (*apart.spans, *taken) if span[1] > head.end])

    def told(self, head: Head, marked: Marks, apart: Apart, seen: str) -> Line:
        there, spoken_of, taken = self.parted(head, marked, seen)
        note, day, kind, plan = self.when(head, apart, taken)
        present = {ref for mention in there for ref in mention.refs}
        return Line(
            typed=self.text,
            accounts=once(head.hosts),
            people=once(there),
            about=once([*apart.about, *(one for one in spoken_of if not present.intersection(one.refs))]),
            mates=tuple(user for _, user in head.marked.mates),
            day=day,
            kind=kind,
            favour=apart.favour or favours.find(seen, [*head.hosts, *head.humans]),
            attitude=apart.attitude,
            promises=tuple(apart.promises),
            plan=plan,
            learned=apart.learned,
            visible=apart.visible,
            note=note,
            again=bool(head.marked.again),
            unread=self.unread(head, apart, plan),
        )

    def parted(self, head: Head, marked: Marks, seen: str) -> tuple[list[Mention], list[Mention], list[Span]]:
        """Who was there, who was spoken of, and what is no note: names of those spoken of stay in it, marks do not."""
        there, spoken_of = about.parted(head.seen, head.humans)
        later = [one for one in marked.people if one.start >= head.end and about.is_spoken_of(seen, one, [])]
        named = [*spoken_of, *about.in_note(seen, head.end, self.known, head.taken)]
        prose = set(spans(named)) - set(marked.spans) if named else ()
        return there, named + later, [span for span in (*head.taken, *spans(later)) if span not in prose]

    def when(
        self, head: Head, apart: Apart, taken: list[Span]
    ) -> tuple[str, Found | None, Kind | None, Planned | None]:
        """The note, day and kind of the contact, and what is planned, be it that the line itself tells of that."""
        day, kind, today = head.day, head.how[0] if head.how else None, self.known.today
        note = self.note(head, apart, taken)
        if day is not None and (day.day > today or (day.day == today and head.coming)) and (kind or not note):
            return "", None, None, Planned(note, day, kind)
        day = day if day is not None and day.day <= today else None  # "wants delivery next Tuesday"
        mine = {head.coming, None if day is not None or head.day is None else (head.day.start, head.day.end)} - {None}
        note = self.note(head, apart, [span for span in taken if span not in mine]) if mine else note
        return note, day, kind, apart.plan

    def unread(self, head: Head, apart: Apart, plan: Planned | None) -> tuple[str, ...]:
        strange = [self.text[start:end] for start, end in head.marked.strangers if end <= head.end]
        figures = unread.days(head.seen, head.taken) if head.day is None else []
        second = [self.text[slice(*apart.planned)]] if apart.plan is not None and plan is not apart.plan else []
        return (*apart.unread, *strange, *figures, *second)


def heads(seen: str, openers: list[Span]) -> Iterator[int]:
    """Where the head of a line may end: behind a colon or a word that opens the note, at last with the line itself."""
    if ":" in seen or "：" in seen or openers:
        colons = [match.end() for match, _ in zip(COLON.finditer(seen), range(_TRIED), strict=False)]
        ends = sorted({*colons, *(end for _, end in openers)})
        for end in [end for end in ends if seen[:end].strip(rest.SIGNS)][:_TRIED]:
            yield short_of(seen, past_openers(seen, end, openers))
    yield short_of(seen, len(seen))


def past_openers(seen: str, end: int, openers: list[Span]) -> int:
    """`end`, or the end of the words that say right behind it what the note is: "call: need: …"."""
    for start, stop in openers:
        if start >= end and not seen[end:start].strip(rest.SIGNS):
            end = stop
    return end

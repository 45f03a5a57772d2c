"""What a line sets apart from its note: promises, the next step, whom it speaks of, and single words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.rules import days, kinds
from bot.rules.attitude import Attitude
from bot.rules.days import Found
from bot.rules.kinds import Kind
from bot.rules.learned import Learned, Visible
from bot.rules.line import about, rest, tags
from bot.rules.line.apart import Apart
from bot.rules.line.known import Known
from bot.rules.line.marks import Marks, Span
from bot.rules.line.newcomers import clear
from bot.rules.line.said import Favour, Planned, Promised
from bot.rules.line.tags import Opens, Tag
from bot.rules.line.when import SENTENCE

_END = re.compile(rf"[\n;；]|{SENTENCE.pattern}")
_COMMA = re.compile(rf",(?!\d)|[\n;；]|{SENTENCE.pattern}")
_APPOINTMENTS = frozenset((Kind.MEAL, Kind.COFFEE, Kind.MEETING, Kind.VISIT, Kind.VIDEO, Kind.EVENT))


def read(text: str, marked: Marks, known: Known, *, brief: bool = False) -> Apart:
    """What a line sets apart. `brief`: what is promised or planned ends at a comma already."""
    apart = Apart()
    found = tags.find(marked.seen)
    if not found:
        return apart
    for tag, end in zip(found, ends(marked.seen, found, brief), strict=True):
        if tag.means is Opens.PROMISE:
            promise(apart, text, tag, end, known)
        elif tag.means is Opens.PLAN:
            plan(apart, text, tag, end, known)
        elif tag.means is Opens.ABOUT:
            spoken_of(apart, marked, tag, end, known)
        else:
            word(apart, text, tag)
    return apart


def ends(seen: str, found: Sequence[Tag], brief: bool) -> list[int]:
    """Where what each tag opens ends: before the next tag, a new line, a semicolon or a sentence."""
    before_next = [*(tag.start for tag in found[1:]), len(seen)]
    pattern = _COMMA if brief else _END
    stops = (pattern.search(seen, tag.end, stop) for tag, stop in zip(found, before_next, strict=True))
    return [match.start() if match else stop for match, stop in zip(stops, before_next, strict=True)]


def promise(apart: Apart, text: str, tag: Tag, end: int, known: Known) -> None:
    when = ahead(text, tag.end, end, known)
    due = next((found for found in when if found.deadline), None) or next(iter(when), None)
    what = rest.without(text, tag.end, end, [(due.start, due.end)] if due else [])
    if not what:
        apart.unread.append(text[tag.start : end].strip())
        return
    if apart.plan is None and due is not None and not due.deadline and (kind := appointment(text, tag.end, end, due)):
        apart.plan, apart.planned = Planned("", due, kind), (tag.start, end)
    else:
        apart.promises.append(Promised(what, due))
    apart.clause(tag, end)


def appointment(text: str, start: int, end: int, day: Found) -> Kind | None:
    """The kind of an appointment, where nothing else stands beside its day: "약속: 금요일 점심"."""
    how = next(
        (one for one in kinds.each(text[start:end]) if clear(start + one[1], start + one[2], [day_span(day)])), None
    )
    if how is None or how[0] not in _APPOINTMENTS:
        return None
    left = rest.without(text, start, end, [day_span(day), (start + how[1], start + how[2])])
    return None if left else how[0]


def plan(apart: Apart, text: str, tag: Tag, end: int, known: Known) -> None:
    """The next step, if it has a day; without one it stays where it was typed."""
    day = next(iter(ahead(text, tag.end, end, known)), None)
    if day is None or apart.plan is not None:
        apart.unread.append(text[tag.start : end].strip())
        return
    found = ((kind, tag.end + start, tag.end + stop) for kind, start, stop in kinds.each(text[tag.end : end]))
    how = next((one for one in found if clear(one[1], one[2], [day_span(day)])), None)
    apart.cuts = [(0, tag.end), day_span(day), *([how[1:]] if how else [])]
    apart.plan = Planned(rest.left(text[:end], apart.cuts), day, how[0] if how else None)
    apart.planned = (tag.start, end)
    apart.clause(tag, end)


def day_span(day: Found) -> Span:
    return day.start, day.end


def ahead(text: str, start: int, end: int, known: Known) -> list[Found]:
    """The days in text[start:end] that lie ahead, today included."""
    found = days.find(text[start:end], known.today, past=False, day_first=known.day_first)
    return [replace(day, start=start + day.start, end=start + day.end) for day in found if day.day >= known.today]


def spoken_of(apart: Apart, marked: Marks, tag: Tag, end: int, known: Known) -> None:
    """The people that stand right behind "about:"; where there are none it is a colon like others."""
    named = about.listed(marked, tag.end, end, known)
    if named:
        apart.about += named
        apart.spans.append((tag.start, named[-1].end))


def word(apart: Apart, text: str, tag: Tag) -> None:
    """A word that stands for itself; of two of a kind the first counts."""
    means = tag.means
    if isinstance(means, Opens):
        apart.unread.append(text[tag.start : tag.end].strip())
        return
    if isinstance(means, Attitude):
        apart.attitude = apart.attitude or means
    elif isinstance(means, Learned):
        apart.learned = apart.learned or means
    elif isinstance(means, Favour):
        apart.favour = apart.favour or means
    elif apart.visible is Visible.ALL:
        apart.visible = means
    (apart.openers if tag.opens else apart.spans).append((tag.start, tag.end))

"""How a judgement is put into words, the same in an answer and in a nudge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.phrases import kind_name
from bot.rules.kinds import Kind
from bot.rules.neglect import Level, Neglect, Tier
from bot.words import N_, _, _n, called, day, listed

NOTE = 140  # characters of a note that are quoted

LAST = {
    1: N_("last one"),
    2: N_("last two"),
    3: N_("last three"),
    4: N_("last four"),
    5: N_("last five"),
}


def level(neglect: Neglect) -> str:
    """ "Overdue", "Over the limit of 21 days"; "" where nothing is due."""
    match neglect.level:
        case Level.DUE:
            return _("Due")
        case Level.OVERDUE:
            return _("Overdue")
        case Level.OVER:
            return _n("Over the limit of {n} day", "Over the limit of {n} days", neglect.tier.limit)
        case Level.NEVER:
            return _("Never met")
        case _:
            return ""


def reason(neglect: Neglect) -> str:
    """ "41 days. Usual gap 7 days (last five: 3–11; tier A: 10)." and what it is where there are no own gaps."""
    standard = cadence(neglect.tier)
    if neglect.level is Level.NEVER:
        return _("No contact recorded ({standard}).", standard=standard)
    silence = in_days(neglect.days)
    if neglect.claimed:
        return _("{silence} by your list, no contact recorded ({standard}).", silence=silence, standard=standard)
    if not neglect.gaps:
        return _("{silence}. One contact so far ({standard}).", silence=silence, standard=standard)
    return _(
        "{silence}. Usual gap {usual} ({last}: {gaps}; {standard}).",
        silence=silence,
        usual=in_days(round(neglect.usual)),
        last=_(LAST[len(neglect.gaps)]),
        gaps=span(neglect.gaps),
        standard=standard,
    )


def cadence(tier: Tier) -> str:
    """ "tier A: 10", "no tier: 45": how often we mean to be in touch, in days."""
    if tier.name:
        return _("tier {tier}: {days}", tier=tier.name, days=tier.cadence)
    return _("no tier: {days}", days=tier.cadence)


def in_days(days: int) -> str:
    return _n("{n} day", "{n} days", days)


def span(gaps: tuple[int, ...]) -> str:
    """ "3–11", or "7" where all are the same."""
    low, high = min(gaps), max(gaps)
    return f"{low}–{high}" if low < high else str(low)


def quoted(note: str, most: int = NOTE) -> str:
    """A note on one line, cut at a word where one ends near `most` characters."""
    line = " ".join(note.split())
    if len(line) <= most:
        return line
    head = line[: most - 1]
    word = head.rfind(" ")
    return (head[:word] if word > most * 3 // 4 else head).rstrip() + "…"


def when_due(due: date | None, today: date) -> str:
    """ "5 days overdue (Fri, Mar 6)", "Due today", "Due Fri, Mar 13", "Without a day"."""
    if due is None:
        return _("Without a day")
    late = (today - due).days
    if late > 0:
        return _n("{n} day overdue ({day})", "{n} days overdue ({day})", late, day=day(due, today))
    return _("Due {day}", day=day(due, today)) if late else _("Due today")


def how_did_it_go(kind: str, people: Sequence[str], account: str) -> str:
    """ "How did the meal with Jane Doe at ACME go?" of a plan; `kind` may be "", and `people` nobody."""
    named = {"account": account, "people": listed([called(one) for one in people])}
    if not kind:
        return (
            _("How did it go with {people} at {account}?", **named)
            if people
            else _("How did it go with {account}?", **named)
        )
    named["kind"] = kind_name(Kind(kind))
    if people:
        return _("How did the {kind} with {people} at {account} go?", **named)
    return _("How did the {kind} with {account} go?", **named)


def planned(kind: str, people: Sequence[str]) -> str:
    """ "meal with Jane Doe", "meal", "Jane Doe", "contact" of a plan; `kind` may be ""."""
    who = listed([called(one) for one in people])
    if not kind:
        return who or _("contact")
    return _("{kind} with {people}", kind=kind_name(Kind(kind)), people=who) if who else kind_name(Kind(kind))

"""What all answers to /whoknows share: at whom they look and when, their tables, and the reason for a colleague."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.message import Row, Table
from bot.phrases import counted
from bot.rules.kinds import Kind
from bot.rules.strength import HALF_LIFE, STATED, Band, Trend, band, trend
from bot.telling import quoted
from bot.words import N_, _, _n, ago, called, day, listed
from storage.session import Found, Session
from storage.ties import Colleague, Lately

RECENT = HALF_LIFE  # days over which the reason counts what was done, and against which it has risen or fallen
SHOWN, EVERY = 5, 30  # rows of a table
NAMES = 3  # that are told one by one
BANDS = {Band.STRONG: N_("strong"), Band.WARM: N_("warm"), Band.WEAK: N_("weak"), Band.DORMANT: N_("dormant")}
TRENDS = {Trend.NEW: N_("new"), Trend.RISING: N_("rising"), Trend.FALLING: N_("falling")}


@dataclass(frozen=True, slots=True)
class Look:
    """At what, on which day; `past` when later contacts are not to be known; `page` of all rows, or 0."""

    session: Session
    ref: int
    today: date
    past: bool
    page: int

    @property
    def until(self) -> date:
        """The last day of which anything is to be known; for now that of colleagues for whom it is tomorrow, too."""
        return self.today if self.past else date.max

    @property
    def number(self) -> int:
        return self.today.toordinal()

    def at(self, ref: int) -> Look:
        return Look(self.session, ref, self.today, self.past, self.page)

    def table(self, of: str, rows: Sequence[Row], title: str, line: str) -> Table:
        """The first rows, or those of the page, with the way to the next; `line` is the command that shows them."""
        if not self.page:
            return Table(of, tuple(rows), title, SHOWN, f"{line} all")
        rows = tuple(rows[(self.page - 1) * EVERY :])
        return Table(of, rows, title, EVERY, f"{line} all {self.page + 1}" if len(rows) > EVERY else "")


@dataclass(frozen=True, slots=True)
class Why:
    """What the reason for a colleague is made of, each by teammate: kinds of contacts lately, the part of strength that
    they make, whom only they have met, and what they stated.
    """

    kinds: Mapping[int, Mapping[str, int]]
    lately: Mapping[int, Lately]
    only: Mapping[int, Sequence[str]]
    stated: Mapping[int, Sequence[Found]]


def ranked_with(found: Sequence[Colleague], stated: Sequence[Found]) -> list[Colleague]:
    """The colleagues, and those who only stated a tie, which ranks as a warm one at least."""
    there = {one.teammate for one in found}
    said = {row["teammate"] for row in stated}
    more = {
        row["teammate"]: Colleague(row["teammate"], row["name"], row["email"], row["active"], 0.0, 0, 0)
        for row in stated
        if row["teammate"] not in there
    }
    every = [*found, *more.values()]
    return (
        sorted(every, key=lambda c: -(max(c.strength, STATED) if c.teammate in said else c.strength)) if said else every
    )


def by_mate(stated: Sequence[Found]) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = {}
    for row in stated:
        found.setdefault(row["teammate"], []).append(row)
    return found


def reason(one: Colleague, why: Why, today: date) -> str:
    """ "strong, rising: 4 meetings in 90 days, last contact 12 days ago (Fri, Feb 27), mostly one to one"."""
    parts = [as_stated(row, today) for row in why.stated.get(one.teammate, ())]
    if one.days:
        parts.append(by_contacts(one, why, today))
    elif parts:
        parts.append(_("no contact recorded"))
    alone = why.only.get(one.teammate)
    if alone:
        parts.append(_("the only one of us who has met {names}", names=some(alone)))
    return " · ".join(parts)


def by_contacts(one: Colleague, why: Why, today: date) -> str:
    lately, kinds = why.lately.get(one.teammate, Lately()), why.kinds.get(one.teammate, {})
    parts = [done(one, kinds), last_contact(one.last_day, today)]
    if lately.days > 1 and 2 * lately.alone != lately.days:
        mostly = 2 * lately.alone > lately.days
        parts.append(_("mostly one to one") if mostly else _("mostly with others there"))
    return f"{standing(one, lately)}: {', '.join(parts)}"


def done(one: Colleague, kinds: Mapping[str, int]) -> str:
    if not kinds:
        return _n("in touch on {n} day", "in touch on {n} days", one.days)
    parts = [counted(Kind(kind), n) for kind, n in sorted(kinds.items(), key=lambda item: -item[1])]
    return _("{contacts} in {n} days", contacts=listed(parts[:NAMES]), n=RECENT)


def last_contact(last_day: int, today: date) -> str:
    when = ago(today.toordinal() - last_day)
    return _("last contact {ago} ({day})", ago=when, day=day(date.fromordinal(last_day), today))


def standing(one: Colleague, lately: Lately) -> str:
    """ "strong", "warm, rising", "has left us, weak"."""
    name = band_name(one.strength)
    if not one.active:
        return _("has left us, {band}", band=name)
    turned = trend_name(trend(one.strength, lately.strength))
    return f"{name}, {turned}" if turned else name


def band_name(strength: float) -> str:
    return _(BANDS[band(strength)])


def trend_name(turned: Trend) -> str:
    """Against 90 days ago; "" where it is as it was."""
    return _(TRENDS[turned]) if turned in TRENDS else ""


def as_stated(row: Found, today: date) -> str:
    """What somebody says of how they know a person, as they say it."""
    when = ago((today - row["day"]).days)
    return _("says of {person}: “{text}” ({ago})", person=called(row["person"]), text=quoted(row["value"]), ago=when)


def some(names: Sequence[str]) -> str:
    """ "Bob Roe and Eve Poe", of many the first few and how many more."""
    if len(names) <= NAMES:
        return listed(names)
    return _n("{names} and {n} more", "{names} and {n} more", len(names) - NAMES, names=", ".join(names[:NAMES]))

"""English dates: March 20, 20th of March, on the 20th, end of the month, by Q3."""

import re
from dataclasses import replace
from datetime import date

from bot.rules.days import english_words as en
from bot.rules.days.reckoning import (
    Rule,
    Sense,
    bare_day,
    calendar_day,
    month_day,
    months_later,
    of_month,
    of_quarter,
    of_this_month,
    of_this_quarter,
    part_of_year,
)


def _year_of(found: re.Match[str], sense: Sense) -> int | None:
    if found["y"]:
        return int(found["y"])
    return sense.today.year + en.WHICH[found["ywhich"]] if found["ywhich"] else None


def _date(found: re.Match[str], sense: Sense) -> date | None:
    year, month, day = _year_of(found, sense), en.MONTHS[found["m"]], int(found["d"])
    return month_day(sense, month, day) if year is None else calendar_day(year, month, day)


def _sure_may(found: re.Match[str], sense: Sense) -> date | None:
    """May needs its capital where it may be the verb: "all 3 may join"."""
    return _date(found, sense) if found["m"] != "may" or sense.typed[found.start("m")] == "M" else None


def _day_of_month(found: re.Match[str], sense: Sense) -> date | None:
    month = of_this_month(sense, en.WHICH[found["which"]], 0)
    return month and calendar_day(month.year, month.month, int(found["d"]))


def _bare_day(found: re.Match[str], sense: Sense) -> date | None:
    return bare_day(sense, int(found["d"]))


def _weekday_and_day(found: re.Match[str], sense: Sense) -> date | None:
    """Monday the 18th: the latest or coming 18th that is a Monday, in the direction asked for if both are."""
    ways = (sense, replace(sense, past=not sense.past))
    days = [day for way in ways if (day := bare_day(way, int(found["d"])))]
    return next((day for day in days if day.weekday() == en.WEEKDAYS[found["wd"]]), None)


def _month(found: re.Match[str], sense: Sense) -> date | None:
    """A month alone: a month from today, its last day if it is a deadline."""
    months = en.WHICH[found["which"]]
    return of_this_month(sense, months, 2) if sense.due else months_later(sense.today, months)


def _part(found: re.Match[str], sense: Sense) -> date | None:
    """The first, middle or last day of a month, quarter or year."""
    return _part_of(found, sense, en.PARTS[found["part"]])


def _part_of(found: re.Match[str], sense: Sense, part: int) -> date | None:
    year = _year_of(found, sense)
    if found["m"] or found["q"]:
        number = en.MONTHS[found["m"]] if found["m"] else int(found["q"])
        of = of_month if found["m"] else of_quarter
        return of(year, number, part) if year else part_of_year(sense, lambda year: of(year, number, part))
    which, period = en.WHICH[(found["which"] or "").strip()], found["period"]
    if period == "year":
        return of_month(sense.today.year + which, (1, 7, 12)[part], (0, 0, 2)[part])
    return (of_this_month if period == "month" else of_this_quarter)(sense, which, part)


def _within(found: re.Match[str], sense: Sense) -> date | None:
    """By May: its end. Before May: its first day. Not "by May Lee", "by may", "by the month"."""
    if found["m"] and re.match("[a-z]|.+ [A-Z]", sense.typed[found.start("m") : found.end() + 2]):
        return None
    if found["which"] == "the" and found["how"] != "within":
        return None
    return _part_of(found, sense, 0 if found["how"] == "before" else 2)


def _initials(found: re.Match[str], sense: Sense) -> date | None:
    if found["of"] == "y":
        return of_month(sense.today.year, 12, 2)
    return (of_this_month if found["of"] == "m" else of_this_quarter)(sense, 0, 2)


_YEAR = "(?:[,-]?_(?P<y>(?:19|20|21)[0-9]{2})(?![0-9])|,? (?P<ywhich>last|this|next) year)?"
_STOP = f"(?!_[ap]\\.?m|[:/.,%][0-9]){en.END}"
_N = "[0-9]{1,2}"
_NAMED = f"q(?P<q>[1-4])|{en.MONTH}"
_PART = "(?:the )?(?!(?:start|end) may)(?P<part>start|beginning|early|middle|mid|end|late)(?: of)?(?: |-)"
_AFTER_THE = "|".join(
    f"(?<={word}\\sthe\\s)" for word in ("on", "by", "from", "until", "till", "before", "since", "around")
)

RULES = (
    Rule(f"(?:the )?{en.NTH} of (?P<which>last|this|next|the) month{en.END}", _day_of_month),
    Rule(f"(?:the )?(?P<d>{_N})(?:(?:st|nd|rd|th)(?: of)?| of)(?: |-){en.MONTH}\\.?{_YEAR}{_STOP}", _date),
    Rule(f"(?P<d>{_N})(?: |-|/|\\. )?{en.MONTH}\\.?{_YEAR}{_STOP}", _sure_may),
    Rule(f"(?P<m>may) (?:the )?(?P<d>{_N})(?:st|nd|rd|th)?{_YEAR}{en.LOOSE_END}", _date),
    Rule(f"{en.MONTH}\\.?_(?:the )?(?P<d>{_N})(?:st|nd|rd|th)?{_YEAR}{_STOP}", _sure_may),
    Rule(f"{en.WEEKDAY},? (?:the )?{en.NTH}{en.END}(?! of| (?:{en.either(en.MONTHS)}))", _weekday_and_day),
    Rule(f"(?:{_AFTER_THE}){en.NTH}{en.LOOSE_END}", _bare_day),
    Rule(
        f"{_PART}(?:(?P<which>the|this|next|last) )?(?:(?P<period>month|quarter|year)|{_NAMED}){_YEAR}{en.END}", _part
    ),
    Rule(
        f"(?P<how>by|until|till|before|within) (?:(?P<which>the|this|next) (?P<period>month|quarter|year)|{_NAMED})"
        f"{_YEAR}{en.END}(?!\\.?_(?:the )?[0-9])",
        _within,
        due=True,
    ),
    Rule(
        f"(?<!of\\s)(?<!than\\s)(?<!for\\s)(?<!since\\s)(?<!from\\s)(?P<which>last|next) month{en.END}(?!['’])", _month
    ),
    Rule(f"eo(?P<of>[mqy]){en.END}", _initials, due=True),
    Rule(f"(?P<of>[mqy])(?:onth|uarter|ear)(?:-| )end{en.END}(?= (?:close|review)|_$|_[,.])", _initials),
)

"""English days near today: yesterday, 3 days ago, last Friday, next week Thursday, end of the month."""

import re
from datetime import date

from bot.rules.days import english_words as en
from bot.rules.days.reckoning import (
    Rule,
    Sense,
    bare_weekday,
    coming_weekday,
    end_of_week,
    in_week,
    last_weekday,
    later,
    months_later,
    no_day,
)


def _word(found: re.Match[str], sense: Sense) -> date | None:
    return later(sense.today, en.DAYS[" ".join(found["day"].split())])


def _count(found: re.Match[str], name: str = "n") -> int:
    words = " ".join(found[name].split())
    return int(words) if words.isdecimal() else en.NUMBERS[words]


def _shift(sense: Sense, count: int, unit: str) -> date | None:
    if unit.startswith(("m", "y")):
        return months_later(sense.today, count * (12 if unit.startswith("y") else 1))
    return later(sense.today, count * (1 if unit.startswith("d") else 14 if unit.startswith("f") else 7))


def _ago(found: re.Match[str], sense: Sense) -> date | None:
    return _shift(sense, -_count(found), found["unit"])


def _half_a_year_ago(_found: re.Match[str], sense: Sense) -> date | None:
    return months_later(sense.today, -6)


def _ahead(found: re.Match[str], sense: Sense) -> date | None:
    count, unit = _count(found), found["unit"]
    # "in 3 month steps" is no day.
    return _shift(sense, count, unit) if count == 1 or unit.endswith("s") or len(unit) == 1 else None


def _weekday_of(found: re.Match[str]) -> int:
    return en.WEEKDAYS[found["wd"]]


def _which_weekday(found: re.Match[str], sense: Sense) -> date | None:
    """Last: the latest before today. Next: of next week. This: of this week, or the coming one when planning."""
    which, weekday = " ".join(found["which"].split()), _weekday_of(found)
    if which.endswith(("last", "past")):
        return last_weekday(sense, weekday)
    if which == "next":
        return in_week(sense, 1, weekday)
    if which == "this" and (sense.past or weekday >= sense.today.weekday()):
        return in_week(sense, 0, weekday)
    return coming_weekday(sense, weekday)


def _weeks(found: re.Match[str]) -> int:
    """The week named, from this one: last, this, next, or the one beyond."""
    if found["beyond"]:
        return 2 if found["beyond"] == "after next" else -2
    return en.WHICH[found["which"]]


def _weekday_of_week(found: re.Match[str], sense: Sense) -> date | None:
    return in_week(sense, _weeks(found), _weekday_of(found))


def _weekday_beyond(found: re.Match[str], sense: Sense) -> date | None:
    """A week from Friday, Friday after next, Friday before last."""
    weekday = _weekday_of(found)
    if found["beyond"] == "before last":
        last = last_weekday(sense, weekday)
        return last and later(last, -7)
    coming = coming_weekday(sense, weekday)
    return coming and later(coming, 7 * (_count(found) if found["beyond"] == "from" else 1))


def _weekday(found: re.Match[str], sense: Sense) -> date | None:
    return bare_weekday(sense, _weekday_of(found))


def _weekend(found: re.Match[str], sense: Sense) -> date | None:
    which = " ".join(found["which"].split())
    if which in en.WHICH and which != "the":
        return in_week(sense, en.WHICH[which], 5)
    return in_week(sense, -1 if sense.past and sense.today.weekday() < 5 else 0, 5)


def _week(found: re.Match[str], sense: Sense) -> date | None:
    """A week alone: a week from today, its end if it is a deadline. This week says nothing new when logging."""
    weeks = _weeks(found)
    if sense.due or (weeks == 0 and not sense.past):
        return end_of_week(sense, weeks)
    return later(sense.today, 7 * weeks) if weeks else None


def _part_of_week(found: re.Match[str], sense: Sense) -> date | None:
    return in_week(sense, en.WHICH[(found["which"] or "").strip()], 2 * en.PARTS[found["part"]])


def _end_of_day(_found: re.Match[str], sense: Sense) -> date:
    return sense.today


def _end_of_this_week(_found: re.Match[str], sense: Sense) -> date | None:
    return end_of_week(sense, 0)


_SOME = f"(?:(?:[0-9]{{1,2}}|one|two)_(?:-|–|to|or)_)?{en.NUMBER}"
_BEYOND = "(?P<beyond>before last|after next)"
_WEEK = f"(?:(?P<which>last|this|next) week|(?:the )?week {_BEYOND})"
_PART = "(?:the )?(?P<part>start|beginning|early|middle|mid|end|later|late)(?: of)?(?: |-)"
_TIME = "(?:['’]s?)?(?: time)?"
# "Sat" is also a verb and "Sun" a company: they take a time, a date or a clear end.
_CLEAR = f"(?:(?=(?:,| )_(?:at )?[0-9]{{1,2}}(?:[:/][0-9]|_[ap]m|st|nd|rd|th)|,? (?:{en.either(en.MONTHS)})[. ]_[0-9]))"

RULES = (
    Rule(
        f"(?:every(?: other)?|each|black|cyber|good|casual|ruby|tgi|usa) (?:{en.either(en.WEEKDAYS)}|today)(?:['’]?s)?",
        no_day,
    ),
    Rule(f"(?P<day>{en.either(en.DAYS)}){en.END}", _word),
    Rule(f"half a year (?:ago|back){en.END}", _half_a_year_ago),
    Rule(f"{_SOME}_{en.UNIT} (?:ago|back){en.END}", _ago),
    Rule(f"{_SOME} weeks? (?P<beyond>from) {en.WEEKDAY}{en.END}", _weekday_beyond),
    Rule(f"{_SOME}_{en.UNIT} from (?:now|today){en.END}", _ahead),
    Rule(f"in (?:about |around )?{_SOME}_{en.UNIT}{_TIME}{en.END}", _ahead),
    Rule(f"within (?:the next |the coming )?{_SOME}_{en.UNIT}{_TIME}{en.END}", _ahead, due=True),
    Rule(f"{_WEEK},?(?: on)? {en.WEEKDAY}{en.END}", _weekday_of_week),
    Rule(f"{en.WEEKDAY},?(?: of)? {_WEEK}{en.END}", _weekday_of_week),
    Rule(f"{en.WEEKDAY} (?P<beyond>after next|before last){en.END}", _weekday_beyond),
    Rule(f"(?P<which>(?:this )?(?:past|coming)|last|this|next|upcoming) {en.WEEKDAY}{en.END}", _which_weekday),
    Rule(f"(?P<which>last|this past|this coming|this|next|over the|the|on the|at the) weekend{en.END}", _weekend),
    Rule(f"{_PART}(?:(?P<which>last|this|next|the) )?week{en.END}", _part_of_week),
    Rule(f"{_WEEK}{en.END}(?!['’])", _week),
    Rule(
        f"(?:the )?(?:eod|cob|end of (?:the )?day|close of (?:business|play)){en.END}",
        _end_of_day,
        due=True,
        vague=True,
    ),
    Rule(f"eow{en.END}", _end_of_this_week, due=True),
    Rule(f"(?!sat(?!u)|sun(?!d)){en.WEEKDAY}{en.END}", _weekday, vague=True),
    Rule(f"{en.WEEKDAY}(?={_CLEAR})", _weekday, vague=True),
    Rule(f"(?<=on\\s)(?P<wd>sat|sun){en.LOOSE_END}", _weekday, vague=True),
)

"""Korean dates: 3월 20일, 지난달 28일, 20일, 5월 초, 말일, 3분기까지, 연말."""

import re
from dataclasses import replace
from datetime import date

from bot.rules.days import korean_words as ko
from bot.rules.days.reckoning import (
    Rule,
    Sense,
    bare_day,
    calendar_day,
    in_week,
    month_day,
    months_later,
    no_day,
    of_month,
    of_quarter,
    of_this_month,
    of_this_quarter,
    part_of_year,
    some_year,
)

_BEFORE = ("지난", "저번")


def _months(found: re.Match[str]) -> int:
    return ko.MONTHS[ko.plain(found["month"])]


def _day_of_month(found: re.Match[str], sense: Sense) -> date | None:
    month = of_this_month(sense, _months(found), 0)
    return month and calendar_day(month.year, month.month, int(found["d"]))


def _part_of_month(found: re.Match[str], sense: Sense) -> date | None:
    return of_this_month(sense, _months(found), ko.PARTS.get(found["part"], 2))


def _until_this_month(found: re.Match[str], sense: Sense) -> date | None:
    return of_this_month(sense, _months(found), 2)


def _month(found: re.Match[str], sense: Sense) -> date | None:
    return months_later(sense.today, _months(found))


def _year_of(found: re.Match[str], sense: Sense) -> int | None:
    words = found["year"]
    if not words:
        return None
    if words in ko.YEARS:
        return sense.today.year + ko.YEARS[words]
    digits = words.strip("'년")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _date(found: re.Match[str], sense: Sense) -> date | None:
    year, which, month, day = _year_of(found, sense), found["which"], int(found["m"]), int(found["d"])
    if year is not None:
        return calendar_day(year, month, day)
    if which in (None, "이번", "다음"):
        return month_day(sense, month, day)
    return some_year(sense, lambda year: calendar_day(year, month, day), back=365 if which in _BEFORE else 0)


def _part_of_date(found: re.Match[str], sense: Sense) -> date | None:
    year, month, part = _year_of(found, sense), int(found["m"]), ko.PARTS.get(found["part"], 2)
    return (
        part_of_year(sense, lambda year: of_month(year, month, part)) if year is None else of_month(year, month, part)
    )


def _until_month(found: re.Match[str], sense: Sense) -> date | None:
    year, month = _year_of(found, sense), int(found["m"])
    return part_of_year(sense, lambda year: of_month(year, month, 2)) if year is None else of_month(year, month, 2)


def _bare_day(found: re.Match[str], sense: Sense) -> date | None:
    which = found["which"]
    if which not in (None, "이번", "다음"):
        sense = replace(sense, past=which in _BEFORE)
    return bare_day(sense, int(found["d"]))


def _quarter(found: re.Match[str], sense: Sense) -> date | None:
    part = 0 if found["edge"] == "초" else 2
    if not (found["q"] or found["half"]):
        return of_this_quarter(sense, {"지난": -1, "저번": -1, "다음": 1}.get(found["whose"] or "", 0), part)
    quarter = int(found["q"].strip("q")[0]) if found["q"] else 2 if found["half"] == "상" else 4
    year = _year_of(found, sense)
    if year is not None:
        return of_quarter(year, quarter, part)
    return part_of_year(sense, lambda year: of_quarter(year, quarter, part))


def _part_of_year(found: re.Match[str], sense: Sense) -> date | None:
    year = _year_of(found, sense)
    return None if year is None else of_month(year, 1, 0) if found["edge"] == "초" else of_month(year, 12, 2)


def _beginning(found: re.Match[str], sense: Sense) -> date | None:
    """월초 and the like lie in the direction asked for."""
    ahead, period = 0 if sense.past else 1, found["period"]
    if period == "주":
        return in_week(sense, ahead, 0)
    if period == "분기":
        return of_this_quarter(sense, ahead, 0)
    return of_this_month(sense, ahead, 0) if period == "월" else of_month(sense.today.year + ahead, 1, 0)


def _end(found: re.Match[str], sense: Sense) -> date | None:
    """월말 and the like are those of the period we are in."""
    period = found["period"] or "월"
    if period == "분기":
        return of_this_quarter(sense, 0, 2)
    if period == "반기":
        return of_month(sense.today.year, 6 if sense.today.month < 7 else 12, 2)
    return of_this_month(sense, 0, 2) if period == "월" else of_month(sense.today.year, 12, 2)


def _within_year(_found: re.Match[str], sense: Sense) -> date | None:
    return of_month(sense.today.year, 12, 2)


_N = ko.NUMBER
_WHICH = "(?:(?P<which>지난|저번|이번|다음|오는|돌아오는|다가오는)_)"
_FOR = "_(?:간|동안|정도|소요|걸|이상|이하|연속|째|차|짜리|씩|만에|치|넘|내외|단위)"
_QUARTER = (
    f"{ko.YEAR}?(?:(?P<whose>이번|다음|지난|저번|금|당)_)?"
    "(?:(?P<q>[1-4](?:/4)?_분기|q[1-4]|[1-4]q)|분기|(?P<half>[상하])반기)_"
)
# A month alone is a day only where it tells when something was done: "지난달 매출" does not.
_MONTH_ALONE = f"(?=(?:에|쯤|경)(?![가-힣])|_$|_[,.!?)]|_(?:{ko.GLUED}))"

RULES = (
    # Which week is a month's first is not agreed on.
    Rule(f"{_N}월_(?:첫|둘|셋|넷|다섯|마지막|[1-5])(?:째|번째)?_주(?:차)?_(?:[{ko.WEEKDAYS}]요일)?", no_day),
    Rule(f"{ko.MONTH}_(?P<d>{_N}){ko.DAY}", _day_of_month),
    Rule(f"{ko.MONTH}_{ko.WITHIN}", _until_this_month, due=True),
    Rule(f"{ko.MONTH}_{ko.PART}", _part_of_month),
    Rule(f"(?!이번|요번|이_달|금월|당월|전월){ko.MONTH}{_MONTH_ALONE}", _month),
    Rule(f"(?:{ko.YEAR}|{_WHICH})?(?P<m>{_N})월_(?P<d>{_N}){ko.DAY}", _date),
    Rule(f"{ko.YEAR}?(?P<m>{_N})월_{ko.WITHIN}", _until_month, due=True),
    Rule(f"{ko.YEAR}?(?P<m>{_N})월_{ko.PART}", _part_of_date),
    Rule(f"{_QUARTER}(?P<edge>{ko.WITHIN})", _quarter, due=True),
    Rule(f"{_QUARTER}(?P<edge>초|말){ko.END}", _quarter),
    Rule(f"{ko.YEAR}(?P<edge>{ko.WITHIN})", _part_of_year, due=True),
    Rule(f"{ko.YEAR}(?P<edge>초|말){ko.END}", _part_of_year),
    Rule("연내(?:에|로)?(?![가-힣])", _within_year, due=True),
    Rule(f"(?P<period>월|주|분기|연|년)_초{ko.END}", _beginning),
    Rule(f"(?:(?P<period>월|분기|반기|연|년)_말|말일){ko.END}", _end),
    Rule(f"{_WHICH}?(?P<d>{_N})일_(?:이전|전)(?=_까지)", _bare_day, due=True),
    Rule(f"{_WHICH}?(?P<d>{_N})(?!일{_FOR}){ko.DAY}", _bare_day),
    Rule("[0-9]{1,10}_(?:일|월|년)", no_day),
)

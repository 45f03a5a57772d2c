"""Korean days near today: 어제, 사흘 전, 지난주 금요일, 주말."""

import re
from datetime import date

from bot.rules.days import korean_words as ko
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
    return later(sense.today, ko.DAYS[ko.plain(found["day"])])


def _away(found: re.Match[str], sense: Sense) -> date | None:
    if found["n"]:
        count, unit = int(found["n"]) if found["n"].isdecimal() else ko.NUMBERS[found["n"]], found["unit"]
    else:
        count, unit = ko.SPANS[ko.plain(found["span"])]
    if found["way"] == "전":
        count = -count
    if unit in ("개월", "달", "년", "해"):
        return months_later(sense.today, count * (12 if unit in ("년", "해") else 1))
    return later(sense.today, count * (7 if unit.startswith("주") else 1))


def _weeks(found: re.Match[str]) -> int:
    return ko.WEEKS[ko.plain(found["week"])]


def _weekday_of_week(found: re.Match[str], sense: Sense) -> date | None:
    return in_week(sense, _weeks(found), ko.WEEKDAYS.index(found["wd"] or found["one"] or found["sun"]))


def _week(found: re.Match[str], sense: Sense) -> date | None:
    """A week alone: a week from today, its end if it is a deadline. This week says nothing new when logging."""
    weeks = _weeks(found)
    if sense.due or (weeks == 0 and not sense.past):
        return end_of_week(sense, weeks)
    return later(sense.today, 7 * weeks) if weeks else None


def _part_of_week(found: re.Match[str], sense: Sense) -> date | None:
    weeks, part = _weeks(found), ko.PARTS.get(found["part"], 2)
    return _week(found, sense) if (weeks, part) == (0, 1) else in_week(sense, weeks, part * 2)


def _which_weekday(found: re.Match[str], sense: Sense) -> date | None:
    which, weekday = found["which"], ko.WEEKDAYS.index(found["wd"])
    if which in ("지난", "저번"):
        return last_weekday(sense, weekday)
    if which in ("이번", "다음"):
        return in_week(sense, 1 if which == "다음" else 0, weekday)
    return coming_weekday(sense, weekday)


def _weekend(found: re.Match[str], sense: Sense) -> date | None:
    """The Saturday. A weekend alone: the last one when logging, unless it is the weekend now."""
    weeks = {"지지난": -2, "지난": -1, "저번": -1, "이번": 0, "요번": 0, "오는": 0, "다음": 1, "다다음": 2}
    if found["whose"]:
        return in_week(sense, weeks[found["whose"]], 5)
    return in_week(sense, -1 if sense.past and sense.today.weekday() < 5 else 0, 5)


def _weekday(found: re.Match[str], sense: Sense) -> date | None:
    return bare_weekday(sense, ko.WEEKDAYS.index(found["wd"]))


_FAR_DAYS = [word for word in ko.DAYS if word not in ("낼", "내일모레", "낼모레")]
# 한일 is Korea and Japan, 이 일 "this matter": days are counted in figures, Sino-Korean or as 하루, 이틀 ….
_NOT_DAYS = "(?:일|이|한|두|세|네|석|넉|다섯|여섯|일곱|여덟|아홉|열)"
_UNIT = "(?P<unit>일|주일|주|개월|달|년|해)"
_AWAY = (
    f"(?:{ko.NUMBER}_[~,–-]_)?(?:(?!{_NOT_DAYS}_일)(?P<n>[0-9]{{1,4}}|{ko.either(ko.NUMBERS)})_{_UNIT}|"
    f"(?P<span>{'|'.join(ko.NATIVE_DAYS)}|보름|며칠|몇_일|몇_주|몇_달|반년))_(?:쯤|정도|가량)?_"
)

RULES = (
    Rule(
        f"(?:매주|격주|매월|매달|매년|매_분기)_(?:[{ko.WEEKDAYS}](?:요일|욜)?|{ko.NUMBER}일|말일|초|말)(?![가-힣])",
        no_day,
    ),
    Rule(f"(?:{ko.NUMBER}박_|주_|기간_|리드타임_){ko.NUMBER}일", no_day),
    Rule(f"{ko.NUMBER}일_{ko.NUMBER}_(?:회|번|건|개)", no_day),
    Rule(f"(?P<day>(?:내일|낼)_모레|{ko.either(_FAR_DAYS)}){ko.END}", _word),
    # "낼" is also "to pay" ("비용 낼 예정"): it takes an hour or the like after it.
    Rule(f"(?P<day>낼)(?=까지|_(?:{ko.GLUED}|{ko.NUMBER}시))", _word),
    Rule(f"{_AWAY}(?P<way>전(?!_까지)|뒤|후|있다가){ko.END}", _away),
    Rule(f"{_AWAY}(?P<way>안에|안으로|이내|내로|내에|내){ko.END}", _away, due=True),
    Rule(f"(?:(?P<whose>지지난|지난|저번|이번|요번|다다음|다음|오는)_)?주말{ko.END}", _weekend),
    Rule(f"{ko.WEEK}(?:에|,)?_(?:{ko.WEEKDAY}|{ko.LETTER})", _weekday_of_week),
    Rule(f"{ko.WEEK}_{ko.WITHIN}", _week, due=True),
    Rule(f"{ko.WEEK}_{ko.PART}", _part_of_week),
    # Not alone: 전주 is a city, 이주 moving house, 내주 a verb.
    Rule(f"(?!전주|이_주|내주){ko.WEEK}{ko.END}", _week),
    Rule(f"(?P<which>지난|저번|이번|오는|돌아오는|다가오는|다음)_{ko.WEEKDAY}", _which_weekday),
    Rule(ko.WEEKDAY, _weekday, vague=True),
)

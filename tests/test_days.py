from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rules.days import Found, find

TODAY = date(2027, 10, 14)  # a Thursday
ANY_WAY = """
오늘 미팅 = 2027-10-14
금일 방문 = 2027-10-14
오늘 아침에 잠깐 뵘 = 2027-10-14
어제통화함 = 2027-10-13
어저께 전화 = 2027-10-13
작일 회의 = 2027-10-13
어젯밤 회식 = 2027-10-13
그제 메일 = 2027-10-12
엊그저께 메일 = 2027-10-12
그끄저께 만남 = 2027-10-11
명일 오전 방문 예정 = 2027-10-15
익일 회신 = 2027-10-15
낼 3시 미팅 = 2027-10-15
내일 모레 방문 = 2027-10-16
글피에 출장 = 2027-10-17
하루 전 통화 = 2027-10-13
이틀전에 만남 = 2027-10-12
사흘전 = 2027-10-11
나흘 뒤 = 2027-10-18
열흘 뒤에 = 2027-10-24
보름 전 = 2027-09-29
며칠 전에 만남 = 2027-10-11
2-3일 전 = 2027-10-11
1~2주 뒤 = 2027-10-28
3일쯤 뒤 = 2027-10-17
일주일 전에 = 2027-10-07
이주 뒤 = 2027-10-28
두 달 전 = 2027-08-14
석 달 뒤 = 2028-01-14
반년 전 = 2027-04-14
1년 전 = 2026-10-14
지난주금욜에 = 2027-10-08
저번 주 수요일 = 2027-10-06
전주 화요일에 = 2027-10-05
지난주 일요일 = 2027-10-10
지난주 일 때문에 = 2027-10-07
지난 주말에 골프 = 2027-10-09
이번 주 목 = 2027-10-14
금주 금요일 = 2027-10-15
차주 = 2027-10-21
차주 월 = 2027-10-18
담주 화 2시 = 2027-10-19
다음주 화상회의 = 2027-10-21
다음 주에 금요일 = 2027-10-22
다음주 초 = 2027-10-18
다음주 중 방문 = 2027-10-20
다음 주말 = 2027-10-23
다다음주 수 = 2027-10-27
지지난주 목 = 2027-09-30
차차주 금요일 = 2027-10-29
지난 금요일날 = 2027-10-08
다음 금요일 = 2027-10-22
오는 월요일 = 2027-10-18
지난달에 만남 = 2027-09-14
지난달 28일에 방문 = 2027-09-28
전월 5일 = 2027-09-05
당월 20일 = 2027-10-20
이달 말 = 2027-10-31
익월 = 2027-11-14
익월 5일 = 2027-11-05
다음달 초 = 2027-11-01
다다음달 1일 = 2027-12-01
12월 중순 = 2027-12-15
작년 12월 1일 = 2026-12-01
내년 1월 5일 = 2028-01-05
올해 12월 초 = 2027-12-01
26년 4월 2일 = 2026-04-02
지난 3월 5일 = 2027-03-05
오는 3월 5일 = 2028-03-05
말일 = 2027-10-31
월말 = 2027-10-31
분기말 = 2027-12-31
다음 분기 초 = 2028-01-01
연말 = 2027-12-31
내년 초 = 2028-01-01
10월 14일(목) 14:00 = 2027-10-14
10/14(목)~10/16(토) 전시 = 2027-10-14
어제 10시부터 12시까지 회의 = 2027-10-13
어제 오후 3시 반에 = 2027-10-13
금요일, 10/15 = 2027-10-15
2027.10.20 = 2027-10-20
2027. 10. 20. 방문 = 2027-10-20
27.10.20 = 2027-10-20
27/10/20 = 2027-10-20
20.10.2027 = 2027-10-20
10/20/27 = 2027-10-20
20/3/2028 = 2028-03-20
2027-10-20T15:00:00+09:00 = 2027-10-20
Met the day before yesterday = 2027-10-12
yesterday's call = 2027-10-13
call 10:30 yesterday = 2027-10-13
_yesterday_ = 2027-10-13
İ yesterday = 2027-10-13
last night = 2027-10-13
this morning = 2027-10-14
tomorrow @ 3pm = 2027-10-15
yesterday at 3M = 2027-10-13
3d ago = 2027-10-11
2 or 3 days ago = 2027-10-11
a fortnight ago = 2027-09-30
a couple of weeks ago = 2027-09-30
several days ago = 2027-10-11
three months ago = 2027-07-14
half a year ago = 2027-04-14
in a week's time = 2027-10-21
two weeks from now = 2027-10-28
a week from Friday = 2027-10-22
last Tuesday = 2027-10-12
last Thursday = 2027-10-07
this past Friday = 2027-10-08
this Friday = 2027-10-15
next Tue 2pm = 2027-10-19
next week = 2027-10-21
next week, Thursday = 2027-10-21
Tuesday of last week = 2027-10-05
the week before last = 2027-09-30
Friday after next = 2027-10-22
last weekend = 2027-10-09
early next week = 2027-10-18
end of the week = 2027-10-15
Fri, October 15 = 2027-10-15
Monday the 18th = 2027-10-18
Thursday, 14 October 2027 at 10:00 = 2027-10-14
the 5th of September 2027 = 2027-09-05
20-Mar-2028 = 2028-03-20
March 20 next year = 2028-03-20
on the 20th of this month = 2027-10-20
20th of next month = 2027-11-20
last month = 2027-09-14
early next month = 2027-11-01
mid November = 2027-11-15
end of the quarter = 2027-12-31
end of next year = 2028-12-31
from Monday 10/18 to Wednesday = 2027-10-18
today, 3M and May Lee = 2027-10-14
"""
LOGGING = """
금요일 = 2027-10-08
목욜 = 2027-10-14
주말에 골프 = 2027-10-09
20일에 방문 = 2027-09-20
31일 = 2027-08-31
월초 = 2027-10-01
3/20 = 2027-03-20
3월 20일~22일 = 2027-03-20
1/5 = 2028-01-05
5월 초 = 2027-05-01
4월 초 = 2028-04-01
8월 말 = 2027-08-31
Thursday = 2027-10-14
Fri = 2027-10-08
this Tuesday = 2027-10-12
on Sat = 2027-10-09
Sun 2pm = 2027-10-10
on the 20th = 2027-09-20
Mar 2nd = 2027-03-02
3 May = 2027-05-03
may 5 = 2027-05-05
"""
PLANNING = """
금요일 = 2027-10-15
목욜 = 2027-10-21
이번주 = 2027-10-15
주말에 골프 = 2027-10-16
20일에 방문 = 2027-10-20
31일 = 2027-10-31
월초 = 2027-11-01
3/20 = 2028-03-20
10/1 = 2027-10-01
5월 초 = 2028-05-01
Thursday = 2027-10-21
this Tuesday = 2027-10-19
this week = 2027-10-15
on Sat = 2027-10-16
on the 20th = 2027-10-20
Mar 2nd = 2028-03-02
"""
DEADLINES = """
금요일까지 견적서 = 2027-10-15
목요일까지 = 2027-10-14
금요일 오후 3시까지 = 2027-10-15
금요일 전까지 = 2027-10-15
금요일(10/15)까지 = 2027-10-15
20일까지 = 2027-10-20
20일 전까지 = 2027-10-20
20일 이전 = 2027-10-20
10일 이내 회신 = 2027-10-24
3일 안에 답 = 2027-10-17
2주내로 견적 = 2027-10-28
낼까지 회신 = 2027-10-15
금일 중으로 = 2027-10-14
이번주까지 답변 = 2027-10-15
다음주까지 = 2027-10-22
차주 화요일 오전 10시까지 = 2027-10-19
이번 달까지 = 2027-10-31
익월 말까지 = 2027-11-30
말일까지 = 2027-10-31
월말 마감 = 2027-10-31
3월 20일까지 = 2028-03-20
5월까지 계약 = 2028-05-31
내년 3월까지 = 2028-03-31
3분기까지 = 2028-09-30
4분기까지 = 2027-12-31
내년 1분기까지 = 2028-03-31
3/4분기까지 = 2028-09-30
이번 분기 안에 = 2027-12-31
분기 말까지 = 2027-12-31
상반기까지 = 2028-06-30
올해 안에 = 2027-12-31
연내 계약 = 2027-12-31
~10/20 회신 = 2027-10-20
납기일: 20일 = 2027-10-20
어제까지 답 없음 = 2027-10-13
by Friday = 2027-10-15
until Thursday = 2027-10-14
before Friday 3pm = 2027-10-15
by 3pm tomorrow = 2027-10-15
by EOD Friday = 2027-10-15
Friday EOD = 2027-10-15
by end of day = 2027-10-14
by EOM = 2027-10-31
due 10/20 = 2027-10-20
no later than Oct 20 = 2027-10-20
by the 20th = 2027-10-20
within the next two weeks = 2027-10-28
within the month = 2027-10-31
by the end of the month = 2027-10-31
by May = 2028-05-31
before May = 2028-05-01
by May 5 = 2028-05-05
by Q1 2029 = 2029-03-31
by next quarter = 2028-03-31
"""
NO_DAY = """
May Lee | may need a second meeting | Mar Kim | by May Lee | introduced by April Kim | June Park | all 3 may join
Sun Microsystems | on Sun servers | Sat with Kim | Wedding | Monday.com | Today Inc | USA Today | Black Friday
every Friday | Fridays | weekly on Mondays | day-to-day | 3M procurement | version 3.11 | 1.2.3 | 10.0.0.1 | 1/2 price
2/3 of budget | step 2/4 | 24/7 | 010-1234-5678 | 02-555-1234 | $3/20 | 3/20% | room 3/20A | https://x.com/3/20
March 2028 | 13/13 | 99/99/9999 | 2027-02-30 | 0/0 | 31st of Feb | on the 3rd floor | the 2nd quarter
last month's invoice | in 3 month steps | for 3 days | last year | Q3 revenue | we may 5x it | order 2027-1014-33
20271020 | 3분기 실적 | Q3 매출 | 화 내심 | 화가 나심 | 금 시세 | 수요 예측 | 토요타 방문
계약 2건 | 5월 계약 2건 | 5월 중국 출장
한일전자 | 오늘의집 | 오늘의 집 MD팀 | 오늘날 | 내일신문 | 금일봉 | 그제야 이해함 | 전주 공장 방문 | 비용 낼 예정
매주 월요일 정기회의 | 격주 화요일 | 월요일마다 | 20일간 휴가 | 20일 동안 | 3일 걸림 | 2박 3일 | 주 5일 | 1일 1회
5일장 | 32일 | 99월 1일 | 0월 0일 | 2026년 2월 30일 | 9999999999일 전 | 999999일 후 | 만족도 8/10 | 1/3 수준
3시 미팅 | 오후 3시에 통화 | 지난달 매출 감소 | 10월 둘째 주 화요일 | 한 주 동안 | 두 번째 미팅
"""


def cases(table: str) -> list[tuple[str, str]]:
    return [(text, day) for text, _, day in (line.rpartition(" = ") for line in table.strip().split("\n"))]


@pytest.mark.parametrize("past", [True, False])
@pytest.mark.parametrize(("text", "day"), cases(ANY_WAY))
def test_a_day_that_says_its_direction_is_the_same_when_logging_and_planning(text: str, day: str, past: bool) -> None:
    assert [f.day.isoformat() for f in find(text, TODAY, past=past)] == [day]
    assert not find(text, TODAY, past=past)[0].deadline


@pytest.mark.parametrize(("text", "day"), cases(LOGGING))
def test_a_bare_day_lies_behind_when_logging(text: str, day: str) -> None:
    assert [f.day.isoformat() for f in find(text, TODAY)] == [day]


@pytest.mark.parametrize(("text", "day"), cases(PLANNING))
def test_a_bare_day_lies_ahead_when_planning(text: str, day: str) -> None:
    assert [f.day.isoformat() for f in find(text, TODAY, past=False)] == [day]


@pytest.mark.parametrize("past", [True, False])
@pytest.mark.parametrize(("text", "day"), cases(DEADLINES))
def test_a_deadline_is_told_and_lies_ahead(text: str, day: str, past: bool) -> None:
    assert [(f.day.isoformat(), f.deadline) for f in find(text, TODAY, past=past)] == [(day, True)]


@pytest.mark.parametrize("past", [True, False])
@pytest.mark.parametrize("text", [text.strip() for text in NO_DAY.replace("\n", "|").split("|") if text.strip()])
def test_what_only_looks_like_a_day_is_none(text: str, past: bool) -> None:
    assert find(text, TODAY, past=past) == []


@pytest.mark.parametrize("text", ["이번주 통화함", "called this week"])
def test_this_week_says_nothing_when_logging(text: str) -> None:
    assert find(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "months_first", "days_first"),
    [
        ("3/4", "2027-03-04", "2027-04-03"),
        ("25/3", "2027-03-25", "2027-03-25"),
        ("3/25", "2027-03-25", "2027-03-25"),
        ("5/6/2026", "2026-05-06", "2026-06-05"),
        ("5/6/26", "2026-05-06", "2026-06-05"),
        ("4-3-2026", "2026-04-03", "2026-03-04"),
        ("20.10.27", "2020-10-27", "2027-10-20"),
        ("2026-03-04", "2026-03-04", "2026-03-04"),
    ],
)
def test_the_asker_s_order_of_day_and_month_counts_where_both_are_dates(
    text: str, months_first: str, days_first: str
) -> None:
    assert [f.day.isoformat() for f in find(text, TODAY)] == [months_first]
    assert [f.day.isoformat() for f in find(text, TODAY, day_first=True)] == [days_first]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("김 부장님 어제 오후 3시 반에 통화", "어제 오후 3시 반에"),
        ("지난주 금요일에 만남", "지난주 금요일에"),
        ("어제 저녁 식사", "어제"),
        ("오늘 3시간 회의", "오늘"),
        ("제안서는 20일까지는 송부", "20일까지는"),
        ("10/13(수)에 방문", "10/13(수)에"),
        ("10/14~16 전시회", "10/14~16"),
        ("월요일부터 수요일까지 교육", "월요일부터 수요일까지"),
        ("금요일(10/15)까지 회신", "금요일(10/15)까지"),
        ("met Kim on the 20th at ACME", "on the 20th"),
        ("demo next Tue 2pm with Dana", "next Tue 2pm"),
        ("call Friday from 2 to 4pm, then", "Friday from 2 to 4pm"),
        ("yesterday's call", "yesterday's"),
        ("send it by 3pm tomorrow please", "by 3pm tomorrow"),
        ("out from Monday to Wednesday", "from Monday to Wednesday"),
        ("visit Mar 20-22 in Berlin", "Mar 20-22"),
        ("today @ACME", "today"),
        ("Friday @ 3M", "Friday"),
    ],
)
def test_the_span_holds_what_belongs_to_the_day(text: str, words: str) -> None:
    assert [f.words for f in find(text, TODAY)] == [words]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("met Jane yesterday, demo next Tuesday", ["2027-10-13", "2027-10-19"]),
        ("call yesterday - next Friday demo", ["2027-10-13", "2027-10-22"]),
        ("월요일 10/11, 수요일 10/13 방문", ["2027-10-11", "2027-10-13"]),
        ("어제 통화, 금요일까지 견적서 보내기로", ["2027-10-13", "2027-10-15"]),
        ("call last Friday, send the report by Friday", ["2027-10-08", "2027-10-15"]),
    ],
)
def test_several_days_are_found_in_order(text: str, days: list[str]) -> None:
    assert [f.day.isoformat() for f in find(text, TODAY)] == days


def test_the_ends_of_the_calendar_are_no_failure() -> None:
    for today in (date.min, date.max):
        for table in (ANY_WAY, LOGGING, PLANNING, DEADLINES):
            for text, _ in cases(table):
                for past in (True, False):
                    find(text, today, past=past)


def test_a_month_later_than_a_long_month_s_end_is_the_short_month_s_end() -> None:
    assert find("한 달 뒤", date(2027, 1, 31))[0].day == date(2027, 2, 28)


def well_formed(text: str, found: list[Found]) -> bool:
    ends = [0, *(f.end for f in found)]
    return all(
        end <= f.start < f.end <= len(text) and text[f.start : f.end] == f.words and isinstance(f.day, date)
        for end, f in zip(ends, found, strict=False)
    )


WORDS = st.sampled_from(
    [
        word
        for table in (ANY_WAY, LOGGING, DEADLINES, NO_DAY)
        for word in table.replace("|", " ").replace("=", " ").replace("\n", " ").split(" ")
        if word
    ]
)
SENTENCES = st.lists(st.one_of(WORDS, st.text(max_size=4), st.sampled_from(" ()~-,./:'")), max_size=12).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda between: between.join(words))
)


@settings(deadline=None)
@given(st.one_of(st.text(), SENTENCES), st.dates(), st.booleans(), st.booleans())
@example("0000년 0월 0일 9999년 99월 99일", TODAY, True, False)
@example("9999999999년 뒤, 999999개월 전", TODAY, True, False)
@example("İİİ 3/20 ǰ yesterday", TODAY, True, True)
def test_no_text_fails_and_spans_are_in_order(text: str, today: date, past: bool, day_first: bool) -> None:
    assert well_formed(text, find(text, today, past=past, day_first=day_first))


@pytest.mark.parametrize("begin", ["", "다음", "이번 분기", "20일", "Friday by the", "3/20 ~"])
@pytest.mark.parametrize("piece", [" ", "\t", "9", "(", "오늘", "월"])
def test_a_long_run_after_a_beginning_is_read(begin: str, piece: str) -> None:
    assert_read(begin + piece * (100_000 // len(piece)))


@pytest.mark.parametrize(
    "piece",
    "9|3/|3/20~|오늘 |오늘(|다음 주 |이번 분기 |20일 |10시부터 |by the |end of the |a couple of |Friday, |from Monday |"
    "March |2027. |26.04.|1-2 or |~|a|가|İ |오늘까지부터".split("|"),
)
def test_the_longest_text_of_one_piece_is_read(piece: str) -> None:
    assert_read((piece * 100_000)[:100_000])


def assert_read(text: str) -> None:
    """A pattern that goes back over what it has read would never end here."""
    assert well_formed(text, find(text, TODAY))

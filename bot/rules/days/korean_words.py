"""The Korean words that days are made of, and the pieces of patterns that the Korean rules share."""

WEEKDAYS = "월화수목금토일"
DAYS = {
    **dict.fromkeys(("오늘", "금일"), 0),
    **dict.fromkeys(("어제", "어저께", "작일", "어젯밤", "간밤", "지난밤"), -1),
    **dict.fromkeys(("그제", "그저께", "엊그제", "엊그저께", "그젯밤"), -2),
    **dict.fromkeys(("그끄제", "그끄저께"), -3),
    **dict.fromkeys(("내일", "명일", "익일", "낼"), 1),
    **dict.fromkeys(("모레", "내일모레", "낼모레"), 2),
    "글피": 3,
    "그글피": 4,
}
WEEKS = {
    **dict.fromkeys(("지지난주", "저저번주", "전전주"), -2),
    **dict.fromkeys(("지난주", "저번주", "전주"), -1),
    **dict.fromkeys(("이번주", "요번주", "금주", "이주"), 0),
    **dict.fromkeys(("다음주", "담주", "차주", "내주"), 1),
    **dict.fromkeys(("다다음주", "다담주", "차차주"), 2),
}
MONTHS = {
    **dict.fromkeys(("지지난달", "저저번달", "전전월"), -2),
    **dict.fromkeys(("지난달", "저번달", "전월"), -1),
    **dict.fromkeys(("이번달", "요번달", "이달", "금월", "당월"), 0),
    **dict.fromkeys(("다음달", "담달", "내달", "익월", "차월"), 1),
    **dict.fromkeys(("다다음달", "다담달"), 2),
}
YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0, "금년": 0, "내년": 1, "다음해": 1, "내후년": 2}
NATIVE_DAYS = "하루 이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘".split()
# "A few" is three, as in English.
SPANS = {
    **{word: (count, "일") for count, word in enumerate(NATIVE_DAYS, 1)},
    "보름": (15, "일"),
    "며칠": (3, "일"),
    "몇일": (3, "일"),
    "몇주": (3, "주"),
    "몇달": (3, "달"),
    "반년": (6, "달"),
}
NUMBERS = {
    **{word: n for n, word in enumerate("일이삼사오육칠팔구십", 1)},
    **{word: n for n, word in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), 1)},
    "석": 3,
    "넉": 4,
}
# The beginning (0), the middle (1); all other parts are the end (2).
PARTS = {"초": 0, "초순": 0, "상순": 0, "초반": 0, "중": 1, "중순": 1, "중반": 1}

# What may be glued to a day. Not "의": "오늘의집" and "오늘의 집" are a company.
PARTICLE = (
    "(?:(?:까지|부터|에)(?:는|도|만|서|로)?|으로는?|로는?|은|는|엔|도|만|이나|이라고|이래요?|이에요|예요|입니다|임|이고|인데|이|가|"
    "부로|쯤에?|경에?|께|중에|중으로|중|때)"
)
# What people write to the end of a day without a blank.
GLUED = (
    "전까지|전에|이전|이내|안에|안으로|마감|오전|오후|아침|점심|저녁|새벽|밤|낮|통화|전화|미팅|회의|방문|화상|카톡|문자|메일|이메일|"
    "식사|회식|만나|만났|만남|커피|골프|연락|출장|면담|데모|견적"
)
END = f"(?=(?:{PARTICLE})?(?![가-힣])|{GLUED})"
# "20일날", "20일자": on the 20th.
DAY = f"일(?:날|자)?{END}"
WITHIN = "(?:까지|이내|내로|내에|내|안에|안으로|중으로)(?:는|도)?(?![가-힣])"
NUMBER = "[0-9]{1,2}"
WEEKDAY = f"(?P<wd>[{WEEKDAYS}])(?:요일|욜)날?{END}"
# One letter is a weekday only after a week ("다음주 화"); "일" is also work ("지난주 일로").
LETTER = f"(?:(?P<one>[월화수목금토]){END}|(?P<sun>일)(?=까지|에|_[0-9]|_$|_[,.)~/]))"
PART = f"(?P<part>초순|초반|초|상순|중순|중반|중|하순|말일|말){END}"


def either(words: dict[str, int] | list[str], *, apart: str = "") -> str:
    """The words as alternatives, longest first; a last letter named in `apart` may stand apart ("다음 주")."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(f"{word[:-1]}_{word[-1]}" if word[-1] in apart else word for word in ordered)


def plain(words: str) -> str:
    """The words without blanks, as the tables have them."""
    return "".join(words.split())


WEEK = f"(?P<week>{either(WEEKS, apart='주')})"
MONTH = f"(?P<month>{either(MONTHS, apart='달')})"
YEAR = f"(?:(?P<year>{either(YEARS)}|'?[0-9]{{2}}(?:[0-9]{{2}})?년)_)"
# The first two letters of what a Korean rule can begin with, or its first one where a blank or a figure follows.
BEGINNINGS = frozenset(
    {word[:2] for table in (DAYS, WEEKS, MONTHS, YEARS, SPANS, NUMBERS) for word in table}
    | {number + unit for number in NUMBERS for unit in "일주개달년해"}
    | {day + letter for day in WEEKDAYS for letter in "요욜"}
    | set("이 금 전 담 차 내 몇 매 월 주 연 년 당 상 하".split())
    | set("지난 저번 이번 요번 다음 다다 오는 돌아 다가 매주 매월 매달 매년 매분 격주 주말 주초 월말 월초".split())
    | set("연말 연초 년말 년초 연내 말일 분기 반기 상반 하반 금분 당분 금상 금하 당상 당하 기간 리드".split())
)

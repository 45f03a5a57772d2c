"""What stands around a day and belongs to it: on, by, 까지, particles, a weekday in brackets, the time of day."""

from bot.rules.days import english_words as en
from bot.rules.days import korean_words as ko

# How what stands before a day ends.
BEFORE_ENDS = (
    *"than by until till before due on deadline since from around the noon am pm a.m a.m. p.m p.m. ~".split(),
    *"마감 마감일 기한 기한일 납기 납기일".split(),
    *"0123456789",
)
# How many letters before a day are looked at.
BEFORE_LENGTH = 28
_DUE = "(?:no|not) later than|by|until|till|before|due(?: on| by)?|deadline:?|(?:마감|기한|납기)일?:?"

_PART = "(?:오전|오후|아침|새벽|한밤|밤|낮|점심|저녁|정오|자정)"
_HOUR = (
    "(?:(?:[0-9]{1,2}|열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)_시(?:_(?:[0-9]{1,2}_분|반))?(?:_(?:쯤|경|정도))?"
    "|[0-9]{1,2}:[0-9]{2})"
)
# The end of a range is no deadline: 10시부터 12시까지. 점심 and 저녁 are meals too: left alone unless an hour follows.
_KOREAN_TIME = (
    f"_(?:{_PART}_)?(?:[0-9]{{1,2}}_[~–-]_)?{_HOUR}(?:_(?:부터|에서|[~–-])_(?:{_PART}_)?{_HOUR}(?:_까지)?)?{ko.END}"
    f"|_(?:오전|오후|새벽|한밤|밤|낮|정오|자정|아침(?!_(?:식사|밥|먹)))(?:_(?:일찍|늦게))?{ko.END}"
    "|_저녁(?=에(?![가-힣]))"
)
_M = "_(?:am|pm|a\\.m\\.?|p\\.m\\.?)(?![a-z])"
_CLOCK = (
    f"(?:[0-9]{{1,2}}(?::[0-9]{{2}})?(?:{_M})?_(?:-|–|to)_)?[0-9]{{1,2}}(?::[0-9]{{2}})?{_M}"
    "|[0-9]{1,2}:[0-9]{2}(?:_(?:-|–|~|to)_[0-9]{1,2}:[0-9]{2})?(?![0-9])"
)
_ENGLISH_TIME = (
    f"(?:,| )_(?:(?:early |late )?(?:morning|afternoon|evening|night|noon|midday){en.END}"
    f"|(?:at |around |from |@_)?(?:{_CLOCK})|at (?:noon|midnight|[0-9]{{1,2}}){en.LOOSE_END})"
)
BEFORE = (
    f"(?:(?<![0-9a-zà-ɏ가-힣])(?:(?P<due>{_DUE})|on|(?P<since>since|from)|around)_|(?:^|(?<=\\s))(?P<until>~)_)?"
    f"(?:(?<![0-9a-zà-ɏ:.])(?:at )?(?:[0-9]{{1,2}}(?::[0-9]{{2}})?{_M}|[0-9]{{1,2}}:[0-9]{{2}}|noon) (?:on )?)?"
    "(?:the )?$"
)
_BRACKET = f"(?:_\\((?:[{ko.WEEKDAYS}](?:요일|욜)?|(?:{en.either(en.WEEKDAYS)})\\.?)\\))?"
_RANGE = "(?:(?<=[0-9일)])(?:-|–|_~_)(?:[0-9]{1,2}/)?[0-9]{1,2}일?(?![0-9a-z:/시]))?"
_PARTICLE = f"{ko.PARTICLE}(?![가-힣])"
_LATE = "(?:까지|이전|전까지|전에|이내|안에|안으로|내로|중으로|마감)(?:는|도)?(?![가-힣])"
_END_OF_DAY = "(?:eod|cob|end of (?:the )?day|close of (?:business|play))"
TAIL = (
    f"{_BRACKET}{_RANGE}{_BRACKET}(?P<first>{_PARTICLE})?(?:['’]s(?![a-z]))?"
    f"(?:{_KOREAN_TIME}|{_ENGLISH_TIME})?(?P<second>{_PARTICLE})?(?P<due>_{_LATE}|,?_{_END_OF_DAY}(?![a-z]))?"
)
# Two days in a row are one day said twice ("Friday, March 20", "금요일(3/20)"), or a range ("3/20~3/22").
AGAIN = "(?:,|_\\(|_/)?_"
RANGE = "_~_|-|–| (?:to|through|thru) "

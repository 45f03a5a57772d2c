"""What does not belong in a note about somebody: a national id number never, health, religion and politics hardly.

Both rules would rather miss something than ask in vain: customers sell medicine, run hospitals and build churches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache


class Topic(StrEnum):
    HEALTH = "health"
    RELIGION = "religion"
    POLITICS = "politics"


_DASH = "[-‐‑‒–—−－]"
# 주민등록번호: born on, then a digit for century and sex (1–4, foreigners 5–8, of the century before last 9 and 0)
_KOREAN = re.compile(rf"(?<![\d-])(?P<born>\d{{6}})(?P<dash>\s?{_DASH}\s?)?(?P<rest>\d{{7}})(?!\d|-\d)")
# area, group and serial of a US social security number, which never has 000, 666 or 900–999 as its area
_AREA, _GROUP, _SERIAL = "(?!000|666|9)[0-9]{3}", "(?!00)[0-9]{2}", "(?!0000)[0-9]{4}"
_US = re.compile(rf"(?<![\d-]){_AREA}{_DASH}{_GROUP}{_DASH}{_SERIAL}(?!\d|-\d)")
_US_NAMED = re.compile(
    r"(?i:\b(?:ssn|social security(?: (?:number|no\.?|#))?))\W{0,3}(?:is )?"
    rf"(?P<number>{_AREA} ?{_GROUP} ?{_SERIAL})(?!\d)"
)
_DIGITS = re.compile(r"\d{6}|\d{3}\D\d\d\D\d{4}")  # enough of them for any
_CENTURIES = {"9": 1800, "0": 1800, "1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000}
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def without_ids(text: str) -> str | None:
    """`text` without the national id numbers in it (Korean 주민등록번호, US SSN); None where it has none."""
    spans = sorted(ids(text)) if _DIGITS.search(text) else []
    if not spans:
        return None
    kept, at = "", 0
    for start, end in spans:
        kept += text[at:start]
        at = max(at, end)
    return re.sub(r"[ \t]{2,}", " ", kept + text[at:]).strip()


def ids(text: str) -> Iterator[tuple[int, int]]:
    """Where national id numbers stand in a text."""
    for match in _KOREAN.finditer(text):
        digits = match["born"] + match["rest"]
        if born(digits) and (match["dash"] or adds_up(digits)):
            yield match.span()
    yield from (match.span() for match in _US.finditer(text))
    yield from (match.span("number") for match in _US_NAMED.finditer(text))


def born(digits: str) -> bool:
    """Whether the first seven digits of a 주민등록번호 say a day."""
    century = _CENTURIES.get(digits[6], 2000)
    try:
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def adds_up(digits: str) -> bool:
    """Whether the last digit checks the others: as given out until October 2020, newer ones have none."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return (11 - total % 11) % 10 == int(digits[12])


_ILLNESS = (
    "(?:cancer|leuka?emia|tumou?r|diabetes|epilepsy|depression|burn-?out|dementia|alzheimer'?s|parkinson'?s|"
    "(?:heart|liver|kidney|mental|health) (?:attack|disease|condition|problems?|issues?|illness|failure)|stroke|"
    "surgery|chemo(?:therapy)?|miscarriage|hiv|anxiety)"
)
_BUSINESS = (
    r"(?![- ](?:cent(?:er|re)|drug|treatment|research|ward|unit|device|robot|department|division|business|market|"
    r"project|product|trial|screening|test|patient|diagnos|pipeline|software|system|data|team|insurance|care|hospital)"
    r"|\w)"
)
_KIN = "(?:wife|husband|son|daughter|mother|father|mom|dad|brother|sister|child|baby|partner|kid)"
_ONE = rf"(?:he|she|(?:his|her) {_KIN})"
_HEALTH = (
    r"\b(?:has|had|having|got|diagnosed with|suffer(?:s|ed|ing)? from|recover(?:s|ed|ing)? from|treated for|"
    r"undergoing|underwent|fight(?:s|ing)|battl(?:es|ing)|his|her) "
    rf"(?:\w+ ){{0,2}}{_ILLNESS}{_BUSINESS}",
    rf"\b{_ONE} (?:is|was|has been) (?:\w+ )?in (?:the )?hospital\b",
    r"\bhospitali[sz]ed\b|\b(?:on|took) sick leave\b|\bpregnant\b(?! pause)",
    r"\b(?:is|was|been|feels?|feeling|fell|off) (?:very |quite |seriously )?(?:ill|sick)\b(?! of)",
    "투병|우울증|공황 ?장애|병가(?![가-힣]*치)",
    "(?<![가-힣])(?:[위간폐]|유방|대장|췌장|갑상선|혈액|뇌)?암 ?(?:진단|판정|수술|말기|에 걸)",
    "항암 ?(?:중|치료(?! ?[제기]| ?(?:센터|장비|병원|솔루션|시장)))",
    "(?:당뇨|고혈압|지병|허리 ?디스크)[가이를을]? ?[있앓심]",
    "입원(?: ?중이|하[셨신]|했|함(?![가-힣]))|수술을? ?(?:받[으았음]|하셨)",
    "임신(?: ?중|하[셨신]|했|함(?![가-힣])| ?소식)",
    "건강이 ?(?:안|좋지|나빠|악화|많이)|건강 ?(?:악화|문제로|상의)",
)
_FAITH = (
    "(?:christian|catholic|protestant|muslim|buddhist|hindu|mormon|atheist|evangelical|jew|jehovah's witness)"
    "(?! (?:hospital|universit|school|charit|medical|broadcast|bank|foundation))"
)
_RELIGION = (
    rf"\b(?:(?:is|was|being) an? (?:\w+ )?|(?:devout|practi[sc]ing|strict|born-again) ){_FAITH}\b",
    r"\bis (?:jewish|muslim|hindu)\b|\b(?:goes|went|go) to (?:church|mosque|temple|synagogue|mass)\b",
    r"\b(?:observes|fasting for|keeps) (?:ramadan|the sabbath|lent)\b",
    r"\breligious (?:beliefs?|views?|reasons?|person)\b|\b(?:his|her) (?:religion|faith)\b",
    "(?:기독교|천주교|불교|이슬람교?|개신교|원불교|가톨릭) ?(?:신자|신도|교인|집안|믿)|기독교인",
    "무슬림(?! ?(?:시장|고객))|여호와의 ?증인|신천지|독실한 |신앙심",
    "(?:교회|성당|절)[에를을]? ?(?:다니|나가[시는]|출석)",
    r"종교(?:가|는|:) ?(?=[가-힣])|무교(?=[이임]|$|[\s,.])",
)
_PARTY = "(?:republican|democrat|labour|tory|tories|trump|biden|harris|communist|socialist)"
_POLITICS = (
    rf"\b(?:votes?|voted|voting) (?:for )?(?:the )?{_PARTY}s?\b|\b{_PARTY} (?:supporter|voter|fan)\b",
    rf"\b(?:is|was|a|an|staunch|lifelong|registered) {_PARTY}\b"
    "(?! (?:administration|government|tariff|era|cost|union|part|market|plan|tower|hotel))",
    rf"\b(?:supports|hates|campaigns for) (?:the )?{_PARTY}s?\b",
    r"\bpolitical (?:views?|opinions?|leanings?|affiliation|beliefs?)\b|\bfar-?(?:left|right) views?\b",
    "(?:민주당|국민의 ?힘|국힘|정의당|개혁신당|조국혁신당) ?(?:지지|당원|편|찍|뽑|싫)",
    "(?:보수|진보|좌파|우파) ?(?:성향|지지자|정당)|정치 ?(?:성향|색|적 ?(?:성향|견해))",
    "(?:문재인|윤석열|이재명|박근혜|이명박|트럼프|바이든) ?(?:전 )?(?:대통령)?[을를]? ?(?:지지|팬|욕|싫어)",
)
# One of these is in whatever the patterns above find: most notes have none, and need no closer look.
_HINTS = (
    "cancer leuk tumor tumour diabet epilep depress burn dement alzh parkin heart liver kidney mental health stroke"
    " surger chemo miscarr hiv anxi hospital sick ill pregn christ catho protes musl buddh hindu mormon athei evang jew"
    " jehov church mosque temple synag mass ramad sabb lent relig faith republ democ labour tory tories trump biden"
    " harris commun social politic views 투병 암 우울 공황 당뇨 고혈압 지병 디스크 입원 수술 임신 건강 병가 기독"
    " 천주 불교 이슬 개신 가톨 무슬 여호 신천 교회 성당 절 독실 신앙 종교 무교 민주당 국민의 국힘 정의당 신당 보수"
    " 진보 좌파 우파 정치 문재인 윤석열 이재명 박근혜 이명박 트럼프 바이든"
).split()


@cache
def _topics() -> re.Pattern[str]:
    """All patterns as one; compiled at first use."""
    told = {Topic.HEALTH: _HEALTH, Topic.RELIGION: _RELIGION, Topic.POLITICS: _POLITICS}
    either = "|".join(f"(?P<{about}>{'|'.join(patterns)})" for about, patterns in told.items())
    return re.compile(either, re.IGNORECASE | re.DOTALL)


def topic(note: str) -> Topic | None:
    """Which of the three a note tells of somebody, if any."""
    low = note.lower()
    if not any(hint in low for hint in _HINTS):
        return None
    match = _topics().search(note)
    return Topic(match.lastgroup) if match is not None and match.lastgroup else None

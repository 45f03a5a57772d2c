"""The words that tell the kind of an interaction, in Korean and English."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache


class Kind(StrEnum):
    MEETING = "meeting"
    VISIT = "visit"
    VIDEO = "video"
    CALL = "call"
    MESSAGE = "message"
    MAIL = "mail"
    MEAL = "meal"
    COFFEE = "coffee"
    EVENT = "event"
    CARD = "card"


# Below, a space stands for one to three blanks and `_` for none to three. Where two kinds begin with the same word, the
# first of the table wins: "video call" before "video", "conference call" before "conference".
_ENGLISH = {
    Kind.VIDEO: (
        "(?:video|zoom|teams|webex|google meet|facetime)_-?_(?:call|meeting|conference)(?:s|ed|ing)?|"
        "(?:video|zoom)_chats?|videos?_conferenc(?:es?|ing)|zoom(?:ed)?|video|webex|google meet|facetime(?:d)?"
    ),
    Kind.CALL: (
        "(?:(?:conference|phone|con|cold)_-?_)?call(?:s|ed|ing)?(?! (?:off|cent(?:er|re)s?|cards?)(?![a-z]))"
        "|phon(?:ed?|ing)(?! (?:numbers?|no))|telephoned?|voice_mails?"
    ),
    Kind.MESSAGE: (
        "text messages?|messag(?:es?|ed|ing)|text(?:s|ed|ing)?|chat(?:s|ted|ting)?|whats_app(?:s|ed)?|kakao_talk|"
        "kakao|katalk|sms|slacked|dm(?:s|ed|'d)?|wechat|telegram|pinged"
    ),
    Kind.MAIL: "(?:e-?)?mail(?:s|ed|ing)?(?! (?:address(?:es)?|lists?|servers?|ids?)(?![a-z]))",
    Kind.COFFEE: "coffee_-?_(?:chat|break)s?|coffees?|tea",
    Kind.MEAL: "lunch(?:es|ed)?|dinners?|dined|breakfasts?|brunch|suppers?|meals?|drinks|beers?",
    Kind.CARD: (
        "(?:exchang|swapp)(?:ed|ing) (?:business |name )?cards?|exchange of (?:business |name )?cards|"
        "(?:business|name) cards?"
        "(?: (?:exchanged?|swapped))?|cards? (?:exchanged?|swapped)|"
        "(?:got|received|gave|took) (?:his|her|their|a|my|our) cards?"
    ),
    Kind.EVENT: (
        "trade_-?_(?:fair|show)s?|events?|golf(?:ed|ing)?|exhibitions?|expo|conferences?|seminars?|webinars?|conventions?|"
        "workshops?|summits?|forums?"
    ),
    Kind.VISIT: "(?:site|on-?site|plant|factory) visits?|visit(?:s|ed|ing)?|(?:dropp|stopp)ed (?:by|in)|on-?site",
    Kind.MEETING: (
        "meetings?(?! (?:notes?|minutes|requests?|invit(?:es?|ations?)|rooms?|agenda))|meet(?:s|up)?|"
        "met(?! (?:(?:the|our|their|its|all) )?(?:deadline|target|requirement|goal|spec|expectation|need|quota)s?)"
    ),
}
_KOREAN = {
    # 줌 is also the end of a verb: "자료 보내 줌", "견적 줌".
    Kind.VIDEO: (
        "(?:화상|영상)_(?:회의|미팅|통화|면담|콜)|화상|(?:줌|팀즈|웹엑스|구글_밋|구글_미트|온라인|비대면)_(?:화상_)?(?:회의|미팅|콜|통화)|"
        "(?:줌|팀즈|웹엑스|구글_밋|구글_미트)(?=으?로|에서)"
    ),
    Kind.CALL: "(?:컨퍼런스|콘퍼런스)_콜|컨콜|전화_(?:통화|회의|미팅)|통화|전화|유선|콜",
    Kind.MESSAGE: "카카오_톡|카톡|문자(?:_메[시세]지)?|메[시세]지|채팅|디엠|슬랙|왓츠앱|위챗|텔레그램|"
    "톡(?=함|했|으로|을|드|보|받|옴|왔)",
    Kind.MAIL: "이메일|전자_메일|메일",
    Kind.COFFEE: "커피_챗|커피_(?:한_잔|미팅)|커피|차_한_잔|티_타임|티_미팅",
    # 점심에, 저녁에 tell the time of day.
    Kind.MEAL: (
        "(?:점심|저녁|아침)_식사|(?:점심|저녁)_(?:미팅|약속|회식|자리)|(?:점심|저녁)(?!_(?:에(?!서)|때|까지|시간|무렵|쯤|[0-9]))|"
        "식사|회식|조찬|오찬|만찬|(?:술|맥주|소주|와인)_(?:한_잔|자리)|밥|런치|디너|브런치"
    ),
    Kind.CARD: "명함_(?:을_)?(?:교환|전달)|명함",
    Kind.EVENT: (
        "전시회|박람회|행사장?|골프장?|라운딩|세미나|웨비나|[컨콘]퍼런스|포럼|워크[샵숍]|심포지[엄움]|엑스포|간담회|설명회|발표회|송년회|신년회|"
        "체육대회|결혼식|이벤트"
    ),
    Kind.VISIT: "(?:현장_)?방문|내방|답방|출장",
    Kind.MEETING: ("(?:미팅|회의)(?!_(?:일정|요청|자료))|면담|대면|상담|회동|킥_오프"),
}
# Verbs, whatever their ending, and the verbs made from nouns: 통화했어요.
_KOREAN_VERBS = {
    Kind.VISIT: "찾아_[뵘뵙뵀뵈뵌]|들렀|들름|들러",
    Kind.MEETING: "만[나남났난날]|[뵘뵙뵀뵌]|뵈었",
}
_KOREAN_ENDING = "[가-힣]{0,4}"
_KOREAN_DONE = f"(?:(?:[하함했해한할합]|~드[림렸려]){_KOREAN_ENDING})?"
# Words run together with what stands before only after a day, a title or a particle: "어제통화함", not "유통화".
_KOREAN_START = "(?:(?<![가-힣])|(?<=[늘제일레욜주님과와랑테께게에서로고후차간기무술객견적]))"
# What a noun may run on with; anything else makes it another word: 회의실, 전화번호, 메일플러그, 콜마.
_KOREAN_END = (
    "(?=[^가-힣]|$|으로|로|에서|에|때|[을를이가은는도만과와의및겸중후건]|이랑|랑|까지|부터|차(?![가-힣])|전(?!자)|"
    "하|함|했|해|한|할|합|드|받|보|온|옴|왔|오|옵|됨|되|된|돼|줌|주(?!소)|갔|감|간|갈|답|회신|송부|발송|진행|약속|예정|완료|"
    "먹|임|입|였)"
)
_ENGLISH_START = "(?<![0-9a-zà-ɏ@.&_-])"
_ENGLISH_END = "(?![0-9a-zà-ɏ@]|\\.[a-z]|[-&_][a-z0-9])"
_KINDS = {f"{kind}_{name}": kind for kind in Kind for name in ("verb", "noun", "word")}


@cache
def _words() -> re.Pattern[str]:
    """All words as one pattern, a group for each kind of a table; compiled at first use."""

    def ways(table: dict[Kind, str], name: str) -> str:
        return "|".join(f"(?P<{kind}_{name}>{words.replace('_', '~')})" for kind, words in table.items())

    verbs = f"(?:{ways(_KOREAN_VERBS, 'verb')}){_KOREAN_ENDING}"
    nouns = f"(?:{ways(_KOREAN, 'noun')}){_KOREAN_END}{_KOREAN_DONE}"
    korean = f"(?=[가-힣]){_KOREAN_START}(?:{verbs}|{nouns})"
    english = f"(?=[a-z]){_ENGLISH_START}(?:{ways(_ENGLISH, 'word')}){_ENGLISH_END}"
    pattern = f"{korean}|{english}".replace(" ", "[ \t\xa0\u3000]{1,3}").replace("~", "[ \t\xa0\u3000]{0,3}")
    return re.compile(pattern, re.IGNORECASE)


def find(text: str) -> list[tuple[Kind, int, int]]:
    """The kind words of `text` (NFC) with their spans [start, end), in order, without overlap. Takes any text.

    Of words that begin at one place the longer phrase counts: "video call" is a video. The first word is the kind of
    the contact, the others are mostly about it: "call about the meeting". A Korean verb's ending belongs to the span.
    """
    return list(each(text))


def each(text: str) -> Iterator[tuple[Kind, int, int]]:
    """The same, one after the other: the text is read only as far as they are asked for."""
    for match in _words().finditer(text):
        yield _KINDS[str(match.lastgroup)], match.start(), match.end()

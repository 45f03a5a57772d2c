"""Whether words that nobody knows can be the name of a person, where one may stand."""

from __future__ import annotations

import re

PARTICLES = frozenset("van von der den de del della di da dos das du la le al el bin ibn ben ter ten zu and".split())
ARTICLE = re.compile(r"\s*(?:an?|the|my|our|their|her|his|some|new)\s", re.IGNORECASE)
# words of the trade, which stand where a name in small letters may
NO_NAMES = frozenset(
    "demo offer offers quote quotes report reports pump line lines price prices order orders project sample samples "
    "test tests plant product products contract budget renewal invoice delivery update review team sales support issue "
    "problem training audit tour presentation proposal intro status sync kickoff kick-off follow up asked asks wants "
    "needs said says about discussed talked sent send got gave new short quick long good great brief first second last "
    "next and 신제품 시제품 기술팀 구매팀 현장팀 지원팀 안전팀 인사팀 기획팀 연구팀 조달팀 견적서 제안서 계약서 주문서 "
    "고객사 공급사 제조사 원자재 연구소 공급망 유지비 배송비 이메일".split()
)
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반왕금옥육인맹제모탁국어은편봉태팽"
)
_HANGUL_NAME = re.compile(rf"[{_SURNAMES}] ?[가-힣]{{2}}|(?:남궁|황보|제갈|선우|독고|사공|서문) ?[가-힣]{{1,2}}")
_SIGNS = re.compile(r"[\d?!=<>{}()\[\]|\\]")


def is_name(text: str, whole: bool) -> bool:
    """Whether a piece can be a person's name: one to four words without digits or signs.

    Beside something that was understood a single word in small letters is none ("quick coffee @ ACME"); neither are
    words of the trade ("pump demo"), a Hangul name without a surname, or small letters before capitals ("asked Jane").
    """
    words = text.split()
    if not text or len(text) > 60 or len(words) > 4 or _SIGNS.search(text) or not NO_NAMES.isdisjoint(words):
        return False
    if "가" <= text[0] <= "힣":
        return _HANGUL_NAME.fullmatch(text) is not None
    small = [word for word in words if word.isascii() and word.islower()]
    if len(small) < len(words):
        return all(word in PARTICLES for word in small)
    return whole or len(words) > 1

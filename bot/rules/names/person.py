"""The key under which two spellings of a person's name are the same, and the rank that stands with a name."""

import re
from functools import lru_cache

from bot.rules.names.company import is_hangul, joined, plain, words

# 직급, what somebody is, and 직책, what somebody leads.
RANKS = frozenset(
    "인턴 사원 주임 계장 대리 과장 차장 부장 이사 이사보 이사대우 상무보 상무 상무이사 전무 전무이사 부사장 사장 부회장"
    " 회장 명예회장 사외이사 등기이사 감사 고문 자문 선임 책임 수석 연구원 선임연구원 책임연구원 수석연구원 연구위원"
    " 전문위원 위원 매니저 책임매니저 프로 기사 기술사 변호사 회계사 세무사 변리사 교수 부교수 조교수 박사 선생 원장"
    " 간호사 약사 사무관 서기관 주무관 과장대리 차장대리 부장대우 디렉터".split()
)
DUTIES = frozenset(
    "팀장 부팀장 파트장 셀장 반장 조장 실장 국장 처장 지점장 지사장 법인장 공장장 소장 연구소장 센터장 그룹장 단장"
    " 본부장 부본부장 부문장 사업부장 사업본부장 총괄 총괄이사 담당 임원 대표 대표이사 공동대표 부대표 이사장 의장 총장"
    " 학장 병원장 부원장 위원장 사무국장 사무총장 비서실장 리더 팀리더 파트리더".split()
)
ENGLISH = frozenset(
    "ceo cfo cto coo cio cmo cso cpo cro ciso vp svp evp avp president vicepresident director manager chairman"
    " chairwoman chair chief founder cofounder partner principal head engineer analyst consultant associate lead"
    " executive officer buyer secretary treasurer supervisor".split()
)
ADDRESS = frozenset("dr mr mrs ms miss mx prof professor sir madam herr frau mme".split())
AFTER = frozenset("phd md mba esq cpa jr sr dds".split())
TITLES = RANKS | DUTIES | ENGLISH | ADDRESS
HONORIFICS = ("님", "씨")

_KOREAN = RANKS | DUTIES
_LENGTHS = range(max(map(len, _KOREAN)), min(map(len, _KOREAN)) - 1, -1)
# Short duties stand behind the department they lead ("구매팀장"), so what is glued to them need not be a name.
DEPARTMENT = re.compile(r"[가-힣A-Za-z&]*(?:팀|파트|셀|실|본부|부문|사업부|센터|그룹|연구소)장$")


def without_honorific(word: str) -> str:
    """The word without 님 or 씨 at its end, unless it is nothing else."""
    for honorific in HONORIFICS:
        if word.endswith(honorific) and len(word) > len(honorific):
            return word.removesuffix(honorific).rstrip()
    return word


def korean_title(text: str) -> tuple[str, str]:
    """Name and Korean rank or duty of what somebody is called; without one, the text as it came and "".

    "홍길동 부장님" is ("홍길동", "부장"), "이대리님" ("이", "대리"), "박철수 구매팀장" ("박철수", "구매팀장"),
    "부장님" ("", "부장"); 님 and 씨 are dropped with or without a rank.
    """
    bare = without_honorific(text.strip())
    before, _, last = bare.rpartition(" ")
    if len(before.strip()) > 1 and DEPARTMENT.fullmatch(last):
        return before.strip(), last
    for length in _LENGTHS:
        if bare[-length:] in _KOREAN:
            return bare[:-length].rstrip(" ,·("), bare[-length:]
    return (bare if bare != text.strip() else text), ""


@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """The key under which a person's name is the same, however it is written.

    Without title, rank, 님, 씨 and what stands in brackets; lower case, no accents, hyphens closed up, one space
    between Latin words and none next to Hangul ("Dr. Jane Doe" is "jane doe", "김 민수 과장님" is "김민수"). The order
    of the words stays. Never empty for a name that is not.
    """
    key = _once(name)
    while (again := _once(key)) != key:
        key = again
    return key


def _once(name: str) -> str:
    text = plain(name).strip()
    if is_hangul(text):
        text = korean_title(text)[0] or text
    kept = _untitled(text)
    if is_hangul(text):
        kept = words(korean_title(" ".join(kept))[0]) or kept
    return joined(kept) or joined(words(text)) or " ".join(text.split()) or name


def _untitled(text: str) -> list[str]:
    """The words of a plain name without brackets, a title after a comma, and titles before and behind."""
    unbracketed = re.sub(r"\([^()]*\)?", " ", text)
    parts = [words(re.sub(r"(?<=\w)[-‐‑](?=\w)", "", part)) for part in unbracketed.split(",")]
    kept = [word for part in parts[:1] for word in part]
    for part in parts[1:]:
        if part and part[0] not in ENGLISH and not (len(part) > 1 and part[1] in ENGLISH) and part[0] not in AFTER:
            kept += part
    while len(kept) > 1 and kept[0] in ADDRESS:
        kept.pop(0)
    while len(kept) > 1 and (kept[-1] in AFTER or kept[-1] in ENGLISH):
        kept.pop()
    return kept

"""What stands beside a name: the rank (직급), what somebody is; the duty (직책), what they lead or do; the department.

In English all of a title is the duty ("VP Sales", "CFO"): ranks are Korean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.rules.names import DUTIES, RANKS, korean_title

HONORIFIC = re.compile("(?<=.)[님씨]$")
BETWEEN = re.compile(r"\s*[/,·|()]\s*|\s+")
LED = re.compile(r"[가-힣A-Za-z&]+(?:팀|파트|셀|실|본부|부문|사업부|센터|그룹|연구소)장")  # 구매팀장 leads 구매팀
DEPARTMENT = re.compile(
    r"[가-힣A-Za-z0-9&·]+(?:팀|본부|사업부|센터|연구소|부문|파트|그룹|지사|지점|공장|법인|사무소|사업소)"
    r"|[가-힣A-Za-z&]+[부실과처국셀]"
)
SURELY = re.compile(r".+(?:팀|본부|사업부|센터|연구소|부문|파트|그룹|지사|지점|공장)")  # 김영실 may be a name
ENGLISH = re.compile(
    r"\b(?:c[a-z]o|ciso|[se]?vp|avp|president|director|manager|head|chief|chair(?:man|woman)?|founder|partner|lead|buyer|"
    r"officer|engineer|analyst|consultant|secretary|treasurer|supervisor|controller|principal|executive|procurement|"
    r"purchasing|gm|md)\b",
    re.IGNORECASE,
)
SHORT = 2  # letters of what may be a family name alone: 박, 남궁


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is and does: "" where it is not said."""

    rank: str = ""
    duty: str = ""
    department: str = ""

    @property
    def said(self) -> bool:
        return bool(self.rank or self.duty or self.department)

    def fits(self, rank: str, duty: str, department: str) -> bool:
        """Whether whoever holds such a post may be meant: nothing that is said of them here is otherwise there."""
        here = {rank, duty, f"{department}장"}
        titles = [title for title in (self.rank, self.duty) if title]
        same = all(title in here or (title == self.duty and duty.endswith(title)) for title in titles)
        return same and self.department in ("", department)


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody as they are spoken of: `name` in full, the family name alone, or ""."""

    name: str
    post: Post


def post(title: str) -> tuple[str, str]:
    """(rank, duty) of a title as on a card.

    "부장" is ("부장", ""), "구매팀장" ("", "구매팀장"), "상무 / 영업본부장" ("상무", "영업본부장"), "CFO" ("", "CFO").
    """
    found = titled(title)
    return found.rank, found.duty


def titled(title: str) -> Post:
    """The post that a title as on a card says: "구매팀 부장" is the rank 부장 in the department 구매팀."""
    bare = HONORIFIC.sub("", title.strip())
    words = [word for word in BETWEEN.split(bare) if word]
    ranks = [word for word in words if word in RANKS]
    korean = [word for word in words if word in RANKS or is_duty(word) or DEPARTMENT.fullmatch(word)]
    if len(korean) < len(words) or not words or len(ranks) > 1:
        return Post(duty=bare)
    departments = [word for word in words if word not in ranks and not is_duty(word)]
    duties = [word for word in words if is_duty(word) and word not in ranks]
    if not ranks and not duties:
        return Post(duty=bare)
    return Post(" ".join(ranks), " ".join(duties), " ".join(departments))


def is_duty(word: str) -> bool:
    return word in DUTIES or LED.fullmatch(word) is not None


def is_title(word: str) -> bool:
    """Whether a word is a Korean rank or duty, with or without 님."""
    bare = HONORIFIC.sub("", word)
    return bare in RANKS or is_duty(bare)


def is_department(word: str) -> bool:
    return DEPARTMENT.fullmatch(word) is not None and not is_title(word)


def called(text: str) -> Called:
    """Reads what somebody is called, in either language.

    "이대리님" is 이 with the rank 대리, "김팀장님" 김 with the duty 팀장, "구매팀 김철수 부장" 김철수, 부장 and 구매팀,
    "Jane Doe, VP Sales" Jane Doe with that duty.
    """
    text = " ".join(text.split())
    if not re.search("[가-힣]", text):
        return called_in_english(text)
    return called_in_korean(HONORIFIC.sub("", text).rstrip())


def called_in_english(text: str) -> Called:
    name, comma, title = text.partition(",")
    if comma and ENGLISH.search(title):
        return Called(name.strip(), Post(duty=title.strip()))
    return Called(text, Post())


def called_in_korean(text: str) -> Called:
    names: list[str] = []
    found = Post()
    words = [word for word in BETWEEN.split(text) if word]
    for place, word in enumerate(words):
        named_later = any(not is_title(other) for other in words[place + 1 :])
        weak = not names and not found.department and named_later and DEPARTMENT.fullmatch(word)
        bare = HONORIFIC.sub("", word)
        if bare in RANKS and not found.rank:
            found = replace(found, rank=bare)
        elif is_duty(bare) and not found.duty and not family_of(bare):
            found = replace(found, duty=bare)
        elif SURELY.fullmatch(word) or weak:
            found = replace(found, department=f"{found.department} {word}".strip())
        elif (glued := korean_title(word))[1] and glued[0]:
            names.append(glued[0])
            found = replace(found, rank=glued[1]) if glued[1] in RANKS else replace(found, duty=glued[1])
        else:
            names.append(bare)
    return Called(" ".join(names), found)


def family_of(word: str) -> bool:
    """Whether a word that reads as a duty is a family name and 팀장, 실장 …: "김팀장" and not "구매팀장"."""
    name, title = korean_title(word)
    return bool(title) and len(name) == 1

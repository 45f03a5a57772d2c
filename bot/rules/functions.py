"""What somebody works on at a customer, in the words of both languages: procurement, 구매팀, CFO, decision maker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.rules import roles
from bot.rules.posts import is_duty, titled
from bot.rules.roles import Role

# By function: how it may be asked for, and beginnings of words that stand in a title or the name of a department.
FUNCTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "purchasing": ("purchasing|procurement|sourcing|buyers?|구매|조달|자재", ("purchas", "procur", "sourcing", "구매")),
    "finance": ("finance|financial|accounting|controlling|재무|회계|경리|자금", ("financ", "account", "재무", "회계")),
    "legal": ("legal|compliance|법무|준법", ("legal", "counsel", "법무", "준법")),
    "quality": ("quality|qa|qc|품질", ("quality", "품질")),
    "engineering": (
        "engineering|engineers?|r ?& ?d|research|development|연구소?|개발|기술|설계|연구 개발",
        ("engineer", "r&d", "연구", "개발"),
    ),
    "it": ("it|information technology|전산|정보(?: ?시스템| ?보안)?", ("information", "it ", "전산", "정보")),
    "people": ("hr|human resources|people|인사|총무", ("human", "hr", "인사", "총무")),
    "production": (
        "production|manufacturing|operations|plant|생산|제조|공장|공정",
        ("produc", "manufactur", "생산", "제조"),
    ),
    "sales": ("sales|영업|판매", ("sales", "영업", "판매")),
    "marketing": ("marketing|마케팅|홍보", ("market", "마케팅", "홍보")),
    "logistics": ("logistics|supply chain|scm|물류", ("logist", "supply", "scm", "물류")),
    "planning": ("planning|strategy|기획|전략", ("planning", "strategy", "기획", "전략")),
    "ceo": ("ceo|chief executive(?: officer)?|대표(?:이사)?|사장", ("ceo", "chief executive", "대표", "사장")),
    "cfo": (
        "cfo|chief financial officer|재무 ?(?:이사|총괄|책임자)",
        ("cfo", "chief financial", "재무이사", "재무총괄"),
    ),
    "cto": (
        "cto|chief technology officer|기술 ?(?:이사|총괄|책임자)",
        ("cto", "chief technology", "기술이사", "기술총괄"),
    ),
    "coo": ("coo|chief operating officer", ("coo", "chief operating")),
    "cio": ("cio|chief information officer", ("cio", "chief information")),
}
BEHIND = r"(?: ?(?:team|department|dept|people|팀장?|부서?|실|본부|담당자?|쪽|분들?|사람))*"
ASKED = {
    name: re.compile(f"(?:the )?(?:{words}){BEHIND}", re.IGNORECASE) for name, (words, _begin) in FUNCTIONS.items()
}
ROLE_OF = {"purchasing": Role.PURCHASING}  # the role in the buying that says the same
MOST = 4  # beginnings of words of one function
LONGEST = 60  # letters of what may name a function


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for: who has one of `words` in a title or department, or `role`; `text` is how it was asked."""

    text: str
    words: tuple[str, ...] = ()
    role: str = ""

    def fits(self, title: str, department: str, role: str, rank: str = "") -> bool:
        """Whether somebody with that title, department, role and rank is meant."""
        if self.role and role == self.role:
            return True
        there = f"{title} {department} {rank} ".casefold()
        return any(re.search(rf"(?<![a-z]){re.escape(word)}", there) for word in self.words)


@lru_cache(1024)
def named(text: str) -> Wanted | None:
    """The function or role that the whole of a text names; None for anything else."""
    said = " ".join(text.split()).strip(" ?!.\"'")
    if not said or len(said) > LONGEST:
        return None
    for name, pattern in ASKED.items():
        if pattern.fullmatch(said):
            return Wanted(said, FUNCTIONS[name][1], ROLE_OF.get(name, ""))
    left, role = roles.role(said)
    return Wanted(said, (), role.value) if role is not None and not left else None


def title(text: str) -> Wanted | None:
    """The same, and any Korean rank or duty, or what English titles are made of: "VP Sales", "부장"."""
    found = named(text)
    said = " ".join(text.split()).strip(" ?!.\"'")
    if found is not None or not said or len(said) > LONGEST:
        return found
    post = titled(said)
    korean = post.rank or post.department or is_duty(post.duty)
    english = re.search(
        r"\b(?:director|manager|head|vp|president|officer|engineer|lead|chief|chair)\b", said, re.IGNORECASE
    )
    return Wanted(said, (said.casefold(),)) if korean or english else None

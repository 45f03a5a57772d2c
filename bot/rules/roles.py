"""What somebody is in the buying and how they stand towards us, in the words of both languages; who is a champion."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from bot.rules.attitude import Attitude
from bot.rules.attitude import called as named

E = TypeVar("E", bound=StrEnum)
Reader = Callable[[str], tuple[str, E | None]]  # what stands before a word at the end of a text, and what it says


class Role(StrEnum):
    DECISION_MAKER = "decision maker"
    ECONOMIC_BUYER = "economic buyer"
    TECHNICAL_BUYER = "technical buyer"
    USER_BUYER = "user buyer"
    PURCHASING = "purchasing"
    CHAMPION = "champion"
    INFLUENCER = "influencer"


# a space stands for none or several, or a hyphen
ROLES = {
    Role.DECISION_MAKER: "decision makers?|decider|final decision|의사 결정자?|(?:최종 )?결정권자|최종 결정자?|키맨",
    Role.ECONOMIC_BUYER: "economic buyer|budget (?:holder|owner)|예산 (?:권자|담당|책임자|결정권자)|"
    "경제적 구매자|재무 결정자",
    Role.TECHNICAL_BUYER: "technical (?:buyer|evaluator|reviewer)|tech buyer|evaluator|"
    "기술 (?:검토자?|평가자?|담당|심사자?)|기술적 구매자",
    Role.USER_BUYER: "user buyer|(?:end )?users?|실?사용자|사용 부서|현업(?: 담당| 부서)?",
    Role.PURCHASING: "purchas(?:ing|er)(?: (?:manager|agent|dept|department))?|procurement|buyer|"
    "구매 담당자?|구매 부서|구매자|구매",
    Role.CHAMPION: "champion|챔피언|챔프|우리 편",
    Role.INFLUENCER: "influencer|influences|영향력 (?:자|행사자|있는 (?:사람|분))|영향자|인플루언서",
}
BEFORE = r"(?:^|[\s,:：(=]|(?<=님)|(?<=[은는이가]))(?:(?:is|as|are|now|the|an?|our|their)\s+)*"
AFTER = r"(?:\s*(?:이에요|예요|이세요|세요|입니다|임|이다|님|인 듯|로|으로))?[\s.!)]*$"


def pattern(words: str) -> re.Pattern[str]:
    return re.compile(f"{BEFORE}(?:{words.replace(' ', '[ -]*')}){AFTER}", re.IGNORECASE)


ROLE_WORDS = {role: pattern(words) for role, words in ROLES.items()}
LINK = re.compile(r"[\s,:：(=]+(?:(?:is|as|are|now|the|an?)\s+)*$|(?:(?:^|\s)(?:is|as|are|now))+\s*$", re.IGNORECASE)
LONGEST = 400  # characters of a text that are read


def role(text: str) -> tuple[str, Role | None]:
    """What stands before the role at the end of a text, and the role; the text and None where there is none.

    "Jane Doe is the decision maker" is ("Jane Doe", DECISION_MAKER), "박 상무 의사결정자" ("박 상무", DECISION_MAKER).
    """
    if len(text) > LONGEST:
        return text, None
    found = [(match.start(), one) for one, each in ROLE_WORDS.items() if (match := each.search(text)) is not None]
    if not found:
        return text, None
    start, value = min(found, key=lambda one: one[0])
    return text[:start].rstrip(" ,:：("), value


def attitude(text: str) -> tuple[str, Attitude | None]:
    """The same for how somebody stands: "Jane Doe supportive", "박 상무님은 매우 우호적"."""
    words = list(re.finditer(r"\S+", text[:LONGEST].rstrip(" .!)")))
    for word in words[-4:] if len(text) <= LONGEST else ():
        said = named(text[word.start() :].strip(" .!()"))
        if said is not None:
            return LINK.sub("", text[: word.start()]).rstrip(" ,:：("), said
    return text, None


QUESTIONS = 3  # of a champion: a say in the decision, speaks for us unasked, gains if we succeed


def champion(answers: str) -> Role | Attitude | None:
    """What somebody is by three answers, each "y" or "n", to the QUESTIONS in their order.

    A champion is three times yes. Whoever has a say without the rest has influence; whoever speaks for us or gains
    without a say supports us; with three times no they are none of these.
    """
    say, speaks, gains = (answer == "y" for answer in answers)
    if say and speaks and gains:
        return Role.CHAMPION
    if say:
        return Role.INFLUENCER
    return Attitude.SUPPORTIVE if speaks or gains else None

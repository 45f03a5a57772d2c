"""What other systems call the roles that people have in the buying."""

from __future__ import annotations

from bot.rules.roles import Role, role

ELSEWHERE = {
    "economic decision maker": Role.ECONOMIC_BUYER,
    "budget holder": Role.ECONOMIC_BUYER,
    "business user": Role.USER_BUYER,
    "end user": Role.USER_BUYER,
    "evaluator": Role.TECHNICAL_BUYER,
    "procurement": Role.PURCHASING,
}
NOTHING = {"other", "none", "--none--", "blocker"}  # what is no role here: how somebody stands to us is their attitude
STRENGTH = (
    *(Role.DECISION_MAKER, Role.ECONOMIC_BUYER, Role.CHAMPION, Role.TECHNICAL_BUYER),
    *(Role.USER_BUYER, Role.PURCHASING, Role.INFLUENCER),
)


def role_in(text: str) -> str:
    """The role that a text such as "Economic Decision Maker" or "BUDGET_HOLDER;CHAMPION" names, "" for none.

    Of several the one that decides most; a text that names none we know stays as it is.
    """
    several = [one for part in text.split(";") if (one := read(part))]
    return min(several, key=strength, default="")


def strength(named: str) -> int:
    """0 for the role that decides most."""
    return STRENGTH.index(Role(named)) if named in STRENGTH else len(STRENGTH)


def read(text: str) -> str:
    words = " ".join(text.replace("_", " ").split())
    lower = words.lower()
    if lower in NOTHING:
        return ""
    if lower in ELSEWHERE:
        return str(ELSEWHERE[lower])
    before, found = role(words)
    return str(found) if found is not None and not before else words

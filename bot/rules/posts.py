"""What stands beside a name: the rank (직급), what somebody is, and the duty (직책), what they lead or do."""

from __future__ import annotations

import re

from bot.rules.names import RANKS

HONORIFIC = re.compile("(?<=.)님$")
BETWEEN = re.compile(r"\s*[/,·|]\s*|\s+")


def post(title: str) -> tuple[str, str]:
    """(rank, duty) of a title as on a card.

    "부장" is ("부장", ""), "구매팀장" ("", "구매팀장"), "상무 / 영업본부장" ("상무", "영업본부장"), "CFO" ("", "CFO").
    """
    bare = HONORIFIC.sub("", title.strip())
    if bare in RANKS:
        return bare, ""
    words = BETWEEN.split(bare)
    ranks = [word for word in words if word in RANKS]
    if len(ranks) != 1 or len(words) < 2:
        return "", bare
    return ranks[0], " ".join(word for word in words if word != ranks[0])

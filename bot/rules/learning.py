"""Reads what somebody says they learned: of which kind it is, where it comes from, and who may read it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.rules.learned import LEARNED, VISIBLE, Learned, Visible

# words within a text that leave no doubt
CLEAR = {
    Learned.COMPETITOR: r"\bcompetitors?\b|\bcompeting (?:offer|bid|quote)|경쟁사|경쟁 ?업체|타사",
    Learned.PROBLEM: r"\bcomplain(?:s|ed|ts?)?\b|\bproblems? with\b|\bdefects?\b|불만|불량|클레임|문제가",
    Learned.NEED: r"\b(?:need|require)s?\b|\b(?:is|are) looking for\b|필요(?:하|함|해|로)|요구(?:하|함|해)|"
    r"원(?:함|해요|한다)",
}
EVERYBODY = dict.fromkeys(("public", "everyone", "everybody", "모두", "모두 보기", "전체 공개"), Visible.ALL)
WORDS: dict[str, Learned | Visible] = {**LEARNED, **VISIBLE, **EVERYBODY}
EITHER = "|".join(sorted(WORDS, key=len, reverse=True)).replace(" ", r"\s?")
OPENS = re.compile(rf"(?:\((?P<within>{EITHER})\)|(?P<word>{EITHER})\s*[:：](?!//))\s*", re.IGNORECASE)
ENDS = re.compile(rf"\s*\((?P<within>{EITHER})\)\s*$", re.IGNORECASE)
IN_TEXT = {kind: re.compile(words, re.IGNORECASE) for kind, words in CLEAR.items()}
SOURCES = (
    re.compile(r"\s*\((?:source|from|via|출처|정보원)\s*[:：]?\s+?(?P<who>[^()\n]{1,80})\)\s*$", re.IGNORECASE),
    re.compile(r"\s*\((?:source|출처|정보원)\s*[:：]\s*(?P<who>[^()\n]{1,80})\)\s*$", re.IGNORECASE),
    re.compile(r"(?:^|[\s,;.—–-]+)(?:source|출처|정보원)\s*[:：]\s*(?P<who>[^:：\n]{1,80})$", re.IGNORECASE),
    re.compile(r"\s*[,;—–]\s*(?:from|via)\s+(?P<who>[^,;:\n]{1,60})$", re.IGNORECASE),
    re.compile(
        r"[\s,]+(?P<who>[^\s,]{1,20}(?: [^\s,]{1,20})?)(?:에게서|한테서?|에게|께|님께|님한테) ?"
        r"(?:들음|들었음|들었어요|들었습니다)[.]?$"
    ),
)
FROM_NAME = re.compile(r"\s+(?:from|via)\s+(?P<who>\S+(?: \S+)?)[.]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What was learned. `kind` is None where no word tells it; `source` is "" where none is said."""

    text: str
    kind: Learned | None
    source: str
    visible: Visible | None


def read(text: str, known: Collection[str] = ()) -> Told:
    """Reads "idea: a smaller size (source: fair)", "나만: 예산 삭감", "second source needed from Tom".

    `known` are names, in lower case, that a bare "from …" at the end is believed to name.
    """
    said, found = text.strip(), []
    while (opens := OPENS.match(said)) is not None and opens.end() < len(said):  # "private: idea: …"
        found.append(meaning(opens["within"] or opens["word"]))
        said = said[opens.end() :]
    said, source = sourced(said, known)
    while (ends := ENDS.search(said)) is not None and ends.start():
        found.append(meaning(ends["within"]))
        said = said[: ends.start()]
        said, source = (said, source) if source else sourced(said, known)
    kind = next((one for one in found if isinstance(one, Learned)), None)
    visible = next((one for one in found if isinstance(one, Visible)), None)
    return Told(said.strip(), kind or guessed(said), source, visible)


def meaning(word: str) -> Learned | Visible | None:
    """What a word says of an insight, the values themselves too: "need", "나만", "all"."""
    word = " ".join(word.lower().split())
    return WORDS.get(word) or next((Visible(one) for one in Visible if one == word), None)


def sourced(said: str, known: Collection[str]) -> tuple[str, str]:
    """What was learned and where it comes from, when both are there."""
    for pattern in SOURCES:
        match = pattern.search(said)
        if match is not None and match.start():
            return said[: match.start()].rstrip(" ,;"), match["who"].strip()
    match = FROM_NAME.search(said)
    if match is not None and match.start() and match["who"].strip(" .").casefold() in known:
        return said[: match.start()].rstrip(" ,;"), match["who"].strip(" .")
    return said, ""


def guessed(said: str) -> Learned | None:
    """The kind that a text's own words leave no doubt of."""
    found = [kind for kind, words in IN_TEXT.items() if words.search(said[:400])]
    return found[0] if len(found) == 1 else None

"""Who was spoken of and was not there: "about Jane Doe", "re: Jane Doe", "홍길동 부장 건"."""

from __future__ import annotations

import re

from bot.rules.line.known import Known
from bot.rules.line.marks import HEAD, Marks, Mention, Span
from bot.rules.line.newcomers import AND, LATIN, TITLED, clear

_BEFORE = re.compile(r"(?:^|[\s,(])(?:about|regarding|concerning|re)[:：]?\s+(?:the\s)?$", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:의)? {0,2}(?:건(?=$|[^가-힣]|으로|은|을|에|도|때문)|(?:얘기|이야기)(?!함|했|하)|소식|안부|근황|관련)"
    r"|[과와]? {0,2}관련|에 {0,2}(?:대|관)(?:해|한)"
)
_HINTS = (
    "about",
    "regarding",
    "concerning",
    "건",
    "얘기",
    "이야기",
    "소식",
    "안부",
    "근황",
    "관련",
    "대해",
    "대한",
    "관해",
    "관한",
)
_FIRST_NAME = re.compile(r"\b(?i:about|regarding|concerning)\s+(?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+)(?! [A-ZÀ-ÖØ-Þ])")
_FULL_NAME = re.compile(rf"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?{LATIN}")
_BLANK = re.compile(r"\s*")
_NAMESAKES = 50
_LOOKED_AT = 200


def listed(marked: Marks, start: int, end: int, known: Known) -> list[Mention]:
    """The people named one after the other from `start` on, known or plainly a name, up to whom an "@" follows."""
    end = min(end, start + _LOOKED_AT)
    seen = marked.seen[:end]
    named = [mention for mention in marked.people if start <= mention.start and mention.end <= end]
    named += mentions(seen, start, known)
    found: list[Mention] = []
    while mention := following(seen, found[-1].end if found else start, named, known, first=not found):
        if found and seen[mention.end :].lstrip().startswith("@"):
            break
        found.append(mention)
    return found


def mentions(seen: str, start: int, known: Known) -> list[Mention]:
    """The known people from `start` on."""
    text = seen[start:]
    return [Mention(start + s, start + e, text[s:e], tuple(refs)) for s, e, refs in known.people.in_text(text)]


def following(seen: str, at: int, named: list[Mention], known: Known, *, first: bool) -> Mention | None:
    """Who is named right at `at`, or unless they are the `first` behind a comma or an "and"."""
    for mention in named:
        gap = seen[at : mention.start]
        if mention.start >= at and (not gap.strip() if first else AND.fullmatch(gap)):
            return mention
    joint = _BLANK.match(seen, at) if first else AND.match(seen, at)
    new = newcomer(seen, joint.end()) if joint is not None else None
    return None if new is None or known.accounts.in_text(new.text) else new


def newcomer(seen: str, at: int) -> Mention | None:
    """Somebody nobody knows yet: a name of two words with capitals, or one with a title."""
    match = TITLED.match(seen, at)
    if match is not None:
        return Mention(*match.span("name"), match["name"])
    full = _FULL_NAME.match(seen, at)
    return Mention(*full.span(), full[0]) if full is not None and " " in full[0] else None


def parted(seen: str, humans: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Of the people named in a line, those who were there and those who were spoken of."""
    there: list[Mention] = []
    spoken_of: list[Mention] = []
    for mention in sorted(humans, key=lambda one: one.start):
        (spoken_of if is_spoken_of(seen, mention, spoken_of) else there).append(mention)
    return there, spoken_of


def is_spoken_of(seen: str, mention: Mention, before: list[Mention]) -> bool:
    if _BEFORE.search(seen, max(0, mention.start - 20), mention.start):
        return True
    if seen[mention.end : mention.end + 3].strip() and _AFTER.match(seen, mention.end):
        return True
    joint = seen[before[-1].end : mention.start] if before else ""
    return joint.strip() in ("and", "&", "및", "과", "와", "랑", "이랑", "하고")


def in_note(seen: str, start: int, known: Known, taken: list[Span]) -> list[Mention]:
    """Known people spoken of in the note from `start` on; anywhere those called by one name: "asked about Jane"."""
    low = seen[: start + HEAD].lower()
    if not any(hint in low for hint in _HINTS):
        return []
    named = mentions(seen[: start + HEAD], start, known)
    _, found = parted(seen, [mention for mention in named if clear(mention.start, mention.end, taken)])
    return found + first_names(seen[: start + HEAD], known, [*taken, *((m.start, m.end) for m in found)])


def first_names(seen: str, known: Known, taken: list[Span]) -> list[Mention]:
    """Somebody called by a first or last name alone, if there are people of that name and no company."""
    found = []
    for match in _FIRST_NAME.finditer(seen):
        name = match["name"].removesuffix("'s").removesuffix("’s")
        begin = match.start("name")
        if not clear(begin, begin + len(name), taken) or known.accounts.exact(name):
            continue
        hits = known.people.starting(name, _NAMESAKES)
        refs = sorted({hit.ref for hit in hits if name.lower() in hit.name.lower().split()})
        if refs:
            found.append(Mention(begin, begin + len(name), name, tuple(refs)))
    return found

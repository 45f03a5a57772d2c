"""Whether a contact asked the customer for something, or gave them something, by its own words.

Only what we ask of them and give them counts: a customer who asks for a test report asks no favour of theirs. Where it
is not plain who asked whom, it is neither.
"""

from __future__ import annotations

import re

from bot.rules.line.marks import Mention
from bot.rules.line.said import Favour

_THEM = r"(?:her|him|them|the (?:customer|client|buyer|team)|[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?)"
_AT = r"(?: ?@ ?[\w&.-]+| (?:at|of|from) [\w&.-]+)?"
# what a seller asks of a customer, never the other way round
_OURS = (
    r"(?:an? |the |their |her |his |some |another )?(?:customer |written |first |personal )?"
    r"(?:references?|referrals?|introductions?|intros?|testimonials?|case study|recommendation|purchase order|po|"
    r"orders?|budget|signature|payment|favou?r|feedback|forecasts?|more time|extension)"
)
_ASK = (
    rf"(?i:asked) (?!(?i:me|us)\b){_THEM}{_AT} (?i:for|to)\b|(?i:asked (?:for )?{_OURS})\b|(?i:requested {_OURS})\b|"
    r"(?i:(?:i|we) asked (?:her|him|them|for))\b|"
    r"(?:요청|부탁)(?:을|도)? ?드(?:림|렸|려서|려 |리고|려놓)(?!다고)|부탁(?:을|도)? ?(?:함|했|하였)(?!다고)"
)
_GIVE = (
    rf"(?i:gave|handed|brought|gifted) (?!(?i:me|us)\b){_THEM} "
    r"(?!(?i:(?:an? |our |the |my )?(?:call|ring|shout|heads|hard|card|business card|quote|price|offer|update|deadline|"
    r"hint|chance|try|back|up|in|to|that|until|it))\b)"
    r"|(?i:introduced) (?:her|him|them) (?i:to)\b|"
    r"선물(?:을|도|로)? ?(?:드림|드렸|드리|전달|증정|보냄|보내드|챙겨)|소개(?:를|도)? ?(?:해 ?)?드(?:림|렸)|"
    r"(?:자료|보고서|리포트|샘플|책자?|기념품|티켓|초대권|정보|데이터|교육)(?:를|을|도)? ?(?:드림|드렸|증정)|"
    r"제공(?:을|도)? ?(?:함|했|드림|드렸|해 ?드)(?!다고)"
)
_EITHER = re.compile(rf"(?<![\w가-힣])(?P<ask>{_ASK})|(?P<give>(?<![\w])(?:{_GIVE}))")
_HINTS = (
    "asked",
    "requested",
    "gave",
    "handed",
    "brought",
    "gifted",
    "introduced",
    "요청",
    "부탁",
    "드림",
    "드렸",
    "선물",
    "제공",
    "소개",
)
_PIECE = re.compile(r"[,.;:：\n]")
# somebody of theirs is the one who asks or gives
_THEY = re.compile(r"\b(?:she|he|they|who|it)\b|\b(?:customer|client|boss|buyer|c[efitmo]o)\s*$", re.IGNORECASE)
_CAME_TO_US = re.compile(r"\b(?:called|phoned|rang|wrote|e?mailed|texted|came)(?:,|\s+and|,\s*and)?\s*$", re.IGNORECASE)
_ADVERBS = re.compile(r"\s*\b(?:also|then|just|kindly|politely|again|and)\s*$", re.IGNORECASE)
_NAMED = re.compile(r"(?:^|[\s@(])(?!(?:I|We)\s*$)[A-ZÀ-Þ][\w’'-]*\s*$")
_LOOKED_AT = 120


def find(seen: str, names: list[Mention]) -> Favour | None:
    """The first favour that the text tells of, asked or given by us; `names` are the people and customers in it."""
    low = seen.lower()
    if not any(hint in low for hint in _HINTS):
        return None
    ends = {mention.end for mention in names}
    for match in _EITHER.finditer(seen):
        if match.lastgroup and by_us(seen, match.start(), ends):
            return Favour(match.lastgroup)
    return None


def by_us(seen: str, start: int, ends: set[int]) -> bool:
    """Whether nobody of theirs is the subject of the verb at `start`."""
    before = seen[max(0, start - _LOOKED_AT) : start]
    if _CAME_TO_US.search(before):
        return False
    piece = _PIECE.split(before)[-1]
    at = start - len(piece) + len(_ADVERBS.sub("", piece).rstrip())
    return _THEY.search(piece) is None and _NAMED.search(_ADVERBS.sub("", piece)) is None and at not in ends

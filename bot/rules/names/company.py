"""The key under which two spellings of a company's name are the same."""

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase

from bot.rules.names.legal import (
    ANYWHERE,
    ASIDE,
    FIRST,
    FIRST_OF_SEVERAL,
    GLUED_LATIN,
    JOINING,
    KOREAN,
    LATIN,
    LONGEST_FIRST,
)

LEGAL = KOREAN | LATIN
SMALL = frozenset(("the", "and"))
_JOINED = re.compile(r"\b([a-z0-9]{1,2})\s?&\s?(?!co\b)([a-z0-9]{1,2})\b")
_QUOTES = re.compile(r"(?<=\w)['’‘`´](?=\w)")
_MARKS = re.compile("[\u0300-\u036f]+")
_HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def plain(text: str) -> str:
    """The text in lower case, composed Hangul, Latin letters without their accents."""
    if text.isascii():
        return text.lower()
    folded_case = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", folded_case)).translate(_LETTERS)


def is_hangul(text: str) -> bool:
    """Whether there is a Hangul syllable in the text."""
    return not text.isascii() and _HANGUL.search(text) is not None


def words(text: str) -> list[str]:
    """The words of a plain text; single letters that follow each other are one ("a. o. smith": ao, smith)."""
    found: list[str] = []
    initials = False
    for word in _WORD.findall(_JOINED.sub(r"\1\2", _QUOTES.sub("", text))):
        single = len(word) == 1 and word.isascii() and word.isalpha()
        if single and initials:
            found[-1] += word
        else:
            found.append(word)
        initials = single
    return found


def joined(parts: list[str]) -> str:
    """Words with one space between Latin ones and none next to Hangul, where people space as they like."""
    text = ""
    for part in parts:
        gap = text and not is_hangul(text[-1]) and not is_hangul(part[0])
        text += f" {part}" if gap else part
    return text


def company_words(name: str) -> list[str]:
    """The words that tell a company from others: without legal form, article and "and"; all of them if none is left."""
    text = plain(name)
    every = words(ASIDE.sub(" ", text)) or words(text)
    kept = every[:]
    while kept and (kept[-1] in LEGAL or kept[-1] in SMALL or (len(kept) < len(every) and kept[-1] in JOINING)):
        kept.pop()
    while kept and (kept[0] in SMALL or kept[0] in KOREAN or _is_form_of(kept)):
        kept.pop(0)
    kept = [word if word.isascii() else _unglued(word) for word in kept if word != "and" and word not in ANYWHERE]
    return kept or every


def _is_form_of(kept: list[str]) -> bool:
    """Whether the first word is the legal form of the others."""
    return (kept[0] in FIRST and len(kept) > 1) or (kept[0] in FIRST_OF_SEVERAL and len(kept) > 2)


def _unglued(word: str) -> str:
    for form in LONGEST_FIRST:
        if len(word) > len(form) + 1:
            word = word.removeprefix(form)
        if len(word) > len(form):
            word = word.removesuffix(form)
    bare = word.rstrip(ascii_lowercase)
    return bare if bare and word[len(bare) :] in GLUED_LATIN and is_hangul(bare[-1]) else word


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The key under which a company's name is the same, however it is written.

    Lower case, no accents, no legal form (Inc., GmbH, 주식회사, ㈜ …), no article, no punctuation; one space between
    Latin words, none next to Hangul. Never empty for a name that is not: a name that is only a legal form keeps itself.
    Folding a key again gives the same key.
    """
    key = _once(name)
    while (again := _once(key)) != key:
        key = again
    return key


def _once(name: str) -> str:
    return joined(company_words(name)) or " ".join(plain(name).split()) or name

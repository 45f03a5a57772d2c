"""The key under which two spellings of a company's name are the same."""

import re
import unicodedata
from functools import lru_cache

# What a name loses: it says in which form a company was registered, not which company it is.
LEGAL = frozenset(
    "inc incorporated corp corporation co company companies ltd limited llc llp lp plc gmbh mbh ag se kg kgaa ohg ug"
    " sa sas sarl spa srl sl bv nv ab as asa oy oyj aps pte pty pvt kk sdn bhd tbk ltda sro doo zrt kft jsc pjsc ooo"
    " 주식회사 유한회사 유한책임회사 합자회사 합명회사 재단법인 사단법인 의료법인 학교법인 사회복지법인 농업회사법인"
    " 어업회사법인 영농조합법인 영어조합법인 사회적협동조합 협동조합".split()
)
SMALL = frozenset(("the", "and"))
_GLUED = tuple(sorted((form for form in LEGAL if form[0] >= "가"), key=len, reverse=True))
_BRACKETED = re.compile(
    r"\((?:주|유|재|사|의|학|합|자)\)|^\s*(?:주|유|재|사)\)|\((?:주|유|재|사)\s*$|\((?:the|d/b/a)\)?"
)
_JOINED = re.compile(r"\b([a-z0-9]{1,2})\s?&\s?([a-z0-9]{1,2})\b")
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
    every = words(_BRACKETED.sub(" ", text)) or words(text)
    kept = every[:]
    while kept and (kept[-1] in LEGAL or kept[-1] in SMALL):
        kept.pop()
    while kept and (kept[0] in SMALL or (kept[0] in LEGAL and kept[0][0] >= "가")):
        kept.pop(0)
    kept = [word if word.isascii() else _unglued(word) for word in kept if word != "and"]
    return kept or every


def _unglued(word: str) -> str:
    for form in _GLUED:
        if len(word) > len(form):
            word = word.removeprefix(form)
        if len(word) > len(form):
            word = word.removesuffix(form)
    return word


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

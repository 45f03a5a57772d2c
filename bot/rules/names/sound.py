"""How a name sounds, written the same whether it came in Hangul or in Latin letters."""

import re
from collections.abc import Iterable
from functools import lru_cache, reduce
from string import ascii_lowercase

from bot.rules.names.company import is_hangul, plain, words

_FIRST = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_VOWEL = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_LAST = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p -".replace("-", "").split(" ")
# The same sounds with what people spell differently made one: g=k, d=t, b=p, r=l, ch=j; eo=o=u.
_FIRST_FOLD = "g g n d d l m b b s s - j j j g d b h".replace("-", "").split(" ")
_VOWEL_FOLD = "a e ya ye o e yo ye o wa we we yo o wo we wi yo o i i".split()
_LAST_FOLD = "- g g g n n n d l g m l l l b l m b b d d ng d d g d b -".replace("-", "").split(" ")
_EU, _L = 18, 8

# What an English or romanised spelling says, the longest first; letters not named here say themselves.
_SAYS = {
    spelling: sound
    for sound, spellings in {
        "b": "ph p f v",
        "d": "t",
        "g": "ck k c q",
        "l": "r",
        "s": "sch sh",
        "j": "tch ch jh z",
        "gw": "qu",
        "gs": "x",
        "hw": "wh",
        "yo": "yeou yeo yeu you yoo yue yo yu",
        "ya": "ya",
        "ye": "yae yea ye",
        "wo": "weo wo",
        "we": "wae woe we oe oi oy",
        "wa": "wa oa",
        "wi": "wi wy",
        "i": "eui ui uy ee ie yi iy y",
        "e": "ae ai ay ea ei ey",
        "o": "woo wou wu eou eo eu ou oo au aw u",
    }.items()
    for spelling in spellings.split()
}
_MUTE = (
    r"(?<=\w\w[bcdfgklmnprstvxz])e$"  # life, mobile
    r"|r(?![aeiouywh])"  # Park is 박, Mart is 마트
    r"|(?<=[aeiou])h(?![aeiouyw])"  # Ahn, Noh
    r"|(?<=[rdbt])h|(?<=^k)h"
)
_SPELLING = re.compile(
    rf"(?P<mute>{_MUTE})|(?P<hard>ch(?![aeiouyw]))|(?P<soft>c(?=[eiy]))|"
    + "|".join(
        f"{spelling}(?![aeiou])" if spelling[-1] == "y" and len(spelling) > 1 else spelling
        for spelling in sorted(_SAYS, key=len, reverse=True)
    )
)
_ASIDE = {"mute": "", "hard": "g", "soft": "s"}
_DOUBLE = re.compile(r"(.)\1+")
_GLIDE = re.compile("(?<=[sj])y")  # 쇼 and 져 are said as so and jo
_NAMES = "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트"
# A letter that stands alone is said by its name: E-Mart is 이마트.
LETTER_NAMES = dict(zip(ascii_lowercase, _NAMES.split(), strict=True))


def romanised(text: str) -> str:
    """Hangul in Latin letters by the Revised Romanization, syllable by syllable; all else as it is."""
    if text.isascii():
        return text
    latin = "".join(_syllable(letter, _FIRST, _VOWEL, _LAST) if "가" <= letter <= "힣" else letter for letter in text)
    return "l" + latin[1:] if text[:1] >= "라" and latin[:1] == "r" else latin


def _syllable(letter: str, first: list[str], vowel: list[str], last: list[str]) -> str:
    code = ord(letter) - 0xAC00
    return first[code // 588] + vowel[code % 588 // 28] + last[code % 28]


def _hangul(letter: str) -> str:
    """One syllable folded. A ㅡ that only carries a foreign consonant (스, 트, 클) is no vowel."""
    code = ord(letter) - 0xAC00
    first = _FIRST_FOLD[code // 588]
    if first and code % 588 // 28 == _EU and code % 28 in (0, _L):
        return first + _LAST_FOLD[code % 28]
    return _syllable(letter, _FIRST_FOLD, _VOWEL_FOLD, _LAST_FOLD)


@lru_cache(maxsize=16384)
def word_sound(word: str) -> str:
    """The sound of one plain word, never empty for one that is not."""
    word = LETTER_NAMES.get(word, word)
    if not word.isascii() and is_hangul(word):
        runs = re.findall(r"[가-힣]+|[^가-힣]+", word)
        sound = "".join("".join(map(_hangul, run)) if is_hangul(run) else _latin(run) for run in runs)
    else:
        sound = _latin(word)
    return _DOUBLE.sub(r"\1", _GLIDE.sub("", sound)) or word


def _latin(word: str) -> str:
    return _SPELLING.sub(lambda found: _ASIDE[found.lastgroup] if found.lastgroup else _SAYS[found[0]], word)


def opened(sound: str) -> str:
    """Korean drops or changes an l and n that begin a name: Lee, Rhee and Yi are 이, Roh and Noh are 노."""
    if sound[:1] in ("l", "n") and sound[1:2] in ("i", "y"):
        return sound[1:]
    return "n" + sound[1:] if sound[:1] == "l" else sound


def sounded(name: str) -> str:
    """The name's sound without spaces: "홍길동", "Hong Gil-dong" and "HONG KILDONG" are one; never empty for a name."""
    return together([word_sound(word) for word in words(plain(name))]) or plain(name)


def together(sounds: Iterable[str]) -> str:
    """The sounds of words as one: a sound said twice where they meet is said once."""
    return opened(reduce(joined_sound, sounds, ""))


def joined_sound(text: str, sound: str) -> str:
    """A sound and the one that follows it."""
    return text + (sound[1:] if text and text[-1] == sound[0] else sound)

"""Korean particles that agree with what they follow: after Hangul, Latin letters and digits."""

from __future__ import annotations

import re
import unicodedata

# each particle as (after a final consonant, after a vowel)
PAIRS = [pair.split("/") for pair in ["을/를", "이/가", "은/는", "과/와", "으로/로", "이랑/랑", "이에요/예요"]]
PARTICLES = {form: pair for pair in PAIRS for form in pair}
VOWEL, RIEUL, CONSONANT = 0, 8, 1  # the final sound; after ㄹ it is 로 as after a vowel
LOOKED_AT = 60  # characters at the end of a text

# the final sound of a digit and of a letter as Koreans read them: "3" is 삼, "L" 엘; all other letters end in a vowel
DIGITS = {"0": 1, "1": 8, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
LETTERS = {"l": RIEUL, "m": CONSONANT, "n": CONSONANT, "r": RIEUL}
SIGNS = "%+"  # read aloud, and ending in a vowel: 퍼센트, 플러스
TRILLIONS = re.compile(r"[1-9]0{12,15}$")  # 조, the one number that ends in zeros and in a vowel

# How a Latin word ends as Koreans write it (외래어 표기법). Of the consonants, l, m and n always close a syllable;
# p, k, t, c, q and b do so after one short vowel (슬랙, 파나소닉, 넷, 웹), and after any other sound take a vowel of
# their own, as the rest always do: 뱅크, 마트, 미트. The first that fits counts.
ENDINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"(?:l|[^aeiouyl]le|[aeiouy]ll?e)$", RIEUL),  # Intel, Apple, Mobile, Belle
        (r"(?:m|n|ng|[aeiouy](?:mm?|nn?)e)$", CONSONANT),  # Zoom, Amazon, Samsung, Chrome, Anne
        (r"(?:hub)$", VOWEL),  # GitHub: 허브
        (r"(?:talk|york|[aeiouy]ck|ook|oup)$", CONSONANT),  # 톡, 욕, Slack, Facebook, Group
        (r"(?:^|[^aeiouy])(?:[aeiouy]|ae|eo|eu)(?:[pktcqb]|pp|tt)$", CONSONANT),  # Snap, Baek, App, Scott
    ]
]


def final_sound(text: str) -> int:
    """The final sound of `text` as it is read aloud in Korean: VOWEL, RIEUL or any other CONSONANT.

    Closing brackets, quotes, signs and emoji are passed over. A Latin word in capitals is read letter by letter, unless
    it is long and has a vowel, and so can be read as a word ("ACME" is 애크미: a vowel; "LG" is 엘지; "IBM" 아이비엠).
    """
    text = unicodedata.normalize("NFKC", text[-LOOKED_AT:])
    for end in range(len(text), 0, -1):
        char = text[end - 1]
        if "가" <= char <= "힣":
            final = (ord(char) - ord("가")) % 28
            return final if final in (VOWEL, RIEUL) else CONSONANT
        if char in DIGITS:
            digits = text[:end].replace(",", "")
            return VOWEL if TRILLIONS.search(digits) else DIGITS[char]
        if char in SIGNS:
            return VOWEL
        if char.isalpha():
            return latin_sound(text[:end])
    return VOWEL


def latin_sound(text: str) -> int:
    """The final sound of the Latin word that ends `text`; VOWEL for any other script."""
    if text.endswith(("é", "É")):
        return VOWEL  # Nestlé: the accent says that it is read
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    found = re.search(r"[A-Za-z]+$", plain)
    if found is None:
        return VOWEL
    word, low = found[0], found[0].lower()
    if len(word) == 1 or (word.isupper() and (len(word) <= 3 or not set(low) & set("aeiou"))):
        return LETTERS.get(low[-1], VOWEL)
    return next((sound for ending, sound in ENDINGS if ending.search(low)), VOWEL)


def with_particle(text: str, particle: str) -> str:
    """`text` and the form of `particle` that agrees with it: ("ACME", "을") → "ACME를", ("서울", "으로") → "서울로"."""
    closed, opened = PARTICLES[particle]
    sound = final_sound(text)
    return text + (opened if sound == VOWEL or (closed == "으로" and sound == RIEUL) else closed)

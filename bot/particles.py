"""Korean particles that agree with what they follow: after Hangul, Latin letters and digits."""

from __future__ import annotations

# each particle as (after a final consonant, after a vowel)
PAIRS = [pair.split("/") for pair in ["을/를", "이/가", "은/는", "과/와", "으로/로", "이랑/랑", "이에요/예요"]]
PARTICLES = {form: pair for pair in PAIRS for form in pair}
RIEUL = 8  # the final ㄹ, after which 로 follows as after a vowel

# the final sound (0 none, 8 ㄹ, 1 any other) of a digit and of a letter as Koreans read them: "3" is 삼, "L" is 엘
DIGITS = {"0": 1, "1": 8, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
LETTERS = {"l": 8, "m": 1, "n": 1, "r": 8}
# the last letters of a Latin word read as a word: those that Koreans close a syllable with
WORD_ENDS = {"l": 8, "m": 1, "n": 1, "b": 1, "k": 1, "p": 1, "t": 1, "c": 1}


def final_sound(text: str) -> int:
    """The final sound of `text` as it is read aloud in Korean: 0 for a vowel, 8 for ㄹ, 1 for any other consonant.

    Closing brackets, quotes and signs are passed over. A Latin word in capitals is read letter by letter, unless it has
    a vowel and so can be read as a word ("ACME" is 애크미: a vowel; "LG" is 엘지; "IBM" is 아이비엠).
    """
    for i in range(len(text) - 1, -1, -1):
        char = text[i]
        if "가" <= char <= "힣":
            return (ord(char) - 0xAC00) % 28
        if char.isdigit() and char in DIGITS:
            return DIGITS[char]
        if char.isascii() and char.isalpha():
            return latin_sound(text[: i + 1])
    return 0


def latin_sound(text: str) -> int:
    word = ""
    for char in reversed(text):
        if not (char.isascii() and char.isalpha()):
            break
        word = char + word
    last = word[-1].lower()
    spelled = word.isupper() and (len(word) <= 3 or not set(word.lower()) & set("aeiou"))
    if spelled:
        return LETTERS.get(last, 0)
    if word.lower().endswith("ng"):
        return 1
    return WORD_ENDS.get(last, 0)


def with_particle(text: str, particle: str) -> str:
    """`text` and the form of `particle` that agrees with it: ("ACME", "을") → "ACME를", ("서울", "으로") → "서울로"."""
    closed, opened = PARTICLES[particle]
    sound = final_sound(text)
    if closed == "으로" and sound == RIEUL:
        return text + opened
    return text + (closed if sound else opened)

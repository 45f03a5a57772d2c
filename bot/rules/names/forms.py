"""A name taken apart once, when it is learnt or asked for."""

from dataclasses import dataclass

from bot.rules.names.company import is_hangul
from bot.rules.names.sound import together, word_sound
from bot.rules.names.trade import readings

_DOUBLE_FAMILIES = frozenset("남궁 황보 제갈 선우 독고 사공 서문 동방".split())


@dataclass(frozen=True, slots=True)
class Known:
    """One name of one ref: as written, its key, its readings and how each of them sounds."""

    ref: int
    name: str
    key: str
    readings: tuple[str, ...]
    sounds: tuple[str, ...]


def close(key: str) -> str:
    """A key without its spaces."""
    return key.replace(" ", "")


def company_readings(key: str) -> tuple[str, ...]:
    """The ways a folded company name may be read, words apart."""
    return tuple(readings(key))


def person_readings(key: str) -> tuple[str, ...]:
    """A person's key with family name and given name apart."""
    if is_hangul(key[0]) and 1 < len(key) < 6 and " " not in key:
        family = 2 if key[:2] in _DOUBLE_FAMILIES else 1
        return (f"{key[:family]} {key[family:]}",)
    return (key,)


def sound_line(reading: str) -> str:
    """How the words of a reading sound, as many as it has."""
    return " ".join(map(word_sound, reading.split()))


def spoken(sound: str) -> str:
    """A line of spaced sounds as one word."""
    return together(sound.split())


def from_each_word(key: str) -> list[str]:
    """The key from each of its words on: "jane doe" gives itself and "doe"."""
    parts = key.split()
    return [" ".join(parts[start:]) for start in range(len(parts))]


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that was found: whose, how it is written, how like what was asked (0–1), and whether by the same key."""

    ref: int
    name: str
    score: float
    exact: bool

"""Names by what their words start with."""

from collections.abc import Iterator

from bot.rules.names.company import is_hangul, joined, plain, words
from bot.rules.names.forms import Hit, Known
from bot.rules.names.sound import sounded
from bot.rules.names.starts import letters
from bot.rules.names.stored import LONGEST, SOUND, Stored

_LOOKED_AT = 100  # of all that start so, in the order of the alphabet: more is typed before anybody reads so many


def starting(names: Stored, typed: str, limit: int) -> list[Hit]:
    """Names any of whose words starts with what was typed, also in the other script or by initial consonants.

    Those that begin with it come before those that have it inside, then those that sound so; shorter ones first.
    """
    key = _typed(names, typed)
    found: dict[int, Hit] = {}
    ways = [key] if names.people or not key else names.readings(key)
    for known, word in (pair for way in ways for pair in _beginning(names, letters(way))):
        inside = 0.1 if len(word) < len(known.key) else 0.0
        _keep(found, known, 1.0 - inside - 0.1 * (1 - len(key) / max(len(known.key), len(key))), known.key == key)
    if key and len(found) < limit:
        for known, word in _beginning(names, SOUND + sounded(key)):
            if not is_hangul(known.name) and not is_hangul(typed):
                continue  # Latin names are looked for as they are spelt: "cla" is not the beginning of Grace
            _keep(found, known, 0.7 - 0.1 * (1 - len(key) / max(len(word), len(key))), exact=False)
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.name, hit.ref))[:limit]


def with_word(names: Stored, asked: str, limit: int) -> list[Hit]:
    """Names that go on after the whole of what was asked: for LG, LG전자 and LG화학 but not LGX."""
    key = _typed(names, asked)
    found: dict[int, Hit] = {}
    for known, word in _beginning(names, letters(key)):
        if _new_word(word[len(letters(key)) :]):
            _keep(found, known, 0.7 + 0.2 * len(key) / max(len(known.key), len(key)), exact=False)
    return sorted(found.values(), key=lambda hit: (-hit.score, hit.name, hit.ref))[:limit]


def _typed(names: Stored, typed: str) -> str:
    text = plain(typed[:LONGEST])
    return joined(words(text.replace("-", "") if names.people else text))


def _beginning(names: Stored, prefix: str) -> Iterator[tuple[Known, str]]:
    if prefix.strip(SOUND):
        yield from ((names.at(slot), word) for word, slot in names.starts.starting(prefix, _LOOKED_AT))


def _new_word(rest: str) -> bool:
    """Whether a space, or in Hangul a new syllable, begins what is left of a name."""
    return rest[:1] == " " or "ᄀ" <= rest[:1] <= "ᄒ"


def _keep(found: dict[int, Hit], known: Known, score: float, exact: bool) -> None:
    if known.ref not in found or found[known.ref].score < score:
        found[known.ref] = Hit(known.ref, known.name, score, exact)

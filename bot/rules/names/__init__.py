"""Names of companies and people in Hangul and Latin letters: when they are the same, and who is meant."""

from bot.rules.names.company import folded
from bot.rules.names.forms import Hit
from bot.rules.names.index import NameIndex
from bot.rules.names.judged import Certain, Several, Unknown, Verdict
from bot.rules.names.person import DUTIES, RANKS, TITLES, korean_title, person_key
from bot.rules.names.sound import sounded
from bot.rules.names.spans import Parts, taken_apart

__all__ = [
    "DUTIES",
    "RANKS",
    "TITLES",
    "Certain",
    "Hit",
    "NameIndex",
    "Parts",
    "Several",
    "Unknown",
    "Verdict",
    "folded",
    "korean_title",
    "person_key",
    "sounded",
    "taken_apart",
]

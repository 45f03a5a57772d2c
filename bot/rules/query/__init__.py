"""What somebody searches for among notes: the words, and the filters beside them."""

from bot.rules.query.periods import Period, period
from bot.rules.query.reading import Said, bare, pieces, read
from bot.rules.query.words import Term, keys, matches, term, window, words

__all__ = ["Period", "Said", "Term", "bare", "keys", "matches", "period", "pieces", "read", "term", "window", "words"]

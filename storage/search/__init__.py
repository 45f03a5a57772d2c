"""Full text: the notes and insights that have all of some words, newest first, of those that the viewer may read.

What is noted is indexed behind, in batches (`index`); until then, and after each change, its number is in `unindexed`,
whose notes a search reads themselves, so that nothing is missing. A number is made of day, id and kind of a note
(`numbered`), so that the index has the newest last and need not sort. Who may read a note is one of the words that are
indexed with it; the rule itself is storage.seen, by which every hit is held.
"""

from storage.search.finding import MOST, Hit, Hits, Wanted, find
from storage.search.indexing import index, index_all, waiting
from storage.search.writers import Writer, who_wrote

__all__ = ["MOST", "Hit", "Hits", "Wanted", "Writer", "find", "index", "index_all", "waiting", "who_wrote"]

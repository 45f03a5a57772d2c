"""The English words that days are made of, and the pieces of patterns that the English rules share."""

_SHORT_DAYS = {"mon": 0, "tues": 1, "tue": 1, "weds": 2, "wed": 2, "thurs": 3, "thur": 3, "thu": 3, "fri": 4}
_LONG_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {**{word: n for n, word in enumerate(_LONG_DAYS)}, **_SHORT_DAYS, "sat": 5, "sun": 6}
_LONG_MONTHS = "january february march april may june july august september october november december".split()
MONTHS = {
    **{word: n for n, word in enumerate(_LONG_MONTHS, 1)},
    **{word[:3]: n for n, word in enumerate(_LONG_MONTHS, 1)},
    "sept": 9,
}
DAYS = {
    **dict.fromkeys(("the day before yesterday", "day before yesterday"), -2),
    **dict.fromkeys(("yesterday", "yday", "last night"), -1),
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("earlier today", "later today"), 0),
    **dict.fromkeys(("tomorrow", "tmrw", "tmr"), 1),
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow"), 2),
}
# "A few" is three.
NUMBERS = {
    **{word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},
    **dict.fromkeys(("a", "an"), 1),
    **dict.fromkeys(("a couple of", "a couple", "couple of", "couple"), 2),
    **dict.fromkeys(("a few", "few", "several"), 3),
}
WHICH = {"last": -1, "past": -1, "this": 0, "the": 0, "": 0, "next": 1}
PARTS = {"start": 0, "beginning": 0, "early": 0, "mid": 1, "middle": 1, "end": 2, "late": 2, "later": 2}


def either(words: dict[str, int]) -> str:
    """The words as alternatives, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


# A word ends here, is not the name of a company ("Monday.com", "Today Inc") and not half a word ("Friday-ish").
END = (
    "(?![0-9a-zà-ɏ]|\\.[a-z]|-(?!mon|tue|wed|thu|fri|sat|sun)[a-z]"
    "|,?_(?:inc|ltd|llc|corp|gmbh|group|holdings)(?![a-z]))"
)
# What may follow a day that would otherwise be read into a phrase ("on the 3rd floor", "on Sun servers").
LOOSE_END = (
    f"{END}(?=_$|_[^\\sa-zà-ɏ가-힣]|_[가-힣]| (?:at|with|w/|for|about|to|and|from|in|of|re|regarding|over|by|because|"
    "we|i|he|she|they|morning|afternoon|evening|night|noon|last|this|next)(?![a-z]))"
)
WEEKDAY = f"(?P<wd>{either(WEEKDAYS)})"
MONTH = f"(?P<m>{either(MONTHS)})"
NUMBER = f"(?P<n>[0-9]{{1,4}}|{either(NUMBERS)})"
UNIT = "(?P<unit>days?|d|weeks?|wks?|w|fortnights?|months?|years?|yrs?)"
NTH = "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)"
# The first words of what an English rule can begin with.
BEGINNINGS = frozenset(
    {words.split()[0] for table in (WEEKDAYS, MONTHS, DAYS, NUMBERS, WHICH, PARTS) for words in table if words}
    | set("half in within the week every each black cyber good casual ruby tgi usa coming upcoming over on at".split())
    | set("close eod cob eow eom eoq eoy by until till before month quarter year m q y".split())
)

"""What Slack takes at most (docs.slack.dev: Block Kit, views, commands, manifests), and how a text is made to fit.

Lengths are counted in UTF-16 units, the most cautious of the ways in which Slack's parts count them.
"""

from __future__ import annotations

import unicodedata

TEXT = 3_000  # characters in one text of a block, in the fallback text and in an input
HEADER = 150
BLOCKS = 50  # in a message
WEIGHT = 12_000  # characters of all blocks as JSON; not documented, seen to be refused from some 13,200 on
BUTTON_LABEL = 75
BUTTON_VALUE = 2_000
BUTTONS = 25  # in one row of actions
OPTIONS = 100
OPTION_LABEL = 75
OPTION_VALUE = 150
VIEW_TITLE = 24  # and the labels of its two buttons
VIEW_METADATA = 3_000
FIELD_LABEL = 2_000  # and its hint
COMMAND_NAME = 32  # with its slash
COMMAND_DESCRIPTION = 2_000
COMMAND_HINT = 1_000
APP_NAME = 35
APP_DESCRIPTION = 140

JOINER = "\u200d"
VARIATIONS = ("\ufe0e", "\ufe0f")


class TooLong(ValueError):  # noqa: N818 - a fact about what was typed
    """Something that must not be cut (a command line, a form's state, what was typed) is longer than Slack takes."""


def size(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """`text`, or its beginning and "…" in at most `most` units, torn inside no emoji and no syllable."""
    if len(text) * 2 <= most or size(text) <= most:
        return text
    end = units = 0
    for end, character in enumerate(text):  # noqa: B007 - the place where it stopped is what is looked for
        units += 2 if character > "\uffff" else 1
        if units >= most:
            break
    while end and clings(text, end):
        end -= 1
    return text[:end].rstrip() + "…"


def clings(text: str, at: int) -> bool:
    """Whether the character at `at` is drawn as one with the one before it."""
    here, before = text[at], text[at - 1]
    if JOINER in (here, before) or here in VARIATIONS or "\U0001f3fb" <= here <= "\U0001f3ff":
        return True
    if is_flag(here) and is_flag(before):
        letters = at - len(text[:at].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
        return letters % 2 == 1
    return unicodedata.category(here).startswith("M") or "\u1160" <= here <= "\u11ff"  # and Hangul in parts (NFD)


def is_flag(character: str) -> bool:
    """Whether it is one of the letters of which two make a flag."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def escape(text: str) -> str:
    """`text` for the one place that Slack reads as markup, the fallback text: no mention, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

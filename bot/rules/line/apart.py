"""What is set apart from the note of a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.rules.attitude import Attitude
from bot.rules.learned import Learned, Visible
from bot.rules.line.marks import Mention, Span
from bot.rules.line.said import Favour, Planned, Promised
from bot.rules.line.tags import Tag


@dataclass(slots=True)
class Apart:
    """What is set apart, and its `spans` in the line; `openers` are the words behind which the note begins ("need:").

    `words` are the words that open a clause, `texts` the insides of the clauses, where names may stand too. `planned`
    is the clause of the plan, `cuts` what of it is not its text.
    """

    promises: list[Promised] = field(default_factory=list)
    plan: Planned | None = None
    about: list[Mention] = field(default_factory=list)
    attitude: Attitude | None = None
    learned: Learned | None = None
    favour: Favour | None = None
    visible: Visible = Visible.ALL
    spans: list[Span] = field(default_factory=list)
    openers: list[Span] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)
    texts: list[Span] = field(default_factory=list)
    planned: Span = (0, 0)
    cuts: list[Span] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def before(self, end: int) -> Iterator[Span]:
        """The spans of what is set apart before `end`."""
        return (span for span in (*self.spans, *self.openers) if span[1] <= end)

    def clause(self, tag: Tag, end: int) -> None:
        self.spans.append((tag.start, end))
        self.words.append((tag.start, tag.end))
        self.texts.append((tag.end, end))

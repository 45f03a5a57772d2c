"""Whom a line names: customers and people that are known, by the names in it and by its marks."""

from __future__ import annotations

from bot.rules.line.known import Known
from bot.rules.line.marks import Marks, Mention, Span
from bot.rules.names import taken_apart


def names(seen: str, marked: Marks, known: Known) -> tuple[list[Mention], list[Mention]]:
    """The known names in `seen` and those of the marks. Of two that overlap the longer stands."""
    parts = taken_apart(seen)
    hosts = [Mention(s, e, seen[s:e], tuple(refs)) for s, e, refs in known.accounts.in_parts(parts)]
    humans = [Mention(s, e, seen[s:e], tuple(refs)) for s, e, refs in known.people.in_parts(parts)]
    kept = [host for host in hosts if all(apart(host, human) or longer(host, human, seen) for human in humans)]
    humans = [human for human in humans if all(apart(human, host) for host in kept)]
    after_at = [host for host in kept if follows_at(seen, host)]
    chosen = [] if marked.accounts else after_at or kept
    return [*marked.accounts, *chosen], [*marked.people, *humans]


def apart(one: Mention, other: Mention) -> bool:
    return one.end <= other.start or other.end <= one.start


def longer(account: Mention, person: Mention, seen: str) -> bool:
    return follows_at(seen, account) or account.end - account.start >= person.end - person.start


def follows_at(seen: str, account: Mention) -> bool:
    return seen[max(0, account.start - 4) : account.start].rstrip().endswith("@")


def spans(mentions: list[Mention]) -> list[Span]:
    return [(mention.start, mention.end) for mention in mentions]


def take(taken: list[Span], found: list[Mention]) -> list[Mention]:
    """The mentions, whose spans are now taken."""
    taken += spans(found)
    return found


def once(mentions: list[Mention]) -> tuple[Mention, ...]:
    """The mentions in order, of those that may mean the same the first."""
    seen: set[tuple[int, ...]] = set()
    found = []
    for mention in sorted(mentions, key=lambda one: one.start):
        if not mention.refs or mention.refs not in seen:
            seen.add(mention.refs)
            found.append(mention)
    return tuple(found)

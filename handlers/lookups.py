"""What a form's fields offer while somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.message import Choice
from bot.rules.names import Certain, NameIndex, person_key
from bot.words import _, called
from handlers import which
from storage import offered
from storage import people as at_customers
from storage.session import Session

MOST, NEAREST = 20, 5


def choices(session: Session, search: str, typed: str) -> list[Choice]:
    """Accounts, people or teammates whose name has a word that begins so; "… (new)" for a name that nobody has.

    Names count in both scripts, by initial consonants and by any alias; where none begins so, the most alike ones do.
    """
    typed = typed.strip()[: which.LONGEST]
    if search == "teammate":
        return colleagues(session, typed.lstrip("@").strip())
    if search not in ("account", "person"):
        return []
    index = session.known.of(search)
    hits = index.starting(typed, MOST) if typed else []
    if not hits and len(typed) > 1:
        hits = index.nearest(typed, NEAREST)
    refs = [hit.ref for hit in hits]
    labels = offered.accounts(session, refs) if search == "account" else of_people(session, refs)
    found = [Choice(f"{search}:{ref}", labels[ref]) for ref in refs if ref in labels]
    if typed and not index.exact(typed):
        found.append(Choice(f"new:{typed}", _("{name} (new)", name=typed)))
    return found


def of_people(session: Session, refs: Sequence[int]) -> dict[int, str]:
    """People by id as one tells them from their namesakes, by the first position they hold."""
    labels: dict[int, str] = {}
    for row in at_customers.positions(session, refs):
        titled = which.titled(row["name"], row["title"], row["department"])
        labels.setdefault(row["id"], f"{titled}, {row['account']}")
    without = [ref for ref in refs if ref not in labels]
    return labels | {ref: called(name) for ref, name in offered.people(session, without).items()}


def colleagues(session: Session, typed: str) -> list[Choice]:
    """Teammates by name or mail address."""
    everybody = offered.colleagues(session)
    if not typed:
        refs = [ref for ref, _name, _email in everybody]
    elif "@" in typed:
        refs = [ref for ref, _name, email in everybody if email.startswith(typed.lower())]
    else:
        refs = meant(by_name(everybody), typed)
    names = {ref: name for ref, name, _email in everybody}
    return [Choice(f"teammate:{ref}", names[ref]) for ref in refs[:MOST]]


def meant(index: NameIndex, typed: str) -> list[int]:
    """Whose name begins so, else whose is so much like it that they may be meant."""
    if hits := index.starting(typed, MOST):
        return [hit.ref for hit in hits]
    verdict = index.judge(typed)
    if isinstance(verdict, Certain):
        return [verdict.ref]
    return [hit.ref for hit in verdict.hits if hit.score >= which.PERHAPS]


@lru_cache(maxsize=4)
def by_name(everybody: tuple[tuple[int, str, str], ...]) -> NameIndex:
    """An index of colleagues by name and by what stands before the "@"; kept as long as they stay the same."""
    index = NameIndex(person_key)
    for ref, name, email in everybody:
        index.add(ref, name)
        index.add(ref, email.partition("@")[0])
    return index

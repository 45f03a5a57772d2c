"""What is indexed with a note beside its words: where, by whom, of what kind, and for whom it is.

A mark begins with a colon, which no word has. A workspace's own id is in the mark of what all of it may read; the other
ids are nobody else's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.rules.learned import Visible
from bot.rules.query import Term
from storage.search.numbers import INSIGHT
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Helper

A, HELPER = table(Account), table(Helper)
OWNED = ours(select(A.c.id).where(A.c.owner_id == bindparam("viewer")).limit(bindparam("most")))
HELPED = ours(
    select(HELPER.c.account_id.label("id")).where(HELPER.c.teammate_id == bindparam("viewer")).limit(bindparam("most"))
)
MANY = 10  # accounts of one teammate, from which on all notes for teams are looked at: each mark asks for time


def of_account(account: int) -> str:
    return f":a{account}"


def of_author(teammate: int) -> str:
    return f":u{teammate}"


def of_kind(kind: int, name: str) -> str:
    """`name` is a rules.kinds.Kind, or a Learned of an insight; "" for any of them."""
    return f":{'i' if kind == INSIGHT else 'n'}{name}"


def for_all(workspace: int) -> str:
    return f":all{workspace}"


def for_team(account: int) -> str:
    return f":t{account}"


def for_any_team(workspace: int) -> str:
    return f":team{workspace}"


def marks(workspace: int, kind: int, row: Found) -> list[str]:
    """All marks of a note: `row` has its account_id, author_id, kind and visible."""
    found = [of_author(row["author_id"]), of_kind(kind, ""), of_kind(kind, row["kind"])]
    if row["account_id"]:
        found.append(of_account(row["account_id"]))
    if row["visible"] == Visible.ALL:
        found.append(for_all(workspace))
    elif row["visible"] == Visible.TEAM and row["account_id"]:
        found += [for_team(row["account_id"]), for_any_team(workspace)]
    return found


def readable_by(session: Session) -> list[str]:
    """The marks of which a note that the viewer may read has at least one."""
    found = [for_all(session.workspace)]
    if session.viewer is None:
        return found
    found.append(of_author(session.viewer))
    accounts = [row["id"] for way in (OWNED, HELPED) for row in session.rows(way, viewer=session.viewer, most=MANY + 1)]
    return [*found, *(map(for_team, accounts) if len(accounts) <= MANY else [for_any_team(session.workspace)])]


def asked(dialect: str, terms: Sequence[Term], every: Sequence[str], one_of: Sequence[str]) -> str:
    """The question in the index's own words: all `terms`, all marks of `every`, and a mark of `one_of`."""
    quote, also, either = (sqlite, " AND ", " OR ") if dialect == "sqlite" else (postgresql, " & ", " | ")
    parts = [quote(term, goes_on=True) for term in terms if term] + [quote((mark,)) for mark in every]
    return also.join([*parts, f"({either.join(quote((mark,)) for mark in one_of)})"])


def sqlite(term: Term, goes_on: bool = False) -> str:
    """A phrase in quotes, which FTS5 takes for nothing else; words and marks have no quotes in them."""
    return f'"{" ".join(term)}"' + ("*" if goes_on else "")


def postgresql(term: Term, goes_on: bool = False) -> str:
    *firsts, last = (f"'{word}'" for word in term)
    return f"({' <-> '.join([*firsts, last + (':*' if goes_on else '')])})"

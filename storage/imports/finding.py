"""Accounts and teammates by what a file calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import bindparam, select

from bot.rules.names import folded, person_key
from bot.words import _
from storage.imports import origins
from storage.imports.entries import THESE, found
from storage.imports.values import wrong
from storage.known import STATE
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Account, Name, Teammate

A, N, T = table(Account), table(Name), table(Teammate)
IN_BRACKETS = re.compile(r"[(<]([^()<>\s]+@[^()<>\s]+)[)>]\s*$")

# a file names the same ones over and over
account_key = lru_cache(maxsize=100_000)(folded)
contact_key = lru_cache(maxsize=100_000)(person_key)

NAMES_SINCE = ours(
    select(N.c.id, N.c.ref, N.c.text).where(N.c.kind == "account", N.c.id > bindparam("last")).order_by(N.c.id)
)
BY_KEY = ours(select(A.c.id, A.c.key).where(A.c.key.in_(THESE)))
BY_EXTERNAL = ours(select(A.c.id, A.c.external_id).where(A.c.external_id.in_(THESE)))
TEAMMATES = ours(select(T))


class AccountNames:
    """All names that accounts have or had, read once and then only what is new."""

    def __init__(self) -> None:
        self._refs: dict[str, set[int]] = {}
        self._texts: dict[int, str] = {}
        self._last = 0
        self._epoch = -1

    def renew(self, session: Session) -> None:
        epoch = session.run(STATE).one().epoch
        if epoch != self._epoch:  # a name was taken away
            self._refs, self._texts, self._last, self._epoch = {}, {}, 0, epoch
        for row in session.rows(NAMES_SINCE, last=self._last):
            self._refs.setdefault(account_key(row["text"]), set()).add(row["ref"])
            self._texts[row["ref"]] = row["text"]
            self._last = row["id"]

    def called(self, key: str) -> set[int]:
        return self._refs.get(key, set())

    def text(self, account: int) -> str:
        """The name that an account was given last."""
        return self._texts.get(account, "")


class Accounts:
    """The accounts that some texts stand for: by name, by an earlier name, by the id of another system."""

    def __init__(self, session: Session, names: AccountNames, texts: Iterable[str]) -> None:
        wanted = {" ".join(text.split()) for text in texts if text}
        names.renew(session)
        self._names = names
        self._by_key = {row["key"]: row["id"] for row in found(session, BY_KEY, {account_key(text) for text in wanted})}
        unknown = {text for text in wanted if account_key(text) not in self._by_key}
        self._by_external = {row["external_id"]: row["id"] for row in found(session, BY_EXTERNAL, unknown)}
        self._by_external |= origins.refs(session, "account", unknown - self._by_external.keys())

    def get(self, text: str, column: str) -> int:
        """Raises Rejected for a name that nobody has, or several have."""
        several = self._all(text)
        if len(several) > 1:
            raise wrong(column, text, _("several accounts have had this name"))
        if not several:
            raise wrong(column, text, _("there is no account of this name"))
        return next(iter(several))

    def maybe(self, text: str) -> int:
        """The same, 0 where it is not clear."""
        several = self._all(text)
        return next(iter(several)) if len(several) == 1 else 0

    def _all(self, text: str) -> set[int]:
        key = account_key(text)
        if key in self._by_key:
            return {self._by_key[key]}
        earlier = self._names.called(key)
        return earlier or ({self._by_external[text]} if text in self._by_external else set())


class Mates:
    """All teammates: by mail address, by their id in another system, by a name that one of them has."""

    def __init__(self, session: Session) -> None:
        everyone = session.rows(TEAMMATES)
        self.rows = {row["email"].lower(): row for row in everyone}
        self.by_id = {row["id"]: row for row in everyone}
        self._ids = origins.all_of(session, "teammate")
        self._named: dict[str, int] = {}
        for row in everyone:
            key = row["name"].casefold()
            self._named[key] = 0 if key in self._named else row["id"]

    def id(self, text: str, column: str) -> int:
        """The teammate of a mail address, an id or a name, or of "Mia Brandt (mia@example.com)"; raises Rejected."""
        row = self.maybe(text)
        if not row:
            what = (
                _("there is no teammate with this address")
                if "@" in text
                else _("there is no teammate with this name or id")
            )
            raise wrong(column, text, what)
        return row

    def maybe(self, text: str) -> int:
        """The same, 0 for nobody."""
        inside = IN_BRACKETS.search(text)
        address = (inside[1] if inside else text).lower()
        if address in self.rows:
            return int(self.rows[address]["id"])
        return self._ids.get(text) or self._named.get(" ".join(text.split()).casefold(), 0)

    def ids(self, texts: Iterable[str], column: str) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.id(text, column) for text in texts))

"""Accounts and teammates by what a file calls them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from bot.rules.names import folded, person_key
from bot.words import _
from storage.imports.entries import found
from storage.imports.values import wrong
from storage.known import STATE
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Account, Name, Teammate

A, N, T = table(Account), table(Name), table(Teammate)
THESE: BindParameter[Any] = bindparam("these", expanding=True)

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
        self._last = 0
        self._epoch = -1

    def renew(self, session: Session) -> None:
        epoch = session.run(STATE).one().epoch
        if epoch != self._epoch:  # a name was taken away
            self._refs, self._last, self._epoch = {}, 0, epoch
        for row in session.rows(NAMES_SINCE, last=self._last):
            self._refs.setdefault(account_key(row["text"]), set()).add(row["ref"])
            self._last = row["id"]

    def called(self, key: str) -> set[int]:
        return self._refs.get(key, set())


class Accounts:
    """The accounts that some texts stand for: by name, by an earlier name, by the id of another system."""

    def __init__(self, session: Session, names: AccountNames, texts: Iterable[str]) -> None:
        wanted = {" ".join(text.split()) for text in texts if text}
        names.renew(session)
        self._names = names
        self._by_key = {row["key"]: row["id"] for row in found(session, BY_KEY, {account_key(text) for text in wanted})}
        unknown = {text for text in wanted if account_key(text) not in self._by_key}
        self._by_external = {row["external_id"]: row["id"] for row in found(session, BY_EXTERNAL, unknown)}

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
    """All teammates by mail address."""

    def __init__(self, session: Session) -> None:
        self.rows = {row["email"].lower(): row for row in session.rows(TEAMMATES)}

    def id(self, address: str, column: str) -> int:
        row = self.rows.get(address)
        if row is None:
            raise wrong(column, address, _("there is no teammate with this address"))
        return int(row["id"])

    def ids(self, addresses: Iterable[str], column: str) -> tuple[int, ...]:
        return tuple(self.id(address, column) for address in addresses)

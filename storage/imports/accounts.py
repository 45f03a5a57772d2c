"""accounts.csv: known by the other system's id, else by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select

from bot.words import _
from storage.imports import values
from storage.imports.entries import Claims, Entry, Fate, Kind, Outcome, change, circular, each, found, store
from storage.imports.finding import THESE, AccountNames, Accounts, Mates, account_key
from storage.imports.reading import Row
from storage.known import add_names
from storage.session import Session
from storage.statements import adding, ours, table
from storage.tables import Account, Helper, Name

A, H, N = table(Account), table(Helper), table(Name)
BY_ID = ours(select(A).where(A.c.id.in_(THESE)))
BY_KEY = ours(select(A).where(A.c.key.in_(THESE)))
BY_EXTERNAL = ours(select(A).where(A.c.external_id.in_(THESE)))
HELPERS = ours(select(H.c.account_id, H.c.teammate_id).where(H.c.account_id.in_(THESE)))
DROP_HELPERS = ours(delete(H).where(H.c.account_id == bindparam("account")))
NAMES = ours(select(N.c.ref, N.c.text).where(N.c.kind == "account", N.c.ref.in_(THESE)))
PARENTS = ours(select(A.c.id, A.c.parent_id).where(A.c.parent_id.is_not(None)))


class Shelf:
    """The accounts that a batch may be about."""

    def __init__(self, session: Session, names: AccountNames, rows: Sequence[Row], claims: Claims) -> None:
        names.renew(session)
        self.names = names
        self.by_id: dict[int, Entry] = {}
        self.new: list[Entry] = []
        keys = {account_key(row["name"]) for row in rows}
        there = list(found(session, BY_KEY, keys))
        there += found(session, BY_EXTERNAL, {row["external_id"] for row in rows})
        there += found(session, BY_ID, {ref for key in keys for ref in names.called(key)})
        for row in there:
            if row["id"] not in self.by_id:
                self.by_id[row["id"]] = Entry({**row, "team": ()}, row["id"], claims.get(row["id"]))
        if any(row["team"] for row in rows):
            for row in found(session, HELPERS, set(self.by_id)):
                entry = self.by_id[row["account_id"]]
                entry.values["team"] = (*entry.values["team"], row["teammate_id"])
        self.by_key = {entry.values["key"]: entry for entry in self.by_id.values()}
        self.by_external = {entry.values["external_id"]: entry for entry in self.by_id.values()}

    def find(self, row: Row) -> Entry | None:
        """The account that a row is about; raises Rejected where its name and its id are those of two."""
        name, external = values.needed(row, "name"), values.line(row, "external_id")
        by_external = self.by_external.get(external) if external else None
        by_name = self._named(name, external)
        if by_name is None or by_name is by_external:
            return by_external
        other = by_name.values["external_id"]
        if by_external is not None or (external and other not in ("", external)):
            raise values.wrong(
                "name", name, _("this is the name of {other}", other=f"{by_name.values['name']} {other}".strip())
            )
        return by_name

    def _named(self, name: str, external: str) -> Entry | None:
        key = account_key(name)
        if key in self.by_key:
            return self.by_key[key]
        # a name that another one had is free for an account of another id
        earlier = [self.by_id[ref] for ref in self.names.called(key) if ref in self.by_id]
        earlier = [entry for entry in earlier if not external or entry.values["external_id"] in ("", external)]
        if len(earlier) > 1:
            raise values.wrong("name", name, _("several accounts have had this name"))
        return earlier[0] if earlier else None

    def put(self, entry: Entry) -> None:
        self.by_key[entry.values["key"]] = entry
        if entry.values["external_id"]:
            self.by_external[entry.values["external_id"]] = entry

    @property
    def every(self) -> list[Entry]:
        return [*self.by_id.values(), *self.new]


class AccountRows(Kind):
    link_column = "parent"

    def __init__(self, zone: str, at: datetime) -> None:
        self._today = at.astimezone(ZoneInfo(zone)).date()
        self._names = AccountNames()
        self._claims: Claims = {}

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        shelf, mates = Shelf(session, self._names, rows, self._claims), Mates(session)
        fates = each(rows, lambda row: self._take(shelf, mates, row))
        renamed = [entry for entry in shelf.by_id.values() if "name" in entry.changed]
        store(session, Account, shelf.every)
        self._name(session, renamed, shelf.new)
        self._team(session, shelf.every)
        self._claims.update((entry.id, entry.given) for entry in shelf.every if entry.given)
        return fates

    def _take(self, shelf: Shelf, mates: Mates, row: Row) -> Outcome:
        said = self._said(mates, row)
        entry = shelf.find(row)
        if entry is None:
            entry = Entry({**adding(Account)[1], "team": ()})
            entry.give(said)
            shelf.new.append(entry)
            shelf.put(entry)
            return Outcome.NEW
        by_name = shelf.by_key.get(said["key"])
        if by_name is None and not said["external_id"]:  # found by an earlier name, which it does not take up again
            said = {**said, "name": "", "key": ""}
        changed = entry.give(said)
        shelf.put(entry)
        return Outcome.CHANGED if changed else Outcome.UNCHANGED

    def _said(self, mates: Mates, row: Row) -> dict[str, Any]:
        name = values.needed(row, "name")
        owner = values.mail(row, "owner")
        if row["parent"] and account_key(values.line(row, "parent")) == account_key(name):
            raise values.wrong("parent", row["parent"], _("nobody is above themselves"))
        return {
            "name": name,
            "key": account_key(name),
            "tier": values.line(row, "tier", values.SHORT).upper(),
            "owner_id": mates.id(owner, "owner") if owner else None,
            "domain": values.line(row, "domain").lower(),
            "external_id": values.line(row, "external_id"),
            "industry": values.line(row, "industry"),
            "team": tuple(sorted(mates.ids(values.mails(row, "team"), "team"))),
            "last_activity": values.day(row, "last_activity", self._today),
        }

    def _name(self, session: Session, renamed: list[Entry], new: list[Entry]) -> None:
        """Makes the new names known; an account keeps those it had."""
        had = {(row["ref"], row["text"]) for row in found(session, NAMES, [entry.id for entry in renamed])}
        names = [(entry.id, entry.values["name"]) for entry in [*renamed, *new]]
        if names := [name for name in names if name not in had]:
            add_names(session, "account", names)

    def _team(self, session: Session, entries: list[Entry]) -> None:
        changed = [entry for entry in entries if "team" in entry.changed]
        session.many(DROP_HELPERS, [{"account": entry.id} for entry in changed])
        session.add_all(
            Helper,
            [{"account_id": entry.id, "teammate_id": mate} for entry in changed for mate in entry.values["team"]],
        )

    def link(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        """Sets the parents, who may stand further down in the file."""
        shelf = Shelf(session, self._names, rows, self._claims)
        parents = Accounts(session, self._names, [values.line(row, "parent") for row in rows])
        above = {row["id"]: row["parent_id"] for row in session.rows(PARENTS)}

        def judge(row: Row) -> Outcome:
            entry = shelf.find(row)
            assert entry is not None  # it was taken
            parent = parents.get(values.line(row, "parent"), "parent")
            if circular(above, entry.id, parent):
                raise values.wrong("parent", row["parent"], _("nobody is above themselves"))
            changed = entry.give({"parent_id": parent})
            above[entry.id] = parent
            return Outcome.CHANGED if changed else Outcome.UNCHANGED

        fates = each(rows, judge)
        change(session, Account, shelf.by_id.values())
        return fates

"""accounts.csv: known by the other system's id, else by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select

from bot.words import _
from storage.imports import origins, values
from storage.imports.dates import moment_in
from storage.imports.entries import THESE, Claims, Entry, Fate, Kind, Outcome, change, circular, each, found, store
from storage.imports.finding import AccountNames, Accounts, Mates, account_key
from storage.imports.rows import Row, Skipped
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
COLUMNS = ("name", "key", "tier", "owner_id", "domain", "external_id", "industry", "team", "last_activity", "parent_id")
PARENTS = ours(select(A.c.id, A.c.parent_id).where(A.c.parent_id.is_not(None)))


class Shelf:
    """The accounts that a batch may be about."""

    def __init__(self, session: Session, names: AccountNames, rows: Sequence[Row], claims: Claims) -> None:
        names.renew(session)
        self.names = names
        self.claims = claims
        self.by_id: dict[int, Entry] = {}
        self.new: list[Entry] = []
        self.joined: dict[str, Entry] = {}  # by the second ids that this batch brings
        keys = {account_key(called(row)) for row in rows}
        ids = {row["external_id"] for row in rows}
        returned = {origins.returned(row) for row in rows}
        there = list(found(session, BY_KEY, keys))
        there += found(session, BY_EXTERNAL, ids)
        second = origins.refs(session, "account", ids) if any(row.style.foreign for row in rows) else {}
        earlier = {ref for key in keys for ref in names.called(key)}
        there += found(session, BY_ID, earlier | returned | set(second.values()))
        for row in there:
            if row["id"] not in self.by_id:
                self.by_id[row["id"]] = Entry(claims, {**row, "team": ()}, row["id"])
        if any(row["team"] for row in rows):
            for row in found(session, HELPERS, set(self.by_id)):
                entry = self.by_id[row["account_id"]]
                entry.values["team"] = tuple(sorted((*entry.values["team"], row["teammate_id"])))
        self.by_key = {entry.values["key"]: entry for entry in self.by_id.values()}
        self.by_external = {entry.values["external_id"]: entry for entry in self.by_id.values()}
        self.second = {external: self.by_id[ref] for external, ref in second.items() if ref in self.by_id}

    def find(self, row: Row, name: str) -> Entry | None:
        """The account that a row is about; raises Rejected where its name and its id are those of two."""
        external = values.line(row, "external_id")
        by_external = self.by_external.get(external) if external else None
        if by_external is None and (ours := self.by_id.get(origins.returned(row))) is not None:
            return ours
        by_name = self._named(name, external)
        if by_name is None or by_name is by_external:
            return by_external
        other = by_name.values["external_id"]
        if by_external is not None or (external and other not in ("", external)):
            raise values.wrong(
                "name", name, _("this is the name of {other}", other=f"{by_name.values['name']} {other}".strip())
            )
        return by_name

    def same_as(self, row: Row, name: str) -> Entry | None:
        """The account of which a row of another system tells a second time, under an id of its own."""
        external = values.line(row, "external_id")
        if not external or external in self.by_external or origins.returned(row) in self.by_id:
            return None
        entry = self.second.get(external) or self.by_key.get(account_key(name))
        return entry if entry is not None and entry.values["external_id"] not in ("", external) else None

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
        super().__init__()
        self._today = at.astimezone(ZoneInfo(zone)).date()
        self._names = AccountNames()
        self._claims = Claims(*COLUMNS)

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        shelf, mates = Shelf(session, self._names, rows, self._claims), Mates(session)
        fates = each(rows, lambda row: self._take(shelf, mates, row))
        renamed = [entry for entry in shelf.by_id.values() if "name" in entry.changed]
        store(session, Account, shelf.every)
        self._name(session, renamed, shelf.new)
        self._team(session, shelf.every)
        origins.keep(session, "account", [(external, entry.id) for external, entry in shelf.joined.items()])
        self._claims.keep(shelf.every)
        return fates

    def _take(self, shelf: Shelf, mates: Mates, row: Row) -> Outcome:
        if values.yes(row, "deleted"):
            raise Skipped(_("deleted there"))
        said = self._said(mates, row)
        name = said["name"]
        if row.style.foreign and (same := shelf.same_as(row, name)) is not None:
            external = said["external_id"]
            known = external in shelf.second
            shelf.second[external] = shelf.joined[external] = same
            same.fill({column: said[column] for column in ("tier", "owner_id", "domain", "industry")})
            return Outcome.UNCHANGED if known else Outcome.JOINED
        entry = shelf.find(row, name)
        if entry is None:
            entry = Entry(self._claims, {**adding(Account)[1], "team": ()})
            entry.give(said)
            shelf.new.append(entry)
            shelf.put(entry)
            self._show(entry, mates, row)
            return Outcome.NEW
        by_name = shelf.by_key.get(said["key"])
        if by_name is None and not said["external_id"]:  # found by an earlier name, which it does not take up again
            said = {**said, "name": "", "key": ""}
        changed = entry.give(said)
        shelf.put(entry)
        self._show(entry, mates, row)
        return Outcome.CHANGED if changed else Outcome.UNCHANGED

    def _said(self, mates: Mates, row: Row) -> dict[str, Any]:
        domain = values.soft(row, lambda: domain_in(values.line(row, "domain")), "")
        name = values.needed(row, "name") if row["name"] or not domain else domain
        if row["parent"] and account_key(values.line(row, "parent")) == account_key(name):
            raise values.wrong("parent", row["parent"], _("nobody is above themselves"))
        team = values.several(row, "team")
        return {
            "name": name,
            "key": account_key(name),
            "tier": values.soft(row, lambda: values.line(row, "tier", values.SHORT).upper(), ""),
            "owner_id": values.soft(row, lambda: mates.id(row["owner"], "owner"), None) if row["owner"] else None,
            "domain": domain,
            "external_id": values.line(row, "external_id"),
            "industry": values.soft(row, lambda: spoken(values.line(row, "industry")), ""),
            "team": tuple(sorted(mates.ids(team, "team"))),
            "last_activity": self._last_activity(row),
        }

    def _last_activity(self, row: Row) -> date | None:
        if row.style.foreign:  # there a task that is still to do counts too
            found = moment_in(row["last_activity"], row.style.order)
            return found[0] if found and found[0] <= self._today else None
        return values.day(row, "last_activity", self._today)

    def _show(self, entry: Entry, mates: Mates, row: Row) -> None:
        owner = mates.by_id.get(entry.values["owner_id"])
        shown = {name: entry.values[name] for name in ("name", "tier", "domain", "industry", "external_id")}
        self.sample(**shown, owner=owner["email"] if owner else "", parent=row["parent"])

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
            name = called(row)
            entry = (shelf.same_as(row, name) if row.style.foreign else None) or shelf.find(row, name)
            if entry is None:  # taken away by somebody in the meantime
                return Outcome.UNCHANGED
            parent = parents.get(values.line(row, "parent"), "parent")
            if circular(above, entry.id, parent):
                raise values.wrong("parent", row["parent"], _("nobody is above themselves"))
            changed = entry.give({"parent_id": parent})
            self._claims.keep([entry])
            above[entry.id] = parent
            return Outcome.CHANGED if changed else Outcome.UNCHANGED

        fates = each(rows, judge)
        change(session, Account, shelf.by_id.values())
        return fates


def called(row: Row) -> str:
    """The name that a row gives; where it has none, its domain."""
    return row["name"] or domain_in(row["domain"])


def domain_in(text: str) -> str:
    """ "acme.example" of "https://www.ACME.example/about"."""
    bare = text.lower().split("://")[-1].split("/")[0].split("?")[0]
    return bare.removeprefix("www.")


def spoken(industry: str) -> str:
    """ "Computer software" of "COMPUTER_SOFTWARE", as an export may have it."""
    return industry.replace("_", " ").capitalize() if industry.isupper() and "_" in industry else industry

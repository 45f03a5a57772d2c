"""Who helps with which account beside its owner: the account team of another system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.words import _
from storage.imports import values
from storage.imports.entries import THESE, Fate, Kind, Outcome, each, found
from storage.imports.finding import AccountNames, Accounts, Mates
from storage.imports.rows import Row, Skipped
from storage.session import Session
from storage.statements import ours, table
from storage.tables import Account, Helper

A, H = table(Account), table(Helper)
HELPERS = ours(select(H.c.account_id, H.c.teammate_id).where(H.c.account_id.in_(THESE)))
OWNERS = ours(select(A.c.id.label("account_id"), A.c.owner_id.label("teammate_id")).where(A.c.id.in_(THESE)))


class MemberRows(Kind):
    def __init__(self, _zone: str, _at: datetime) -> None:
        super().__init__()
        self._names = AccountNames()

    def take(self, session: Session, rows: Sequence[Row]) -> list[Fate]:
        accounts, mates = Accounts(session, self._names, [row["account"] for row in rows]), Mates(session)
        meant = {account for row in rows if (account := accounts.maybe(row["account"]))}
        there = {
            (row["account_id"], row["teammate_id"])
            for statement in (HELPERS, OWNERS)
            for row in found(session, statement, meant)
        }
        new: list[tuple[int, int]] = []

        def judge(row: Row) -> Outcome:
            if values.yes(row, "deleted"):
                raise Skipped(_("deleted there"))
            pair = accounts.get(values.needed(row, "account"), "account"), mates.id(row["teammate"], "teammate")
            self.sample(account=row["account"], teammate=mates.by_id[pair[1]]["email"])
            if pair in there:
                return Outcome.UNCHANGED
            there.add(pair)
            new.append(pair)
            return Outcome.NEW

        fates = each(rows, judge)
        session.add_all(Helper, [{"account_id": account, "teammate_id": mate} for account, mate in new])
        return fates

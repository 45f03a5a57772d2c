"""Whom of a function any of us knows, over the whole book: one pass over the positions that are held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, bindparam, func, or_, select

from bot.rules.functions import MOST as WORDS
from bot.rules.functions import Wanted
from storage import ties
from storage.people import TITLE
from storage.session import Session
from storage.statements import WORKSPACE, ours, table
from storage.tables import Account, Person, Position, Teammate, Tie
from storage.ties import Colleague

TIE, T, P, POS, A = table(Tie), table(Teammate), table(Person), table(Position), table(Account)
MOST = 200  # ties that are looked at, the strongest ones
LIKE: list[BindParameter[str]] = [bindparam(f"word{n}") for n in range(WORDS)]
SAYS = or_(
    *(func.lower(column).like(word) for column in (POS.c.duty, POS.c.department, POS.c.rank) for word in LIKE),
    POS.c.role == bindparam("role"),
)
KNOWN = ours(
    select(*ties.MATE, TIE.c.score, TIE.c.days, TIE.c.last_day, TIE.c.account_id.label("account"))
    .add_columns(TIE.c.person_id.label("person"), P.c.name.label("called"), TITLE.label("title"), POS.c.rank)
    .add_columns(POS.c.department, POS.c.role, A.c.name.label("company"))
    .select_from(
        POS.join(
            TIE,
            (TIE.c.workspace_id == POS.c.workspace_id)
            & (TIE.c.account_id == POS.c.account_id)
            & (TIE.c.person_id == POS.c.person_id),
        )
        .join(T, (T.c.id == TIE.c.teammate_id) & (T.c.workspace_id == TIE.c.workspace_id))
        .join(P, (P.c.id == POS.c.person_id) & (P.c.workspace_id == POS.c.workspace_id))
        .join(A, (A.c.id == POS.c.account_id) & (A.c.workspace_id == POS.c.workspace_id))
    )
    .where(POS.c.workspace_id == WORKSPACE, POS.c.until.is_(None), SAYS)
    .order_by(TIE.c.score.desc(), T.c.name)
    .limit(MOST)
)


@dataclass(frozen=True, slots=True)
class Tied:
    """Somebody of a function at an account, and the tie that one of us (`by`) has with them."""

    account: int
    company: str
    person: str
    title: str
    department: str
    by: Colleague


def known(session: Session, wanted: Wanted, today: date, past: bool) -> list[Tied]:
    """The ties of all of us with people of a function, strongest first, at most MOST.

    `past` says that `today` lies behind us: then the ties are as they were.
    """
    words = [f"%{word}%" for word in (*wanted.words, *[""] * WORDS)[:WORDS] if word] or ["\n"]
    given = {f"word{n}": words[min(n, len(words) - 1)] for n in range(WORDS)}
    rows = session.rows(KNOWN, role=wanted.role or "\n", **given)
    rows = [row for row in rows if wanted.fits(row["title"], row["department"], row["role"], row["rank"])]
    there = ties.now(rows, today.toordinal())
    if past:
        there = [as_it_was(session, one, today.toordinal()) for one in there]
    found = [
        Tied(row["account"], row["company"], row["called"], row["title"], row["department"], one)
        for row, one in zip(rows, there, strict=True)
    ]
    return sorted((one for one in found if one.by.days), key=lambda one: -one.by.strength)


def as_it_was(session: Session, tie: Colleague, day: int) -> Colleague:
    """The tie on a past day; without a contact-day where there was none yet."""
    then = ties.colleagues(session, tie.account, tie.person, day, past=True)
    return next((one for one in then if one.teammate == tie.teammate), ties.nothing(tie))

"""The dated jobs of people: when each began and ended, and who of us knows somebody from where."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, func, select

from bot.rules.posts import Post
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Interaction, Met, Position, Teammate, Took

POS, A, DONE, MET, TOOK, T = (table(model) for model in (Position, Account, Interaction, Met, Took, Teammate))
OF = ours(
    select(POS, A.c.name.label("account"))
    .select_from(POS.join(A, (A.c.id == POS.c.account_id) & (A.c.workspace_id == POS.c.workspace_id)))
    .where(POS.c.person_id == bindparam("person"))
    .order_by(POS.c.until.is_not(None), POS.c.until.desc(), POS.c.id.desc())
)
MET_BY = ours(
    select(
        T.c.id.label("teammate"),
        T.c.name,
        T.c.active,
        A.c.id.label("account_id"),
        A.c.name.label("account"),
        DONE.c.kind,
        func.count().label("times"),
    )
    .select_from(
        MET.join(DONE, (DONE.c.id == MET.c.interaction_id) & (DONE.c.workspace_id == MET.c.workspace_id))
        .join(TOOK, (TOOK.c.interaction_id == DONE.c.id) & (TOOK.c.workspace_id == DONE.c.workspace_id))
        .join(T, (T.c.id == TOOK.c.teammate_id) & (T.c.workspace_id == TOOK.c.workspace_id))
        .join(A, (A.c.id == DONE.c.account_id) & (A.c.workspace_id == DONE.c.workspace_id))
    )
    .where(MET.c.person_id == bindparam("person"))
    .group_by(T.c.id, T.c.name, T.c.active, A.c.id, A.c.name, DONE.c.kind)
    .order_by(T.c.id, A.c.id, DONE.c.kind)
)


def of(session: Session, person: int) -> list[Found]:
    """All positions of a person with the `account`'s name: those held now, then the others, latest first."""
    return session.rows(OF, person=person)


def start(session: Session, person: int, account: int, post: Post, since: date, role: str = "") -> int:
    """A person holds a position from the day `since` on, noted for the journal; its id."""
    values = {
        "person_id": person,
        "account_id": account,
        "rank": post.rank,
        "duty": post.duty,
        "department": post.department,
        "role": role,
        "since": since,
    }
    position = session.add(Position, **values)
    session.changed(Position, position, {}, values)
    return position


def end(session: Session, position: int, until: date) -> None:
    """The position was held up to a day, noted for the journal. Raises LookupError where there is none."""
    session.set(Position, position, until=until)


def change(session: Session, position: int, post: Post) -> None:
    """Corrects what a position is, noted for the journal. Raises LookupError where there is none."""
    session.set(Position, position, rank=post.rank, duty=post.duty, department=post.department)


def met_by(session: Session, person: int) -> list[Found]:
    """Who of us met a person where and how often: teammate, name, active, account_id, account, kind, times."""
    return session.rows(MET_BY, person=person)

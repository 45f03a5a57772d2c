"""What was learned at customers: from whom, of what kind, and who may read it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, select

from storage.seen import may_read, readable, viewer
from storage.session import Found, Session
from storage.statements import deleting, ours, table
from storage.tables import Insight, Person, Teammate

I, P, T = table(Insight), table(Person), table(Teammate)  # noqa: E741
READ = (
    select(
        *(I.c.id, I.c.account_id, I.c.person_id, I.c.author_id, I.c.kind, I.c.text, I.c.source, I.c.day, I.c.visible),
        I.c.interaction_id,
        T.c.name.label("author"),
        P.c.name.label("person"),
    )
    .select_from(
        I.join(T, (T.c.id == I.c.author_id) & (T.c.workspace_id == I.c.workspace_id)).outerjoin(
            P, (P.c.id == I.c.person_id) & (P.c.workspace_id == I.c.workspace_id)
        )
    )
    .where(readable(I), I.c.day <= bindparam("until"))
    .order_by(I.c.day.desc(), I.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
OF_ACCOUNT = ours(READ.where(I.c.account_id == bindparam("account")))
OF_PERSON = ours(READ.where(I.c.person_id == bindparam("person")))


def learn(
    session: Session,
    *,
    account: int | None,
    person: int | None,
    kind: str,
    text: str,
    source: str,
    day: date,
    at: datetime,
    visible: str,
    interaction: int | None,
) -> int:
    """Stores an insight of the viewer's, noted for the journal; its id.

    `kind` is one of rules.learned.Learned, `visible` one of Visible; `day` is the day it was learned, `at` the moment
    it is told; `interaction` the contact it was learned in.
    """
    assert session.viewer is not None
    values = {"account_id": account, "person_id": person, "kind": kind, "text": text}
    insight = session.add(
        Insight,
        **values,
        author_id=session.viewer,
        source=source,
        day=day,
        noted_at=at,
        visible=visible,
        interaction_id=interaction,
    )
    session.changed(Insight, insight, {}, {"kind": kind})
    return insight


def get(session: Session, insight: int) -> Found | None:
    """An insight that the viewer may read; None for one that is gone or not for them."""
    row = session.get(Insight, insight)
    return row if row is not None and may_read(session, row) else None


def of_account(session: Session, account: int, until: date, most: int, skip: int = 0) -> list[Found]:
    """What was learned at an account up to a day and the viewer may read, newest first.

    Rows of id, account_id, person_id, author_id, kind, text, source, day, visible, interaction_id, author, person.
    """
    return session.rows(OF_ACCOUNT, account=account, until=until, most=most, skip=skip, **viewer(session))


def of_person(session: Session, person: int, until: date, most: int, skip: int = 0) -> list[Found]:
    """The same about a person, wherever they were then."""
    return session.rows(OF_PERSON, person=person, until=until, most=most, skip=skip, **viewer(session))


def change(session: Session, insight: int, **values: object) -> None:
    """Corrects an insight's kind, text, source, day or who may read it. Raises LookupError when it is gone."""
    session.set(Insight, insight, **values)


def forget(session: Session, insight: int) -> None:
    session.run(deleting(Insight), row=insight)

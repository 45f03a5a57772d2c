"""People at customers, and the positions they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, case, or_, select

from bot.rules.posts import is_duty
from bot.rules.posts import titled as titled_as
from storage.known import add_names
from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Person, Position

P, POS, A = table(Person), table(Position), table(Account)
CARD, MEETING, REFERRAL, IMPORT = "card", "meeting", "referral", "import"
SOURCES = (CARD, MEETING, REFERRAL, IMPORT)  # how we came to know somebody, perhaps with more words after a colon
CONTACT = "business contact"  # what the data is kept for where nothing else is said
TITLE = case((POS.c.duty != "", POS.c.duty), else_=POS.c.rank)  # how they are called: by their duty, else their rank
HELD = (
    select(
        P.c.id,
        P.c.name,
        P.c.email,
        P.c.external_id,
        POS.c.id.label("position"),
        POS.c.account_id,
        POS.c.since,
        TITLE.label("title"),
        POS.c.rank,
        POS.c.duty,
        POS.c.department,
        POS.c.role,
        A.c.name.label("account"),
    )
    .select_from(
        P.join(POS, (POS.c.person_id == P.c.id) & (POS.c.workspace_id == P.c.workspace_id)).join(
            A, (A.c.id == POS.c.account_id) & (A.c.workspace_id == POS.c.workspace_id)
        )
    )
    .where(POS.c.until.is_(None))
    .order_by(P.c.name, P.c.id)
)
TITLED_SO = or_(POS.c.rank == bindparam("title"), POS.c.duty == bindparam("title"), POS.c.duty.like(bindparam("led")))
AT = ours(HELD.where(POS.c.account_id == bindparam("account")))
TITLED = ours(HELD.where(TITLED_SO, P.c.name.startswith(bindparam("family"))))
OF = ours(HELD.where(POS.c.person_id.in_(bindparam("people", expanding=True))))


def at(session: Session, account: int) -> list[Found]:
    """Who holds a position at an account now.

    Rows of id, name, email, external_id, position (its id), account_id, since, title (duty, else rank), rank, duty,
    department, role, account (its name).
    """
    return session.rows(AT, account=account)


def positions(session: Session, people: Sequence[int]) -> list[Found]:
    """The positions that `people` hold now, as `at` gives them; one row for each."""
    return session.rows(OF, people=list(people)) if people else []


def titled(session: Session, family: str, title: str) -> list[int]:
    """People of a family name who hold a title now: whom "박 상무" may mean, and "김 팀장" who is 구매팀장."""
    led = f"%{title}" if is_duty(title) else title
    return list(dict.fromkeys(row["id"] for row in session.rows(TITLED, family=family, title=title, led=led)))


def get(session: Session, person: int) -> Found | None:
    return session.get(Person, person)


def create(
    session: Session,
    name: str,
    account: int,
    title: str = "",
    department: str = "",
    *,
    source: str = MEETING,
    since: date | None = None,
) -> int:
    """A new person with a position at `account`; the id. `source` is how we came to know them: one of SOURCES."""
    person = session.add(Person, name=name, source=source, purpose=CONTACT)
    session.changed(Person, person, {}, {"name": name})
    add_names(session, "person", [(person, name)])
    hold(session, person, account, title, department, since=since)
    return person


def hold(
    session: Session, person: int, account: int, title: str = "", department: str = "", *, since: date | None = None
) -> None:
    """A person known already holds one more position."""
    post = titled_as(title)
    values = {
        "person_id": person,
        "account_id": account,
        "rank": post.rank,
        "duty": post.duty,
        "department": department or post.department,
    }
    position = session.add(Position, **values, since=since)
    session.changed(Position, position, {}, values)

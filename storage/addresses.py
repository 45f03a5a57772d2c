"""Whom mail addresses belong to: people at customers by the address, customers by what stands behind the @."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select

from storage.session import Found, Session
from storage.statements import ours, table
from storage.tables import Account, Person, Position

A, P, POS = table(Account), table(Person), table(Position)
HERE = (POS.c.person_id == P.c.id) & (POS.c.workspace_id == P.c.workspace_id) & POS.c.until.is_(None)
PEOPLE = ours(
    select(P.c.id, P.c.name, P.c.email, POS.c.account_id)
    .select_from(P.outerjoin(POS, HERE))
    .where(P.c.email.in_(bindparam("mails", expanding=True)))
    .order_by(P.c.id, POS.c.id)
)
ACCOUNTS = ours(
    select(A.c.id, A.c.name, A.c.domain).where(A.c.domain.in_(bindparam("domains", expanding=True))).order_by(A.c.id)
)
# where anybody may have an address, so that it tells of no company
ANYBODYS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net"
    " web.de proton.me protonmail.com naver.com daum.net hanmail.net kakao.com nate.com qq.com 163.com".split()
)


def people_by_mail(session: Session, mails: Collection[str]) -> dict[str, list[Found]]:
    """By address (in lower case) the people who have it: id, name, email, account_id of a position they hold now."""
    found: dict[str, list[Found]] = {}
    for row in session.rows(PEOPLE, mails=sorted(mails)) if mails else []:
        found.setdefault(row["email"], []).append(row)
    return found


def accounts_by_domain(session: Session, domains: Collection[str]) -> dict[str, list[Found]]:
    """By domain the accounts whose it is: id, name."""
    wanted = {spelt: domain for domain in domains for spelt in (domain, f"www.{domain}")}
    found: dict[str, list[Found]] = {}
    for row in session.rows(ACCOUNTS, domains=sorted(wanted)) if wanted else []:
        found.setdefault(wanted[row["domain"]], []).append(row)
    return found


def company_of(mail: str) -> str:
    """The domain of a company's own address; "" for one that anybody may have."""
    domain = mail.rpartition("@")[2].lower()
    return "" if domain in ANYBODYS else domain

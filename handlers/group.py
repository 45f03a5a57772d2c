"""What an account is part of: its parent company and its industry."""

from __future__ import annotations

import re

from bot.message import Ask, Button, Buttons, Card, Refusal, Replace, Reply, Say, Text
from bot.words import _, listed
from handlers import subject, which
from handlers.account import NONE, row_of
from storage import accounts
from storage.session import Found, Session

ACCOUNT = ("account",)
PART_OF = re.compile(
    r"^\s*(?:(?:is )?(?:a )?(?:part of|subsidiary of|owned by|belongs to|under)|->|→|<|모회사(?:는|:)?|계열:?)\s*",
    re.IGNORECASE,
)
BEHIND = re.compile(r"\s*(?:의 자회사|자회사|계열사?|소속|산하)$")
LONGEST = 60  # characters of an industry
OFFERED = 8


def parent(ask: Ask, session: Session) -> Reply:
    """`/rapport parent ACME Globex`: ACME belongs to Globex; `none` takes it out, without one it says what it is."""
    name, said = subject.split(session, ask.text, ACCOUNT)
    above = BEHIND.sub("", PART_OF.sub("", said)).strip()
    account = which.account(
        ask, session, name or ask.text, lambda mark: f"/rapport parent {mark} {above if name else ''}".strip()
    )
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if not name or not above:
        return family(session, row)
    if above.lower() in NONE:
        return put_below(session, row, None)
    new = subject.NEW.fullmatch(above)
    if new is not None:
        return put_below(session, row, accounts.create(session, which.name_of(new[1])))
    line = f"/rapport parent account:{account} "
    found = which.one(
        ask, session, above, lambda mark: f"{line}{mark}", ACCOUNT, anew=lambda name: f'{line}new:"{name}"'
    )
    return put_below(session, row, found.ref) if isinstance(found, which.Found) else found


def put_below(session: Session, row: Found, parent: int | None) -> Reply:
    """Sets an account's parent; the confirmation. Raises Refusal where it would belong to itself."""
    try:
        accounts.belong(session, row["id"], parent)
    except ValueError:
        name = row_of(session, parent or row["id"])["name"]
        raise Refusal(
            _(
                "{parent} is {account} itself or belongs to it: it cannot stand above it.",
                parent=name,
                account=row["name"],
            )
        ) from None
    before = f"account:{row['parent_id']}" if row["parent_id"] else NONE[0]
    blocks = (Buttons((Button(_("Undo"), f"/rapport parent account:{row['id']} {before}"),)),)
    if parent is None:
        return Replace(Card(_("{account} belongs to no other customer now", account=row["name"]), blocks))
    above = row_of(session, parent)["name"]
    title = _("{account} belongs to {parent} now", account=row["name"], parent=above)
    return Replace(Card(title, blocks if row["parent_id"] != parent else ()))


def family(session: Session, row: Found) -> Reply:
    """What an account belongs to, and what belongs to it."""
    text = kin(session, row) or _("It belongs to no other customer, as far as I know.")
    how = _("To set it: /rapport parent {account} and the name of the company above it", account=row["name"])
    return Say(Card(str(row["name"]), (Text(text), Text(how, quiet=True))))


def kin(session: Session, row: Found) -> str:
    """ "Part of Globex. ACME Korea and ACME Japan belong to it."; "" for an account that stands alone."""
    below = [part["name"] for part in accounts.parts(session, row["id"])]
    said = [_("Part of {parent}.", parent=row_of(session, row["parent_id"])["name"])] if row["parent_id"] else []
    said += [_("To it belong: {names}.", names=listed(below))] if below else []
    return " ".join(said)


def industry(ask: Ask, session: Session) -> Reply:
    """`/rapport industry ACME semiconductors`; `none` takes it away, without one those there are are offered."""
    name, said = subject.split(session, ask.text, ACCOUNT)
    said = " ".join(said.split())
    if len(said) > LONGEST:
        raise Refusal(_("That is too long for an industry. {n} letters at most.", n=LONGEST))
    account = which.account(
        ask, session, name or ask.text, lambda mark: f"/rapport industry {mark} {said if name else ''}".strip()
    )
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if name and said:
        return set_industry(session, row, "" if said.lower() in NONE else said)
    line = f"/rapport industry account:{account}"
    known = [one for one in accounts.industries(session, OFFERED) if one != row["industry"]]
    title = _("Which industry is {account} in?", account=row["name"])
    if row["industry"]:
        title = _("{account} is in this industry: {industry}", account=row["name"], industry=row["industry"])
    how = _("To set it: /rapport industry {account} semiconductors", account=row["name"])
    return Say(Card(title, (Text(how, quiet=True), Buttons(tuple(Button(one, f"{line} {one}") for one in known)))))


def set_industry(session: Session, row: Found, industry: str) -> Reply:
    accounts.set_industry(session, row["id"], industry)
    undo = Button(_("Undo"), f"/rapport industry account:{row['id']} {row['industry'] or NONE[0]}")
    blocks = (Buttons((undo,)),) if row["industry"] != industry else ()
    if not industry:
        return Replace(Card(_("{account} is in no industry now", account=row["name"]), blocks))
    return Replace(
        Card(_("{account}: {industry} noted as the industry", account=row["name"], industry=industry), blocks)
    )

"""A new account, and its tier."""

from __future__ import annotations

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.words import _
from handlers import which
from storage import accounts, journal, workspaces
from storage.session import Found, Session

NONE = ("none", "없음")  # what takes a tier, a parent or an industry away


def row_of(session: Session, account: int) -> Found:
    row = accounts.get(session, account)
    assert row is not None
    return row


def name_of(session: Session, account: int) -> str:
    return str(row_of(session, account)["name"])


def tier(ask: Ask, session: Session) -> Reply:
    """`/rapport tier ACME A`, or `none`; without a letter it offers those there are."""
    every = workspaces.tiers(session)
    tiers = {name: days for name, days in every.items() if name}
    name, wanted = split_tier(session, ask.text, tiers)
    account = which.account(ask, session, name, lambda mark: f"/rapport tier {mark} {wanted}".strip())
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if wanted.lower() in NONE:
        return set_tier(session, row, "", every)
    if wanted not in tiers:
        called = row["name"]
        buttons = tuple(Button(letter, f"/rapport tier account:{account} {letter}") for letter in tiers)
        title = _("Which tier is {account}?", account=called)
        if wanted:
            title = _("There is no tier {tier}. Which one is {account}?", tier=wanted, account=called)
        return Say(Card(title, (Buttons(buttons),)))
    return set_tier(session, row, wanted, every)


def set_tier(session: Session, row: Found, wanted: str, tiers: dict[str, tuple[int, int]]) -> Reply:
    """Sets a tier of those there are, or takes it away (""); the confirmation."""
    accounts.set_tier(session, row["id"], wanted)
    cadence, limit = tiers[wanted]
    text = _(
        "I expect a contact every {cadence} days or so, and within {limit} at the latest.", cadence=cadence, limit=limit
    )
    undo = Button(_("Undo"), f"/rapport tier account:{row['id']} {row['tier'] or NONE[0]}")
    blocks = (Text(text), Buttons((undo,))) if row["tier"] != wanted else (Text(text),)
    if not wanted:
        return Say(Card(_("{account} is in no tier now", account=row["name"]), blocks))
    return Say(Card(_("{account} is in tier {tier} now", account=row["name"], tier=wanted), blocks))


def split_tier(session: Session, text: str, tiers: dict[str, tuple[int, int]]) -> tuple[str, str]:
    """The account's name and the tier that is wanted, which may be one that does not exist; "" where none is named."""
    name, _space, last = text.strip().rpartition(" ")
    last = last.upper().removesuffix("등급") if len(last) < 20 else ""
    if (last in tiers or last.lower() in NONE) and not session.known.accounts.exact(text):
        return name, last
    if name and last and (session.known.accounts.exact(name) or which.REF.fullmatch(name)):
        return name, last
    return text, ""


def new(ask: Ask, session: Session) -> Reply:
    """`/rapport new ACME`: a customer, with the asker as its owner."""
    name = which.name_of(ask.text)
    if not name or len(name) > which.LONGEST or which.REF.fullmatch(name):
        raise Refusal(_("What is the customer called? Write it like this: /rapport new ACME"))
    known = session.known.accounts.exact(name)
    if known:
        row = row_of(session, known[0])
        buttons = (Button(_("Who knows them"), f"/whoknows account:{known[0]}"), log_button(known[0]))
        return Say(Card(_("{account} is here already", account=row["name"]), (Buttons(buttons),)))
    account = accounts.create(session, name, session.viewer)
    entry = journal.keep(session, "new", ask.at)
    buttons = (log_button(account, "primary"), Button(_("Undo"), f"/rapport undo {entry}"))
    return Say(Card(_("{account} is added, and yours", account=name_of(session, account)), (Buttons(buttons),)))


def log_button(account: int, style: str = "") -> Button:
    return Button(_("Log a contact"), f"/logcontact @ account:{account}", style)

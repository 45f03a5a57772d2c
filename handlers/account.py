"""What an account is set to in chat: its owner and its tier; and a new one."""

from __future__ import annotations

import re

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.rules.line.marks import MATE
from bot.words import _
from handlers import which
from storage import accounts, teammates, workspaces
from storage.session import Session


def name_of(session: Session, account: int) -> str:
    row = accounts.get(session, account)
    assert row is not None
    return str(row["name"])


def owner(ask: Ask, session: Session) -> Reply:
    """`/rapport owner ACME @colleague` (or `me`, or a mail address); without one it says whose the account is."""
    name, who = split_owner(ask.text)
    account = which.account(session, name, lambda mark: f"/rapport owner {mark} {who}".strip())
    if not isinstance(account, int):
        return account
    row = accounts.get(session, account)
    assert row is not None
    if not who:
        mine = Buttons((Button(_("It is mine"), f"/rapport owner account:{account} me"),))
        if row["owner"]:
            return Say(Card(_("{account} is with {name}", account=row["name"], name=row["owner"]), (mine,)))
        return Say(Card(_("{account} has no owner", account=row["name"]), (mine,)))
    mate = the_teammate(session, who)
    accounts.own(session, account, mate)
    mate_row = teammates.get(session, mate)
    assert mate_row is not None
    return Say(Card(_("{account} is with {name} now", account=row["name"], name=mate_row["name"])))


OWNER = re.compile(
    r"(?P<name>.*?)[\s,]+(?P<who><@[A-Z0-9]+(?:\|[^>]*)?>|\S+@\S+\.\S+|@\S+|me|mine|나|저|제가)$", re.IGNORECASE
)


def split_owner(text: str) -> tuple[str, str]:
    match = OWNER.fullmatch(text.strip())
    return (match["name"], match["who"]) if match is not None else (text, "")


def the_teammate(session: Session, who: str) -> int:
    """The id of the teammate meant by a mention, a mail address, a name or "me". Raises Refusal."""
    if who.lower() in ("me", "mine", "나", "저", "제가"):
        return session.viewer or 0
    mention = MATE.fullmatch(who)
    mail = re.sub(r"^<mailto:([^|>]+).*$", r"\1", who)
    row = teammates.find(session, mention["user"] if mention is not None else "", mail)
    found = [row] if row is not None else teammates.named(session, who)
    if len(found) != 1 or not found[0]["active"]:
        raise Refusal(_("I do not know which colleague you mean. Mention them with @, or write their mail address."))
    return int(found[0]["id"])


def tier(ask: Ask, session: Session) -> Reply:
    """`/rapport tier ACME A`; without a letter it offers those there are."""
    tiers = {name: days for name, days in workspaces.tiers(session).items() if name}
    name, _space, wanted = ask.text.rpartition(" ")
    wanted = wanted.upper()
    if wanted not in tiers or not name:
        name, wanted = ask.text, ""
    account = which.account(session, name, lambda mark: f"/rapport tier {mark} {wanted}".strip())
    if not isinstance(account, int):
        return account
    called = name_of(session, account)
    if not wanted:
        buttons = tuple(Button(letter, f"/rapport tier account:{account} {letter}") for letter in tiers)
        return Say(Card(_("Which tier is {account}?", account=called), (Buttons(buttons),)))
    accounts.set_tier(session, account, wanted)
    cadence, limit = tiers[wanted]
    text = _("I expect contact every {cadence} days or so, and {limit} at most.", cadence=cadence, limit=limit)
    return Say(Card(_("{account} is in tier {tier} now", account=called, tier=wanted), (Text(text),)))


def new(ask: Ask, session: Session) -> Reply:
    """`/rapport new ACME`: a customer, with the asker as its owner."""
    name = ask.text.strip().strip("@\"'“”‘’ ")
    if not name or len(name) > 200 or which.REF.fullmatch(name):
        raise Refusal(_("What is the customer called? /rapport new ACME."))
    known = session.known.accounts.exact(name)
    account = known[0] if known else accounts.create(session, name, session.viewer)
    log = Buttons((Button(_("Log a contact"), f"/logcontact @ account:{account}", "primary"),))
    called = name_of(session, account)
    if known:
        return Say(Card(_("{account} is there already", account=called), (log,)))
    return Say(Card(_("{account} is added, and yours", account=called), (log,)))


def not_mine(ask: Ask, session: Session) -> Reply:
    """`/rapport notmine ACME`: the asker owns it no longer; whoever logs it next does."""
    account = which.account(session, ask.text, lambda mark: f"/rapport notmine {mark}")
    if not isinstance(account, int):
        return account
    row = accounts.get(session, account)
    assert row is not None
    if row["owner_id"] != session.viewer:
        return Say(Card(_("{account} is not with you", account=row["name"])))
    accounts.own(session, account, None)
    back = Button(_("Take it back"), f"/rapport owner account:{account} me")
    text = _("It goes to whoever logs the next contact there. Better: tell a colleague with /rapport owner.")
    return Say(Card(_("{account} is no longer yours", account=row["name"]), (Text(text), Buttons((back,)))))

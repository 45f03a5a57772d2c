"""Whose account it is: asked, taken, handed over and given back."""

from __future__ import annotations

import re

from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.rules.line.marks import MATE
from bot.words import _, current, listed, speaking
from handlers import which
from handlers.account import row_of
from storage import accounts, outbox, teammates
from storage.session import Found, Session

ME = ("me", "mine", "나", "저", "제가", "내가")
NOBODY = ("nobody", "none", "없음")
ONE = re.compile(r"teammate:(\d{1,9})")
WHO = re.compile(
    r"(?P<name>.*?)[\s,]+(?P<who><@[A-Z0-9]+(?:\|[^>]*)?>|teammate:\d{1,9}|\S+@\S+\.\S+|@\S+"
    r"|me|mine|나|저|제가|내가|nobody|none|없음)$",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 400  # signs of a name and a mail address together


def owner(ask: Ask, session: Session) -> Reply:
    """`/rapport owner ACME @colleague` (or `me`, `nobody`, a mail address, a name); without one it says whose it is."""
    name, who = split_owner(session, ask.text)
    account = which.account(ask, session, name, lambda mark: f"/rapport owner {mark} {who}".strip())
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if who.lower() in NOBODY:
        return let_go(ask, session, row)
    if who:
        return hand_over(ask, session, row, the_teammate(session, who))
    if row["owner_id"] == session.viewer:
        return Say(Card(_("{account} is yours", account=row["name"])))
    mine = Buttons((Button(_("Make it mine"), f"/rapport owner account:{account} me"),))
    if row["owner"]:
        return Say(Card(_("{account} is with {name}", account=row["name"], name=row["owner"]), (mine,)))
    return Say(Card(_("{account} has no owner yet", account=row["name"]), (mine,)))


def split_owner(session: Session, text: str) -> tuple[str, str]:
    """The account's name and the colleague's, who may be called by name alone where only one is called so."""
    match = WHO.fullmatch(text.strip()[:LONGEST])
    if match is not None:
        return match["name"], match["who"]
    words = text.split()
    if session.known.accounts.exact(text) or len(text) > LONGEST:
        return text, ""
    for n in (1, 2):
        who = " ".join(words[-n:])
        if len(words) > n and len(called(session, who)) == 1:
            return " ".join(words[:-n]), who
    return text, ""


def called(session: Session, who: str) -> list[Found]:
    """The teammates whose name, or its first word, is `who`."""
    wanted = who.casefold().removesuffix("님").removesuffix("씨")
    found = teammates.named(session, wanted) if wanted else []
    return [row for row in found if wanted in (row["name"].casefold(), row["name"].casefold().split()[0])]


def the_teammate(session: Session, who: str) -> Found:
    """The teammate meant by a mention, a mark, a mail address, a name or "me". Raises Refusal."""
    if who.lower() in ME:
        assert session.me is not None
        return session.me
    marked = ONE.fullmatch(who)
    known = teammates.get(session, int(marked[1])) if marked is not None else None
    if known is not None:
        return known
    mention = MATE.fullmatch(who)
    mail = re.sub(r"^<mailto:([^|>]+).*$", r"\1", who)
    row = teammates.find(session, mention["user"] if mention is not None else "", mail)
    found = [row] if row is not None else called(session, who) or teammates.named(session, who)
    if len(found) != 1 or not found[0]["active"]:
        raise Refusal(_("I do not know which colleague you mean. Mention them with @, or write their mail address."))
    return found[0]


def hand_over(ask: Ask, session: Session, row: Found, mate: Found) -> Reply:
    """Makes `mate` the owner, and tells whoever did not say so themselves."""
    before = row["owner_id"]
    undo: tuple[Buttons, ...] = ()
    if before != mate["id"]:
        accounts.own(session, row["id"], mate["id"])
        tell(ask, session, row, before, mate)
        undo = taking_back(row)
    if mate["id"] == session.viewer:
        text = _("From now on I remind you of it.")
        if before and before != session.viewer:
            text = _("From now on I remind you of it. I have told {name}.", name=row["owner"])
        return Say(Card(_("{account} is yours now", account=row["name"]), (Text(text), *undo)))
    told = [row["owner"]] if before not in (None, session.viewer, mate["id"]) else []
    text = _("I have told {names}.", names=listed([mate["name"], *told]))
    blocks: tuple[Block, ...] = (Text(text), *undo) if before != mate["id"] else ()
    return Say(Card(_("{account} is with {name} now", account=row["name"], name=mate["name"]), blocks))


def taking_back(row: Found) -> tuple[Buttons]:
    """The button by which the account goes back to whose it was; whoever is concerned is told again."""
    before = f"teammate:{row['owner_id']}" if row["owner_id"] else NOBODY[0]
    return (Buttons((Button(_("Undo"), f"/rapport owner account:{row['id']} {before}"),)),)


def let_go(ask: Ask, session: Session, row: Found) -> Reply:
    """Nobody owns the account any longer; whoever did is told, where they did not say so themselves."""
    title = _("{account} has no owner now", account=row["name"])
    if row["owner_id"] is None:
        return Say(Card(title))
    accounts.own(session, row["id"], None)
    tell(ask, session, row, row["owner_id"], None)
    told = row["owner_id"] != session.viewer
    text = _("I have told {names}.", names=row["owner"]) if told else _("Whoever logs the next contact there owns it.")
    return Say(Card(title, (Text(text), *taking_back(row))))


def tell(ask: Ask, session: Session, row: Found, before: int | None, mate: Found | None) -> None:
    """Letters, each in its reader's language, to the former owner and to the new one, if there is one."""
    assert session.me is not None
    me, account, here = session.me, str(row["name"]), current()
    look = f"/whoknows account:{row['id']}"
    former = teammates.get(session, before) if before else None
    for reader in (former, mate):
        if reader is None or reader["id"] == me["id"] or not reader["active"]:
            continue
        with speaking(reader["locale"] or str(here.locale), reader["zone"] or here.zone.key):
            knows = Button(_("Who knows them"), look)
            if reader is mate:
                title = _("{name} made you the owner of {account}", name=me["name"], account=account)
                text = _("From now on I remind you of it.")
                buttons = (knows, Button(_("Not mine"), f"/rapport notmine account:{row['id']}"))
            else:
                title = _("{account} has no owner now", account=account)
                if mate is not None:
                    title = _("{account} is with {name} now", account=account, name=mate["name"])
                text = _("{name} said so. I do not remind you of it any more.", name=me["name"])
                buttons = (knows, Button(_("Take it back"), f"/rapport owner account:{row['id']} me"))
            outbox.plan(session, reader["id"], "owner", Card(title, (Text(text), Buttons(buttons))), ask.at)


def not_mine(ask: Ask, session: Session) -> Reply:
    """`/rapport notmine ACME`: the asker owns it no longer; whoever logs it next does."""
    account = which.account(ask, session, ask.text, lambda mark: f"/rapport notmine {mark}")
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if row["owner_id"] != session.viewer:
        if row["owner"]:
            return Say(Card(_("{account} is with {name}, not with you", account=row["name"], name=row["owner"])))
        return Say(Card(_("{account} has no owner yet", account=row["name"])))
    accounts.own(session, account, None)
    back = Button(_("Take it back"), f"/rapport owner account:{account} me")
    text = _(
        "Whoever logs the next contact there owns it. You can also hand it over: /rapport owner {account} @colleague",
        account=row["name"],
    )
    return Say(Card(_("{account} is no longer yours", account=row["name"]), (Text(text), Buttons((back,)))))

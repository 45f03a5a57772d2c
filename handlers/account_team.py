"""Who of us works for an account beside its owner: shown, added and taken off."""

from __future__ import annotations

import re

from bot.message import Ask, Button, Buttons, Card, Replace, Reply, Say, Text
from bot.words import _, current, listed, speaking
from handlers import which
from handlers.account import row_of
from handlers.owner import ME, NOBODY, split_owner, the_teammate
from storage import account_teams, outbox, teammates
from storage.session import Found, Session

OFF = r"(?:remove|without|-|빼기|제외|삭제)"
BEHIND = re.compile(rf"\s+{OFF}\s*$", re.IGNORECASE)
BEFORE = re.compile(r"(?<=\s)-\s*(?=@|<@)")


def team(ask: Ask, session: Session) -> Reply:
    """`/rapport team ACME @colleague`, `/rapport team ACME remove @colleague`; without one who is on it."""
    text, off = without(ask.text)
    name, who = split_owner(session, text)
    name, off_too = without(name)
    off = off or off_too
    if who.lower() in NOBODY:
        name, who = text, ""
    line = f"{'remove ' if off else ''}{who}".strip()
    account = which.account(ask, session, name, lambda mark: f"/rapport team {mark} {line}".strip())
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if not who:
        return Say(members(session, row))
    mate = the_teammate(session, who)
    return take_off(session, row, mate) if off else put_on(ask, session, row, mate)


def without(text: str) -> tuple[str, bool]:
    """A text without the word that takes somebody off, and whether there was one."""
    bare = BEFORE.sub("", BEHIND.sub("", f" {text}"))
    return bare.strip(), bare.strip() != text.strip()


def members(session: Session, row: Found) -> Card:
    """The account's owner and helpers, each helper with a button that takes them off."""
    line = f"/rapport team account:{row['id']}"
    helpers = account_teams.helpers(session, row["id"])
    owner = _("Owner {name}", name=row["owner"]) if row["owner"] else _("No owner yet")
    names = [mate["name"] for mate in helpers]
    text = _("{owner}, with {names}", owner=owner, names=listed(names)) if names else owner
    how = _("To add somebody: /rapport team {account} @colleague", account=row["name"])
    off = [
        Button(_("Remove {name}", name=mate["name"]), f"{line} remove teammate:{mate['id']}") for mate in helpers[:10]
    ]
    mine = session.viewer in {row["owner_id"], *(mate["id"] for mate in helpers)}
    join = [] if mine else [Button(_("Put me on it"), f"{line} {ME[0]}")]
    title = _("The team of {account}", account=row["name"])
    return Card(title, (Text(text), Text(how, quiet=True), Buttons((*join, *off))))


def put_on(ask: Ask, session: Session, row: Found, mate: Found) -> Reply:
    """Makes a colleague a helper; they and the owner are told, where they did not say so themselves."""
    if mate["id"] == row["owner_id"] or not account_teams.add(session, row["id"], mate["id"]):
        return Say(Card(_("{name} is on the team of {account} already", name=mate["name"], account=row["name"])))
    owner = teammates.get(session, row["owner_id"]) if row["owner_id"] else None
    told = [reader for reader in (mate, owner) if reader is not None and reader["id"] != session.viewer]
    for reader in told:
        tell(ask, session, row, mate, reader)
    text = _("They can read what is noted for the team of {account}.", account=row["name"])
    names = listed([reader["name"] for reader in told if reader["active"]])
    blocks = (Text(text), Text(_("I have told {names}.", names=names))) if names else (Text(text),)
    title = _("{name} is on the team of {account} now", name=mate["name"], account=row["name"])
    undo = Button(_("Undo"), f"/rapport team account:{row['id']} remove teammate:{mate['id']}")
    return Replace(Card(title, (*blocks, Buttons((undo,)))))


def tell(ask: Ask, session: Session, row: Found, mate: Found, reader: Found) -> None:
    """A letter about a new helper, in its reader's language."""
    if not reader["active"]:
        return
    assert session.me is not None
    who, here = session.me["name"], current()
    with speaking(reader["locale"] or str(here.locale), reader["zone"] or here.zone.key):
        title = _("{name} put {mate} on the team of {account}", name=who, mate=mate["name"], account=row["name"])
        if reader["id"] == mate["id"]:
            title = _("{name} put you on the team of {account}", name=who, account=row["name"])
        off = Button(_("Undo"), f"/rapport team account:{row['id']} remove teammate:{mate['id']}")
        knows = Button(_("Who knows them"), f"/whoknows account:{row['id']}")
        outbox.plan(session, reader["id"], "team", Card(title, (Buttons((knows, off)),)), ask.at)


def take_off(session: Session, row: Found, mate: Found) -> Reply:
    if not account_teams.drop(session, row["id"], mate["id"]):
        return Say(Card(_("{name} is not on the team of {account}", name=mate["name"], account=row["name"])))
    undo = Button(_("Undo"), f"/rapport team account:{row['id']} teammate:{mate['id']}")
    title = _("{name} is no longer on the team of {account}", name=mate["name"], account=row["name"])
    return Replace(Card(title, (Buttons((undo,)),)))

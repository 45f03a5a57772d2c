"""Who of us has written about a topic: "pricing at ACME"."""

from __future__ import annotations

from bot.message import Button, Buttons, Card, Reply, Row, Say, Text
from bot.rules import query
from bot.words import _, _n, ago
from handlers import which
from handlers.account import name_of
from handlers.whoknows.look import Look
from storage import search


def at(look: Look, what: str) -> Reply | None:
    """The colleagues who noted most about a topic at a customer; None where nobody did."""
    return card(look, what, look.ref)


def card(look: Look, what: str, account: int | None) -> Reply | None:
    """The same; with no account in the whole book."""
    terms = tuple(term for word in query.pieces(what) if (term := query.term(word)))
    if not terms:
        return None
    wanted = search.Wanted(terms=terms, account=account, until=look.today if look.past else None)
    rows = [
        Row(
            one.name,
            _n("{n} note, last {ago}", "{n} notes, last {ago}", one.notes, ago=ago((look.today - one.last).days)),
            one.email,
        )
        for one in search.who_wrote(look.session, wanted)
    ]
    if not rows:
        return None
    where = f" @ account:{account}" if account is not None else ""
    title = _("Who wrote about “{topic}”", topic=what)
    if account is not None:
        title = _("Who wrote about “{topic}” at {account}", topic=what, account=name_of(look.session, account))
    hint = Text(_("By what they noted, as far as you may read it."), quiet=True)
    find = f"/rapport find {what}" + (f" {name_of(look.session, account)}" if account is not None else "")
    buttons = [Button(_("What they wrote"), find)]
    if account is not None:
        buttons.append(Button(_("Who knows them"), f"/whoknows account:{account}"))
    else:
        buttons.append(Button(_("Add it as a customer"), which.new_customer(what)))
    return Say(
        Card(title, (look.table("colleagues", rows, "", f"/whoknows {what}{where}"), hint, Buttons(tuple(buttons))))
    )

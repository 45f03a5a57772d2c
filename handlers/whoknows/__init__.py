"""/whoknows: who of us knows whom at a customer, how well and why, and whom nobody has met lately."""

from __future__ import annotations

import re

from bot.message import Ask, Reply, Say
from bot.rules import functions
from bot.rules.line import rest
from bot.words import current
from handlers import which
from handlers.whoknows import account, function, network, person, topic
from handlers.whoknows.look import Look
from storage.session import Session

PAGE = re.compile(r"(?P<of>.+?) all(?: (?P<page>\d{1,6}))?", re.DOTALL)
ME = ("me", "my network", "나", "내 인맥", "내 네트워크", "인맥")
PLACE = re.compile(r"\s@\s?|@\s|\s(?:at|in)\s", re.IGNORECASE)


def answer(ask: Ask, session: Session) -> Reply:
    """`/whoknows ACME`, `Jane Doe`, `CFO @ ACME`, `procurement`, `pricing at ACME`, or `me` for one's own people.

    For somebody who holds several positions, all of them. `account:12 all 2` shows the second page of all rows, as the
    tables' own button asks.
    """
    text, page = ask.text, 0
    exact = known_exactly(session, text)
    paged = PAGE.fullmatch(text) if not exact else None
    if paged is not None:
        text, page = paged["of"], int(paged["page"] or 1)
        exact = known_exactly(session, text)
    look = Look(session, 0, ask.at.astimezone(current().zone).date(), ask.past, page)
    if len(exact) == 1:
        return shown(look, exact[0])
    reply = None if exact or which.REF.fullmatch(text) else other(ask, look, text)
    if reply is not None:
        return reply
    found = which.known(ask, session, text, lambda mark: f"/whoknows {mark}")
    if isinstance(found, which.Nobody):
        written = topic.card(look, found.name, None) if found.perhaps is None else None
        return written or which.offer(found.name, which.BOTH, found.perhaps, which.new_customer)
    return shown(look, (found.kind, found.ref)) if isinstance(found, which.Found) else found


def known_exactly(session: Session, text: str) -> list[which.Ref]:
    """Whose very name a text is."""
    known = session.known
    return [("account", ref) for ref in known.accounts.exact(text)] + [
        ("person", ref) for ref in known.people.exact(text)
    ]


def shown(look: Look, of: which.Ref) -> Reply:
    kind, ref = of
    return Say(account.card(look.at(ref)) if kind == "account" else person.card(look.at(ref)))


def quick(ask: Ask) -> bool:
    """Whether an answer is one of a millisecond: it is, unless much of the book is read for it."""
    text = ask.text.casefold()
    wide = "@" in text or text.startswith(ME) or PLACE.search(text) is not None
    return not (wide or functions.named(ask.text))


def other(ask: Ask, look: Look, text: str) -> Reply | None:
    """The answer where neither a customer nor a person is asked about; None for any name."""
    if text.casefold().strip(" ?!") in ME:
        return Say(network.card(look))
    wanted = functions.named(text)
    if wanted is not None:
        return Say(function.everywhere(look, wanted))
    return at_a_place(ask, look, text)


def at_a_place(ask: Ask, look: Look, text: str) -> Reply | None:
    """A function or a topic at a customer: "CFO @ ACME", "pricing at ACME", "한빛전자 구매팀"; None for the rest."""
    split = PLACE.search(text)
    if split is not None and text[: split.start()].strip():
        what, where = text[: split.start()].strip(), text[split.end() :].strip()
        wanted = functions.title(what)
        if wanted is None and (known_exactly(look.session, what) or which.exactly(look.session, "person", what)):
            return None
        refs = look.session.known.accounts.exact(where)
        if len(refs) == 1:
            here = look.at(refs[0])
            there = None if wanted is not None else which.somebody_at(look.session, what, refs[0])
            return None if there else function.at(here, wanted) if wanted is not None else topic.at(here, what)
        if wanted is None:
            return None
        found = which.account(ask, look.session, where, lambda mark: f"/whoknows {what} @ {mark}")
        return function.at(look.at(found), wanted) if isinstance(found, int) else found
    words = text.split()
    if len(words) < 2 or not any(functions.title(word) for word in (words[-1], " ".join(words[-2:]))):
        return None
    spans = look.session.known.accounts.in_text(text)
    if len(spans) != 1 or len(spans[0][2]) != 1:
        return None
    wanted = functions.title(rest.left(text, [spans[0][:2]]))
    return function.at(look.at(spans[0][2][0]), wanted) if wanted is not None else None

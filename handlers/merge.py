"""/rapport merge: two customers, or two people, that were one. Everything moves; for a day it can be taken apart."""

from __future__ import annotations

import re
from collections import Counter

from bot.message import Ask, Button, Buttons, Card, Facts, Refusal, Replace, Reply, Say, Text
from bot.words import _, _n
from handlers import which
from storage import merging
from storage.session import Session

INTO = re.compile(r"(?P<gone>.+?)\s*(?:\s(?:into|with)\s|→|->|=>)\s*(?P<kept>.+)", re.DOTALL | re.IGNORECASE)
COMMA = re.compile(r"(?P<gone>[^,]+),\s+(?P<kept>[^,]+)")
KOREAN = re.compile(r"(?P<gone>.+?)(?:을|를|과|와|랑)\s+(?P<kept>.+?)(?:으로|로|에|에다)?", re.DOTALL)
SURE = re.compile(r"\s+(?:yes|네|예)$", re.IGNORECASE)
UNDO = re.compile(r"undo (\d{1,9})")


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport merge ACME Inc into ACME`: says what would move and asks, and moves it once that is confirmed."""
    text = ask.text.strip()
    undone = UNDO.fullmatch(text)
    if undone is not None:
        return undo(ask, session, int(undone[1]))
    sure = SURE.search(text) is not None
    names = SURE.sub("", text)
    said = INTO.fullmatch(names) or KOREAN.fullmatch(names) or COMMA.fullmatch(names)
    if said is None:
        raise Refusal(_("Which two? Write it like this: /rapport merge ACME Inc into ACME"))
    gone = which.one(ask, session, said["gone"], lambda mark: f"/rapport merge {mark} into {said['kept']}")
    if not isinstance(gone, which.Found):
        return gone
    first = f"{gone.kind}:{gone.ref}"
    kept = which.one(ask, session, said["kept"], lambda mark: f"/rapport merge {first} into {mark}", (gone.kind,))
    if not isinstance(kept, which.Found):
        return kept
    if gone == kept:
        raise Refusal(_("Both names are of one and the same already."))
    return do(ask, session, gone, kept) if sure else confirm(session, gone, kept)


def confirm(session: Session, gone: which.Found, kept: which.Found) -> Reply:
    names = {"gone": which.label(session, gone.kind, gone.ref), "kept": which.label(session, kept.kind, kept.ref)}
    pairs = moving(merging.counts(session, gone.kind, gone.ref))
    mark, other = f"{gone.kind}:{gone.ref}", f"{kept.kind}:{kept.ref}"
    buttons = Buttons(
        (
            Button(_("Merge"), f"/rapport merge {mark} into {other} yes", "danger"),
            Button(_("The other way round"), f"/rapport merge {other} into {mark}"),
        )
    )
    own = which.own_name(session, gone.kind, gone.ref)
    text = Text(
        _(
            "Everything goes to {kept}; “{gone}” stays as one of its names. For a day you can undo it.",
            kept=names["kept"],
            gone=own,
        )
    )
    facts = (Facts(tuple(pairs)),) if pairs else (Text(_("Nothing else is noted of {gone}.", **names), quiet=True),)
    return Say(Card(_("Merge {gone} into {kept}?", **names), (text, *facts, buttons)))


def moving(counts: Counter[str]) -> list[tuple[str, str]]:
    """What would move, in words; what nobody would miss is left out."""
    names = {
        "interaction": _("Contacts"),
        "met": _("Contacts"),
        "position": _("Positions"),
        "promise": _("Promises"),
        "plan": _("Plans"),
        "invited": _("Plans"),
        "insight": _("Insights"),
        "fact": _("Facts"),
        "occasion": _("Occasions"),
        "account": _("Customers below it"),
        "helper": _("Helpers"),
    }
    return [(names[name], str(n)) for name, n in counts.items() if n and name in names]


def do(ask: Ask, session: Session, gone: which.Found, kept: which.Found) -> Reply:
    names = {"gone": which.label(session, gone.kind, gone.ref), "kept": which.label(session, kept.kind, kept.ref)}
    n = sum(merging.counts(session, gone.kind, gone.ref).values())
    merged = merging.merge(session, gone.kind, gone.ref, kept.ref, ask.at)
    text = Text(_n("{n} entry has moved.", "{n} entries have moved.", n), quiet=True)
    buttons = Buttons((Button(_("Undo"), f"/rapport merge undo {merged}"),))
    return Replace(Card(_("{gone} is a part of {kept} now", **names), (text, buttons)))


def undo(ask: Ask, session: Session, merged: int) -> Reply:
    row = merging.get(session, merged)
    if row is None:
        raise Refusal(_("There is no such merge."))
    if row["teammate_id"] != session.viewer and not (session.me and session.me["admin"]):
        raise Refusal(_("Only whoever merged them can undo it, or an administrator."))
    if not merging.part(session, merged, ask.at):
        raise Refusal(_("That merge can be undone no longer: a day has passed, or one of the two has changed since."))
    kind = row["kind"]
    names = {"gone": which.label(session, kind, row["gone"]), "kept": which.label(session, kind, row["kept"])}
    return Replace(Card(_("{gone} and {kept} are two again", **names)))

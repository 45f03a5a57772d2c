"""Who of us knows the companies of the same group, and who is nearest where nobody knows the one asked about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.message import Block, Row, Text
from bot.words import _
from handlers.account import row_of
from handlers.whoknows.look import Look, band_name, last_contact
from storage import brief, ties
from storage.session import Found


def blocks(look: Look, row: Found, known: bool) -> tuple[Block, ...]:
    """The colleagues who know a parent, a part or another part of the same parent, strongest first; said apart."""
    kin = brief.kin(look.session, row)
    if not kin:
        return ()
    rows = [
        Row(
            one.name,
            _(
                "{account} ({kin}): {band}, {last}",
                account=kin[one.account][0],
                kin=kin_name(kin[one.account][1]),
                band=band_name(one.strength),
                last=last_contact(one.last_day, look.today),
            ),
            one.email,
        )
        for one in ties.along(look.session, list(kin), look.number, look.past)
    ]
    if rows:
        title = _("In the same group") if known else _("Nobody knows them; nearest, in the same group")
        return (look.table("nearby", rows, title, f"/whoknows account:{row['id']}"),)
    names = ", ".join(name for name, _what in kin.values())
    return (
        Text(
            _("Nobody of us has been in touch with the rest of their group either: {names}.", names=names), quiet=True
        ),
    )


def kin_name(what: str) -> str:
    return {"parent": _("its parent"), "part": _("belongs to it"), "sibling": _("of the same parent")}[what]


def nearest(look: Look, held: Sequence[Found]) -> tuple[Block, ...]:
    """Whom to ask about somebody whom nobody knows: those who know their company, else its group."""
    for at in held:
        ranked = ties.colleagues(look.session, at["account_id"], 0, look.number, look.past)
        if ranked:
            rows = [
                Row(
                    one.name,
                    f"{at['account']}: {band_name(one.strength)}, {last_contact(one.last_day, look.today)}",
                    one.email,
                )
                for one in ranked
            ]
            title = _("Nearest: who knows their company")
            return (look.table("nearby", rows, title, f"/whoknows account:{at['account_id']}"),)
    return tuple(
        block
        for at in held
        for block in blocks(look.at(at["account_id"]), row_of(look.session, at["account_id"]), False)
    )

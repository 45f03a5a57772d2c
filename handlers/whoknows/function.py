"""Who of us knows somebody of a function: "CFO @ ACME", "procurement", "한빛전자 구매팀"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.message import Block, Button, Buttons, Card, Reply, Row, Say, Text
from bot.rules.functions import Wanted
from bot.words import _, called
from handlers import which
from handlers.account import log_button, name_of, row_of
from handlers.whoknows.look import Look, band_name, last_contact
from storage import brief, functions, people, ties
from storage.session import Found
from storage.ties import Colleague


def at(look: Look, wanted: Wanted) -> Reply:
    """Those at a customer who are of a function and who of us knows each; where nobody is, who is nearest."""
    there = [row for row in people.at(look.session, look.ref) if fits(wanted, row)]
    name = name_of(look.session, look.ref)
    title = _("{function} at {account}", function=wanted.text, account=name)
    line = f"/whoknows {wanted.text} @ account:{look.ref}"
    back = Buttons((Button(_("Who knows them"), f"/whoknows account:{look.ref}"), log_button(look.ref)))
    if not there:
        nobody = Text(_("Nobody at {account} is noted for that.", account=name))
        return Say(Card(title, (nobody, *nearest(look, wanted), back)))
    known = ties.every(look.session, look.ref, look.number, look.past)
    rows = []
    for row in sorted(there, key=lambda row: -best(known, row["id"])):
        knowing = [one for one in known if one.person == row["id"]]
        who = which.titled(row["name"], row["title"], row["department"])
        rows.append(Row(who, told(knowing, look), row["external_id"] or row["email"]))
    taps = tuple(
        Button(called(row["name"], row["title"]), f"/whoknows person:{row['id']}") for row in there[: which.OFFERED]
    )
    near = nearest(look, wanted) if not any(best(known, row["id"]) for row in there) else ()
    return Say(Card(title, (look.table("people", rows, "", line), *near, Buttons(taps), back)))


def fits(wanted: Wanted, row: Found) -> bool:
    return wanted.fits(row["title"], row["department"], row["role"], row["rank"])


def best(known: Sequence[Colleague], person: int) -> float:
    return max((one.strength for one in known if one.person == person), default=0.0)


def told(knowing: Sequence[Colleague], look: Look) -> str:
    """ "Ann strong, last contact yesterday (Tue, Mar 10); Tom warm, …"."""
    said = [f"{one.name} {band_name(one.strength)}, {last_contact(one.last_day, look.today)}" for one in knowing[:3]]
    return "; ".join(said) or _("nobody of us knows them")


def nearest(look: Look, wanted: Wanted) -> tuple[Block, ...]:
    """The same function in the group of a customer, else anywhere, by who of us knows them best."""
    kin = brief.kin(look.session, row_of(look.session, look.ref))
    found = [one for one in functions.known(look.session, wanted, look.today, look.past) if one.account != look.ref]
    inside = [one for one in found if one.account in kin]
    title = _("Nearest, in the same group") if inside else _("Nearest, the same function elsewhere")
    rows = as_rows(inside or found, look)
    return (look.table("nearby", rows, title, f"/whoknows {wanted.text}"),) if rows else ()


def everywhere(look: Look, wanted: Wanted) -> Card:
    """Whom of a function any of us knows, strongest ties first."""
    rows = as_rows(functions.known(look.session, wanted, look.today, look.past), look)
    title = _("Who knows {function}?", function=wanted.text)
    if not rows:
        hint = _("None of us has met anybody who is noted for that. Their titles, departments and roles are looked at.")
        return Card(title, (Text(hint),))
    blocks: tuple[Block, ...] = (look.table("nearby", rows, _("Strongest first"), f"/whoknows {wanted.text}"),)
    if len(rows) == functions.MOST:
        blocks += (Text(_("Only the strongest {n} are listed.", n=functions.MOST), quiet=True),)
    return Card(title, blocks)


def as_rows(found: Sequence[functions.Tied], look: Look) -> list[Row]:
    rows = []
    for one in found:
        who = which.titled(one.person, one.title, one.department)
        mate = one.by
        said = f"{who}, {one.company}: {band_name(mate.strength)}, {last_contact(mate.last_day, look.today)}"
        rows.append(Row(mate.name, said, mate.email))
    return rows

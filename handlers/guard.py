"""Who may ask. The default is no."""

from __future__ import annotations

from sqlalchemy.engine import RowMapping

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Standing, Text
from bot.words import _, listed, speaking
from handlers.commands import Command
from storage import outbox, runs, teammates
from storage.session import Session


def is_member(ask: Ask) -> bool:
    return ask.who.standing is Standing.MEMBER


def members_only(ask: Ask) -> None:
    """Raises a Refusal to guests, strangers from other companies, bots and whoever was deactivated."""
    if not is_member(ask):
        raise Refusal(_("Rapport answers only members of the company it belongs to."))


def teammate(ask: Ask, session: Session) -> RowMapping | None:
    """The asker's row, from now on the session's viewer; None to whoever is not, or not yet, a teammate."""
    row = teammates.find(session, ask.who.user, ask.who.email)
    if row is None or not row["active"] or (ask.platform == "slack" and row["external_id"] != ask.who.user):
        return None
    session.viewer, session.me = row["id"], row
    return row


def allowed(command: Command, me: RowMapping) -> None:
    if command.admins and not me["admin"]:
        raise Refusal(_("That is for an administrator of Rapport. Ask one of them to do it."))


def let_in(ask: Ask, session: Session) -> Reply | None:
    """Lets in whoever is known by mail, and the first administrator; to others whom to ask. None: they are in."""
    row = teammates.find(session, ask.who.user, ask.who.email)
    if row is not None and row["active"]:
        teammates.link(session, row, ask.who.user)
        return None
    admins = teammates.admins(session)
    if row is None and not admins and ask.who.admin and ask.who.email:
        teammates.add(session, ask.who.email, ask.who.name or ask.who.email, external_id=ask.who.user, admin=True)
        return None
    if not admins:
        return refusal(
            _("Nobody is set up here yet. An administrator of this workspace has to say the first word to me.")
        )
    if runs.first(session, "asked in", ask.who.user, ask.at):
        for admin in admins:
            tell(ask, session, admin)
    names = listed([admin["name"] for admin in admins])
    return refusal(
        _("You are not on the team here yet. I have told {names}, who can add you with one tap.", names=names)
    )


def refusal(text: str) -> Reply:
    return Say(Card(text))


def tell(ask: Ask, session: Session, admin: RowMapping) -> None:
    """A letter to an administrator about somebody who asked to be let in."""
    who = ask.who.name or ask.who.email or ask.who.user
    with speaking(admin["locale"], admin["zone"]):
        add = Button(_("Add {name}", name=who), f"/rapport add {ask.who.email} {ask.who.user} {who}", "primary")
        text = _("They asked me something and are not on the team. Whoever you add sees all that the team knows.")
        card = Card(_("{name} would like to use Rapport", name=who), (Text(text), Buttons((add,))))
    outbox.plan(session, admin["id"], "asked in", card, ask.at)

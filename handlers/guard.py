"""Who may ask. The default is no."""

from __future__ import annotations

from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Reply, Say, Standing, Text
from bot.words import _, current, listed, speaking
from handlers.commands import Command
from storage import outbox, runs, teammates
from storage.session import Found, Session


def is_member(ask: Ask) -> bool:
    return ask.who.standing is Standing.MEMBER


def members_only(ask: Ask) -> None:
    """Raises a Refusal to guests, strangers from other companies, bots and whoever was deactivated."""
    if ask.who.standing is Standing.UNKNOWN:
        raise Refusal(_("I cannot tell who you are right now. Please try again in a moment."))
    if not is_member(ask):
        raise Refusal(_("Rapport answers only members of the company it belongs to."))


def teammate(ask: Ask, session: Session) -> Found | None:
    """The asker's row, from now on the session's viewer; None to whoever is not, or not yet, a teammate."""
    row = teammates.asking(session, ask.who.user, ask.who.email)
    if row is None or not row["active"] or (ask.platform == "slack" and row["external_id"] != ask.who.user):
        return None
    session.viewer, session.me = row["id"], row
    return row


def allowed(command: Command, me: Found) -> None:
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
        return refusal(_("Nobody is set up here yet. An administrator of this workspace has to write to me first."))
    reached = [admin for admin in admins if admin["external_id"] or ask.platform != "slack"]
    names = listed([admin["name"] for admin in reached or admins])
    if not reached:
        return refusal(
            _("You are not on the team here. {names} can add you: /rapport add your mail address", names=names)
        )
    if runs.first(session, "asked in", ask.who.user, ask.at):
        for admin in reached:
            tell(ask, session, admin)
    return refusal(_("You are not on the team here. I have told {names}, who can add you with one tap.", names=names))


def refusal(text: str) -> Reply:
    return Say(Card(text))


def tell(ask: Ask, session: Session, admin: Found) -> None:
    """A letter to an administrator about somebody who asked to be let in; a button needs their mail address."""
    who = " ".join((ask.who.name or ask.who.email or ask.who.user).split())[:100]
    here = current()
    with speaking(admin["locale"] or str(here.locale), admin["zone"] or here.zone.key):
        text = _("They wrote to me and are not on the team. Whoever you add sees all that the team knows.")
        if ask.who.email:
            add = Button(_("Add {name}", name=who), f"/rapport add {ask.who.email} {ask.who.user} {who}", "primary")
            how: Block = Buttons((add,))
        else:
            how = Text(_("I cannot see their mail address. To add them: /rapport add their mail address"))
        card = Card(_("{name} would like to use Rapport", name=who), (Text(text), how))
    outbox.plan(session, admin["id"], "asked in", card, ask.at)

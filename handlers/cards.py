"""A card out of an address book: a person, at the customer that it names."""

from __future__ import annotations

from bot.message import Ask, Block, Button, Buttons, Card, Facts, Text
from bot.rules.files import BusinessCard, read_cards
from bot.rules.line.marks import MARK
from bot.rules.names import Certain
from bot.words import _, called, listed
from handlers import kept_files, which
from handlers.account import name_of
from handlers.contact.form import today_of
from handlers.kept_files import Given
from storage import accounts, addresses, drafts, journal, people, personal
from storage.session import Session

OFFERED = 3


def take(ask: Ask, session: Session, given: Given) -> Card:
    """Notes who is on the cards; asks for the customer of a single one that names none."""
    found = read_cards(given.data)
    if not found:
        return Card(_("There is nobody in {file}.", file=given.name))
    placed = [(card, account_of(session, card, given.words, given.choice)) for card in found]
    if len(placed) == 1 and placed[0][1] is None:
        return which_customer(session, found[0], kept_files.keep(session, given))
    if given.draft:
        drafts.close(session, given.draft)
    blocks: list[Block] = []
    titles = []
    for card, account in placed:
        if account is not None:
            title, more = noted(ask, session, card, account)
            titles.append(title)
            blocks += [Text(title), *more] if len(found) > 1 else more
    homeless = listed([card.name for card, account in placed if account is None])
    if homeless:
        blocks.append(Text(_("No customer is on the card of {names}: send it alone.", names=homeless), quiet=True))
    buttons = met(session, placed)
    if session.changes:
        buttons = (Button(_("Undo"), f"/rapport undo {journal.keep(session, 'card', ask.at)}"), *buttons)
    blocks += [Buttons(buttons)] if buttons else []
    return Card(titles[0] if len(found) == 1 else _("Cards"), tuple(blocks))


def account_of(session: Session, card: BusinessCard, words: str, choice: str) -> int | str | None:
    """The customer: chosen, where the person is known to be, named on the card, or of the address; else None.

    A name that no customer has is that of a new one.
    """
    mark = MARK.fullmatch(choice.strip())
    if mark is not None:
        return mark["new"] or which.existing(session, "account", int(mark["ref"])).ref
    typed = {ref for _start, _end, refs in session.known.accounts.in_text(words) for ref in refs}
    if len(typed) == 1:
        return typed.pop()
    domain = addresses.company_of(card.mail) if card.mail else ""
    owners = addresses.accounts_by_domain(session, {domain}).get(domain, []) if domain else []
    exact = session.known.accounts.exact(card.company) if card.company else []
    if len(exact) == 1:
        return exact[0]
    if len(owners) == 1:
        return int(owners[0]["id"])
    if not card.company:
        return None
    verdict = session.known.accounts.judge(card.company)
    return verdict.ref if isinstance(verdict, Certain) else card.company


def which_customer(session: Session, card: BusinessCard, draft: int) -> Card:
    text = Text(_("No company is on the card. Send it again with the customer's name, or choose:"))
    domain = addresses.company_of(card.mail) if card.mail else ""
    buttons = [
        Button(row["name"], f"/rapport file {draft} account:{row['id']}")
        for row in addresses.accounts_by_domain(session, {domain}).get(domain, [])[:OFFERED]
    ]
    if domain and not buttons:
        name = domain.split(".")[0].replace("-", " ").title()
        buttons.append(Button(_("A new customer: {name}", name=name), f'/rapport file {draft} new:"{name}"'))
    return Card(_("Where does {name} work?", name=card.name), (text, Buttons(tuple(buttons))))


def noted(ask: Ask, session: Session, card: BusinessCard, account: int | str) -> tuple[str, list[Block]]:
    """Stores what a card says of somebody; what was done, and what it is now known of them."""
    home = accounts.create(session, account) if isinstance(account, str) else account
    known = known_as(session, card, home)
    company, name = name_of(session, home), called(card.name, card.title)
    details = {"email": card.mail, "phone": card.phone, "birthday": card.birthday}
    if known is None:
        person = people.create(session, card.name, home, card.title, card.department, source=people.CARD)
        personal.keep(session, person, **{column: value for column, value in details.items() if value})
        return _("New here: {name} at {account}", name=name, account=company), facts(card)
    row = people.get(session, known)
    assert row is not None
    news = {column: value for column, value in details.items() if value and not row[column]}
    personal.keep(session, known, **news)
    held = people.positions(session, [known])
    blocks = facts(card) if news else []
    if any(job["account_id"] == home for job in held):
        title = _("{name} at {account}: noted", name=name, account=company)
        return (title if news else _("I know {name} at {account} already", name=name, account=company)), blocks
    if not held:
        people.hold(session, known, home, card.title, card.department, since=today_of(ask))
        return _("{name} is at {account} now", name=name, account=company), blocks
    return _("{name}: the card says {account}", name=name, account=company), [
        *blocks,
        moved(card, known, company),
    ]


def known_as(session: Session, card: BusinessCard, account: int) -> int | None:
    """Whom we know already of a card: by mail address, else by name at the account."""
    rows = addresses.people_by_mail(session, [card.mail]).get(card.mail, []) if card.mail else []
    ids = {row["id"] for row in rows}
    if len(ids) == 1:
        return int(ids.pop())
    same = which.somebody_at(session, card.name, account)
    return same[0] if len(same) == 1 else None


def moved(card: BusinessCard, person: int, company: str) -> Block:
    """A button for somebody who is known to be elsewhere, if they have changed."""
    to = _("Yes, moved to {account}", account=company)
    title = f" as {card.title}" if card.title else ""
    return Buttons((Button(to, f"/rapport moved person:{person} to {company}{title}"),))


def facts(card: BusinessCard) -> list[Block]:
    pairs = (
        (_("Mail"), card.mail),
        (_("Phone"), card.phone),
        (_("Department"), card.department),
        (_("Birthday"), card.birthday),
    )
    shown = tuple((label, value) for label, value in pairs if value)
    return [Facts(shown)] if shown else []


def met(session: Session, placed: list[tuple[BusinessCard, int | str | None]]) -> tuple[Button, ...]:
    """Logs that cards were exchanged with the one of a card."""
    if len(placed) != 1:
        return ()
    card, account = placed[0]
    home = accounts.create(session, account) if isinstance(account, str) else account
    person = known_as(session, card, home or 0)
    says = f"/logcontact person:{person} @ account:{home} today business card"
    return (Button(_("We met today"), says),) if person else ()

"""Who was invited to a meeting, by their mail addresses: us, people we know, and whoever is new."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from bot.rules.files import Guest, Meeting
from bot.words import called, listed
from handlers import which
from storage import addresses, people, personal, teammates
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Parties:
    """Who was invited: ids of us, of people we know, whom we do not know yet, and how many speak for which account."""

    mates: tuple[int, ...]
    people: tuple[int, ...]
    strangers: tuple[Guest, ...]
    votes: Counter[int]


def parties(session: Session, meeting: Meeting) -> Parties:
    """Who of the guests is who, by their mail addresses."""
    ours = {row["email"]: row["id"] for row in teammates.everyone(session)}
    at_home = {addresses.company_of(mail) for mail in ours} - {""}
    guests = [g for g in meeting.guests if g.mail not in ours and addresses.company_of(g.mail) not in at_home]
    known = addresses.people_by_mail(session, [guest.mail for guest in guests])
    companies = addresses.accounts_by_domain(session, {addresses.company_of(guest.mail) for guest in guests} - {""})
    votes: Counter[int] = Counter()
    for guest in guests:
        homes = {row["account_id"] for row in known.get(guest.mail, ()) if row["account_id"] is not None}
        homes = homes or {row["id"] for row in companies.get(addresses.company_of(guest.mail), ())}
        votes.update(homes if len(homes) == 1 else ())
    return Parties(
        tuple(ours[guest.mail] for guest in meeting.guests if guest.mail in ours),
        tuple(dict.fromkeys(rows[0]["id"] for guest in guests if (rows := known.get(guest.mail)))),
        tuple(guest for guest in guests if guest.mail not in known),
        votes,
    )


def newcomer(session: Session, guest: Guest, account: int, created: list[str]) -> int:
    """Somebody at the account's company whom we did not know."""
    name = guest.name or named_by(guest.mail)
    same = which.somebody_at(session, name, account)
    if len(same) == 1 and not (people.get(session, same[0]) or {})["email"]:
        personal.keep(session, same[0], email=guest.mail)
        return same[0]
    person = people.create(session, name, account)
    personal.keep(session, person, email=guest.mail)
    created.append(called(name, ""))
    return person


def named_by(mail: str) -> str:
    """ "jane.doe@acme.example" is Jane Doe's; "" for an address that is not made of a name."""
    words = re.split(r"[._]", mail.partition("@")[0])
    return " ".join(word.title() for word in words) if len(words) > 1 and all(map(str.isalpha, words)) else ""


def new_companies(parties: Parties) -> list[str]:
    """What companies that we do not know may be called, by their domains: "acme.example" is Acme."""
    domains = [addresses.company_of(guest.mail) for guest in parties.strangers]
    found = [domain.split(".")[0].replace("-", " ").title() for domain in domains if domain]
    return list(dict.fromkeys(found))[:2]


def whom(session: Session, parties: Parties) -> str:
    known = [which.label(session, "person", one) for one in parties.people]
    return listed([*known, *(guest.name or guest.mail for guest in parties.strangers)])

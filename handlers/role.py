"""What somebody is in the buying, how they stand towards us, whom they report to, and what counts for them."""

from __future__ import annotations

import re

from bot.message import Ask, Button, Buttons, Card, Refusal, Replace, Reply, Say, Text
from bot.phrases import attitude_name, role_name
from bot.rules import roles
from bot.rules.attitude import Attitude
from bot.rules.names import Certain, Several
from bot.rules.roles import Role
from bot.rules.shelf import FactKind
from bot.words import _
from handlers import facts, subject, which
from handlers.subject import Somebody
from storage import people
from storage.session import Session

ANSWERS = re.compile(r"(?P<name>.*?)\s*champion (?P<said>[yn]{1,3})", re.IGNORECASE | re.DOTALL)
REPORTS = re.compile(
    r"\s*(?:\breports to\b|\bboss(?: is|:)?|->|→|>|,|[:：]|(?<=[가-힣])(?:의|님의)? ?(?:상사|보스)는|은\s|는\s"
    r"|^\s*(?:상사|보스)(?:는|은)?\s)\s*",
    re.IGNORECASE,
)
OBJECT = re.compile("(?<=[가-힣])(?:에게|한테|께)?\\s*(?:보고(?:함|해요|합니다)?)?$")
LONGEST = 300  # characters of what counts for somebody
PERSON = ("person",)


def role(ask: Ask, session: Session) -> Reply:
    """`/rapport role Jane Doe decision maker`; for a champion three questions come first, without a role a choice."""
    asked = ANSWERS.fullmatch(ask.text)
    said = asked["said"].lower() if asked is not None else ""
    name, wanted = of_whom(session, ask.text[: -len(said)].rstrip() if said else ask.text, roles.role)
    line = f"{wanted.value} {said}".strip() if wanted is not None else ""
    whom = subject.somebody(ask, session, name, lambda mark: f"/rapport role {mark} {line}".strip())
    if not isinstance(whom, Somebody):
        return whom
    if wanted is Role.CHAMPION:
        return champion(ask, session, whom, said)
    if wanted is not None:
        return facts.noted(ask, session, whom, FactKind.ROLE, wanted.value)
    title = _("What is {name} when they decide to buy?", name=facts.named(session, whom))
    buttons = tuple(Button(role_name(one.value), f"/rapport role {mark(whom)} {one.value}") for one in Role)
    return Say(Card(title, (Buttons(buttons),)))


def of_whom(session: Session, text: str, read: roles.Reader[roles.E]) -> tuple[str, roles.E | None]:
    """The person's name and what is said of them; a name that nobody knows is what stands before it."""
    name, rest = subject.split(session, text, PERSON)
    left, value = read(rest if name else text)
    return name or left, value


def mark(whom: Somebody) -> str:
    return f"person:{whom.person} account:{whom.account}"


def question(n: int, name: str) -> str:
    """The test of a champion, as it is commonly taught: power, selling for us, and a gain of their own."""
    return (
        _("Does {name} have a say in this decision, or the ear of whoever decides?", name=name),
        _("Does {name} speak up for us when none of us is in the room?", name=name),
        _("Does {name} win something themselves if we succeed?", name=name),
    )[n]


def champion(ask: Ask, session: Session, whom: Somebody, said: str) -> Reply:
    """The next of the three questions, or what the answers make of the person, said plainly and why."""
    name = facts.named(session, whom)
    if len(said) < roles.QUESTIONS:
        line = f"/rapport role {mark(whom)} champion {said}"
        buttons = Buttons((Button(_("Yes"), f"{line}y", "primary"), Button(_("No"), f"{line}n")))
        title = _("A champion? Question {n} of {all}", n=len(said) + 1, all=roles.QUESTIONS)
        return Replace(Card(title, (Text(question(len(said), name)), buttons)))
    judged = roles.champion(said)
    if judged is Role.CHAMPION:
        why = _("Three times yes: a champion. Help them to sell for us.")
        return facts.noted(ask, session, whom, FactKind.ROLE, Role.CHAMPION.value, why=why)
    if isinstance(judged, Role):
        return facts.noted(ask, session, whom, FactKind.ROLE, judged.value, why=lacking(said))
    if judged is not None:
        return facts.noted(ask, session, whom, FactKind.ATTITUDE, judged.value, why=lacking(said))
    text = _("Without a say, without speaking for us and with nothing to win: neither champion nor supporter so far.")
    again = Button(_("Ask me again"), f"/rapport role {mark(whom)} champion")
    other = Button(_("Another role"), f"/rapport role {mark(whom)}")
    return Replace(Card(_("Nothing noted: {name}", name=name), (Text(text), Buttons((again, other)))))


def lacking(said: str) -> str:
    """Why somebody is not a champion, by the three answers, and what they are instead."""
    say, speaks, _gains = (answer == "y" for answer in said)
    if not say:
        return _("A supporter, not a champion: they have no say in the decision. Ask them who has.")
    if not speaks:
        return _("An influencer, not a champion: they have a say, but do not speak up for us when we are not there.")
    return _("An influencer, not a champion: they speak for us, but win nothing themselves if we succeed.")


def attitude(ask: Ask, session: Session) -> Reply:
    """`/rapport attitude Jane Doe supportive`; without a word it offers the five there are."""
    name, wanted = of_whom(session, ask.text, roles.attitude)
    line = wanted.value if wanted is not None else ""
    whom = subject.somebody(ask, session, name, lambda mark: f"/rapport attitude {mark} {line}".strip())
    if not isinstance(whom, Somebody):
        return whom
    if wanted is not None:
        return facts.noted(ask, session, whom, FactKind.ATTITUDE, wanted.value)
    title = _("How does {name} stand towards us?", name=facts.named(session, whom))
    buttons = tuple(Button(attitude_name(one.value), f"/rapport attitude {mark(whom)} {one.value}") for one in Attitude)
    return Say(Card(title, (Buttons(buttons),)))


def priority(ask: Ask, session: Session) -> Reply:
    """`/rapport priority Jane Doe cost down`: what counts for them, in the words typed."""
    name, said = subject.split(session, ask.text, PERSON)
    said = " ".join(said.split())
    if not said:
        raise Refusal(_("What counts for whom? Write it like this: /rapport priority Jane Doe: lower cost"))
    if len(said) > LONGEST:
        raise Refusal(_("That is too long to be remembered as one thing. Write it as an insight: /rapport insight"))
    whom = subject.somebody(ask, session, name or said, lambda mark: f"/rapport priority {mark} {said}")
    if not isinstance(whom, Somebody):
        return whom
    return facts.noted(ask, session, whom, FactKind.PRIORITY, said)


def boss(ask: Ask, session: Session) -> Reply:
    """`/rapport boss Jane Doe John Roe`: whom somebody reports to; somebody nobody knows yet is added with it."""
    name, said = subject.split(session, ask.text, PERSON)
    above = OBJECT.sub("", REPORTS.sub("", f" {said}", count=1) if REPORTS.match(f" {said}") else said).strip()
    if not name or not which.name_of(above):
        raise Refusal(_("Who reports to whom? Write it like this: /rapport boss Jane Doe John Roe"))
    whom = subject.somebody(ask, session, name, lambda mark: f"/rapport boss {mark} {above}")
    if not isinstance(whom, Somebody):
        return whom
    chief = the_boss(ask, session, whom, above)
    if not isinstance(chief, int):
        return chief
    if chief == whom.person:
        raise Refusal(_("Nobody reports to themselves. Who is it?"))
    row = people.get(session, chief)
    assert row is not None
    added = any((table, key) == ("person", chief) for table, key, *_change in session.changes)
    why = _("New here: {name}", name=row["name"]) if added else ""
    return facts.noted(ask, session, whom, FactKind.BOSS, str(row["name"]), chief, why=why)


def the_boss(ask: Ask, session: Session, whom: Somebody, said: str) -> int | Reply:
    """The person whom `said` names: of namesakes the one at the same account, and a new one where nobody is alike."""
    fresh = subject.NEW.fullmatch(said)
    name = which.name_of(fresh[1] if fresh is not None else said)
    here = which.somebody_at(session, name, whom.account)
    if len(here) == 1 and fresh is None:
        return here[0]
    known = here or which.exactly(session, "person", name) or which.REF.fullmatch(name)
    unlike = not isinstance(session.known.people.judge(name), Certain | Several)
    if fresh is not None or (not known and unlike and len(name) <= which.LONGEST):
        return people.create(session, name, whom.account)
    again = f"/rapport boss {mark(whom)} "
    found = which.one(ask, session, name, lambda mark: f"{again}{mark}", PERSON)
    if isinstance(found, which.Found):
        return found.ref
    if known or not isinstance(found, Say):
        return found
    other = Buttons((Button(_("None of these: add {name}", name=name), f'{again}new:"{name}"'),))
    return Say(Card(found.card.title, (*found.card.blocks, other)))

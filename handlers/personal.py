"""What is kept of somebody beside their job: birthday, likes, occasions, how we came to know them."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.message import Ask, Button, Buttons, Card, Facts, Refusal, Replace, Reply, Say, Text
from bot.phrases import occasion_name, source_name
from bot.rules import birthdays, days, sensitive
from bot.rules.birthdays import Birthday
from bot.words import _, current, day, listed, month_day
from handlers import subject, which
from handlers.contact.form import today_of
from handlers.contact.reading import day_first
from storage import journal, people, personal, positions
from storage.session import Found, Session

PERSON = ("person",)
LONGEST = 300  # signs of what somebody likes, and of where they are known from
OCCASIONS = {
    "promotion": r"promot\w*|승진|영전|취임",
    "wedding": r"wedding|marri\w+|결혼(?:식)?|혼사|자녀 ?결혼",
    "birth": r"birth|baby|newborn|출산|득남|득녀|돌잔치|돌",
    "bereavement": r"bereavement|funeral|death|condolences?|부고"
    r"|(?:[부모조]|빙[부모]|조[부모]|[부모]친)상|상(?=\s|$)|장례(?:식)?|조사",
    "other": r"occasion|anniversary|retirement|경조사|경사|기념일|개업|이전|정년",
}
OCCASION = {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for kind, words in OCCASIONS.items()}
TELLING = ("bereavement", "other")  # of these the very word is kept: whose funeral, which anniversary
SOURCES = {
    people.CARD: r"(?:business )?card|명함(?: ?교환)?",
    people.MEETING: r"meeting|met|미팅|만남|방문",
    people.REFERRAL: r"referral|referred|introduc\w+|소개|추천",
    people.IMPORT: r"import(?:ed)?|가져오기|이관",
}
SOURCE = {kind: re.compile(rf"(?:{words})(?=\W|$)", re.IGNORECASE) for kind, words in SOURCES.items()}
SURE = re.compile(r"\s+(?:yes|네|예)$", re.IGNORECASE)
SIGNS = " \t\r\n,;:：-–—"


def whom(ask: Ask, session: Session, name: str, again: Callable[[str], str]) -> int:
    """The person named. Raises Asked with the question which one is meant."""
    found = which.one(ask, session, name, again, PERSON)
    if not isinstance(found, which.Found):
        raise Asked(found)
    return found.ref


class Asked(Exception):  # noqa: N818 - a question, not an error
    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


def asking(handler: Callable[[Ask, Session], Reply]) -> Callable[[Ask, Session], Reply]:
    """The handler, answering with the question where one came up; a national id number is refused before it."""

    def answer(ask: Ask, session: Session) -> Reply:
        if sensitive.without_ids(ask.text) is not None:
            raise Refusal(_("A national id number is not kept here. Nothing was stored; please say it without."))
        try:
            return handler(ask, session)
        except Asked as asked:
            return asked.reply

    return answer


def noted(ask: Ask, session: Session, title: str, *more: str) -> Reply:
    """The confirmation of what this session changed, with Undo."""
    if not session.changes:
        return Say(Card(title))
    undo = Button(_("Undo"), f"/rapport undo {journal.keep(session, 'person', ask.at)}")
    return Say(Card(title, (*(Text(text, quiet=True) for text in more), Buttons((undo,)))))


@asking
def birthday(ask: Ask, session: Session) -> Reply:
    """`/rapport birthday Jane Doe 3/14`, also with a year, also lunar; without a day it is shown."""
    name, said = subject.split(session, ask.text, PERSON)
    found = birthdays.read(said if name else ask.text, today_of(ask), day_first(ask))
    if found is None and name and said:
        raise Refusal(_("Which day is it? Write it like this: /rapport birthday Jane Doe 3/14"))
    name = name or (found[0] if found is not None else ask.text)
    born = found[1] if found is not None else None
    person = whom(ask, session, name, lambda mark: f"/rapport birthday {mark} {written(born)}".strip())
    who = which.spoken(session, person)
    if born is None:
        row = people.get(session, person)
        kept = birthdays.from_kept(str(row["birthday"])) if row is not None else None
        if kept is None:
            return Say(Card(_("I do not know the birthday of {name}", name=who)))
        return Say(Card(_("{name}: birthday on {day}", name=who, day=shown(kept))))
    personal.keep(session, person, birthday=born.kept())
    return noted(ask, session, _("{name}: birthday on {day}", name=who, day=shown(born)))


def written(born: Birthday | None) -> str:
    """A birthday as a button says it again."""
    if born is None:
        return ""
    year = f"{born.year}-" if born.year else ""
    return f"{year}{born.month}-{born.day}{' lunar' if born.lunar else ''}"


def shown(born: Birthday) -> str:
    """ "Mar 14", "Mar 14, 1980", "Mar 14 (lunar)"."""
    said = month_day(born.month, born.day)
    if born.year:
        said = _("{day}, {year}", day=said, year=str(born.year))
    return _("{day} (lunar)", day=said) if born.lunar else said


@asking
def likes(ask: Ask, session: Session) -> Reply:
    """`/rapport likes Jane Doe: hiking`; without more it is shown."""
    name, said = subject.split(session, ask.text, PERSON)
    said = said.strip(SIGNS)[:LONGEST]
    person = whom(ask, session, name or ask.text, lambda mark: f"/rapport likes {mark}: {said}")
    who, row = which.spoken(session, person), people.get(session, person)
    before = str(row["likes"]) if row is not None else ""
    if not said:
        return Say(Card(_("{name} likes {what}", name=who, what=before) if before else nothing_liked(who)))
    things = [thing for thing in before.split(", ") if thing]
    if said not in things:
        personal.keep(session, person, likes=", ".join([*things, said])[:LONGEST])
    return noted(ask, session, _("{name} likes {what}", name=who, what=listed([*dict.fromkeys([*things, said])])))


def nothing_liked(name: str) -> str:
    return _("I do not know what {name} likes", name=name)


@asking
def occasion(ask: Ask, session: Session) -> Reply:
    """`/rapport occasion Jane Doe wedding 5/2`: promotion, wedding, birth, bereavement or what else there is."""
    name, said = subject.split(session, ask.text, PERSON)
    said = said if name else ask.text
    when = next(iter(days.find(said, today_of(ask), past=False, day_first=day_first(ask))), None)
    bare = said[: when.start] + " " + said[when.end :] if when is not None else said
    kind, match = next(((k, m) for k, form in OCCASION.items() if (m := form.search(bare))), ("", None))
    if match is None:
        raise Refusal(_("What is the occasion? Write it like this: /rapport occasion Jane Doe wedding 5/2"))
    rest = " ".join((bare[: match.start()] + " " + bare[match.end() :]).split()).strip(SIGNS)
    on = when.day if when is not None else today_of(ask)
    person = whom(
        ask, session, name or rest, lambda mark: f"/rapport occasion {mark} {match[0]} {on} {rest if name else ''}"
    )
    telling = [match[0] if kind in TELLING else "", rest if name else ""]
    text = " ".join(part for part in telling if part)[:LONGEST]
    personal.note_occasion(session, person, kind, text, on)
    who, when_said = which.spoken(session, person), day(on, today_of(ask))
    return noted(ask, session, _("{name}: {occasion}, {day}", name=who, occasion=event(kind, text), day=when_said))


@asking
def source(ask: Ask, session: Session) -> Reply:
    """`/rapport source Jane Doe referral: from Tom`: how we came to know somebody."""
    return detail(ask, session, "source")


@asking
def purpose(ask: Ask, session: Session) -> Reply:
    """`/rapport purpose Jane Doe: product news`: what their data is kept for."""
    return detail(ask, session, "purpose")


def detail(ask: Ask, session: Session, column: str) -> Reply:
    name, said = subject.split(session, ask.text, PERSON)
    said = said.strip(SIGNS)[:LONGEST]
    person = whom(ask, session, name or ask.text, lambda mark: f"/rapport {column} {mark}: {said}")
    if said:
        personal.keep(session, person, **{column: as_source(said) if column == "source" else said})
    row = people.get(session, person)
    assert row is not None
    pair = known_from(row) if column == "source" else kept_for(row)
    return noted(ask, session, f"{which.spoken(session, person)} · {pair[0]}: {pair[1]}")


def as_source(said: str) -> str:
    """ "referral: from Tom" of "소개: 김민수"; as it was written where it begins with none of SOURCES."""
    for kind, form in SOURCE.items():
        match = form.match(said)
        if match is not None:
            more = said[match.end() :].strip(SIGNS)
            return f"{kind}: {more}" if more else kind
    return said


def known_from(row: Found) -> tuple[str, str]:
    kind, _colon, more = str(row["source"]).partition(": ")
    named = source_name(kind)
    return _("Known from"), (f"{named}: {more}" if more else named) or _("not noted")


def kept_for(row: Found) -> tuple[str, str]:
    purpose = str(row["purpose"])
    return _("Kept for"), _("business contact") if purpose in ("", people.CONTACT) else purpose


@asking
def person(ask: Ask, session: Session) -> Reply:
    """`/rapport person Jane Doe`: all that is kept of somebody, where it is from and what for."""
    ref = whom(ask, session, ask.text, lambda mark: f"/rapport person {mark}")
    row = people.get(session, ref)
    assert row is not None
    pairs = [
        *jobs(ask, session, ref),
        *details(ask, session, row),
        known_from(row),
        kept_for(row),
        written_by(ask, session, ref),
    ]
    buttons = (
        Button(_("Who knows them"), f"/whoknows person:{ref}"),
        Button(_("Facts"), f"/rapport facts person:{ref}"),
        Button(_("Forget what is personal"), f"/rapport forget person:{ref}", "danger"),
    )
    return Say(Card(which.spoken(session, ref), (Facts(tuple(pairs)), Buttons(buttons))))


def jobs(ask: Ask, session: Session, person: int) -> list[tuple[str, str]]:
    """Each position with its days, those held now first."""
    today = today_of(ask)
    found = []
    for row in positions.of(session, person):
        post = ", ".join(part for part in (row["rank"], row["duty"], row["department"]) if part)
        since = _("since {day}", day=day(row["since"], today)) if row["since"] is not None else ""
        until = _("until {day}", day=day(row["until"], today)) if row["until"] is not None else ""
        found.append(
            (str(row["account"]), ", ".join(part for part in (post, since, until) if part) or _("position unknown"))
        )
    return found


def details(ask: Ask, session: Session, row: Found) -> list[tuple[str, str]]:
    born = birthdays.from_kept(str(row["birthday"]))
    events = [
        f"{event(one['kind'], one['text'])}, {day(one['day'], today_of(ask))}"
        for one in personal.occasions(session, row["id"])
    ]
    pairs = [
        (_("Phone"), str(row["phone"])),
        (_("Mail"), str(row["email"])),
        (_("Birthday"), shown(born) if born is not None else ""),
        (_("Likes"), str(row["likes"])),
        (_("Occasions"), listed(events)),
    ]
    return [pair for pair in pairs if pair[1]]


def event(kind: str, text: str) -> str:
    """ "promotion: CFO", "wedding"."""
    return f"{occasion_name(kind)}: {text}" if text else occasion_name(kind)


def written_by(ask: Ask, session: Session, person: int) -> tuple[str, str]:
    added = personal.added_by(session, person)
    if added is None:
        return _("Added"), _("by an import")
    on = day(added["at"].astimezone(current().zone).date(), today_of(ask))
    return _("Added"), _("by {name}, {day}", name=added["name"], day=on)


@asking
def forget(ask: Ask, session: Session) -> Reply:
    """`/rapport forget Jane Doe`: deletes what is personal, once confirmed by whoever added them or an admin."""
    sure = SURE.search(ask.text) is not None
    ref = whom(ask, session, SURE.sub("", ask.text), lambda mark: f"/rapport forget {mark}")
    added = personal.added_by(session, ref)
    mine = added is not None and added["teammate"] == session.viewer
    if not mine and not (session.me and session.me["admin"]):
        raise Refusal(_("Only whoever added them can do that, or an administrator."))
    name = which.spoken(session, ref)
    if not sure:
        text = Text(_("Birthday, likes, occasions, phone and mail are deleted for good. Contacts and notes stay."))
        yes = Button(_("Forget it"), f"/rapport forget person:{ref} yes", "danger")
        return Say(Card(_("Forget what is personal of {name}?", name=name), (text, Buttons((yes,)))))
    personal.forget(session, ref)
    return Replace(Card(_("What was personal of {name} is deleted", name=name)))

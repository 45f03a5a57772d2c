"""/rapport find: what was noted and learned, by its words, with filters, newest first."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Replace, Reply, Row, Say, Table, Text
from bot.phrases import kind_name, learned_name
from bot.rules import kinds, learning, query
from bot.rules.kinds import Kind
from bot.rules.learned import Learned
from bot.rules.query import Said
from bot.words import _, called, current, day, number
from handlers import which
from handlers.door import unquoted
from handlers.owner import the_teammate
from storage import search, teammates
from storage.search import MOST, Hit, Hits, Wanted
from storage.session import Session

SHOWN = 10  # hits on a page
TOLD = 200  # characters of a hit
LONGEST, WORDS = 400, 12  # signs of what is typed, and words of it
KINDS = {
    **dict.fromkeys(("note", "notes", "contact", "메모", "연락"), "note"),
    **dict.fromkeys(("insight", "insights", "인사이트"), "insight"),
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for, as a button says it again: words, and marks or words of the filters ("" for none).

    `named` is the name in the text that was taken for the account or the person.
    """

    words: tuple[str, ...]
    account: int | None = None
    person: int | None = None
    who: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1
    named: str = ""

    def line(self, **changes: object) -> str:
        """The command line that searches for the same, with changes."""
        one = dataclasses.replace(self, **changes)  # type: ignore[arg-type]
        parts = [f'"{word}"' for word in one.words]
        parts += [f"account:{one.account}"] if one.account is not None else []
        parts += [f"person:{one.person}"] if one.person is not None else []
        parts += [f"by:teammate:{one.who}"] if one.who is not None else []
        parts += [f'kind:"{one.kind}"'] if one.kind else []
        parts += [f"since:{one.since}"] if one.since is not None else []
        parts += [f"until:{one.until}"] if one.until is not None else []
        return " ".join(["/rapport find", *parts, f"page:{one.page}"])


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport find pricing ACME`, `/rapport 찾기 단가 한빛전자 3월 이후`, with "phrases", by:Tom and kind:call."""
    today = ask.at.astimezone(current().zone).date()
    if len(ask.text) > LONGEST:
        raise Refusal(_("That is too long to search for. Write the words alone, in {n} letters at most.", n=LONGEST))
    said = query.read(unquoted(ask.text), today)
    if said.unread:
        raise Refusal(_("I do not know that day: {said}", said=", ".join(said.unread)))
    sought = understood(ask, session, said)
    if not isinstance(sought, Sought):
        return sought
    if len(sought.words) > WORDS:
        raise Refusal(_("Those are too many words. Search for {n} at most.", n=WORDS))
    wanted = asked(sought, today if ask.past else None)
    if not wanted.terms and sought == Sought(sought.words, page=sought.page):
        raise Refusal(_("What are you looking for? Write it like this: /rapport find pricing ACME"))
    skip = (sought.page - 1) * SHOWN
    hits = search.find(session, wanted, SHOWN, skip)
    card = found(session, sought, wanted, hits, today) if hits.page else nothing(session, sought, hits)
    return Replace(card) if "page:" in ask.text else Say(card)


def understood(ask: Ask, session: Session, said: Said) -> Sought | Reply:
    """What was said with its names known; or the Reply that asks who is meant. Raises Refusal."""
    sought = Sought((*said.phrases, *query.pieces(said.rest)), kind=said.kind, since=said.since, until=said.until)
    sought = dataclasses.replace(sought, page=said.page)
    if said.who:
        sought = dataclasses.replace(sought, who=int(the_teammate(session, said.who)["id"]))
    for kind, name in (("account", said.account), ("person", said.person)):
        one = with_one(ask, session, sought, kind, name) if name else sought
        if not isinstance(one, Sought):
            return one
        sought = one
    return sought if said.account or said.person else with_names(session, said, sought)


def with_one(ask: Ask, session: Session, sought: Sought, kind: str, name: str) -> Sought | Reply:
    """The same with the account or person that a filter names; or the Reply that asks which."""

    def again(mark: str) -> str:
        return sought.line(**{kind: int(mark.partition(":")[2])})

    meant = which.one(ask, session, f"{kind}:{name}" if name.isdecimal() else name, again, (kind,))
    return dataclasses.replace(sought, **{kind: meant.ref}) if isinstance(meant, which.Found) else meant  # type: ignore[arg-type]


def with_names(session: Session, said: Said, sought: Sought) -> Sought:
    """The same with an account or a person whose name stands in the words: nobody else may be called so."""
    for kind in which.BOTH:
        spans = session.known.of(kind).in_text(said.rest)
        if len(spans) == 1 and len(spans[0][2]) == 1:
            start, end, [ref] = spans[0]
            words = (*said.phrases, *query.pieces(query.bare(said.rest, start, end)))
            return dataclasses.replace(sought, words=words, named=said.rest[start:end], **{kind: ref})  # type: ignore[arg-type]
    return sought


def asked(sought: Sought, latest: date | None) -> Wanted:
    """The question to storage. Raises Refusal for a kind that there is not."""
    kind, of = kind_of(sought.kind)
    until = min((one for one in (sought.until, latest) if one is not None), default=None)
    terms = tuple(term for word in sought.words if (term := query.term(word)))
    return Wanted(
        terms=terms,
        account=sought.account,
        person=sought.person,
        author=sought.who,
        kind=kind,
        of=of,
        since=sought.since,
        until=until,
    )


def kind_of(word: str) -> tuple[str, str]:
    """ "call" → ("note", "call"), "need" → ("insight", "need"), "insight" → ("insight", "")."""
    if not word or word.casefold() in KINDS:
        return KINDS.get(word.casefold(), ""), ""
    told = kinds.find(word)
    if told:
        return "note", told[0][0].value
    meant = learning.meaning(word)
    if isinstance(meant, Learned):
        return "insight", meant.value
    raise Refusal(_("I do not know that kind."))


def found(session: Session, sought: Sought, wanted: Wanted, hits: Hits, today: date) -> Card:
    rows = tuple(as_row(hit, wanted, today) for hit in hits.page)
    first = (sought.page - 1) * SHOWN + 1
    total = f"{number(MOST)}+" if hits.count > MOST else number(hits.count)
    counted = _("{total} found, newest first", total=total)
    if hits.count > SHOWN:
        shown = f"{number(first)}–{number(first + len(rows) - 1)}"
        counted = _("{shown} of {total} found, newest first", shown=shown, total=total)
    blocks: list[Block] = [Text(counted, quiet=True), Table("found", rows, shown=SHOWN)]
    turn = [Button(_("Newer"), sought.line(page=sought.page - 1))] if sought.page > 1 else []
    turn += [Button(_("Older"), sought.line(page=sought.page + 1))] if more(hits, sought) else []
    buttons = (*turn, *beside(session, sought))
    return Card(heading(session, sought), (*blocks, Buttons(buttons)) if buttons else tuple(blocks))


def more(hits: Hits, sought: Sought) -> bool:
    return len(hits.page) == SHOWN and (hits.count > MOST or hits.count > sought.page * SHOWN)


def as_row(hit: Hit, wanted: Wanted, today: date) -> Row:
    """What was noted around the words that were found, then where, how, by whom and when."""
    how = kind_name(Kind(hit.of)) if hit.kind == "note" else learned_name(Learned(hit.of))
    whom = called(hit.person) if hit.person else ""
    parts = (hit.account, whom, how, hit.author, day(hit.day, today))
    return Row(query.window(hit.text, wanted.terms, TOLD), " · ".join(part for part in parts if part))


def heading(session: Session, sought: Sought) -> str:
    """ "“pricing” · ACME · Tom · since Sun, Mar 1": what was searched for, as it was understood."""
    parts = ["“" + " ".join(sought.words) + "”"] if sought.words else []
    parts += [which.label(session, "account", sought.account)] if sought.account is not None else []
    parts += [which.label(session, "person", sought.person)] if sought.person is not None else []
    author = teammates.get(session, sought.who) if sought.who is not None else None
    parts += [_("by {name}", name=author["name"])] if author is not None else []
    parts += [sought.kind] if sought.kind else []
    parts += [_("since {day}", day=day(sought.since))] if sought.since is not None else []
    parts += [_("until {day}", day=day(sought.until))] if sought.until is not None else []
    return _("Search: {what}", what=" · ".join(parts))


def beside(session: Session, sought: Sought) -> tuple[Button, ...]:
    """What else may be meant: the name as a word, or whoever knows the account."""
    found = []
    if sought.named:
        words = (*sought.words, sought.named)
        as_word = sought.line(words=words, account=None, person=None, page=1)
        found.append(Button(_("“{name}” as a word", name=sought.named), as_word))
    for kind, ref in (("account", sought.account), ("person", sought.person)):
        if ref is not None:
            who = Button(_("Who knows {name}", name=which.own_name(session, kind, ref)), f"/whoknows {kind}:{ref}")
            found.append(who)
    return tuple(found)


def nothing(session: Session, sought: Sought, hits: Hits) -> Card:
    """Nothing, or nothing further: the buttons search for less."""
    how = Text(_("Words are found by how they begin, and all of them must be there. Fewer words find more."))
    plain = Sought(sought.words)
    wider = (
        [Button(_("Search everywhere"), plain.line())] if sought.words and plain.line() != sought.line(page=1) else []
    )
    first = [Button(_("First page"), sought.line(page=1))] if hits.count else []
    buttons = (*first, *wider, *beside(session, sought))
    title = _("Nothing found. {what}", what=heading(session, sought))
    return Card(title, (how, Buttons(buttons)) if buttons else (how,))

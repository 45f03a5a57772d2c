"""Whom a line is about: known names are taken, unknown ones created, and only several of one name asked about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rules import posts
from bot.rules.kinds import Kind
from bot.rules.line import Mention
from bot.rules.line.marks import MARK
from bot.rules.names import Certain, NameIndex, Several, korean_title, person_key
from bot.words import _, current
from handlers import which
from handlers.contact import where
from handlers.contact.asking import Question, added
from handlers.contact.draft import Ahead, Draft, Instead, Owed, Place, Unclear
from storage import teammates
from storage.session import Found

MEANT = 2  # so many others of a name are offered at most

One = tuple[int | str, tuple[Instead, ...]]  # somebody's id or, of somebody new, the name; and who else may be meant


def understood(question: Question) -> Draft:
    """The draft that a line says. Raises Unclear with the question where it does not say enough."""
    line = question.line
    account, others = where.account_of(question)
    place = Place(question.session, account) if isinstance(account, int) else None
    humans = [there(question, mention, place) for mention in line.people]
    about = [spoken_of(question, mention, place) for mention in line.about]
    today = question.ask.at.astimezone(current().zone).date()
    mates, strangers = the_mates(question)
    plan = Ahead(line.plan.day.day, line.plan.kind or "", line.plan.text) if line.plan is not None else None
    return Draft(
        account=place.row["id"] if place is not None else account,
        people=tuple(one for one, _instead in humans),
        about=tuple(one for one, _instead in about),
        mates=mates,
        day=line.day.day if line.day is not None else today,
        kind=line.kind or Kind.MEETING,
        favour=line.favour,
        attitude=line.attitude,
        promises=tuple(Owed(one.text, one.due.day if one.due is not None else None) for one in line.promises),
        plan=plan,
        learned=line.learned,
        visible=line.visible,
        note=line.note,
        typed=line.typed,
        met=not line.ahead,
        unread=(*line.unread, *strangers),
        instead=(*others, *(instead for _one, all_instead in (*humans, *about) for instead in all_instead)),
        place=place,
    )


def there(question: Question, mention: Mention, place: Place | None) -> One:
    """Whom a name means who was there. Raises Unclear where several at the account are called so."""
    if mention.new:
        return mention.text, ()
    if MARK.fullmatch(question.line.typed, mention.start, mention.end):
        return which.existing(question.session, "person", mention.refs[0]).ref, ()
    if place is None:
        return newcomer(question, mention, mention.refs)
    at_home = called_so(mention, place.people)
    if len(at_home) == 1:
        return at_home[0], ()
    if at_home:
        raise Unclear(question.which(mention, "person", at_home))
    near = nearby(mention.text, place.people)
    if len(near) == 1 and near[0][1]:
        anew = Instead("person", None, mention.text, added(question.line, mention), near[0][0])
        return near[0][0], (() if near[0][2] else (anew,))
    parts = [ref for ref, part, _certain in near if part]
    if parts:
        raise Unclear(question.which(mention, "person", parts))
    return newcomer(question, mention, [ref for ref, *_more in near] or mention.refs)


def spoken_of(question: Question, mention: Mention, place: Place | None) -> One:
    """The same for somebody who was spoken of: they need not be at the account."""
    at_home = called_so(mention, place.people) if place is not None and not mention.new else []
    if not at_home and len(mention.refs) == 1:
        return which.existing(question.session, "person", mention.refs[0]).ref, ()
    if not at_home and len(mention.refs) > 1:
        raise Unclear(question.which(mention, "person", mention.refs))
    return there(question, mention, place)


def newcomer(question: Question, mention: Mention, others: Sequence[int]) -> One:
    """Somebody new, and known ones of a like name who may have been meant."""
    instead = [
        Instead("person", ref, mention.text, question.line.replaced(mention, f"person:{ref}")) for ref in others[:MEANT]
    ]
    return mention.text, tuple(instead)


def called_so(mention: Mention, here: Sequence[Found]) -> list[int]:
    """Those at an account who have a name, told apart by their post, or who have a family name and such a post."""
    at_home = [row for row in here if row["id"] in mention.refs]
    if len(at_home) == 1:
        return [int(at_home[0]["id"])]
    somebody = posts.called(mention.text)
    if not at_home and (somebody.post.rank or somebody.post.duty):
        at_home = [row for row in here if row["name"].startswith(somebody.name)]
        at_home = [row for row in at_home if fits(somebody.post, row)]
    if len(at_home) > 1 and somebody.post.said:
        at_home = [row for row in at_home if fits(somebody.post, row)] or at_home
    return list(dict.fromkeys(int(row["id"]) for row in at_home))


def fits(post: posts.Post, row: Found) -> bool:
    return post.fits(row["rank"], row["duty"], row["department"])


def nearby(name: str, here: Sequence[Found]) -> list[tuple[int, bool, bool]]:
    """Those at an account whose name is nearly the one that was typed.

    Each with whether they are meant, because the name is theirs or a part of it, and whether that is certain.
    """
    index = NameIndex(person_key)
    for row in here:
        index.add(row["id"], row["name"])
    verdict = index.judge(name)
    if isinstance(verdict, Certain):
        return [(verdict.ref, True, True)]
    words = set(person_key(name).split())
    hits = verdict.hits if isinstance(verdict, Several) else []
    return [(hit.ref, words <= set(person_key(hit.name).split()), False) for hit in hits]


def the_mates(question: Question) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The colleagues who came along; and in words that somebody named is none."""
    rows = [teammates.find(question.session, user, "") for user in question.line.mates]
    found = tuple(int(row["id"]) for row in rows if row is not None and row["active"])
    return found, (_("a colleague who is not on the team here"),) if len(found) < len(rows) else ()


def name_and_title(typed: str) -> tuple[str, str]:
    """The name and title of somebody new: "김철수 과장님" is 김철수, 과장; of "박상무님" the name is "박 상무"."""
    name, title = korean_title(typed)
    if title:
        return (name, title) if len(name) > 1 else (f"{name} {title}".strip(), title)
    return typed.removesuffix("님").strip(), title

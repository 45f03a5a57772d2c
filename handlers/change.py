"""/rapport moved, left, joined, promoted, transferred: people change, and what happened stays where it happened."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.rules import changes
from bot.rules.changes import Change, What
from bot.rules.posts import SHORT, Post
from bot.rules.posts import called as called_so
from bot.words import _, called, listed
from handlers import changed, successor, which
from handlers.changed import Done
from handlers.contact.draft import Unclear
from handlers.contact.form import today_of
from handlers.contact.reading import day_first
from handlers.which import Nobody
from storage import accounts, drafts, facts, insights, journal, people, personal, positions
from storage.session import Found, Session

LADDER = "사원 주임 대리 과장 차장 부장 이사 상무 전무 부사장 사장 부회장 회장".split()
STAYS = (What.PROMOTED, What.TRANSFERRED)


def answer(ask: Ask, session: Session) -> Reply:
    """What a line tells of somebody who changes, done at once; only what is unclear is asked about, with buttons."""
    text = drafts.unfolded(session, ask.text)
    known = session.known
    change = changes.read(text, known.accounts, known.people, today_of(ask), day_first=day_first(ask))
    if change is None:
        raise Refusal(_("Tell me like this: /rapport moved Jane Doe to Globex as CFO on 1 March"))
    try:
        return tell(ask, session, change)
    except Unclear as unclear:
        return unclear.reply


def tell(ask: Ask, session: Session, change: Change) -> Reply:
    here = place(ask, session, change, "at") if change.at else None
    there = place(ask, session, change, "to") if change.to else None
    if isinstance(here, Nobody) and change.what not in (What.MOVED, What.JOINED):
        return which.offer(here.name, ("account",), here.perhaps, which.new_customer)
    here = here if isinstance(here, int) else None
    whom = the_person(ask, session, change, here)
    held = people.positions(session, [whom]) if isinstance(whom, int) else []
    change = as_it_is(change, there if isinstance(there, int) else None, held)
    left = those_left(session, change, here, there, held)
    if change.what is What.PROMOTED and not says_more(change.post, left):
        return to_what(session, change, whom, left)
    return do(ask, session, Done(change, change.day or today_of(ask), today_of(ask)), whom, here, there, left)


def line(session: Session, change: Change, **other: str) -> str:
    """The command line that tells of the same, with `other` in the place of what was unclear."""
    return drafts.folded(session, "/rapport ", changes.said(change, **other))


def place(ask: Ask, session: Session, change: Change, side: str) -> int | Nobody:
    """The account at which they are (`at`) or to which they go (`to`); Nobody for one that is new. Raises Unclear."""
    found = which.known(
        ask,
        session,
        getattr(change, side),
        lambda mark: line(session, change, **{side: mark}),
        ("account",),
        lambda name: line(session, change, **{side: new(name)}),
    )
    if isinstance(found, Nobody):
        return found
    if not isinstance(found, which.Found):
        raise Unclear(found)
    return found.ref


def new(name: str) -> str:
    return 'new:"{}"'.format(name.replace('"', "'"))


def the_person(ask: Ask, session: Session, change: Change, here: int | None) -> int | Nobody:
    """Who changes; Nobody for somebody new. Raises Unclear: with the question, or where they ought to be known."""

    def again(mark: str) -> str:
        return line(session, change, who=mark)

    def anew(name: str) -> str:
        return again(new(name))

    refs = which.among(people.at(session, here), change.who) if here is not None else []
    if len(refs) == 1:
        return refs[0]
    kinds = ("person",)
    if refs:
        raise Unclear(which.ask_which(session, change.who, [("person", ref) for ref in refs], again, "", kinds))
    found = which.known(ask, session, change.who, again, kinds, anew)
    if isinstance(found, which.Found):
        if change.what is What.JOINED and by_family_name(change.who):  # a title and a family name are shared by many
            asked = which.ask_which(session, change.who, [("person", found.ref)], again, anew(change.who), kinds)
            raise Unclear(asked)
        return found.ref
    if not isinstance(found, Nobody):
        raise Unclear(found)
    can_be_new = bool(change.to) or (here is not None and change.what in STAYS)
    if not can_be_new or found.perhaps is not None:
        raise Unclear(nobody(found, anew(found.name) if can_be_new else ""))
    return found


def by_family_name(who: str) -> bool:
    somebody = called_so(who)
    return bool(somebody.post.rank or somebody.post.duty) and len(somebody.name) <= SHORT


def nobody(found: Nobody, add: str) -> Reply:
    buttons = [found.perhaps] if found.perhaps is not None else []
    if add:
        buttons.append(Button(_("Somebody new"), add))
    hint = Text(_("Check the spelling, or say where they are: “Jane Doe at ACME”."))
    blocks = (hint, Buttons(tuple(buttons))) if buttons else (hint,)
    return Say(Card(_("Nobody of us has noted “{name}” yet", name=found.name), blocks))


def as_it_is(change: Change, there: int | None, held: Sequence[Found]) -> Change:
    """Who "moves" to where they are already is promoted or transferred; who joins a team is transferred."""
    stays = there is not None and there in {row["account_id"] for row in held}
    inside = change.what is What.JOINED and not change.to and change.post.said and held
    if not (stays or inside) or change.what in STAYS:
        return change
    if not change.post.said:
        raise Refusal(_("{name} is there already, as far as I know.", name=called(held[0]["name"], held[0]["title"])))
    what = What.TRANSFERRED if change.post.department else What.PROMOTED
    return dataclasses.replace(change, what=what, at=change.to, to="")


def those_left(
    session: Session, change: Change, here: int | None, there: int | Nobody | None, held: Sequence[Found]
) -> list[Found]:
    """The positions that end. Raises Unclear where it may be any of several, Refusal where there is none to end."""
    if here is None and change.what in STAYS and isinstance(there, int):
        here = there
    at = [row for row in held if here is None or row["account_id"] == here]
    if change.what in (What.MOVED, What.JOINED) and not change.to:
        raise Refusal(_("Where to? Tell me like this: /rapport moved Jane Doe to Globex"))
    if len(at) > 1:
        if change.what is What.JOINED:
            return []
        buttons = [
            Button(row["account"], line(session, change, who=f"person:{row['id']}", at=f"account:{row['account_id']}"))
            for row in at
        ]
        name = called(at[0]["name"], at[0]["title"])
        raise Unclear(Say(Card(_("Which position of {name} is it?", name=name), (Buttons(tuple(buttons)),))))
    if not at and held and here is not None and change.what not in (What.MOVED, What.JOINED):
        name = called(held[0]["name"], held[0]["title"])
        raise Refusal(
            _("{name} is at {account}, as far as I know.", name=name, account=listed([row["account"] for row in held]))
        )
    if not at and (change.what is What.LEFT or (change.what in STAYS and here is None)):
        raise Refusal(_("I know of no position that {name} holds.", name=change.who))
    return at


def says_more(post: Post, left: Sequence[Found]) -> bool:
    """Whether a promotion says what somebody is now, and that is not what they were."""
    now = (left[0]["rank"], left[0]["duty"]) if left else ("", "")
    return bool(post.rank or post.duty) and not all(title in ("", *now) for title in (post.rank, post.duty))


def to_what(session: Session, change: Change, whom: int | Nobody, left: Sequence[Found]) -> Reply:
    rank = left[0]["rank"] if left else ""
    next_ones = LADDER[LADDER.index(rank) + 1 :][:3] if rank in LADDER else []
    who = f"person:{whom}" if isinstance(whom, int) else change.who
    buttons = [
        Button(title, line(session, dataclasses.replace(change, post=Post(rank=title)), who=who)) for title in next_ones
    ]
    name = called(left[0]["name"], left[0]["title"]) if left else change.who
    hint = Text(_("Tell me like this: /rapport promoted Jane Doe to VP"), quiet=True)
    blocks = (Buttons(tuple(buttons)), hint) if buttons else (hint,)
    return Say(Card(_("What is {name} now?", name=name), blocks))


def do(
    ask: Ask,
    session: Session,
    done: Done,
    whom: int | Nobody,
    here: int | None,
    there: int | Nobody | None,
    left: Sequence[Found],
) -> Reply:
    """Ends and begins what the change says, as one entry that can be taken back."""
    change = done.change
    target = there if change.what not in STAYS else (here or (left[0]["account_id"] if left else there))
    if isinstance(target, Nobody):
        target = done.account = accounts.create(session, target.name)
        done.new.append(target_name(session, target))
    done.account = target
    if isinstance(whom, Nobody):
        assert target is not None
        done.person = newcomer(session, whom.name, target, change.post, done.day)
        done.new.append(which.spoken(session, done.person))
    else:
        done.person = whom
        move(session, done, left)
    done.left = list(left)
    if change.post.rank and target is not None:
        rank = change.post.rank
        facts.record(session, person=done.person, account=target, kind="rank", value=rank, day=done.day, at=ask.at)
    if change.what is What.PROMOTED:
        title = change.post.duty or change.post.rank
        personal.note_occasion(session, done.person, "promotion", title, done.day)
    if change.note:
        learn(ask, session, done)
    done.former = left[0]["account_id"] if left else None
    if change.successor and done.former is not None and change.what is not What.PROMOTED:
        try:
            done.successor = successor.follow(ask, session, done, change.successor)
        except Unclear as unclear:  # the rest is done all the same
            done.asked = unclear.reply
    entry = journal.keep(session, "change", ask.at)
    return Say(changed.card(session, done, entry))


def newcomer(session: Session, typed: str, account: int, post: Post, since: date) -> int:
    """Somebody nobody knew, with the title they are called by unless a new one is said."""
    somebody = called_so(typed)
    full = len(somebody.name) > SHORT or not somebody.post.said
    title = " ".join(part for part in (post.rank or somebody.post.rank, post.duty or somebody.post.duty) if part)
    department = post.department or somebody.post.department
    name = somebody.name if full and somebody.name else typed.removesuffix("님").strip()
    return people.create(session, name, account, title, department, source=people.MEETING, since=since)


def move(session: Session, done: Done, left: Sequence[Found]) -> None:
    """The old position ends on the day and the new one begins; a change on the day it began corrects it."""
    change, now = done.change, left[0] if left else None
    post, role = change.post, ""
    if change.what in STAYS and now is not None:
        post, role = joined(change, now), now["role"]
        if now["since"] == done.day:
            positions.change(session, now["position"], post)
            return
    for row in left:
        positions.end(session, row["position"], done.day)
    if done.account is not None:
        positions.start(session, done.person, done.account, post, done.day, role)


def joined(change: Change, now: Found) -> Post:
    """What somebody is after a change within their company: what is not said stays, but what they led they lead on."""
    stays = change.what is What.PROMOTED or change.post.department in ("", now["department"])
    return Post(
        change.post.rank or now["rank"],
        change.post.duty or (now["duty"] if stays else ""),
        change.post.department or now["department"],
    )


def learn(ask: Ask, session: Session, done: Done) -> None:
    """What else was said is kept, as something learned of them."""
    insights.learn(
        session,
        account=done.account,
        person=done.person,
        kind="change",
        text=done.change.note,
        source="",
        day=done.today,
        at=ask.at,
        visible="all",
        interaction=None,
    )


def target_name(session: Session, account: int) -> str:
    row = accounts.get(session, account)
    return str(row["name"]) if row is not None else ""

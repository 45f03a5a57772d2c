"""What the one who told of a change gets back: what was understood, and what it means for us."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from bot.message import Block, Button, Buttons, Card, Reply, Say, Text
from bot.phrases import counted
from bot.rules.changes import Change, What
from bot.rules.kinds import Kind
from bot.words import _, _n, called, day, listed
from handlers.account import row_of
from storage import people, positions, promises, ties
from storage.session import Found, Session

KNOW = 3  # of us who are named as knowing somebody
FOLLOW = 3  # of those at the account who are offered as the one who follows


@dataclass(slots=True)
class Follower:
    """Who follows somebody, and how many open promises go to them."""

    person: int
    name: str
    promises: int
    new: bool


@dataclass(slots=True)
class Done:
    """What was done: `account` is where they are from `day` on, `former` where they were.

    `new` names what was added, `asked` asks which successor is meant.
    """

    change: Change
    day: date
    today: date
    person: int = 0
    account: int | None = None
    former: int | None = None
    left: list[Found] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    successor: Follower | None = None
    asked: Reply | None = None


def card(session: Session, done: Done, entry: int) -> Card:
    """The confirmation, with the day that was understood and Undo."""
    person = people.get(session, done.person)
    assert person is not None
    name = called(str(person["name"]), done.left[0]["title"] if done.left else "")
    said = [
        new_here(done),
        _("That day is still to come; I show it so from now on.") if done.day > done.today else "",
        owed(session, done, name),
        *knowing(session, done, name),
        owner(session, done),
    ]
    blocks: list[Block] = [Text(text, quiet=True) for text in said if text]
    buttons = []
    if done.account is not None and row_of(session, done.account)["owner_id"] is None:
        buttons.append(Button(_("Make it mine"), f"/rapport owner account:{done.account} me"))
    if done.successor is not None:
        blocks += met_already(session, done)
        meet = f"/logcontact account:{done.former} person:{done.successor.person}"
        buttons.append(Button(_("Log a contact with {name}", name=done.successor.name), meet))
    elif isinstance(done.asked, Say):
        blocks += [Text(done.asked.card.title), *done.asked.card.blocks]
    elif done.former is not None and done.change.what in (What.LEFT, What.MOVED, What.JOINED):
        blocks += who_follows(session, done, str(person["name"]))
    buttons.append(Button(_("Undo"), f"/rapport undo {entry}"))
    return Card(title(session, done, name), (*blocks, Buttons(tuple(buttons))))


def title(session: Session, done: Done, name: str) -> str:
    change, when = done.change, day(done.day, done.today)
    post = " ".join(part for part in (change.post.rank, change.post.duty) if part)
    post = ", ".join(part for part in (change.post.department, post) if part)
    at = str(row_of(session, done.account)["name"]) if done.account is not None else ""
    if change.what is What.LEFT:
        former = done.left[0]["account"] if done.left else ""
        return _("{name} left {account}, {day}", name=name, account=former, day=when)
    values = {"name": name, "account": at, "day": when}
    if change.what is What.MOVED:
        if post:
            return _("{name} moved to {account} as {title}, {day}", title=post, **values)
        return _("{name} moved to {account}, {day}", **values)
    if change.what is What.JOINED:
        if post:
            return _("{name} joined {account} as {title}, {day}", title=post, **values)
        return _("{name} joined {account}, {day}", **values)
    if change.what is What.PROMOTED:
        return _("{name} is promoted to {title} at {account}, {day}", title=post, **values)
    return _("{name} goes to {title} at {account}, {day}", title=post, **values)


def new_here(done: Done) -> str:
    return _("New here: {names}", names=listed(done.new)) if done.new else ""


def owed(session: Session, done: Done, name: str) -> str:
    """What becomes of what was promised to them where they were."""
    if done.successor is not None:
        n, heir = done.successor.promises, done.successor.name
        return _n("{n} open promise goes to {name}.", "{n} open promises go to {name}.", n, name=heir) if n else ""
    if done.former is None or done.account == done.former:
        return ""
    n = sum(row["person_id"] == done.person for row in promises.open_of(session, done.former))
    return (
        _n("{n} promise to {name} is still open there.", "{n} promises to {name} are still open there.", n, name=name)
        if n
        else ""
    )


def knowing(session: Session, done: Done, name: str) -> list[str]:
    """ "Tom knows Jane Doe from ACME: 14 meetings." for whoever goes to another customer."""
    if done.account is None or done.account == done.former:
        return []
    found: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    names = {}
    for row in positions.met_by(session, done.person):
        if row["active"] and row["account_id"] != done.account:
            found[row["teammate"], row["account_id"]][row["kind"]] = row["times"]
            names[row["teammate"], row["account_id"]] = (row["name"], row["account"])
    best = sorted(found, key=lambda key: -sum(found[key].values()))[:KNOW]
    return [
        _("{mate} knows {name} from {account}: {contacts}.", mate=names[key][0], name=name, account=names[key][1],
          contacts=times(found[key]))
        for key in best
    ]  # fmt: skip


def times(kinds: dict[str, int]) -> str:
    """ "14 meetings", or "17 contacts" of several kinds."""
    if len(kinds) == 1:
        [(kind, n)] = kinds.items()
        return counted(Kind(kind), n)
    return _n("{n} contact", "{n} contacts", sum(kinds.values()))


def owner(session: Session, done: Done) -> str:
    if done.account is None or done.account == done.former:
        return ""
    row = row_of(session, done.account)
    if row["owner_id"] is None:
        return _("{account} has no owner yet.", account=row["name"])
    if row["owner_id"] == session.viewer:
        return ""
    return _("{account} is with {name}.", account=row["name"], name=row["owner"])


def met_already(session: Session, done: Done) -> list[Block]:
    """Whether any of us knows the one who follows."""
    assert done.successor is not None
    assert done.former is not None
    ranked = ties.colleagues(session, done.former, done.successor.person, done.today.toordinal(), False)
    if ranked:
        return [Text(_("{mate} knows {name} best.", mate=ranked[0].name, name=done.successor.name), quiet=True)]
    return [Text(_("Nobody of us has met {name} yet.", name=done.successor.name), quiet=True)]


def who_follows(session: Session, done: Done, name: str) -> list[Block]:
    """The question who follows: those of the same department first, and how somebody else is named."""
    department = done.left[0]["department"] if done.left else ""
    here = [row for row in people.at(session, done.former or 0) if row["id"] != done.person]
    here.sort(key=lambda row: (row["department"] != department, row["name"]))
    line = f"/rapport successor person:{done.person} account:{done.former}: person:"
    taps = tuple(Button(called(row["name"], row["title"]), f"{line}{row['id']}") for row in here[:FOLLOW])
    asked = Text(_("Who follows? Tap, or write: /rapport successor {name}: John Roe", name=name))
    return [asked, Buttons(taps)] if taps else [asked]

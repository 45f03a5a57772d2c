"""Which account or person is meant: certain names are taken, unclear ones asked about, unknown ones offered.

Buttons say the same command again with a mark such as `account:12` where the name stood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.rules.line import rest
from bot.rules.line.marks import MARK
from bot.rules.names import Certain, Several, folded, person_key
from bot.rules.posts import SHORT, Post
from bot.rules.posts import called as called_so
from bot.words import _, called
from handlers.door import unquoted
from storage import accounts, drafts, merging, outbox, people
from storage.session import Found as Row
from storage.session import Session

REF = re.compile(r"(account|person):(\d{1,18})")
BOTH = ("account", "person")
OFFERED = 5
BESIDE = 0.1  # a name that is so much less alike than the best one is not offered beside it
CLEAR = 0.93  # a likeness that no other kind of name comes near
PERHAPS = 0.65  # the likeness from which on a slip of the pen is thought of
LONGEST = 200  # signs of a name
HIGHEST = 2**31 - 1  # id that a database knows


Again = Callable[[str], str]
Ref = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What was meant: an "account" or a "person" by its id."""

    kind: str
    ref: int


@dataclass(frozen=True, slots=True)
class Nobody:
    """A name that nobody has; `perhaps` is the button of the one that is meant if it was a slip of the pen."""

    name: str
    perhaps: Button | None = None


def new_customer(name: str) -> str:
    return f"/rapport new {name}"


def one(
    ask: Ask, session: Session, text: str, again: Again, kinds: tuple[str, ...] = BOTH, anew: Again = new_customer
) -> Found | Reply:
    """The account or person that the whole of `text` names, or the Reply that asks which.

    `again` makes the command line of a button from the mark of what it stands for, `anew` that of a button which adds a
    customer from a name that nobody has. In the thread of a message of ours no name is needed: what it was about is
    meant. Raises Refusal without a name, or for what is too long to be one.
    """
    found = known(ask, session, text, again, kinds, anew)
    return offer(found.name, kinds, found.perhaps, anew) if isinstance(found, Nobody) else found


def known(
    ask: Ask, session: Session, text: str, again: Again, kinds: tuple[str, ...] = BOTH, anew: Again = new_customer
) -> Found | Nobody | Reply:
    """The same, and Nobody for a name that none of ours is like, or that a mark says is new."""
    fresh = MARK.fullmatch(text.strip())
    if fresh is not None and fresh["new"]:
        return Nobody(" ".join(fresh["new"].split()))
    text = name_of(text)
    marked = REF.fullmatch(text)
    if marked is not None:
        if marked[1] not in kinds:
            raise Refusal(whom(kinds))
        return existing(session, marked[1], int(marked[2]))
    if len(text) > LONGEST:
        raise Refusal(_("That is too long for a name. Write only the name, in {n} letters at most.", n=LONGEST))
    exact = [(kind, ref) for kind in kinds for ref in exactly(session, kind, text)] if text else []
    exact = exact or (within(session, text, kinds) if text else told_of(ask, session, kinds))
    if len(exact) == 1:
        return Found(*exact[0])
    if exact:
        return ask_which(session, text, exact, again)
    if not text:
        raise Refusal(whom(kinds))
    return by_likeness(session, text, again, kinds, anew)


def name_of(text: str) -> str:
    """A name as it was typed, without quotes, "@" and needless space around it; "" for what has no letter or digit."""
    name = " ".join(unquoted(text).strip().strip("@\"' ").split())
    return name if any(sign.isalnum() for sign in name) else ""


def whom(kinds: tuple[str, ...]) -> str:
    if kinds == BOTH:
        return _("Whom do you mean? Add the name of a customer or a person.")
    if kinds == ("person",):
        return _("Whom do you mean? Add their name.")
    return _("Which customer do you mean? Add its name.")


def account(ask: Ask, session: Session, text: str, again: Again) -> int | Reply:
    """The id of the account that `text` names, or the Reply that asks which."""
    found = one(ask, session, text, again, ("account",))
    return found.ref if isinstance(found, Found) else found


def existing(session: Session, kind: str, ref: int) -> Found:
    """What a mark means, or what it has become part of since. Raises Refusal for one that is gone."""
    find = accounts.get if kind == "account" else people.get
    if ref <= HIGHEST and find(session, ref) is None:
        ref = merging.heir(session, kind, ref)
    if ref > HIGHEST or find(session, ref) is None:
        raise Refusal(_("That one is gone: somebody took it back in the meantime."))
    return Found(kind, ref)


def told_of(ask: Ask, session: Session, kinds: tuple[str, ...]) -> list[Ref]:
    """The accounts of the message whose thread this is, where accounts are asked for."""
    told = outbox.of_thread(session, ask.place, ask.thread) if ask.thread and "account" in kinds else []
    return [("account", int(row["id"])) for row in told]


def exactly(session: Session, kind: str, text: str) -> list[int]:
    """Ids of this very name; of people also a family name with a title ("박 상무"), and "구매팀 김철수 부장"."""
    found = session.known.of(kind).exact(text)
    if kind == "account":
        return found
    somebody = called_so(text)
    title = somebody.post.rank or somebody.post.duty
    if not found and title and len(somebody.name) <= SHORT:
        found = people.titled(session, somebody.name, title)
    return apart(session, found or session.known.people.exact(somebody.name), somebody.post)


def apart(session: Session, refs: list[int], post: Post) -> list[int]:
    """Of several namesakes those who hold such a post; all of them where nobody does."""
    if len(refs) < 2 or not post.said:
        return refs
    rows = people.positions(session, refs)
    holding = {row["id"] for row in rows if post.fits(row["rank"], row["duty"], row["department"])}
    return [ref for ref in refs if ref in holding] or refs


def within(session: Session, text: str, kinds: tuple[str, ...]) -> list[Ref]:
    """Whom a text names with words around it that say nothing more, or as somebody somewhere.

    "한빛전자에", "Jane Doe at ACME", "한빛전자 박 상무님".
    """
    spans = {kind: session.known.of(kind).in_text(text) for kind in kinds}
    for kind, found in spans.items():
        if len(found) == 1 and not rest.left(text, [found[0][:2]]):
            return [(kind, ref) for ref in found[0][2]]
    companies = session.known.accounts.in_text(text) if "person" in kinds else []
    if len(companies) != 1 or len(companies[0][2]) != 1:
        return []
    somebody = rest.left(text, [companies[0][:2]])
    return [("person", ref) for ref in somebody_at(session, somebody, companies[0][2][0])]


def somebody_at(session: Session, name: str, account: int) -> list[int]:
    """Ids of those at an account who are called so, by their name or by family name and title."""
    return among(people.at(session, account), name)


def among(rows: Sequence[Row], name: str) -> list[int]:
    """Ids of those of `rows` (as `people.at` gives them) who are called so; namesakes told apart by their posts."""
    somebody = called_so(name)
    key = person_key(somebody.name or name)
    found = [row for row in rows if person_key(row["name"]) == key]
    fitting = [row for row in found or rows if somebody.post.fits(row["rank"], row["duty"], row["department"])]
    if not found:
        titled = somebody.post.rank or somebody.post.duty
        fitting = [row for row in fitting if titled and row["name"].startswith(somebody.name)]
    return list(dict.fromkeys(row["id"] for row in fitting or found))


def named(session: Session, text: str) -> list[Ref]:
    """All accounts and people whose names stand in a text."""
    return [(kind, ref) for kind in BOTH for _start, _end, refs in session.known.of(kind).in_text(text) for ref in refs]


def by_likeness(
    session: Session, text: str, again: Again, kinds: tuple[str, ...], anew: Again
) -> Found | Nobody | Reply:
    """A name nobody has: the one that is certainly meant, or the nearest ones to choose from."""
    near: list[tuple[float, str, int]] = []
    far: list[tuple[float, str, int]] = []
    names: dict[Ref, str] = {}
    for kind in kinds:
        verdict = session.known.of(kind).judge(text)
        if isinstance(verdict, Certain):
            return Found(kind, verdict.ref)
        names |= {(kind, hit.ref): hit.name for hit in verdict.hits}
        found = near if isinstance(verdict, Several) else far
        found += [(hit.score, kind, hit.ref) for hit in verdict.hits]
        if near and max(near)[0] >= CLEAR:  # nothing of another kind would be offered beside it
            break

    def learnt(mark: str) -> str:
        kind, _colon, ref = mark.partition(":")
        return meant(text, names.get((kind, int(ref)), ""), mark, again(mark))

    if near:
        best = max(near)[0]
        likely = sorted((hit for hit in near if hit[0] >= best - BESIDE), key=lambda hit: -hit[0])
        add = anew(text) if "account" in kinds or anew is not new_customer else ""
        return ask_which(session, text, [(kind, ref) for _score, kind, ref in likely], learnt, add, kinds)
    score, kind, ref = max(far, default=(0.0, "", 0))
    perhaps = Button(label(session, kind, ref), learnt(f"{kind}:{ref}")) if score >= PERHAPS else None
    return Nobody(text, perhaps)


def meant(typed: str, name: str, mark: str, says: str) -> str:
    """What a button says by which `typed` is confirmed to mean `name`: it is learnt as an alias on the way.

    What is only a part of the name is not learnt: it may be a part of the next one's as well.
    """
    words = set(typed.casefold().split())
    part = words <= set(name.casefold().split()) or folded(name).startswith(folded(typed))
    line = f'/rapport meant {mark}="{typed}" {says}'
    teachable = name and not part and '"' not in typed and not called_so(typed).post.said and says.startswith("/")
    return line if teachable and len(line) <= drafts.LONGEST else says


def ask_which(
    session: Session, text: str, refs: list[Ref], again: Again, new: str = "", kinds: tuple[str, ...] = BOTH
) -> Reply:
    """A button for each that may be meant, and one that says `new` for a name that is none of theirs."""
    unique = list(dict.fromkeys(refs))[:OFFERED]
    buttons = [Button(label(session, kind, ref), again(f"{kind}:{ref}")) for kind, ref in unique]
    if new:
        buttons.append(Button(_("None of these: add a customer") if "account" in kinds else _("Somebody new"), new))
    title = _("Which one is “{name}”?", name=text) if text else _("Which one do you mean?")
    return Say(Card(title, (Buttons(tuple(buttons)),)))


def label(session: Session, kind: str, ref: int) -> str:
    """A name as one tells it from its namesakes: "홍길동 부장님, 한빛전자", "Jane Doe, CFO, ACME"."""
    if kind == "account":
        row = accounts.get(session, ref)
        return str(row["name"]) if row is not None else "?"
    held = people.positions(session, [ref])
    if held:
        return f"{titled(held[0]['name'], held[0]['title'], held[0]['department'])}, {held[0]['account']}"
    person = people.get(session, ref)
    return called(str(person["name"])) if person is not None else "?"


def own_name(session: Session, kind: str, ref: int) -> str:
    """The name itself of an account or a person, without title or company; "" for one that is gone."""
    row = (accounts.get if kind == "account" else people.get)(session, ref)
    return str(row["name"]) if row is not None else ""


def spoken(session: Session, person: int) -> str:
    """Somebody as one speaks of them: "홍길동 부장님", "Jane Doe"."""
    held = people.positions(session, [person])
    row = people.get(session, person)
    return called(str(row["name"]) if row is not None else "?", held[0]["title"] if held else "")


def titled(name: str, title: str, department: str) -> str:
    """ "Jane Doe, CFO, Finance" / "홍길동 부장님, 구매팀"."""
    spoken = called(name, title)
    return ", ".join(part for part in (spoken, "" if title and title in spoken else title, department) if part)


def offer(text: str, kinds: tuple[str, ...], perhaps: Button | None, anew: Again) -> Reply:
    """Nobody knows the name: it may be created, or be a slip of the pen for the one that is `perhaps` meant."""
    buttons = [Button(_("Add it as a customer"), anew(text), "primary")] if "account" in kinds else []
    if perhaps is not None:
        buttons.insert(0, Button(_("Did you mean {name}?", name=perhaps.label), perhaps.says))
    if "person" in kinds and '"' not in text:
        buttons.append(Button(_("It is a person: log a contact"), f'/logcontact new:"{text}"'))
    hint = _("Check the spelling, or add it.")
    return Say(Card(_("Nobody of us has noted “{name}” yet", name=text), (Text(hint), Buttons(tuple(buttons)))))

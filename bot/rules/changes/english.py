"""Changes told in English: "moved Jane Doe to Globex as CFO on 1 March", "Jane Doe left ACME"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from bot.rules.changes.told import Atom, Change, What, the_day
from bot.rules.posts import ENGLISH, is_department, titled

CAPITAL = "[A-ZÀ-ÖØ-Þ]"
NAME = rf"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?{CAPITAL}[\w'’.-]*(?: (?:van|von|de|der|da|al|bin|{CAPITAL}[\w'’.-]*)){{0,3}}"
NOBODY = frozenset("i we he she they it you who this that everybody everyone nobody somebody met".split())
VERBS = (
    (What.LEFT, r"(?:has |is |just |now )*(?:left|leaves|leaving|quit|resigned|retired|no longer (?:at|with))\b"),
    (What.JOINED, r"(?:has |is |just |now )*(?:joined|joins|joining)\b"),
    (
        What.PROMOTED,
        r"(?:has been |have been |was |got |is |just |now |being )*(?:promoted|made (?=[A-Z]))\b|(?:is now|became)\b",
    ),
    (What.TRANSFERRED, r"(?:has been |has |was |got |is |just |now )*(?:transferred|transfers|transferring)\b"),
    (What.MOVED, r"(?:has |is |just |now )*(?:moved|moves|moving|switched|went)\b"),
)
FIRST = re.compile(r"(?P<verb>moved|left|joined|promoted|transferred)\b[\s:]*(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
ANY = re.compile("|".join(pattern for _what, pattern in VERBS))
MARKER = re.compile(
    r"(?<![\w'])(?:(?P<successor>(?:with )?successor(?: is)?:?|(?:succeeded|followed|replaced) by)|(?P<to>into|to)|"
    r"(?P<from>from|at)|(?P<as>as(?: the| a)?)|(?P<in>in(?: the)?|within)|(?P<on>on|since|effective))(?=\s)"
)
END = re.compile(r"[;\n]|,(?!\s*(?:Inc|Ltd|LLC|Corp|Co|GmbH|[A-Z]{2,4})\b)|\.(?=\s|$)")
TEAM = re.compile(r"(?:the |our |their )?(?P<name>.+?) (?:team|department|dept\.?|division|unit)$", re.IGNORECASE)
NOWHERE = re.compile(r"(?:the|her|his|their) (?:company|firm|job|team)|us|for good|today|yesterday", re.IGNORECASE)
SIDE = {What.LEFT: "from", What.JOINED: "to", What.PROMOTED: "to", What.TRANSFERRED: "to", What.MOVED: ""}


def has_verb(text: str) -> bool:
    return ANY.search(text) is not None or FIRST.match(text.strip()) is not None


def read(text: str, known: Sequence[Atom], today: date, day_first: bool) -> Change | None:
    """The change that a text tells of; see `changes.read`."""
    dayless, day = the_day(text, known, today, day_first)
    first = FIRST.match(dayless, len(dayless) - len(dayless.lstrip()))
    if first is not None:
        return clauses(text, dayless, [(first.start("rest"), "who")], known, What(first["verb"].lower()), day)
    for what, pattern in VERBS:
        for match in re.finditer(rf"(?<=\s)(?:{pattern})", dayless):
            if clear(match.start(), known) and dayless[: match.start()].strip():
                begin = len(dayless) - len(dayless.lstrip())
                parts = [(begin, "who"), (match.start(), "verb"), (match.end(), SIDE[what])]
                return clauses(text, dayless, parts, known, what, day)
    return None


def clear(place: int, known: Sequence[Atom]) -> bool:
    return all(place < atom.start or place >= atom.end for atom in known)


def clauses(
    text: str, dayless: str, parts: list[tuple[int, str]], known: Sequence[Atom], what: What, day: date | None
) -> Change | None:
    """Reads what stands after each word such as "to" and "as", up to the next one."""
    begin = parts[-1][0]
    end = next(
        (m.start() for m in END.finditer(dayless, begin) if clear(m.start(), known) and no_marker(dayless, m)),
        len(dayless),
    )
    verb = next((start for start, name in parts if name == "verb"), begin)
    marks = [m for m in MARKER.finditer(dayless, 0, end) if clear(m.start(), known) and not verb <= m.start() < begin]
    items = [item for m in marks for item in ((m.start(), "word"), (m.end(), str(m.lastgroup)))]
    places = sorted([*parts, *items], key=lambda item: item[0])
    found: dict[str, tuple[int, int]] = {}
    for (start, name), (stop, _next) in zip(places, [*places[1:], (end, "")], strict=True):
        piece = trimmed(dayless, start, stop)
        if piece is not None and name not in ("verb", "word", "") and name not in found:
            found[name] = piece
    if "who" not in found:
        return None
    return understood(text, dayless, found, known, what, day, dayless[end:].strip(" \t\r\n,.;"))


def no_marker(text: str, stop: re.Match[str]) -> bool:
    """Whether a comma ends what is told: not where "successor", "as" or "to" follows it."""
    return MARKER.match(text, len(text) - len(text[stop.end() :].lstrip())) is None


def trimmed(text: str, start: int, stop: int) -> tuple[int, int] | None:
    piece = text[start:stop]
    bare = (
        piece.strip(" \t\r\n,.;:")
        if not piece.strip().endswith((" Inc.", " Ltd.", " Corp.", " Co."))
        else piece.strip()
    )
    if not bare:
        return None
    begin = start + piece.index(bare)
    return begin, begin + len(bare)


def understood(
    text: str,
    dayless: str,
    found: dict[str, tuple[int, int]],
    known: Sequence[Atom],
    what: What,
    day: date | None,
    note: str,
) -> Change:
    values = {name: " ".join(dayless[start:end].split()) for name, (start, end) in found.items()}
    start, end = found["who"]
    at, to = values.get("from", ""), values.get("to", "")
    account = next((a for a in known if a.kind == "account" and a.start > start and a.end == end), None)
    if account is not None:  # "left Jane Doe ACME"
        name = text[account.start : account.end]
        at, to = (at, to or name) if what in (What.JOINED, What.MOVED) else (at or name, to)
        end = trimmed(dayless, start, account.start)[1]  # type: ignore[index]
    change = Change(
        what=what,
        who=" ".join(text[start:end].split()),
        start=start,
        end=end,
        at="" if NOWHERE.fullmatch(at) else at,
        day=day,
        post=titled(values.get("as", "")),
        successor=values.get("successor", ""),
        note=note,
    )
    if "in" in values:
        change = replace(change, post=replace(change.post, department=department(values["in"])))
    return going(change, to, known, found.get("to"))


def department(said: str) -> str:
    team = TEAM.fullmatch(said)
    return team["name"] if team is not None else said


def going(change: Change, to: str, known: Sequence[Atom], place: tuple[int, int] | None) -> Change:
    """What stands after "to": a title for whoever is promoted, a department or a customer for others."""
    is_account = place is not None and any(a.kind == "account" and place[0] <= a.start < place[1] for a in known)
    if not to or NOWHERE.fullmatch(to):
        return change
    if is_account or to.startswith(("account:", "new:")):
        return replace(change, to=to, what=What.MOVED if change.what is What.TRANSFERRED else change.what)
    if change.what is What.PROMOTED:
        return replace(change, post=replace(titled(to), department=change.post.department))
    team = TEAM.fullmatch(to)
    if change.what is What.TRANSFERRED or team is not None or is_department(to):
        return replace(change, what=What.TRANSFERRED, post=replace(change.post, department=department(to)))
    return replace(change, to=to)


TITLE = rf"(?:(?:a|the|our) )?(?:[\w/&-]+ ){{0,2}}(?i:{ENGLISH.pattern})(?: of)?(?: [\w&-]+)?"
OBJECT = rf"(?:{NAME}|{TITLE}|(?:the |our )?[\w&]+ (?:team|department|division|unit))"
MORE = rf"(?:,? (?:over )?(?:to|from|at|as|in|into|successor(?: is)?:?|(?:succeeded|followed|replaced) by) {OBJECT})"
AFTER = {
    What.LEFT: rf"(?: {OBJECT}| {NOWHERE.pattern})?{MORE}*",
    What.JOINED: rf" {OBJECT}{MORE}*",
    What.PROMOTED: rf"(?: {TITLE})?{MORE}*",
    What.TRANSFERRED: rf"{MORE}+",
    What.MOVED: rf"{MORE}+",
}
WHO = rf"(?P<who>{NAME})(?: (?:at|from|of) {NAME})?"


@cache
def sentences() -> tuple[re.Pattern[str], ...]:
    """Whole sentences that tell of a change, the verb in its place or first."""
    inside = [rf"{WHO} (?:{verb}){AFTER[what]}" for what, verb in VERBS]
    before = [rf"(?i:{what.value}) {WHO}{MORE}*" for what in What]
    return tuple(re.compile(pattern) for pattern in (*inside, *before))


def plainly(text: str, today: date) -> bool:
    """Whether a sentence in English tells of a change alone: a name, the verb, beside them names and titles."""
    dayless = " ".join(the_day(text, (), today, False)[0].split()).replace(" ,", ",").strip(" .!,")
    match = next((m for m in (sentence.fullmatch(dayless) for sentence in sentences()) if m is not None), None)
    return match is not None and match["who"].split()[0].casefold() not in NOBODY

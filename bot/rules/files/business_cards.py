"""vCard 2.1, 3.0 and 4.0, as phones and mail programs write them: the lines that say who somebody is."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass

from bot.rules.files.texts import Unreadable, birthday_in, decoded, mail_in, on_a_line

MOST = 20  # cards of a file
LONGEST_LINE = 2_000  # signs: what is longer is a picture
FOLDED = re.compile(r"\r?\n[ \t]")
SOFT = re.compile(r"=[ \t]*\r?\n")
LINE = re.compile(r"(?:[\w-]+\.)?(?P<name>[A-Za-z-]+)(?P<params>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)*):(?P<value>.*)")
ESCAPED = re.compile(r"\\([\\,;:nN])")
HANGUL = re.compile("[가-힣]+")


@dataclass(frozen=True, slots=True)
class BusinessCard:
    """A person as their card says; "" for what it does not. `birthday` as in `storage.tables.Person`."""

    name: str
    company: str = ""
    department: str = ""
    title: str = ""
    mail: str = ""
    phone: str = ""
    birthday: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    params: str
    value: str


def read(data: bytes) -> list[BusinessCard]:
    """The cards in a file that have a name, at most MOST. Raises Unreadable for what is no vCard."""
    text = decoded(data)
    if not re.search(r"^BEGIN:VCARD", text, re.IGNORECASE | re.MULTILINE):
        raise Unreadable("no card")
    cards = [card(lines) for lines in grouped(text)]
    return [one for one in cards if one.name][:MOST]


def grouped(text: str) -> list[list[Line]]:
    """The lines of each card, unfolded and decoded."""
    found: list[list[Line]] = []
    text = FOLDED.sub("", "".join(soft(text)))
    for raw in text.splitlines():
        match = LINE.match(raw) if len(raw) <= LONGEST_LINE else None
        if match is None:
            continue
        name = match["name"].upper()
        if name == "BEGIN":
            found.append([])
        elif found:
            found[-1].append(Line(name, match["params"].upper(), value(match["params"].upper(), match["value"])))
        if len(found) > MOST:
            break
    return found


def soft(text: str) -> list[str]:
    """The text with the soft line breaks of quoted-printable taken out where a line is in it."""
    parts, joins = [], False
    for raw in text.splitlines(keepends=True):
        joins = joins or "QUOTED-PRINTABLE" in raw.partition(":")[0].upper()
        bare = SOFT.sub("", raw) if joins else raw
        joins = joins and bare != raw
        parts.append(bare)
    return parts


def value(params: str, text: str) -> str:
    if "QUOTED-PRINTABLE" in params:
        raw = quopri.decodestring(text.encode())
        text = raw.decode("cp949" if re.search("CHARSET=(EUC-KR|KS_C|CP949)", params) else "utf-8", "replace")
    return text.replace("\0", "")


def card(lines: list[Line]) -> BusinessCard:
    company, *departments = parts(first(lines, "ORG"))
    return BusinessCard(
        name=plain(first(lines, "FN")) or full_name(parts(first(lines, "N"))),
        company=company,
        department=" ".join(filter(None, departments)),
        title=plain(first(lines, "TITLE") or first(lines, "ROLE")),
        mail=mail_in(plain(first(lines, "EMAIL", "PREF"))),
        phone=plain(re.sub("^tel:", "", first(lines, "TEL", "CELL"))),
        birthday=birthday_in(first(lines, "BDAY")),
    )


def first(lines: list[Line], name: str, liked: str = "") -> str:
    """The value of the first line of that name, of one with the parameter `liked` before any other."""
    named = [line for line in lines if line.name == name and line.value.strip()]
    named.sort(key=lambda line: not (liked and liked in line.params))
    return named[0].value if named else ""


def parts(text: str) -> list[str]:
    """The parts between semicolons that are not escaped."""
    return [plain(part) for part in re.split(r"(?<!\\);", text)]


def plain(text: str) -> str:
    return on_a_line(ESCAPED.sub(lambda sign: " " if sign[1] in "nN" else sign[1], text))


def full_name(names: list[str]) -> str:
    """A name of its parts, family name first, as it is written in its language."""
    family, given, *more = [*names, "", ""]
    if HANGUL.fullmatch(family) and HANGUL.fullmatch(given):
        return family + given
    return " ".join(filter(None, (given, more[0], family)))

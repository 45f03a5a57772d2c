"""Files that are handed to the bot: a meeting, a person, or a list to import."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.message import FILES, Ask, Block, Card, File, Refusal, Reply, Say, Text
from bot.rules.files import Unreadable
from bot.words import _, listed
from handlers import cards, door, kept_files, lists, meetings
from handlers.kept_files import Given
from storage.session import Session

MOST = 5  # files at once
LARGEST = {".ics": 256 << 10, ".vcf": 2 << 20}  # bytes
LARGEST_LIST = 2 << 20
CHOSEN = re.compile(r"(?P<draft>\d{1,9})(?:\s+(?P<choice>\S.*))?", re.DOTALL)

Take = Callable[[Ask, Session, Given], Card]


def answer(ask: Ask, session: Session) -> Reply:
    """What becomes of the files of an Ask, each for itself; what was typed with a meeting is its note."""
    known = [replace(file, name=door.cleaned(file.name)[0]) for file in ask.files if ending(file.name)]
    if not known:
        return Say(Card(_("I can read calendar files (.ics), cards (.vcf) and lists (.csv, .xlsx).")))
    told = [taken(ask, session, file) for file in known[:MOST]]
    blocks: list[Block] = list(told[0].blocks)
    for card in told[1:]:
        blocks += [Text(card.title), *card.blocks]
    if len(known) > MOST:
        left = listed([file.name for file in known[MOST:]])
        blocks.append(Text(_("Too many at once, so I left out: {names}", names=left), quiet=True))
    return Say(Card(told[0].title, tuple(blocks)))


def again(ask: Ask, session: Session) -> Reply:
    """`/rapport file 12 account:5`: the answer to what was asked about a file, which is then done with."""
    asked = CHOSEN.fullmatch(ask.text.strip())
    given = kept_files.kept(session, int(asked["draft"]), asked["choice"] or "") if asked is not None else None
    if given is None:
        raise Refusal(_("That file is not here any more. Please send it once more."))
    return Say(reader(given.name)(ask, session, given))


def taken(ask: Ask, session: Session, file: File) -> Card:
    """What becomes of one file; a refusal is said of it alone."""
    given = kept_files.given(file, ask.text)
    if file.why == "big" or (given is not None and len(given.data) > LARGEST.get(ending(file.name), LARGEST_LIST)):
        if reader(file.name) is lists.take:
            return Card(
                _("{file} is too big for me here: rapport import reads it, for whoever runs me.", file=file.name)
            )
        return Card(_("{file} is too big for me here.", file=file.name))
    if given is None:
        return Card(_("I could not get {file}. Please send it once more.", file=file.name))
    try:
        return reader(file.name)(ask, session, given)
    except Unreadable:
        return Card(_("{file} cannot be read: it is not what its name says.", file=file.name))
    except Refusal as refusal:
        return Card(str(refusal))


def reader(name: str) -> Take:
    return {".ics": meetings.take, ".vcf": cards.take}.get(ending(name), lists.take)


def ending(name: str) -> str:
    return next((one for one in FILES if name.lower().endswith(one)), "")

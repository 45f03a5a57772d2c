"""A file that was handed over, and where it waits for an answer: as a draft of whoever gave it."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass

from bot.message import File
from storage import drafts
from storage.session import Session

KEPT = re.compile(r"file:(?P<name>[^\n]*)\n(?P<data>[^\n]*)\n(?P<words>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Given:
    """A file that is there, and what was typed with it. `choice` is what a button chose of the draft it is kept in."""

    name: str
    data: bytes
    words: str = ""
    choice: str = ""
    draft: int = 0


def given(file: File, words: str) -> Given | None:
    return Given(" ".join(file.name.split()), file.data, words) if file.data is not None else None


def keep(session: Session, given: Given) -> int:
    """Puts what was given aside, where it is not so already; its number."""
    if given.draft:
        return given.draft
    return drafts.keep(
        session, f"file:{given.name}\n{base64.b85encode(zlib.compress(given.data)).decode()}\n{given.words}"
    )


def kept(session: Session, draft: int, choice: str) -> Given | None:
    """What the viewer gave under that number; None for what is not there, or somebody else's."""
    match = KEPT.fullmatch(drafts.kept(session, draft))
    if match is None:
        return None
    return Given(match["name"], zlib.decompress(base64.b85decode(match["data"])), match["words"], choice, draft)

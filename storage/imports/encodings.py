"""Which encoding a text file is in, and how many lines it has."""

from __future__ import annotations

import codecs
from typing import BinaryIO

PART = 1 << 20
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def survey(file: BinaryIO) -> tuple[str, int]:
    """The encoding of a file and how many lines it has.

    Without a mark it is UTF-16 where every other byte at the beginning is zero, UTF-8 if most lines beyond ASCII are,
    else cp949: one broken line does not turn a whole file into other letters.
    """
    head = file.read(1000)
    file.seek(0)
    wide = next((name for mark, name in MARKS.items() if head.startswith(mark)), "") or unmarked(head)
    if wide.startswith("utf-16"):
        return wide, newlines(file)
    lines, good, bad = 0, 0, 0
    for line in file:
        lines += 1
        if not line.isascii():
            try:
                line.decode()
                good += 1
            except UnicodeDecodeError:
                bad += 1
    return wide or ("utf-8" if good >= bad else "cp949"), lines


def unmarked(head: bytes) -> str:
    """UTF-16 without its mark, "" for anything else: in most texts every other byte of the first line is zero."""
    line = head.split(b"\n")[0][:200]
    half = len(line) // 2
    if half < 4:
        return ""
    for name, zeros in (("utf-16-le", line[1::2]), ("utf-16-be", line[::2])):
        if zeros.count(0) > 0.9 * half and line.count(0) < 1.1 * half:
            return name
    return ""


def newlines(file: BinaryIO) -> int:
    total = 1
    while part := file.read(PART):
        total += part.count(b"\n")
    return total


def errors(encoding: str) -> str:
    """What is no text in the encoding stays as it is where it can: its row is rejected, not the file."""
    return "replace" if encoding.startswith("utf-16") else "surrogateescape"

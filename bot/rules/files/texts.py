"""The text of a file whatever its encoding, and what both kinds of files do with it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from datetime import date

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LONGEST = 200  # signs of a text on one line
MAIL = re.compile(r"[^\s@:,;<>\"']+@[^\s@:,;<>\"'?]+\.[^\s@:,;<>\"'?]+")


class Unreadable(ValueError):  # noqa: N818 - a fact about a file
    """A file that is not what its name says."""


def decoded(data: bytes) -> str:
    """The text: by its mark, else UTF-8, else cp949 as older Korean programs write; nothing that no database keeps."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    for encoding in [marked] if marked else ["utf-8", "cp949"]:
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace").replace("\0", "")


def on_a_line(text: str) -> str:
    """A text in NFC on one line, not longer than a name or title may be."""
    return " ".join(unicodedata.normalize("NFC", text).split())[:LONGEST].strip()


def mail_in(text: str) -> str:
    """The mail address in a text, in lower case; "" for none."""
    found = MAIL.search(text)
    return found[0].lower() if found is not None else ""


def birthday_in(text: str) -> str:
    """ "1980-03-14", or "03-14" without a year, of what a card says ("19800314", "--0314"); "" for no such day."""
    found = re.match(r"(\d{4}|--)-?(\d\d)-?(\d\d)(?!\d)", text.strip())
    if found is None:
        return ""
    year, month, day = found.groups()
    try:
        known = date(2000 if year == "--" else int(year), int(month), int(day))
    except ValueError:
        return ""
    # 1604 is how one maker's address book writes that the year is not known
    return f"{known:%m-%d}" if year in ("--", "1604") else known.isoformat()

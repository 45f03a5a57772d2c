"""What a button puts before the line it stands for: `form:`, `open:12`, `instead:17`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from storage import drafts
from storage.session import Session

LEAD = re.compile(r"(?:(?P<form>form:)|open:(?P<open>\d{1,9})|instead:(?P<instead>\d{1,9}))(?:\s+|$)")
OPENS = "form:"  # it opens the form with what is understood of the line


@dataclass(frozen=True, slots=True)
class Lead:
    """A line, and what is to be done with it.

    `form`: it is to be looked over first. `open` is the draft in which it waits for this answer, `instead` the entry
    that it replaces; 0 for none.
    """

    text: str
    form: bool = False
    open: int = 0
    instead: int = 0


def read(session: Session, text: str) -> Lead:
    """The line that a text stands for, with the draft in its place where it names one."""
    lead = Lead(text.strip())
    while True:
        match = LEAD.match(lead.text)
        if match is not None:
            lead = replace(
                lead,
                text=lead.text[match.end() :],
                form=lead.form or bool(match["form"]),
                open=int(match["open"] or lead.open),
                instead=int(match["instead"] or lead.instead),
            )
            continue
        text = drafts.unfolded(session, lead.text)
        if text == lead.text:
            break
        lead = replace(lead, text=text)
    return replace(lead, text=drafts.kept(session, lead.open)) if lead.open and not lead.text else lead

"""Who is on the team."""

from __future__ import annotations

import re

from bot.message import Ask, Card, Refusal, Replace, Reply, Text
from bot.words import _
from storage import teammates
from storage.session import Session

MAIL = re.compile(r"(?:<mailto:[^|>]*\|)?(?P<mail>[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+)>?")


def add(ask: Ask, session: Session) -> Reply:
    """`/rapport add jane@example.com [U123] [Jane Doe]`: from now on they may ask, and are asked after."""
    match = MAIL.match(ask.text)
    if match is None:
        raise Refusal(_("Give me their mail address: /rapport add jane@example.com."))
    rest = ask.text[match.end() :].split()
    external_id = rest.pop(0) if rest and re.fullmatch(r"[UW][A-Z0-9]{4,}", rest[0]) else ""
    mail, name = match["mail"].lower(), " ".join(rest)
    row = teammates.find(session, external_id, mail)
    if row is None:
        teammates.add(session, mail, name or mail.split("@")[0], external_id=external_id)
    else:
        teammates.change(session, row["id"], active=True, external_id=external_id or row["external_id"])
        name = row["name"]
    title = _("{name} is on the team now", name=name or mail)
    return Replace(Card(title, (Text(_("They can write to me at once, and see all that the team knows.")),)))

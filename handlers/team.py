"""Who is on the team."""

from __future__ import annotations

import re

from bot.message import Ask, Card, Refusal, Replace, Reply, Text
from bot.words import _
from storage import teammates
from storage.session import Session

MAIL = re.compile(r"(?:<mailto:[^|>]*\|)?(?P<mail>[^\s@<>|]{1,64}@[^\s@<>|]{1,190}\.[^\s@<>|]{2,63})>?(?=\s|$)")
USER = re.compile(r"[UW][A-Z0-9]{4,30}")


def add(ask: Ask, session: Session) -> Reply:
    """`/rapport add jane@example.com [U123] [Jane Doe]`: from now on they may ask, and are asked after."""
    match = MAIL.match(ask.text)
    if match is None:
        raise Refusal(_("I need their mail address: /rapport add jane@example.com"))
    rest = ask.text[match.end() :].split()
    external_id = rest.pop(0) if rest and USER.fullmatch(rest[0]) else ""
    mail = match["mail"].lower()
    name = " ".join(rest)[:100] or mail.split("@")[0]
    row = teammates.find(session, external_id, mail)
    there = row is not None and row["active"] and external_id in ("", row["external_id"])
    if row is None:
        teammates.add(session, mail, name, external_id=external_id)
    else:
        name = row["name"]
        teammates.change(session, row["id"], active=True, external_id=external_id or row["external_id"])
    title = _("{name} is on the team already", name=name) if there else _("{name} is on the team now", name=name)
    return Replace(Card(title, (Text(_("They can write to me at once, and see all that the team knows.")),)))

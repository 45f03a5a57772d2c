"""Kinds of interaction and roles of people in words."""

from __future__ import annotations

from bot.rules.kinds import Kind
from bot.words import _, _n


def kind_name(kind: Kind) -> str:
    """ "call", "통화"."""
    return {
        Kind.MEETING: _("meeting"),
        Kind.VISIT: _("visit"),
        Kind.VIDEO: _("video call"),
        Kind.CALL: _("call"),
        Kind.MESSAGE: _("message"),
        Kind.MAIL: _("mail"),
        Kind.MEAL: _("meal"),
        Kind.COFFEE: _("coffee"),
        Kind.EVENT: _("event"),
        Kind.CARD: _("business card"),
    }[kind]


def counted(kind: Kind, n: int) -> str:
    """ "4 meetings", "미팅 4번"."""
    return {
        Kind.MEETING: lambda: _n("{n} meeting", "{n} meetings", n),
        Kind.VISIT: lambda: _n("{n} visit", "{n} visits", n),
        Kind.VIDEO: lambda: _n("{n} video call", "{n} video calls", n),
        Kind.CALL: lambda: _n("{n} call", "{n} calls", n),
        Kind.MESSAGE: lambda: _n("{n} message", "{n} messages", n),
        Kind.MAIL: lambda: _n("{n} mail", "{n} mails", n),
        Kind.MEAL: lambda: _n("{n} meal", "{n} meals", n),
        Kind.COFFEE: lambda: _n("{n} coffee", "{n} coffees", n),
        Kind.EVENT: lambda: _n("{n} event", "{n} events", n),
        Kind.CARD: lambda: _n("{n} business card", "{n} business cards", n),
    }[kind]()


def role_name(role: str) -> str:
    """ "decision maker", "의사결정자"; as it was written where it is none of ours."""
    return {
        "decision maker": _("decision maker"),
        "economic buyer": _("economic buyer"),
        "technical buyer": _("technical buyer"),
        "user buyer": _("user buyer"),
        "purchasing": _("purchasing"),
        "champion": _("champion"),
        "influencer": _("influencer"),
    }.get(role.casefold(), role)

"""Kinds of interaction, roles and attitudes of people, and what is learned of them, in words."""

from __future__ import annotations

from bot.rules.attitude import Attitude
from bot.rules.kinds import Kind
from bot.rules.learned import Learned, Visible
from bot.rules.shelf import FactKind
from bot.words import _, _n, called


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


def attitude_name(attitude: str) -> str:
    """ "supportive", "우호적"; as it was written where it is none of ours."""
    return {
        Attitude.ADVOCATE.value: _("advocate"),
        Attitude.SUPPORTIVE.value: _("supportive"),
        Attitude.NEUTRAL.value: _("neutral"),
        Attitude.CRITICAL.value: _("critical"),
        Attitude.OPPOSED.value: _("opposed"),
    }.get(attitude, attitude)


def fact_name(kind: FactKind) -> str:
    """What a fact is of, as a label."""
    return {
        FactKind.RANK: _("Rank"),
        FactKind.BOSS: _("Reports to"),
        FactKind.ROLE: _("Role"),
        FactKind.ATTITUDE: _("Attitude"),
        FactKind.PRIORITY: _("What counts for them"),
    }[kind]


def fact_value(kind: FactKind, value: str) -> str:
    """What is so: "decision maker", "우호적", or as it was written."""
    if kind is FactKind.ROLE:
        return role_name(value)
    if kind is FactKind.BOSS:
        return called(value)
    return attitude_name(value) if kind is FactKind.ATTITUDE else value


def learned_name(kind: Learned) -> str:
    """ "need", "니즈"."""
    return {
        Learned.NEED: _("need"),
        Learned.PROBLEM: _("problem"),
        Learned.IDEA: _("idea"),
        Learned.OPINION: _("opinion"),
        Learned.CHANGE: _("change"),
        Learned.COMPETITOR: _("competitor"),
    }[kind]


def visible_name(visible: Visible) -> str:
    """Who may read a note, as the one who wrote it is told."""
    return {
        Visible.ME: _("me alone"),
        Visible.TEAM: _("the customer's team"),
        Visible.ALL: _("everybody"),
    }[visible]


def occasion_name(kind: str) -> str:
    """ "wedding", "결혼"."""
    return {
        "promotion": _("promotion"),
        "wedding": _("wedding"),
        "birth": _("birth"),
        "bereavement": _("bereavement"),
    }.get(kind, _("occasion"))


def source_name(source: str) -> str:
    """How we came to know somebody: "referral", "소개"; as it was written where it is none of ours."""
    return {
        "card": _("business card"),
        "meeting": _("meeting"),
        "referral": _("referral"),
        "import": _("import"),
    }.get(source, source)


def rows_name(kind: str) -> str:
    """What the rows of an imported list are."""
    return {
        "teammates": _("teammates"),
        "accounts": _("accounts"),
        "members": _("account teams"),
        "people": _("people"),
        "positions": _("positions"),
        "roles": _("roles"),
        "interactions": _("contacts"),
    }[kind]

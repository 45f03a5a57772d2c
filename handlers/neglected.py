"""/neglected: which customers are being forgotten; and putting one off for a while."""

from __future__ import annotations

import re

from bot import telling
from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Reply, Row, Say, Table, Text
from bot.rules.neglect import Level, worst_first
from bot.words import _, current, day
from handlers import which
from handlers.account import name_of
from storage import nudges, teammates
from storage.book import Entry, book
from storage.session import Session

TEAM = ("team", "팀", "전체", "all")
SHOWN = 5


def answer(ask: Ask, session: Session) -> Reply:
    """`/neglected` the asker's customers, `/neglected team` everybody's: due, overdue and never met, worst first."""
    team = ask.text.casefold() in TEAM
    today = ask.at.astimezone(current().zone).date()
    entries = book(session, None if team else session.viewer, today, ask.past)
    ranked = [entry for entry, _judged in worst_first((entry, entry.neglect) for entry in entries)]
    owners = {row["id"]: str(row["name"]) for row in teammates.everyone(session)} if team else {}
    put_off = nudges.snoozed(session, session.viewer or 0, today)
    blocks: list[Block] = []
    for level, title in groups():
        rows = tuple(row(entry, owners, put_off) for entry in ranked if entry.neglect.level is level)
        if rows:
            blocks.append(Table("accounts", rows, f"{title} ({len(rows)})", SHOWN))
    fine = sum(entry.neglect.level is Level.FINE for entry in entries)
    blocks.append(Text(summary(len(entries), fine, team), quiet=True))
    if not team:
        blocks.append(Buttons((Button(_("The whole team's"), "/neglected team"),)))
    return Say(Card(_("The team's customers") if team else _("Your customers"), tuple(blocks)))


def groups() -> list[tuple[Level, str]]:
    return [
        (Level.OVER, _("Over the limit")),
        (Level.OVERDUE, _("Overdue")),
        (Level.DUE, _("Due")),
        (Level.NEVER, _("Never met")),
    ]


def row(entry: Entry, owners: dict[int, str], put_off: set[int]) -> Row:
    parts = [telling.reason(entry.neglect)]
    if owners:
        parts.append(owners.get(entry.owner or 0, _("no owner yet")))
    if entry.account in put_off:
        parts.append(_("snoozed"))
    log = Button(_("Log a contact"), f"/logcontact @ account:{entry.account}")
    return Row(entry.name, " · ".join(parts), entry.external_id, (log,))


def summary(all_of_them: int, fine: int, team: bool) -> str:
    if not all_of_them:
        return (
            _("No customers are noted yet.") if team else _("You own no customer yet. Whoever logs one first owns it.")
        )
    return _("{fine} of {all} are in good touch.", fine=fine, all=all_of_them)


PERIOD = re.compile(
    r"(?P<name>.*?)[\s,]+(?:for |동안 )?(?P<n>\d{1,3}|a|an|one|two|한|두|일|이) ?"
    r"(?P<unit>days?|d|weeks?|w|months?|일|주일|주|개월|달)?(?: ?동안)?",
    re.IGNORECASE,
)
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "한": 1, "두": 2, "일": 1, "이": 2}
DAYS = {"d": 1, "일": 1, "w": 7, "주": 7, "m": 30, "개": 30, "달": 30}


def snooze(ask: Ask, session: Session) -> Reply:
    """`/rapport snooze ACME 2 weeks`: no reminder until then; a week where nothing is said. At most 14 days, twice."""
    name, days = split_period(ask.text)
    account = which.account(session, name, lambda mark: f"/rapport snooze {mark} {days} days")
    if not isinstance(account, int):
        return account
    today = ask.at.astimezone(current().zone).date()
    done = nudges.snooze(session, account, session.viewer or 0, days, today)
    called = name_of(session, account)
    if done.refused == "long":
        raise Refusal(_("A snooze lasts 14 days at most. /rapport snooze {account} 14 days works.", account=called))
    if done.refused == "again":
        raise Refusal(
            _(
                "You put off {account} twice already. Log a contact, or give it to somebody with /rapport owner.",
                account=called,
            )
        )
    return Say(Card(_("{account} rests until {day}", account=called, day=day(done.until, today))))


def split_period(text: str) -> tuple[str, int]:
    """The name and the days of "ACME 2 weeks", "ACME 7" or "한빛전자 2주"; a week where no period is named."""
    match = PERIOD.fullmatch(text.strip())
    if match is None:
        return text, 7
    n = NUMBERS.get(match["n"].lower()) or int(match["n"])
    return match["name"], n * DAYS[(match["unit"] or "d")[0].lower()]

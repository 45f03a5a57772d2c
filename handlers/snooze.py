"""/rapport snooze: no reminder of a customer for a while."""

from __future__ import annotations

import re
from datetime import date

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.rules import days
from bot.words import _, current, day
from handlers import which
from handlers.account import log_button, row_of
from storage import nudges
from storage.session import Session

PERIOD = re.compile(
    r"(?P<name>.*?)(?:(?:^|[\s,]+)(?:for |동안 )?)(?P<n>-?\d{1,6}|a|an|one|two|한|두|일|이) ?"
    r"(?P<unit>days?|d|weeks?|w|months?|m|years?|y|일|주일|주|개월|달|년)?(?:간| ?동안| ?뒤| ?후)?",
    re.IGNORECASE | re.DOTALL,
)
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "한": 1, "두": 2, "일": 1, "이": 2}
DAYS = {"d": 1, "일": 1, "w": 7, "주": 7, "m": 30, "개": 30, "달": 30, "y": 365, "년": 365}
UNTIL = re.compile(r"(?:(?:^|\s+)(?:until|till))?\s*$", re.IGNORECASE)
USUAL = 7  # days where nothing is said


def answer(ask: Ask, session: Session) -> Reply:
    """`/rapport snooze ACME 2 weeks`, `7`, `until Friday`, `2주`; a week where nothing is said.

    At most 14 days, and twice in a row.
    """
    today = ask.at.astimezone(current().zone).date()
    name, period = split_period(ask.text, today)
    account = which.account(ask, session, name, lambda mark: f"/rapport snooze {mark} {period} days")
    if not isinstance(account, int):
        return account
    row = row_of(session, account)
    if period < 1:
        raise Refusal(_("A snooze lasts a day at least: /rapport snooze {account} 7 days", account=row["name"]))
    done = nudges.snooze(session, account, session.viewer or 0, min(period, nudges.LONGEST + 1), today)
    if done.refused == "long":
        most = nudges.LONGEST
        longest = Button(_("Snooze {n} days", n=most), f"/rapport snooze account:{account} {most} days")
        title = _("A snooze lasts {n} days at most", n=most)
        return Say(Card(title, (Buttons((longest, log_button(account))),)))
    if done.refused == "again":
        return twice(account, str(row["name"]))
    title = _("No reminder of {account} until {day}", account=row["name"], day=day(done.until, today))
    hint = ""
    if row["owner_id"] != session.viewer:
        hint = _("I remind only its owner anyway: {name}.", name=row["owner"] or _("nobody yet"))
    elif done.times == nudges.IN_A_ROW:
        hint = _("That was the second time in a row. A third needs a contact first.")
    return Say(Card(title, (Text(hint, quiet=True),) if hint else ()))


def twice(account: int, name: str) -> Reply:
    """A third snooze in a row is refused."""
    text = _("Get in touch and log it, or hand it over: /rapport owner {account} @colleague", account=name)
    buttons = (log_button(account, "primary"), Button(_("Not mine"), f"/rapport notmine account:{account}"))
    return Say(Card(_("You have put off {account} twice already", account=name), (Text(text), Buttons(buttons))))


def split_period(text: str, today: date) -> tuple[str, int]:
    """The name and the days of "ACME 2 weeks", "ACME 7", "ACME until Friday" or "한빛전자 2주"; a week without any."""
    text = text.strip()
    if len(text) > which.LONGEST:
        return text, USUAL
    until = named_day(text, today)
    if until is not None and until[2]:
        return until[:2]
    match = PERIOD.fullmatch(text)
    if match is not None:
        n = NUMBERS.get(match["n"].lower()) or int(match["n"])
        return match["name"], n * DAYS[(match["unit"] or "d")[0].lower()]
    return until[:2] if until is not None else (text, USUAL)


def named_day(text: str, today: date) -> tuple[str, int, bool] | None:
    """The name before a day that ends a text, in how many days that is, and whether it says "until" or 까지."""
    named = days.find(text, today, past=False)
    if not named or named[-1].end < len(text):
        return None
    before = text[: named[-1].start]
    name = UNTIL.sub("", before)
    plainly = name != before.rstrip() or re.match("until|till|.*까지$", named[-1].words, re.IGNORECASE) is not None
    return name, (named[-1].day - today).days, plainly

"""What each teammate sets for themselves: language, time zone, hour."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from bot.message import Ask, Button, Buttons, Card, Refusal, Reply, Say, Text
from bot.words import _, current, speaking
from storage import teammates
from storage.session import Session

LANGUAGES = {"en": ("english", "en", "영어"), "ko": ("korean", "ko", "한국어", "한글", "한국말")}
NAMES = {"en": "English", "ko": "한국어"}


def me(session: Session) -> int:
    assert session.viewer is not None
    return session.viewer


def language(ask: Ask, session: Session) -> Reply:
    """`/rapport language Korean`; without a word it offers them."""
    wanted = ask.text.casefold()
    chosen = next((tag for tag, words in LANGUAGES.items() if wanted in words), "")
    if not chosen:
        buttons = tuple(Button(NAMES[tag], f"/rapport language {tag}") for tag in LANGUAGES)
        return Say(Card(_("Which language shall I speak with you?"), (Buttons(buttons),)))
    teammates.change(session, me(session), locale={"en": "en-US", "ko": "ko-KR"}[chosen])
    with speaking(chosen, current().zone.key):
        return Say(Card(_("From now on I speak English with you.")))


def zone(ask: Ask, session: Session) -> Reply:
    """`/rapport timezone Asia/Seoul`; a city is enough where it is the only one of its name."""
    wanted = ask.text.strip().replace(" ", "_").casefold()
    zones = available_timezones()
    found = sorted(z for z in zones if z.casefold() == wanted) or sorted(
        z
        for z in zones
        if wanted and z.casefold().rsplit("/", 1)[-1] == wanted and not z.startswith(("posix", "right"))
    )
    if not wanted:
        return Say(Card(_("Your time zone is {zone}.", zone=current().zone.key), (Text(how_zone(), quiet=True),)))
    if not found:
        raise Refusal(_("I do not know the time zone “{text}”. {how}", text=ask.text[:60], how=how_zone()))
    if len(found) > 1:
        buttons = tuple(Button(name, f"/rapport timezone {name}") for name in found[:5])
        return Say(Card(_("Which one?"), (Buttons(buttons),)))
    teammates.change(session, me(session), zone=found[0])
    return Say(Card(_("Your time zone is {zone} now.", zone=found[0])))


def how_zone() -> str:
    return _("Write it as region and city: /rapport timezone Asia/Seoul.")


def hour(ask: Ask, session: Session) -> Reply:
    """`/rapport hour 9`: the full hour of the morning nudge, in the teammate's own zone."""
    now = session.me["hour"] if session.me is not None else 9
    if not ask.text:
        return Say(Card(_("I write to you at {hour}:00, on your working days.", hour=now)))
    match = re.fullmatch(r"(?:오전 ?)?(\d{1,2})(?::00| ?시)?", ask.text.strip())
    if match is None or not 0 <= int(match[1]) <= 23:
        raise Refusal(_("Give me a full hour from 0 to 23: /rapport hour 9."))
    teammates.change(session, me(session), hour=int(match[1]))
    return Say(Card(_("From now on I write to you at {hour}:00, on your working days.", hour=int(match[1]))))

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
HOUR = re.compile(
    r"(?:at )?(?P<half>오전|오후)? ?(?P<n>\d{1,2})(?::00|시)?(?: ?(?P<noon>[ap])\.?m\.?)?(?:에)?", re.IGNORECASE
)


def me(session: Session) -> int:
    assert session.viewer is not None
    return session.viewer


def language(ask: Ask, session: Session) -> Reply:
    """`/rapport language Korean`; without a word, or with one for another language, it offers those there are."""
    wanted = ask.text.casefold()
    chosen = next((tag for tag, words in LANGUAGES.items() if wanted in words), "")
    if not chosen:
        buttons = tuple(Button(NAMES[tag], f"/rapport language {tag}") for tag in LANGUAGES)
        return Say(Card(_("Which language shall I speak with you?"), (Buttons(buttons),)))
    teammates.change(session, me(session), locale={"en": "en-US", "ko": "ko-KR"}[chosen])
    with speaking(chosen, current().zone.key):
        return Say(Card(_("From now on I speak English with you")))


def zone(ask: Ask, session: Session) -> Reply:
    """`/rapport timezone Asia/Seoul`; a city is enough where it is the only one of its name."""
    wanted = " ".join(ask.text.split())
    if not wanted:
        how = _("To change it: /rapport timezone Asia/Seoul")
        return Say(Card(_("Your time zone is {zone}", zone=current().zone.key), (Text(how, quiet=True),)))
    found = zones(wanted)
    if not found:
        raise Refusal(
            _(
                "I do not know the time zone “{text}”. Try a region and city: /rapport timezone Asia/Seoul",
                text=wanted[:60],
            )
        )
    if len(found) > 1:
        buttons = tuple(Button(name, f"/rapport timezone {name}") for name in found[:5])
        return Say(Card(_("Which time zone?"), (Buttons(buttons),)))
    teammates.change(session, me(session), zone=found[0])
    return Say(Card(_("Your time zone is {zone} now", zone=found[0])))


def zones(wanted: str) -> list[str]:
    """The IANA zones of this name, or else of a city of this name, in English or in the asker's language."""
    key = wanted.replace(" ", "_").casefold()
    real = [zone for zone in available_timezones() if not zone.startswith(("posix", "right"))]
    whole = [zone for zone in real if zone.casefold() == key]
    city = [zone for zone in real if zone.casefold().rsplit("/", 1)[-1] == key]
    theirs = [zone for zone, names in current().locale.time_zones.items() if names.get("city") == wanted]
    return sorted(whole or city or theirs)


def hour(ask: Ask, session: Session) -> Reply:
    """`/rapport hour 9`: the full hour of the morning nudge, in the teammate's own zone."""
    assert session.me is not None
    if not ask.text:
        how = _("To change it: /rapport hour 9")
        title = _("I remind you at {hour}:00, on your working days", hour=session.me["hour"])
        return Say(Card(title, (Text(how, quiet=True),)))
    wanted = hour_of(ask.text)
    if wanted is None:
        raise Refusal(_("I need a full hour from 0 to 23, such as 9: /rapport hour 9"))
    teammates.change(session, me(session), hour=wanted)
    return Say(Card(_("From now on I remind you at {hour}:00, on your working days", hour=wanted)))


def hour_of(text: str) -> int | None:
    """The hour of "9", "9:00", "9am", "오전 9시" or "오후 3시"; None for what is no full hour."""
    match = HOUR.fullmatch(text.strip())
    if match is None or (match["half"] and match["noon"]):
        return None
    n, half = int(match["n"]), {"오전": "a", "오후": "p"}.get(match["half"] or "", (match["noon"] or "").lower())
    if half:
        return n % 12 + (12 if half == "p" else 0) if 1 <= n <= 12 else None
    return n if n <= 23 else None

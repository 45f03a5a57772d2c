"""Who is in the workspace, and where they talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

TEAM = "T0PLAY"
BOT_USER, BOT, APP = "U0RAPPORT", "B0RAPPORT", "A0RAPPORT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the workspace, or from another one (`team`) in a shared channel. `part` is why one would act as them,
    "" for those whom nobody plays."""

    user: str
    name: str
    email: str
    locale: str
    zone: str
    country: str = ""
    admin: bool = False
    team: str = TEAM
    part: str = ""

    @property
    def at_home(self) -> bool:
        return self.team == TEAM

    @property
    def handle(self) -> str:
        return self.email.partition("@")[0]

    def told(self, *, locale: bool = False) -> Json:
        """The person as users.info tells them."""
        flags = dict.fromkeys(("deleted", "is_bot", "is_app_user", "is_restricted", "is_ultra_restricted"), False)
        profile = {"real_name": self.name, "display_name": "", "email": self.email, "team": self.team}
        return {
            "id": self.user,
            "team_id": self.team,
            "name": self.handle,
            "real_name": self.name,
            "tz": self.zone,
            "profile": profile,
            "is_admin": self.admin,
            "is_owner": self.admin,
            "is_primary_owner": self.admin,
            "updated": 1_700_000_000,
            **flags,
            **({} if self.at_home else {"is_stranger": True}),
            **({"locale": self.locale} if locale else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A channel: its name, who is in it, and whether the bot is."""

    id: str
    name: str
    members: tuple[str, ...]
    has_bot: bool = True
    shared: bool = False  # with another company


def the_bot(name: str) -> Json:
    """The bot as users.info tells it."""
    profile = {"real_name": name, "display_name": name, "bot_id": BOT, "api_app_id": APP, "team": TEAM}
    return {
        "id": BOT_USER,
        "team_id": TEAM,
        "name": name.lower(),
        "real_name": name,
        "is_bot": True,
        "deleted": False,
        "profile": profile,
    }

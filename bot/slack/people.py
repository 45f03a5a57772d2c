"""Slack's users.info -> Profile. Whoever is not plainly a member of the installation's own workspace is not one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.message import Profile, Standing

SLACKBOT = "USLACKBOT"


def profile_of(user: Mapping[str, Any], team: str) -> Profile:
    """`user` as users.info tells it (with its locale), `team` the installation's id."""
    card = user.get("profile", {})
    return Profile(
        user=user["id"],
        team=user.get("team_id", ""),
        name=card.get("display_name") or card.get("real_name") or user.get("real_name") or user.get("name", ""),
        email=card.get("email", ""),
        standing=standing_of(user, team),
        admin=any(user.get(right) is True for right in ("is_admin", "is_owner", "is_primary_owner")),
        locale=user.get("locale", ""),
        zone=user.get("tz") or "",
    )


def standing_of(user: Mapping[str, Any], team: str) -> Standing:
    if user.get("is_bot") or user.get("is_workflow_bot") or user["id"] == SLACKBOT:
        return Standing.BOT
    if user.get("deleted"):
        return Standing.DEACTIVATED
    if user.get("is_stranger") or not is_ours(user, team):
        return Standing.OUTSIDER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def is_ours(user: Mapping[str, Any], team: str) -> bool:
    """On Enterprise Grid somebody belongs to several workspaces at once."""
    return bool(team) and (user.get("team_id") == team or team in (user.get("enterprise_user") or {}).get("teams", ()))

"""The published names against Slack's own commands: one that Slack knows already makes it refuse the whole manifest."""

from __future__ import annotations

import pytest

from bot.cli.manifest import made_manifest

# Slack's built-in slash commands, as its help centre and its clients list them
RESERVED = frozenset(
    "active add apps archive away bot call canvas clear collapse create discard dm dnd drafts expand feed feedback"
    " giphy help hide huddle invite invite_people join keys kick leave list login logout me msg mute open part"
    " people pinned poll prefs reminder remind remove rename save search send setstatus share shortcuts show shrug"
    " star status summary tableflip thread topic trigger unarchive unfurl unmute unread unstar users who whois"
    " workflow".split()
)


@pytest.mark.parametrize("suffix", ["", "dev"])
def test_no_published_name_is_slacks_own(suffix: str) -> None:
    names = [one["command"].removeprefix("/") for one in made_manifest(suffix)["features"]["slash_commands"]]
    assert {name.partition("-")[0] for name in names} == {"logcontact", "whoknows", "neglected", "rapport"}
    assert not RESERVED & set(names)
    assert len(set(names)) == len(names)

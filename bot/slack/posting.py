"""What is said unasked: a letter posted into somebody's direct messages once, and found again when that is in doubt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from bot.message import Card, Later, Letter, Posted, Profile, Table, Undeliverable
from bot.slack.api import Api, Refused, Unreached
from bot.slack.blocks import Json, message
from bot.slack.pacing import Pacer
from bot.words import speaking

T = TypeVar("T")

EVENT = "rapport_letter"  # the metadata's event_type
SKEW = timedelta(minutes=2)  # by which Slack's clock and ours may differ
PAGE = 200  # messages
PAGES = 10
AGAIN = 30.0  # seconds until Slack is tried again when it was not reached
BROKEN = 300.0  # and when the installation itself is refused, which somebody has to mend

# What Slack refuses because of us, not because of the recipient or the letter (chat.postMessage, conversations.open).
OURS = frozenset(
    {
        "access_denied", "account_inactive", "app_missing_action_url", "ekm_access_denied", "enterprise_is_restricted",
        "invalid_auth", "missing_scope", "no_permission", "not_allowed_token_type", "not_authed", "org_login_required",
        "team_access_not_granted", "team_added_to_org", "team_not_found", "token_expired", "token_revoked",
        "two_factor_setup_required",
    }
)  # fmt: skip
# After these nobody knows whether it was done.
UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})


class Posting:
    """`who` tells a recipient's language, asked only when a card needs words of our own."""

    def __init__(self, api: Api, pacer: Pacer, who: Callable[[str], Awaitable[Profile]]) -> None:
        self.api = api
        self.pacer = pacer
        self.who = who

    async def post(self, letter: Letter) -> Posted:
        """Posts `letter` and says where it lies.

        Raises Later when Slack takes nothing now, Undeliverable when it never will: nothing was posted. Raises
        ConnectionError when that is unknown: `find` tells.
        """
        with_key = {"event_type": EVENT, "event_payload": {"key": letter.key}}
        said = await self.dressed(letter)
        place = letter.place or await self.settled(self.api.direct(letter.user))
        await self.pacer.turn(place)
        answer = await self.settled(self.api.call("chat.postMessage", channel=place, metadata=with_key, **said))
        return Posted(place=answer["channel"], thread=answer["ts"])

    async def find(self, letter: Letter) -> Posted | None:
        """Where `letter` lies if it was posted already; None if it was not. Raises as `post`."""
        place = letter.place or await self.settled(self.api.direct(letter.user))
        asked: dict[str, str | int] = {"channel": place, "include_all_metadata": "true", "limit": PAGE}
        if letter.since is not None:
            asked |= {"oldest": f"{(letter.since - SKEW).timestamp():.6f}", "inclusive": "true"}
        for _page in range(PAGES):
            answer = await self.settled(self.api.look("conversations.history", **asked))
            for found in answer.get("messages", ()):
                if is_it(found, letter.key):
                    return Posted(place=place, thread=found["ts"])
            cursor = answer.get("response_metadata", {}).get("next_cursor")
            if not cursor:
                return None
            asked["cursor"] = cursor
        return None

    async def dressed(self, letter: Letter) -> Json:
        if not counts(letter.card):
            return message(letter.card)
        who = await self.who(letter.user)
        with speaking(who.locale, who.zone or "UTC"):
            return message(letter.card)

    async def settled(self, attempt: Awaitable[T]) -> T:
        """The answer, or what a refusal means for whoever keeps the letters."""
        try:
            return await attempt
        except Later as later:
            self.pacer.hold(later.seconds)
            raise
        except Unreached as error:
            raise Later(AGAIN) from error
        except Refused as refused:
            if refused.error in OURS:
                raise Later(BROKEN) from refused
            if refused.error in UNSURE:
                raise ConnectionError(str(refused)) from refused
            raise Undeliverable(refused.error) from refused


def is_it(found: Json, key: str) -> bool:
    metadata = found.get("metadata") or {}
    return metadata.get("event_type") == EVENT and metadata.get("event_payload", {}).get("key") == key


def counts(card: Card) -> bool:
    """Whether dressing the card adds words of ours, such as "and 3 more"."""
    return any(isinstance(block, Table) and len(block.rows) > block.shown for block in card.blocks)

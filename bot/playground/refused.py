"""How Slack says no."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):  # noqa: N818 - Slack's answer, not an error of ours
    """`error` is Slack's own word, such as "channel_not_found"; `messages` say where in the arguments it is wrong."""

    def __init__(self, error: str, messages: Sequence[str] = ()) -> None:
        super().__init__(error)
        self.error = error
        self.messages = list(messages)

"""The ids that Slack gives to blocks and elements that come without."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from bot.playground.cast import Json


def named(blocks: Sequence[Json]) -> list[Json]:
    """The blocks with the ids that Slack gives to those that have none."""
    made = []
    for block in blocks:
        block = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
        if "elements" in block and block["type"] in ("actions", "context_actions"):
            block["elements"] = [identified(element) for element in block["elements"]]
        for part in ("element", "accessory"):
            if part in block:
                block[part] = identified(block[part])
        made.append(block)
    return made


def identified(element: Json) -> Json:
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)}

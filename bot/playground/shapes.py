"""Which messages and views Slack takes, as docs.slack.dev says; written down apart from the bot's own limits.

Every problem is named with where it is, as Slack does in `response_metadata.messages`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.playground.cast import Json
from bot.playground.elements import INPUTS, INTERACTIVE, Check, Problems, longer, of_element, of_text, several
from bot.playground.refused import Refused

IN_MESSAGE, IN_VIEW = 50, 100  # blocks
TEXT = 40_000  # characters of a message's text
VIEW = 250_000  # bytes
DISPLAY = {"section", "header", "context", "divider", "image", "rich_text", "markdown", "table", "video", "file"}


def check_message(said: Mapping[str, Any]) -> None:
    """Raises Refused for a message that Slack would not take."""
    text, blocks = said.get("text") or "", said.get("blocks") or []
    if len(text) > TEXT:
        raise Refused("msg_too_long")
    if not text.strip() and not blocks and not said.get("attachments"):
        raise Refused("no_text")
    refuse("invalid_blocks", of_blocks(blocks, "/blocks", IN_MESSAGE))


def check_view(view: Any) -> None:
    """Raises Refused for a view that Slack would not take."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise Refused("invalid_arguments", ["must be a view [json-pointer:/view]"])
    if len(json.dumps(view, ensure_ascii=False).encode("utf-8", "surrogatepass")) > VIEW:
        raise Refused("view_too_large")
    refuse("invalid_arguments", of_view(view))


def refuse(error: str, problems: Problems) -> None:
    found = [f"[ERROR] {problem}" for problem in problems]
    if found:
        raise Refused(error, found)


def of_view(view: Json) -> Problems:
    if view["type"] == "modal":
        for part in ("title", "submit", "close"):
            if part == "title" or view.get(part) is not None:
                yield from of_text(view.get(part), f"/view/{part}", 24, ("plain_text",))
        if any(block.get("type") == "input" for block in view.get("blocks") or ()) and not view.get("submit"):
            yield "submit is required when there are inputs [json-pointer:/view/submit]"
    yield from longer(view.get("private_metadata"), 3_000, "/view/private_metadata")
    yield from longer(view.get("callback_id"), 255, "/view/callback_id")
    yield from of_blocks(view.get("blocks"), "/view/blocks", IN_VIEW, least=1)


def of_blocks(blocks: Any, at: str, most: int, least: int = 0) -> Problems:
    if not isinstance(blocks, list) or not least <= len(blocks) <= most:
        yield f"must be {least} to {most} blocks [json-pointer:{at}]"
        return
    ids = [block.get("block_id") for block in blocks if block.get("block_id")]
    if len(set(ids)) < len(ids):
        yield f"block_ids must be unique [json-pointer:{at}]"
    for n, block in enumerate(blocks):
        kind, here = block.get("type"), f"{at}/{n}"
        yield from longer(block.get("block_id"), 255, f"{here}/block_id")
        if kind in BLOCKS:
            yield from BLOCKS[kind](block, here)
        elif kind not in DISPLAY:
            yield f"unsupported type: {kind} [json-pointer:{here}/type]"


def of_section(block: Json, at: str) -> Problems:
    if "text" not in block and not block.get("fields"):
        yield f"needs text or fields [json-pointer:{at}]"
    if "text" in block:
        yield from of_text(block["text"], f"{at}/text", 3_000)
    yield from several(block.get("fields"), f"{at}/fields", 10, lambda one, here: of_text(one, here, 2_000), 0)
    if "accessory" in block and block["accessory"].get("type") != "image":
        yield from of_element(block["accessory"], f"{at}/accessory", INTERACTIVE)


def of_context(block: Json, at: str) -> Problems:
    def one(element: Json, here: str) -> Problems:
        return of_image(element, here) if element.get("type") == "image" else of_text(element, here, 3_000)

    yield from several(block.get("elements"), f"{at}/elements", 10, one)


def of_actions(block: Json, at: str) -> Problems:
    elements = block.get("elements")
    yield from several(elements, f"{at}/elements", 25, lambda one, here: of_element(one, here, INTERACTIVE))
    ids = [one.get("action_id") for one in elements or () if one.get("action_id")]
    if len(set(ids)) < len(ids):
        yield f"action_ids must be unique in a block [json-pointer:{at}/elements]"


def of_input(block: Json, at: str) -> Problems:
    yield from of_text(block.get("label"), f"{at}/label", 2_000, ("plain_text",))
    if block.get("hint") is not None:
        yield from of_text(block["hint"], f"{at}/hint", 2_000, ("plain_text",))
    yield from of_element(block.get("element") or {}, f"{at}/element", INPUTS)


def of_image(block: Json, at: str) -> Problems:
    if not block.get("alt_text"):
        yield f"alt_text is required [json-pointer:{at}/alt_text]"
    if not block.get("image_url") and not block.get("slack_file"):
        yield f"image_url or slack_file is required [json-pointer:{at}]"
    yield from longer(block.get("alt_text"), 2_000, f"{at}/alt_text")
    yield from longer(block.get("image_url"), 3_000, f"{at}/image_url")


def of_rich(block: Json, at: str) -> Problems:
    kinds = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")

    def part(one: Json, here: str) -> Problems:
        if one.get("type") not in kinds:
            yield f"unsupported type: {one.get('type')} [json-pointer:{here}/type]"
        inside = part if one.get("type") == "rich_text_list" else piece
        yield from several(one.get("elements"), f"{here}/elements", 10_000, inside)

    def piece(one: Json, here: str) -> Problems:
        if one.get("type") == "text" and not one.get("text"):
            yield f"must be more than 0 characters [json-pointer:{here}/text]"

    yield from several(block.get("elements"), f"{at}/elements", 10_000, part)


BLOCKS: dict[str, Check] = {
    "section": of_section,
    "context": of_context,
    "actions": of_actions,
    "input": of_input,
    "image": of_image,
    "rich_text": of_rich,
    "header": lambda block, at: of_text(block.get("text"), f"{at}/text", 150, ("plain_text",)),
}

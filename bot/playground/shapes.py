"""What Slack takes: Block Kit's shapes and limits as docs.slack.dev names them, written down apart from the bot's own.

Every problem is named with where it is, as Slack does in `response_metadata.messages`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.playground.cast import Json
from bot.playground.refused import Refused

IN_MESSAGE, IN_VIEW = 50, 100  # blocks
TEXT = 40_000  # characters of a message's text
VIEW = 250_000  # bytes
Problems = Iterator[str]
Check = Callable[[Any, str], Problems]

SELECTS = {
    f"{many}{of}_select"
    for many in ("", "multi_")
    for of in ("static", "external", "users", "conversations", "channels")
}
DISPLAY = {"section", "header", "context", "divider", "image", "rich_text", "markdown", "table", "video", "file"}
INTERACTIVE = {
    *SELECTS,
    *("button", "checkboxes", "datepicker", "datetimepicker", "overflow", "radio_buttons", "timepicker"),
}
INPUTS = {
    *(SELECTS | INTERACTIVE) - {"button", "overflow"},
    *("plain_text_input", "email_text_input", "number_input", "url_text_input", "rich_text_input", "file_input"),
}


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


def of_element(element: Json, at: str, allowed: set[str]) -> Problems:
    kind = element.get("type", "")
    if kind not in allowed:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
    yield from longer(element.get("action_id"), 255, f"{at}/action_id")
    if element.get("placeholder") is not None:
        yield from of_text(element["placeholder"], f"{at}/placeholder", 150, ("plain_text",))
    if kind == "button":
        yield from of_text(element.get("text"), f"{at}/text", 75, ("plain_text",))
        yield from longer(element.get("value"), 2_000, f"{at}/value")
        yield from longer(element.get("url"), 3_000, f"{at}/url")
        if element.get("style") not in (None, "primary", "danger"):
            yield f"must be primary or danger [json-pointer:{at}/style]"
    if kind == "plain_text_input":
        yield from of_written(element, at)
    if kind in ("static_select", "multi_static_select"):
        if not element.get("option_groups"):
            yield from several(element.get("options"), f"{at}/options", 100, of_option)
        yield from chosen(element, at, [one.get("value") for one in element.get("options") or ()])
    if kind in ("checkboxes", "radio_buttons", "overflow"):
        yield from several(element.get("options"), f"{at}/options", 10, of_option)
    if kind in ("external_select", "multi_external_select"):
        yield from chosen(element, at, None)
    if element.get("initial_date") and not re.fullmatch(r"\d{4}-\d\d-\d\d", element["initial_date"]):
        yield f"must be YYYY-MM-DD [json-pointer:{at}/initial_date]"


def of_written(element: Json, at: str) -> Problems:
    most = element.get("max_length", 3_000)
    if not 1 <= most <= 3_000:
        yield f"must be 1 to 3000 [json-pointer:{at}/max_length]"
    yield from longer(element.get("initial_value"), most, f"{at}/initial_value")


def chosen(element: Json, at: str, known: Sequence[Any] | None) -> Problems:
    """What a menu shows as chosen at first has to be one of its options, where those are fixed."""
    first = element.get("initial_options") or ([element["initial_option"]] if element.get("initial_option") else [])
    for option in first:
        yield from of_option(option, f"{at}/initial_option")
        if known is not None and option.get("value") not in known and not element.get("option_groups"):
            yield f"is none of the options [json-pointer:{at}/initial_option]"


def of_option(option: Json, at: str) -> Problems:
    yield from of_text(option.get("text"), f"{at}/text", 75)
    if not option.get("value"):
        yield f"must be more than 0 characters [json-pointer:{at}/value]"
    yield from longer(option.get("value"), 150, f"{at}/value")


def of_text(text: Any, at: str, most: int, kinds: Sequence[str] = ("plain_text", "mrkdwn")) -> Problems:
    if not isinstance(text, dict) or text.get("type") not in kinds or not isinstance(text.get("text"), str):
        yield f"must be a text object of type {' or '.join(kinds)} [json-pointer:{at}]"
    elif not text["text"]:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    else:
        yield from longer(text["text"], most, f"{at}/text")


def longer(text: str | None, most: int, at: str) -> Problems:
    if text is not None and len(text) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def several(parts: Any, at: str, most: int, check: Check, least: int = 1) -> Problems:
    """Checks each of `least` to `most` parts."""
    if parts is None and not least:
        return
    if not isinstance(parts, list) or not least <= len(parts) <= most:
        yield f"must be {least} to {most} items [json-pointer:{at}]"
        return
    for n, part in enumerate(parts):
        yield from check(part, f"{at}/{n}")

"""Whether Slack would take a payload: checked with Slack's own classes and types, in one place."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.blocks.basic_components import Option
from slack_sdk.models.views import View

from bot.slack import limits
from tests.slack import shapes

Json = dict[str, Any]


def problems_of(method: str, said: Json) -> list[str]:
    """What is wrong with `said`, a call's arguments or an acknowledgement's body."""
    try:
        found = [*of_blocks(said["blocks"], limits.BLOCKS)] if "blocks" in said else []
        found += of_view(said["view"]) if "view" in said else []
        for option in said.get("options", ()):
            Option(**option).validate_json()
    except SlackObjectFormationError as error:
        return [f"{method}: {error}"]
    for kind, part in parts(said):
        found += shapes.problems_of(kind, part)
    if "blocks" in said:
        found += ["no fallback text"] if not said.get("text") else []
        found += ["markup in the fallback text"] if set("<>") & set(said["text"]) else []
        found += (
            ["previews, names or markup are on"] if {said[k] for k in ("unfurl_links", "link_names")} != {False} else []
        )
    return [f"{method}: {problem}" for problem in found]


def parts(said: Json) -> list[tuple[str, Any]]:
    """What there is to check against the schema of Slack's types, and as what."""
    return [(view["type"], view) for view in [said.get("view")] if view] + [
        (kind, said[kind]) for kind in ("blocks", "options") if said.get(kind)
    ]


def of_blocks(blocks: list[Json], most: int) -> list[str]:
    found = ["no blocks"] if not blocks else []
    found += ["too many blocks"] if len(blocks) > most else []
    for data, block in zip(blocks, Block.parse_all(blocks), strict=True):
        block.validate_json()
        if "mrkdwn" in str(data):
            found.append("something would be read as markup")
    found += [f"empty text in {place}" for place in empty(blocks)]
    buttons = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    found += ["two buttons with one id"] if len({one["action_id"] for one in buttons}) < len(buttons) else []
    found += ["a button is too long"] if any(too_long(one) for one in buttons) else []
    return found


def too_long(button: Json) -> bool:
    return len(button["value"]) > limits.BUTTON_VALUE or len(button["text"]["text"]) > limits.BUTTON_LABEL


def of_view(view: Json) -> list[str]:
    View(**view).validate_json()
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    found = of_blocks(view["blocks"], 100)
    found += ["inputs without a submit"] if names and "submit" not in view else []
    found += ["two inputs of one name"] if len(set(names)) < len(names) else []
    for block in view["blocks"]:
        if block["type"] == "input":
            InputBlock(**{key: value for key, value in block.items() if key != "type"}).validate_json()
    return found


def empty(part: Any) -> list[str]:
    """Slack refuses a text with nothing in it, wherever it is."""
    if isinstance(part, list):
        return [place for one in part for place in empty(one)]
    if not isinstance(part, dict):
        return []
    here = [part["type"]] if part.get("type") in ("text", "plain_text") and not part.get("text") else []
    return here + [place for one in part.values() for place in empty(one)]

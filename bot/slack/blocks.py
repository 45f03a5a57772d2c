"""Card -> Slack's blocks, as plain dicts (Slack's own classes cost a hundred times more; the tests check with them).

Texts are shown as `plain_text` and `rich_text` elements, which Slack never reads as markup: what somebody typed
neither formats nor mentions anybody.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count
from typing import Any

from bot.message import Block, Button, Buttons, Card, Divider, Facts, Row, Table, Text
from bot.slack import limits
from bot.slack.limits import cut, escape, size
from bot.words import _, _n

log = logging.getLogger(__name__)

Json = dict[str, Any]

as_json = json.JSONEncoder(ensure_ascii=False).encode

# Nothing that a text happens to contain is turned into a mention, a link or a preview.
QUIET: Json = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none", "mrkdwn": False}


def message(card: Card) -> Json:
    """The card as what chat.postMessage, response_urls and acknowledgements take: fallback text and blocks.

    Call it inside `speaking`: what does not fit is counted in the listener's language.
    """
    return {"text": fallback(card), "blocks": blocks_of(card), **QUIET}


def message_as_json(card: Card, how: Json) -> str:
    """`message` with `how` to say it, encoded. Most fit with room to spare: those are encoded once and not weighed."""
    made = dressed(card)
    text = as_json({**how, "text": fallback(card), "blocks": made, **QUIET})
    if len(made) > limits.BLOCKS or len(text) > limits.WEIGHT:
        text = as_json({**how, **message(card)})
    return text.encode("utf-8", "replace").decode()  # half a sign, as in a name from elsewhere, stops no answer


def fallback(card: Card) -> str:
    """What is read where blocks are not: notifications and screen readers."""
    text = cut(card.plain(), limits.TEXT).encode("utf-8", "replace").decode()
    return escape(text).strip() or "…"


def dressed(card: Card) -> list[Json]:
    ids = count()
    return [*heading(card), *chain.from_iterable(dress(block, ids) for block in card.blocks)]


def blocks_of(card: Card) -> list[Json]:
    """As many blocks as fit into one message; when there were more, the last one says so."""
    made = dressed(card)
    if len(made) <= limits.BLOCKS and len(as_json(made)) <= limits.WEIGHT:
        return made
    weights = accumulate(len(as_json(block)) for block in made)
    fitting = [block for block, weight in zip(made, weights, strict=True) if weight <= limits.WEIGHT]
    return [*fitting[: limits.BLOCKS - 1], aside(_("The rest does not fit into one message."))]


def heading(card: Card) -> list[Json]:
    if not card.title.strip():
        return []
    if card.blocks and size(card.title) <= limits.HEADER and "\n" not in card.title:
        return [{"type": "header", "text": plain(card.title, limits.HEADER)}]
    return [rich([section([words(card.title, bold=bool(card.blocks))])])]


def dress(block: Block, ids: Iterator[int]) -> Iterable[Json]:
    """One of ours as none, one or several of Slack's; `ids` number the buttons of a message."""
    match block:
        case Text(text, quiet):
            return ([aside(text) if quiet else rich([section([words(text)])])]) if text.strip() else []
        case Facts(pairs):
            return [rich([section(fact(*pair)) for pair in pairs])] if pairs else []
        case Table():
            return table(block, ids)
        case Divider():
            return [{"type": "divider"}]
        case Buttons(buttons):
            return actions(buttons, ids)


def fact(label: str, value: str) -> list[Json]:
    return [words(f"{label}: ", bold=True), words(value)] if value else [words(label, bold=True)]


def table(block: Table, ids: Iterator[int]) -> Iterator[Json]:
    """Its title, the rows that are shown (those without buttons as one list), and how many more there are."""
    if block.title:
        yield rich([section([words(block.title, bold=True)])])
    waiting: list[Row] = []
    for row in block.rows[: block.shown]:
        waiting.append(row)
        if row.buttons:
            yield listing(waiting)
            yield from actions(row.buttons, ids)
            waiting = []
    if waiting:
        yield listing(waiting)
    hidden = len(block.rows) - block.shown
    if hidden > 0:
        yield aside(_n("and {n} more", "and {n} more", hidden))
        if block.more:
            yield from actions([Button(_("Show all"), block.more)], ids)


def listing(rows: Sequence[Row]) -> Json:
    items = [
        section([words(row.title, bold=True), *([words(f" — {row.detail}")] if row.detail else [])]) for row in rows
    ]
    return rich([{"type": "rich_text_list", "style": "bullet", "elements": items}])


def actions(buttons: Sequence[Button], ids: Iterator[int]) -> Iterator[Json]:
    elements = [made for button in buttons if (made := pressable(button, ids))]
    for start in range(0, len(elements), limits.BUTTONS):
        yield {"type": "actions", "elements": elements[start : start + limits.BUTTONS]}


def pressable(button: Button, ids: Iterator[int]) -> Json | None:
    """The button; None, and a line in the log, when its command line does not fit: cut, it would ask something else."""
    if size(button.says) > limits.BUTTON_VALUE:
        log.error("A button says more than Slack takes (%d characters) and was left out.", size(button.says))
        return None
    made: Json = {
        "type": "button",
        "action_id": f"says:{next(ids)}",
        "text": plain(button.label, limits.BUTTON_LABEL),
        "value": button.says,
    }
    return made | {"style": button.style} if button.style else made


def aside(text: str) -> Json:
    return {"type": "context", "elements": [plain(text, limits.TEXT)]}


def plain(text: str, most: int) -> Json:
    """A text that Slack shows as it is, `:shortcodes:` included."""
    return {"type": "plain_text", "text": cut(text, most) or "…", "emoji": False}


def rich(elements: Sequence[Json]) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def section(elements: Sequence[Json]) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def words(text: str, *, bold: bool = False) -> Json:
    element: Json = {"type": "text", "text": cut(text, limits.TEXT) or " "}
    return element | {"style": {"bold": True}} if bold else element

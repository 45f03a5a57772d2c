"""Which elements of blocks Slack takes: texts, buttons, menus, inputs. See shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.playground.cast import Json

Problems = Iterator[str]
Check = Callable[[Any, str], Problems]

SELECTS = {
    f"{many}{of}_select"
    for many in ("", "multi_")
    for of in ("static", "external", "users", "conversations", "channels")
}
INTERACTIVE = {
    *SELECTS,
    *("button", "checkboxes", "datepicker", "datetimepicker", "overflow", "radio_buttons", "timepicker"),
}
INPUTS = {
    *(SELECTS | INTERACTIVE) - {"button", "overflow"},
    *("plain_text_input", "email_text_input", "number_input", "url_text_input", "rich_text_input", "file_input"),
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

"""Form -> a view (Slack's modal), and a submitted view -> values.

A field is an input block of its own name. What the form stands for travels in the view's private metadata: its
command and state, and the way by which the answer to its submission will go back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.message import Card, Choice, Field, Form, Value
from bot.slack import limits
from bot.slack.blocks import Json, aside, blocks_of, plain
from bot.slack.limits import TooLong, cut, size
from bot.slack.ways import Way
from bot.words import _

FORM = "form"  # callback_id of what can be submitted
WAITING = "waiting"  # and of what only tells


def view_of(form: Form, way: Way) -> Json:
    """The view for `form`, whose submission will be answered by `way`. Call it inside `speaking`.

    Raises TooLong when the state, or a text to be edited, is longer than Slack keeps: cut, it would be lost in silence.
    """
    blocks = [aside(form.note)] if form.note else []
    for field in form.fields:
        if field.kind != "pick" or field.choices:  # Slack refuses a menu with nothing in it
            blocks.append(input_of(field))
            if field.name in form.errors:
                blocks.append(aside(f"⚠ {form.errors[field.name]}"))
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain(form.title, limits.VIEW_TITLE),
        "submit": plain(form.submit, limits.VIEW_TITLE),
        "close": plain(_("Cancel"), limits.VIEW_TITLE),
        "private_metadata": metadata(form, way),
        "blocks": blocks[: limits.BLOCKS * 2],
    }


def told(card: Card, title: str) -> Json:
    """A view that shows `card` and asks for nothing; its buttons are left to the message that says the same."""
    return {
        "type": "modal",
        "callback_id": WAITING,
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(_("Close"), limits.VIEW_TITLE),
        "blocks": [block for block in blocks_of(card) if block["type"] != "actions"],
    }


def metadata(form: Form, way: Way) -> str:
    kept = {"command": form.command, "state": dict(form.state), "way": way.kept()}
    packed = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    if size(packed) > limits.VIEW_METADATA:
        raise TooLong(f"the form's state: {size(packed)} characters of {limits.VIEW_METADATA}")
    return packed


def input_of(field: Field) -> Json:
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "optional": field.optional,
        "label": plain(field.label, limits.FIELD_LABEL),
        "element": element_of(field),
    }
    return made | {"hint": plain(field.hint, limits.FIELD_LABEL)} if field.hint else made


def element_of(field: Field) -> Json:
    match field.kind:
        case "line" | "lines":
            return written(field)
        case "date":
            day = field.value.isoformat() if isinstance(field.value, date) else field.value
            return {"type": "datepicker", "action_id": "value"} | ({"initial_date": day} if day else {})
        case "pick" | "lookup":
            return menu(field)
        case _:
            raise ValueError(f"no such kind of field: {field.kind}")


def written(field: Field) -> Json:
    text = str(field.value or "")
    if size(text) > limits.TEXT:
        raise TooLong(f"the field {field.name}: {size(text)} characters of {limits.TEXT}")
    made: Json = {
        "type": "plain_text_input",
        "action_id": "value",
        "multiline": field.kind == "lines",
        "max_length": limits.TEXT,
    }
    return made | {"initial_value": text} if text else made


def menu(field: Field) -> Json:
    """A menu of fixed choices, or one that searches while somebody types; its action_id then names the search."""
    of = "static_select" if field.kind == "pick" else "external_select"
    made: Json = {"type": f"multi_{of}" if field.many else of, "action_id": field.search or "value"}
    if field.kind == "pick":
        made["options"] = options_of(field.choices)
    else:
        made["min_query_length"] = 1
    chosen = options_of(field.value) if isinstance(field.value, tuple) else []
    if chosen:
        made |= {"initial_options": chosen} if field.many else {"initial_option": chosen[0]}
    return made


def options_of(choices: Sequence[Choice]) -> list[Json]:
    """At most a hundred options, without choices whose value does not fit: cut, it would name something else."""
    fitting = [choice for choice in choices if 0 < size(choice.value) <= limits.OPTION_VALUE]
    return [
        {"text": plain(choice.label, limits.OPTION_LABEL), "value": choice.value}
        for choice in fitting[: limits.OPTIONS]
    ]


def errors_of(form: Form) -> Mapping[str, str]:
    """The errors that can stand under a field of the form, as Slack takes them."""
    names = {field.name for field in form.fields}
    return {name: cut(text, limits.TEXT) for name, text in form.errors.items() if name in names}


def opened(view: Mapping[str, Any]) -> tuple[str, dict[str, str], Way]:
    """What a view of ours stands for: its command, state and the way back."""
    kept = json.loads(view.get("private_metadata") or "{}")
    return kept.get("command", ""), kept.get("state", {}), Way.of(kept.get("way", {}))


def values_of(view: Mapping[str, Any]) -> dict[str, Value]:
    """By field: a text, a day, or with several to choose a tuple of values; "" where nothing was given."""
    found = view.get("state", {}).get("values", {})
    return {name: value_of(element) for name, actions in found.items() for element in actions.values()}


def value_of(element: Mapping[str, Any]) -> Value:
    kind = element["type"]
    if kind == "datepicker":
        day = element.get("selected_date")
        return date.fromisoformat(day) if day else ""
    if kind.startswith("multi_"):
        return tuple(option["value"] for option in element.get("selected_options") or ())
    if kind.endswith("_select"):
        return str((element.get("selected_option") or {}).get("value", ""))
    return str(element.get("value") or "")

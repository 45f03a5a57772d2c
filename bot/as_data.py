"""Replies and cards as plain data, for `rapport ask --json`, the outbox and answers kept for a redelivery.

A dataclass becomes a dict with its class's name in lower case under "type"; tuples become lists, days ISO text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot import message as m

CLASSES = {
    cls.__name__.lower(): cls
    for cls in (
        m.Say, m.Post, m.Replace, m.Home, m.Form, m.Nothing, m.Card, m.Text, m.Facts, m.Table, m.Row, m.Divider,
        m.Buttons, m.Button, m.Field, m.Choice,
    )
}  # fmt: skip
NAMES = {cls: name for name, cls in CLASSES.items()}


def to_data(value: Any) -> Any:
    """`value` (a Reply, a Card or a part of one) as what JSON can hold."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, tuple | list):
        return [to_data(one) for one in value]
    name = NAMES.get(type(value))
    if name is not None:
        return {"type": name, **{field: to_data(getattr(value, field)) for field in value.__slots__}}
    if isinstance(value, date):
        return {"type": "day", "day": value.isoformat()}
    return {key: to_data(one) for key, one in value.items()}


def from_data(data: Any) -> Any:
    """The other way round. Raises KeyError for a type this version does not know."""
    if isinstance(data, list):
        return tuple(from_data(one) for one in data)
    if not isinstance(data, dict):
        return data
    if "type" not in data:
        return {key: from_data(one) for key, one in data.items()}
    if data["type"] == "day":
        return date.fromisoformat(data["day"])
    cls = CLASSES[data["type"]]
    return cls(**{key: from_data(one) for key, one in data.items() if key != "type"})


def reply_data(reply: m.Reply) -> dict[str, Any]:
    """A Reply as `rapport ask --json` prints it: type, title and blocks (a form: title, fields, errors) at the top."""
    data = to_data(reply)
    card = data.pop("card", None)
    if card is not None:
        data |= {"title": card["title"], "blocks": card["blocks"]}
    return dict(data)

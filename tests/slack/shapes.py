"""Slack's own types, as a JSON schema: bot/playground/page/schema.mjs makes it from npm's @slack/types."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema

SCHEMA = Path(__file__).parent / "schema" / "slack.json"


def problems_of(kind: str, value: Any) -> list[str]:
    """What is wrong with `value`, which ought to be "blocks", "modal", "home" or "options"."""
    try:
        checker(kind)(value)
    except fastjsonschema.JsonSchemaException as error:
        return [f"{kind} that Slack would not take: {narrowed(value) or error}"]
    return []


def narrowed(part: Any) -> str:
    """What is wrong with the smallest part, judged by its own kind: "fits none of twenty" tells nobody anything."""
    if isinstance(part, list):
        return next(filter(None, map(narrowed, part)), "")
    if not isinstance(part, dict):
        return ""
    inside = narrowed(list(part.values()))
    name = kinds().get(str(part.get("type")))
    if inside or name is None:
        return inside
    try:
        checker(name)(part)
    except fastjsonschema.JsonSchemaException as error:
        return str(error).replace("data", name, 1)
    return ""


@cache
def kinds() -> dict[str, str]:
    """The name of each definition by the type it stands for."""
    found = schema()["definitions"].items()
    return {one["properties"]["type"]["const"]: name for name, one in found if is_one(one)}


def is_one(definition: dict[str, Any]) -> bool:
    return "const" in definition.get("properties", {}).get("type", {})


@cache
def schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return read


@cache
def checker(name: str) -> Callable[[Any], Any]:
    """The checker of one of the kinds, or of one of the schema's definitions."""
    kinds = schema()["definitions"]["Shapes"]["properties"]
    part = kinds.get(name, {"$ref": f"#/definitions/{name}"})
    made: Callable[[Any], Any] = fastjsonschema.compile(
        {"$schema": schema()["$schema"], "definitions": schema()["definitions"], **part}
    )
    return made

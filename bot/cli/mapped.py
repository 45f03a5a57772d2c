"""The options of `rapport import` that say how a file is to be read."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from bot.words import _


def mapped(pairs: Sequence[str]) -> dict[str, str]:
    """Column → field of "Column=field"; "Column=" leaves a column out. Raises BadParameter."""
    found: dict[str, str] = {}
    for pair in pairs:
        column, equals, name = pair.rpartition("=")
        if not equals or not column.strip():
            raise typer.BadParameter(_("Say it as --map Column=field."))
        found[column.strip()] = name.strip().lower().replace(" ", "_")
    return found


def kind_named(kind: str) -> str:
    from storage.imports.columns import FIELDS

    if kind and kind.lower() not in FIELDS:
        raise typer.BadParameter(_("--as is one of {kinds}.", kinds=", ".join(FIELDS)))
    return kind.lower()


def order_named(order: str) -> str:
    if order.lower() not in ("", "dmy", "mdy"):
        raise typer.BadParameter(_("--dates is dmy or mdy."))
    return order.lower()

"""Who of us has written about a topic: "pricing at ACME"."""

from __future__ import annotations

from bot.message import Reply
from handlers.whoknows.look import Look


def at(look: Look, what: str) -> Reply | None:
    """The colleagues who noted most about a topic at a customer; None where nobody did."""
    return card(look, what, look.ref)


def card(look: Look, what: str, account: int | None) -> Reply | None:
    return None

"""Modals and Home tabs: what is open before whom."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import Any

from bot.playground.cast import APP, BOT, TEAM, Json
from bot.playground.ids import named
from bot.playground.refused import Refused

DEEPEST = 3  # modals on top of each other
KEPT = ("type", "title", "blocks", "submit", "close", "callback_id", "private_metadata", "external_id")
FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


class Views:
    """`tell` shows an event to the pages of some users."""

    def __init__(self, tell: Callable[[Json, Iterable[str]], None]) -> None:
        self.tell = tell
        self.stacks: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}

    def open(self, user: str, view: Json) -> Json:
        """A modal in place of those that are open before `user`."""
        self.unique(view)
        self.stacks[user] = [made(view)]
        return self.shown(user)

    def push(self, user: str, view: Json) -> Json:
        """A modal on top. Raises Refused when there is none, or too many."""
        stack = self.stacks.get(user) or []
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        self.unique(view)
        root = stack[0]["id"]
        stack.append(made(view, root_view_id=root, previous_view_id=stack[-1]["id"]))
        return self.shown(user)

    def update(self, view: Json, *, view_id: str = "", external_id: str = "", hash: str = "") -> Json:  # noqa: A002
        """Another content for an open modal. Raises Refused when it is closed, or not what the caller has seen."""
        user, at = self.find(view_id, external_id)
        old = self.stacks[user][at]
        if hash and hash != old["hash"]:
            raise Refused("hash_conflict")
        ids = {name: old[name] for name in ("id", "root_view_id", "previous_view_id", "external_id")}
        self.stacks[user][at] = made(view, **ids)
        self.shown(user)
        return self.stacks[user][at]

    def publish(self, user: str, view: Json) -> Json:
        """Somebody's Home tab."""
        before = self.homes.get(user)
        self.homes[user] = made(view, **({"id": before["id"]} if before else {}))
        self.tell({"event": "home", "view": self.homes[user]}, [user])
        return self.homes[user]

    def close(self, user: str, view_id: str, *, all_of_them: bool = False) -> Json:
        """Takes a modal away (and those on top of it) from before `user`. Raises Refused when it is not there."""
        owner, at = self.find(view_id)
        if owner != user:
            raise Refused("not_found")
        closed = self.stacks[user][at]
        self.stacks[user] = [] if all_of_them else self.stacks[user][:at]
        self.shown(user)
        return closed

    def opened(self, user: str, view_id: str) -> Json:
        """A view before `user`, their Home tab too. Raises Refused."""
        home = self.homes.get(user)
        if home is not None and home["id"] == view_id:
            return home
        owner, at = self.find(view_id)
        if owner != user:
            raise Refused("not_found")
        return self.stacks[user][at]

    def find(self, view_id: str, external_id: str = "") -> tuple[str, int]:
        for user, stack in self.stacks.items():
            for at, view in enumerate(stack):
                if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                    return user, at
        raise Refused("not_found")

    def unique(self, view: Json) -> None:
        external = view.get("external_id")
        if external and any(one["external_id"] == external for stack in self.stacks.values() for one in stack):
            raise Refused("duplicate_external_id")

    def shown(self, user: str) -> Json:
        stack = self.stacks[user]
        self.tell({"event": "views", "views": stack}, [user])
        return stack[-1] if stack else {}


def made(view: Json, **known: Any) -> Json:
    """A view as Slack keeps it."""
    view_id = f"V{secrets.token_hex(5).upper()}"
    kept = {key: view[key] for key in KEPT if key in view} | {key: bool(view.get(key)) for key in FLAGS}
    defaults = {"callback_id": "", "private_metadata": "", "external_id": "", "submit": None, "close": None}
    ids = {"id": view_id, "root_view_id": known.get("id", view_id), "previous_view_id": None}
    return {
        **defaults,
        **kept,
        "blocks": named(view["blocks"]),
        "hash": f"1700000000.{secrets.token_hex(4)}",
        "state": {"values": {}},
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        **ids,
        **known,
    }

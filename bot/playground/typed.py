"""What somebody typed -> the text that Slack makes of it: names become ids, addresses become links."""

from __future__ import annotations

import re
from collections.abc import Mapping

LINK = re.compile(r"(?P<web>https?://[^\s<>]+)|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


def encoded(text: str, names: Mapping[str, str]) -> str:
    """`names` gives user ids by name. "@Mia Brandt" becomes "<@U0MIA>", "&" becomes "&amp;"."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = LINK.sub(linked, text)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<![\w@])@{re.escape(name)}(?!\w)", f"<@{names[name]}>", text)
    return text


def linked(found: re.Match[str]) -> str:
    return f"<{found['web']}>" if found["web"] else f"<mailto:{found['mail']}|{found['mail']}>"

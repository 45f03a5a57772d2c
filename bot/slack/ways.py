"""The ways back to whoever asked, as Slack's payloads offer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

SLACK = ("slack.com", "slack-gov.com")  # where response_urls of the real Slack live, whichever address its API has here


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`url` is a response_url (30 minutes, five uses), `tapped` when it can replace the card whose button was tapped.

    `trigger` opens a view within three seconds; `view` is the view that was submitted; `home` says that the button was
    in the Home tab.
    """

    user: str = ""
    place: str = ""
    thread: str = ""
    url: str = ""
    tapped: bool = False
    trigger: str = ""
    view: str = ""
    home: bool = False

    def kept(self) -> dict[str, str]:
        """What a form remembers of the way it was opened by."""
        kept = {"place": self.place, "thread": self.thread, "url": self.url, "tapped": "1" if self.tapped else ""}
        return {name: value for name, value in kept.items() if value}

    @staticmethod
    def of(kept: Mapping[str, str], user: str = "", view: str = "") -> Way:
        """The way that `kept` remembers, for the submission of `view` by `user`."""
        return Way(
            user=user,
            view=view,
            place=kept.get("place", ""),
            thread=kept.get("thread", ""),
            url=kept.get("url", ""),
            tapped=bool(kept.get("tapped")),
        )


def trusted(url: str, api_url: str) -> bool:
    """Whether an address found in a payload may be posted to: the API's origin, its host's subdomains, Slack's own."""
    there, api = urlsplit(url), urlsplit(api_url)
    host, home = there.hostname or "", (api.hostname or "").removeprefix("www.")
    if (there.scheme, there.netloc) == (api.scheme, api.netloc):
        return True
    within = any(host == one or host.endswith(f".{one}") for one in (home, *SLACK))
    return within and there.scheme == "https" and there.port in (None, 443) and not there.username

"""The browser in tests: Debian's Chromium, or whichever of its names is here."""

from __future__ import annotations

import shutil
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)


@cache
def program() -> str:
    """The browser's path; "" when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), "") or ""

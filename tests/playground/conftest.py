"""A demo for each test, and a browser for those that need one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import chromium
from tests.playground.running import Demo, demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

    Act = Callable[..., Page]

PATIENCE = 10_000  # milliseconds


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sample")


@pytest.fixture
def running(sample_folder: Path, tmp_path: Path) -> Iterator[Demo]:
    with demo(sample_folder, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")  # no longer: while it is there, its loop runs, and no other test could have one
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium.program(), args=list(chromium.FLAGS))
        yield made
        made.close()


@pytest.fixture
def act(running: Demo, browser: Browser) -> Iterator[Act]:
    """Opens the page as somebody: `act("U0MIA", width=390, height=844, dark=True)`. No page may complain."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def opened(user: str, *, width: int = 1280, height: int = 800, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if foreign(request.url) else None)
        page.goto(f"{running.url}/#{user}/")
        page.locator(".composer").wait_for()
        return page

    def foreign(url: str) -> bool:
        return not url.startswith((running.url, running.url.replace("http", "ws", 1), "data:"))

    yield opened
    for context in browser.contexts:
        context.close()
    assert not complaints, complaints

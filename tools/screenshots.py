"""Takes the README's pictures of the playground: python -m tools.screenshots [FOLDER]

The whole demo runs for it, at a moment of its own, so that the same pictures come out each time.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests import chromium
from tests.playground.running import demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 150_000  # bytes of a picture


def opened(browser: Browser, url: str, user: str, width: int, height: int, *, dark: bool = False) -> Page:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(f"{url}/#{user}/")
    page.locator(".composer").wait_for()
    return page


def say(page: Page, text: str) -> None:
    field = page.locator(".channel .composer textarea")
    field.fill(text)
    field.press("Enter")
    page.locator(".channel .entry.only").last.wait_for()


def who_knows(browser: Browser, url: str) -> Page:
    page = opened(browser, url, "U0MIA", 1080, 740)
    say(page, "/whoknows ACME")
    page.locator(".entry .button").first.wait_for()
    return page


def log_a_contact(browser: Browser, url: str) -> Page:
    page = opened(browser, url, "U0MIA", 1080, 700)
    page.locator(".guide .icon").click()
    page.locator(".channel .composer textarea").fill("/logcontact")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    customer, people = form.get_by_role("combobox").nth(0), form.get_by_role("combobox").nth(1)
    customer.press_sequentially("corv")
    form.locator("[role=option]").first.wait_for()
    customer.press("Enter")
    people.press_sequentially("cla")
    form.locator("[role=option]").first.wait_for()
    return page


def morning(browser: Browser, url: str) -> Page:
    page = opened(browser, url, "U0JISU", 390, 780, dark=True)
    page.locator(".guide .icon").click()
    page.locator(".menu").click()
    page.locator(".moves button").first.click()
    page.locator(".curtain").click(position={"x": 370, "y": 400})
    page.get_by_role("article", name="오전 9:00").locator(".actions").first.wait_for()
    page.mouse.move(0, 0)
    return page


PICTURES: dict[str, Callable[[Browser, str], Page]] = {
    "who-knows": who_knows,
    "log-a-contact": log_a_contact,
    "morning-on-a-phone": morning,
}


def main(folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.program(), args=list(chromium.FLAGS))
        for name, take in PICTURES.items():
            with tempfile.TemporaryDirectory() as fresh, demo(Path(kept), Path(fresh)) as running:
                page = take(browser, running.url)
                page.add_style_tag(content="*, *::before { caret-color: transparent; transition: none !important; }")
                page.wait_for_timeout(300)  # what has just moved comes to rest
                size = len(page.screenshot(path=folder / f"{name}.png"))
                print(f"{name}.png: {size // 1000} kB")
                if size > LARGEST:
                    raise SystemExit(f"{name}.png is larger than {LARGEST // 1000} kB")
                page.context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")

"""The playground in a real browser: from its start to a usable page, and a keystroke in a search.

    python -m benchmarks.page

Each start is a fresh `rapport demo` on the sample, which a first start has read in; medians of five. The browser is
Debian's Chromium.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import Browser, sync_playwright

from tests import chromium

RUNS = 5
TYPED_AND_OFFERED = """async (field) => {
  const shown = () => document.querySelectorAll('dialog [role=option]').length;
  const times = [];
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  for (const text of ['a', 'ac', 'acm', 'v', 've', 'vel', 'k', 'ke', 't', 'th', '한', '한빛']) {
    set.call(field, '');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (shown()) await new Promise(requestAnimationFrame);
    const began = performance.now();
    set.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (!shown()) await new Promise((done) => setTimeout(done, 1));
    times.push(performance.now() - began);
  }
  return times;
}"""


def start(folder: str, browser: Browser, typed: list[float]) -> tuple[float, float]:
    """Seconds until the address is printed, and until something can be typed; adds the milliseconds of keystrokes."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "bot", "demo", "--no-open"]
    env = {**os.environ, "RAPPORT_HOME": folder}
    demo = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    page = browser.new_page()
    try:
        assert demo.stdout is not None
        found = re.search(r"http://\S+", demo.stdout.readline())
        assert found is not None
        printed = time.perf_counter() - began
        page.goto(found[0])
        field = page.locator(".channel .composer textarea")
        field.wait_for()
        usable = time.perf_counter() - began
        field.fill("/logcontact")
        field.press("Enter")
        typed += page.get_by_role("combobox", name="Customer").evaluate(TYPED_AND_OFFERED)
        return printed, usable
    finally:
        page.close()
        demo.terminate()
        demo.wait(15)


def main() -> None:
    typed: list[float] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.program(), args=list(chromium.FLAGS))
        start(folder, browser, [])
        printed, usable = zip(*(start(folder, browser, typed) for _ in range(RUNS)), strict=True)
        browser.close()
    print(f"address printed {statistics.median(printed):.2f} s, usable page {statistics.median(usable):.2f} s")
    print(f"a keystroke {statistics.median(typed):.0f} ms, the slowest of {len(typed)}: {max(typed):.0f} ms")


if __name__ == "__main__":
    main()

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import set_up

TOKENS = ("xoxb-1-secret", "xapp-1-secret", "xoxe.xoxp-1-secret", "xoxp-secret")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]


@pytest.mark.parametrize("style", ["text", "json"])
def test_no_token_is_written(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", style)
    try:
        raise ValueError(f"refused {TOKENS[0]}")
    except ValueError:
        logging.getLogger("bot").exception("told %s and %r", TOKENS[1], {"token": TOKENS[2]})
    logging.getLogger("bot").info("Authorization: Bearer %s", TOKENS[3])
    written = capsys.readouterr().err
    assert "secret" not in written
    assert "refused xoxb-…" in written
    assert "ValueError" in written


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "json")
    logging.getLogger("bot").info("two\nlines, 한글 and %d", 3)
    line, end = capsys.readouterr().err.split("\n")
    assert end == ""
    entry = json.loads(line)
    assert (entry["level"], entry["logger"], entry["message"]) == ("INFO", "bot", "two\nlines, 한글 and 3")


@pytest.mark.parametrize("name", ["slack_bolt.App", "slack_sdk.web", "aiohttp.client", "sqlalchemy.engine"])
def test_what_would_write_whole_payloads_never_debugs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG", "text")
    logging.getLogger(name).debug("a note")
    logging.getLogger("bot").debug("our own")
    written = capsys.readouterr().err
    assert "a note" not in written
    assert "our own" in written

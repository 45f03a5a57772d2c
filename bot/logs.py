"""What the bot writes about itself: lines for a person or JSON for a machine, and no token in either."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

TOKEN = re.compile(r"\b(xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+")
# Of these, DEBUG would write whole payloads, notes included; of the last ones INFO every statement and every round.
NEVER_DEBUG = ("aiohttp", "asyncio", "slack_bolt", "slack_sdk", "uvicorn")
QUIET = ("alembic", "apscheduler", "sqlalchemy", "uvicorn.access")


def redacted(text: str) -> str:
    """`text` with each of Slack's tokens cut down to its kind."""
    return TOKEN.sub(r"\1-…", text)


class Lines(logging.Formatter):
    """One line a record, tracebacks below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class Json(logging.Formatter):
    """One JSON object a record: at, level, logger, message and, with a traceback, error."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        if record.exc_info:
            entry["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def set_up(level: str, style: str) -> None:
    """Logs to standard error from now on: `level` as in LOG_LEVEL, `style` as in LOG_FORMAT."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if style == "json" else Lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NEVER_DEBUG:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))

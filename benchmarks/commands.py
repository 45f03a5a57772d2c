"""Our Slack room with a table of N commands that answer at once: python -m benchmarks.commands PORT SLACK_API_URL N"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from benchmarks.load import SECRET, TOKEN
from bot.message import Ask, Card, Choice, Reply, Say
from bot.settings import Settings
from bot.slack.app import Slack


def main() -> None:
    port, url, n = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    table = {f"c{i}": Say(Card(f"done {i}")) for i in range(n)}

    async def answer(ask: Ask) -> Reply:
        return table[ask.command]

    async def look_up(_ask: Ask, _search: str, _typed: str) -> list[Choice]:
        return []

    async def adopt(_team: str, _name: str) -> None:
        return None

    async def serve() -> None:
        settings = Settings(bot_token=TOKEN, signing_secret=SECRET, api_url=url, mode="http", port=port)
        slack = Slack(settings, answer, look_up, lambda: datetime.now(UTC), adopt)
        try:
            await slack.serve()
        finally:
            await slack.close()

    asyncio.run(serve())


if __name__ == "__main__":
    main()

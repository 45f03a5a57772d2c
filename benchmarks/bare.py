"""The yardstick: an empty command in bare Bolt on uvicorn. python -m benchmarks.bare PORT SLACK_API_URL [default]

With "default" Bolt acknowledges as it does by default; without, before its response (`process_before_response`).
"""

from __future__ import annotations

import sys

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.load import SECRET, TOKEN


def main() -> None:
    port, url = int(sys.argv[1]), sys.argv[2]
    app = AsyncApp(
        client=AsyncWebClient(token=TOKEN, base_url=url),
        signing_secret=SECRET,
        process_before_response="default" not in sys.argv,
    )

    @app.command("/empty")
    async def empty(ack: AsyncAck) -> None:
        await ack("done")

    config = uvicorn.Config(AsyncSlackRequestHandler(app, path="/slack/events"), port=port, log_level="error")
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main()

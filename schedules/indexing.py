"""Takes what was noted since the last round into the index of words, a little at a time: no log waits for it."""

from __future__ import annotations

import asyncio

from storage import search
from storage.memory import Memory
from storage.session import Scope

BATCH = 100  # notes in a transaction, which takes some ten milliseconds
MOST = 2000  # notes in a round
BREATH = 0.05  # seconds between two batches


async def index(memory: Memory, scope: Scope) -> None:
    for _batch in range(MOST // BATCH):
        if await memory.write(scope, lambda session: search.index(session, BATCH)) < BATCH:
            return
        await asyncio.sleep(BREATH)

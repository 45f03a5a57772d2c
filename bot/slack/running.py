"""What is still being done when its delivery has long been acknowledged, and must be finished before we leave."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)


class Running:
    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Starts `work`; it is held until it ends, and an error of it reaches the log."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.ended)
        return task

    def ended(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("Something was not finished.", exc_info=error)

    async def drain(self, seconds: float) -> None:
        """Waits until all is done, what it starts meanwhile too; cancels whatever is not after `seconds`."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self.tasks and loop.time() < end:
            await asyncio.wait(self.tasks, timeout=end - loop.time(), return_when=asyncio.FIRST_COMPLETED)
        left = list(self.tasks)
        for task in left:
            task.cancel()
        if left:
            log.warning("%d answers were not finished in time.", len(left))
            await asyncio.wait(left, timeout=1)

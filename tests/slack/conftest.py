"""Runs the tests of this folder that are coroutines, each in a loop of its own and in bounded time."""

from __future__ import annotations

import asyncio
import inspect

import pytest

LONGEST = 20  # seconds


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    given = {name: pyfuncitem.funcargs[name] for name in names}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**given), LONGEST))
    return True

"""Growing pauses while Slack does not answer, and a line in the log once in a while."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)

LONGEST = 60.0  # seconds


class Retrying:
    """`first` is the pause after the first failure, in seconds; each further one doubles it, up to a minute."""

    def __init__(self, what: str, first: float) -> None:
        self.what = what
        self.first = first
        self.failures = 0

    def failed(self, error: Exception, asked: float = 0.0) -> float:
        """The seconds to wait, at least those that Slack `asked` for. The 1st, 2nd, 4th, 8th … failure is logged."""
        pause = max(asked, min(self.first * 2.0 ** min(self.failures, 30), LONGEST))
        self.failures += 1
        if self.failures & (self.failures - 1) == 0:
            log.warning("%s: no success (%s), attempt %d; again in %.0f s.", self.what, error, self.failures, pause)
        return pause

    def worked(self) -> None:
        if self.failures:
            log.info("%s: well again after %d attempts.", self.what, self.failures)
        self.failures = 0

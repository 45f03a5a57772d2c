"""How a person stands towards us."""

from enum import StrEnum


class Attitude(StrEnum):
    ADVOCATE = "advocate"
    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    CRITICAL = "critical"
    OPPOSED = "opposed"

"""What is learned from a customer: of which kind it is, and who may read it."""

from enum import StrEnum


class Learned(StrEnum):
    NEED = "need"
    PROBLEM = "problem"
    IDEA = "idea"
    OPINION = "opinion"
    CHANGE = "change"
    COMPETITOR = "competitor"


class Visible(StrEnum):
    """Who may read a note: its author, the account's team, or everybody here."""

    ME = "me"
    TEAM = "team"
    ALL = "all"

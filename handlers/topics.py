"""The topics of the help: what is said after /rapport, in groups that fit a screen."""

from __future__ import annotations

from enum import StrEnum

from bot.words import N_


class Topic(StrEnum):
    """What a command is about; its value is the word after "help"."""

    DAILY = "daily"
    NOTES = "notes"
    PEOPLE = "people"
    CUSTOMERS = "customers"
    SETTINGS = "settings"


TITLES = {
    Topic.DAILY: N_("Every day"),
    Topic.NOTES: N_("Notes, promises, plans"),
    Topic.PEOPLE: N_("People"),
    Topic.CUSTOMERS: N_("Customers"),
    Topic.SETTINGS: N_("Settings"),
}
WORDS = {
    Topic.NOTES: ("notes", "메모", "약속", "계획"),
    Topic.PEOPLE: ("people", "사람", "인물"),
    Topic.CUSTOMERS: ("customers", "고객사"),
    Topic.SETTINGS: ("settings", "설정"),
}
BY_WORD = {word: topic for topic, words in WORDS.items() for word in words}

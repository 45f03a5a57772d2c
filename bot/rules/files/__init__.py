"""What calendars and address books put into files: a meeting with its people (.ics), a person (.vcf)."""

from __future__ import annotations

from bot.rules.files.business_cards import BusinessCard
from bot.rules.files.business_cards import read as read_cards
from bot.rules.files.invitations import Guest, Meeting
from bot.rules.files.invitations import read as read_meetings
from bot.rules.files.texts import Unreadable

__all__ = ["BusinessCard", "Guest", "Meeting", "Unreadable", "read_cards", "read_meetings"]

"""What a form's fields offer while somebody types."""

from __future__ import annotations

from bot.message import Choice
from bot.words import _
from handlers import which
from storage import teammates
from storage.session import Session

MOST = 20


def choices(session: Session, search: str, typed: str) -> list[Choice]:
    """Accounts, people or teammates whose name has a word that begins so; "… (new)" for a name that nobody has."""
    typed = typed.strip()[: which.LONGEST]
    if search == "teammate":
        return [Choice(f"teammate:{row['id']}", str(row["name"])) for row in teammates.named(session, typed)[:MOST]]
    if search not in ("account", "person"):
        return []
    index = session.known.of(search)
    hits = index.starting(typed, MOST) if typed else []
    if not hits and len(typed) > 1:
        hits = index.nearest(typed, 5)
    found = [Choice(f"{search}:{hit.ref}", which.label(session, search, hit.ref)) for hit in hits]
    if typed and not index.exact(typed):
        found.append(Choice(f"new:{typed}", _("{name} (new)", name=typed)))
    return found

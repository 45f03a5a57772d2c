"""What was taken back, as a line that logs it once more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.learned import Visible
from handlers.contact.draft import Draft
from storage import accounts, people, teammates
from storage.session import Session

VISIBLE = {Visible.ME: "private: ", Visible.TEAM: "team only: ", Visible.ALL: ""}


@dataclass(frozen=True, slots=True)
class Gone:
    """A draft with the names of what may be taken back with it."""

    draft: Draft
    account: str
    names: dict[int, str]


def remembered(session: Session, draft: Draft) -> Gone:
    """To be asked before it is taken back."""
    row = accounts.get(session, draft.account) if isinstance(draft.account, int) else None
    ids = [one for one in (*draft.people, *draft.about) if isinstance(one, int)]
    found = {one: person for one in ids if (person := people.get(session, one)) is not None}
    return Gone(draft, str(row["name"]) if row is not None else "", {one: row["name"] for one, row in found.items()})


def line(session: Session, gone: Gone) -> str:
    """The line that logs it once more; whoever went with it is created anew."""
    draft = gone.draft
    head = f"{whom(session, gone, draft.people)} @ {where(session, gone)}".strip()
    if not draft.met:
        plan = draft.plan
        return f"{head} {plan.day.isoformat()} {plan.kind} {plan.text}".strip() if plan is not None else head
    note = f"{VISIBLE[draft.visible]}{opener(draft)}{draft.note}"
    said = [f"{head} {draft.day.isoformat()} {draft.kind.value}{mates(session, draft)}: {note}".strip()]
    if draft.attitude is not None:
        said.append(f"attitude: {draft.attitude.value}")
    if draft.about:
        said.append(f"about: {whom(session, gone, draft.about)}")
    for owed in draft.promises:
        said.append(f"promise: {owed.text}" + (f" by {owed.due.isoformat()}" if owed.due is not None else ""))
    if draft.plan is not None:
        said.append(f"next: {draft.plan.day.isoformat()} {draft.plan.kind} {draft.plan.text}".strip())
    return "\n".join(said)


def opener(draft: Draft) -> str:
    words = [word.value for word in (draft.favour, draft.learned) if word is not None]
    return "".join(f"{word}: " for word in words)


def where(session: Session, gone: Gone) -> str:
    there = isinstance(gone.draft.account, int) and accounts.get(session, gone.draft.account) is not None
    return f"account:{gone.draft.account}" if there else f'new:"{gone.account}"'


def whom(session: Session, gone: Gone, ids: tuple[int | str, ...]) -> str:
    return ", ".join(
        f"person:{one}" if people.get(session, one) is not None else f'new:"{gone.names.get(one, "?")}"'
        for one in ids
        if isinstance(one, int)
    )


def mates(session: Session, draft: Draft) -> str:
    rows = [teammates.get(session, one) for one in draft.mates]
    users = [row["external_id"] for row in rows if row is not None and row["external_id"]]
    return "".join(f" with <@{user}>" for user in users)

"""A meeting out of a calendar: logged with its people if it is over, else planned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.message import Ask, Block, Button, Buttons, Card, Row, Table, Text
from bot.phrases import kind_name
from bot.rules.files import Meeting, read_meetings
from bot.rules.line.marks import MARK
from bot.rules.sensitive import without_ids
from bot.words import _, current, day
from handlers import invited, kept_files, which
from handlers.account import name_of
from handlers.contact import lead, reading, reply, storing
from handlers.contact.draft import Ahead, Draft, Owed
from handlers.contact.form import today_of
from handlers.invited import Parties
from handlers.kept_files import Given
from storage import accounts, addresses, drafts, interactions, plans
from storage.session import Session

EVENT = re.compile(r"event:(\d{1,3})\s*")
SHOWN = 10
OFFERED = 4  # accounts that may be meant


def take(ask: Ask, session: Session, given: Given) -> Card:
    """Logs or plans the one meeting of a calendar file, or asks which is meant, or with which customer it was."""
    found = read_meetings(given.data, ask.at, current().zone)
    event = EVENT.match(given.choice)
    if event is not None:
        found = found[int(event[1]) :][:1]
    if not found:
        return Card(_("There is no meeting in {file}.", file=given.name))
    if len(found) > 1:
        return several(ask, session, found, kept_files.keep(session, given))
    (meeting,) = found
    if meeting.cancelled:
        return Card(_("“{title}” was cancelled, so I log nothing.", title=shown(meeting)))
    parties = invited.parties(session, meeting)
    account = with_whom(session, parties, given.words, EVENT.sub("", given.choice))
    if account is None:
        where = f"{event[0].strip()} " if event is not None else ""
        return which_customer(
            ask, session, meeting, parties, f"/rapport file {kept_files.keep(session, given)} {where}"
        )
    if given.draft and event is None:  # of a whole calendar there is more to log
        drafts.close(session, given.draft)
    return log(ask, session, meeting, parties, account, given.words)


def with_whom(session: Session, parties: Parties, words: str, choice: str) -> int | str | None:
    """The customer: the one chosen, named in what was typed, or of most guests; None where that is not clear."""
    mark = MARK.fullmatch(choice.strip())
    if mark is not None:
        return mark["new"] or which.existing(session, "account", int(mark["ref"])).ref
    named = {ref for _start, _end, refs in session.known.accounts.in_text(words) for ref in refs}
    if len(named) == 1:
        return named.pop()
    best = parties.votes.most_common(2)
    clear = best and (len(best) == 1 or best[0][1] > best[1][1])
    return best[0][0] if clear else None


def log(ask: Ask, session: Session, meeting: Meeting, parties: Parties, account: int | str, words: str) -> Card:
    """Stores the meeting as one entry that can be undone."""
    assert session.viewer is not None
    today, draft = today_of(ask), drafted(ask, session, meeting, parties, words)
    if isinstance(account, int):
        there = interactions.beside(session, account, session.viewer, meeting.day, draft.typed, ask.at.date())
        if there.said is not None or planned_already(session, draft, account):
            title = _("You logged this meeting already") if draft.met else _("That is planned already")
            return Card(title, (Text(f"{shown(meeting)} · {name_of(session, account)}", quiet=True),))
        draft = replace(draft, beside=there if draft.met else None)
    changes = len(session.changes)
    home = accounts.create(session, account) if isinstance(account, str) else account
    created = [str(account)] if len(session.changes) > changes else []
    present, left = list(parties.people), []
    for guest in parties.strangers:
        if addresses.company_of(guest.mail) and (guest.name or invited.named_by(guest.mail)):
            present.append(invited.newcomer(session, guest, home, created))
        else:
            left.append(guest.mail)
    draft = replace(draft, account=home, people=tuple(dict.fromkeys(present)), unread=tuple(left))
    stored = storing.store(ask, session, draft, today)
    return reply.card(session, replace(stored, created=(*created, *stored.created)), today)


def drafted(ask: Ask, session: Session, meeting: Meeting, parties: Parties, words: str) -> Draft:
    """What the meeting says, and what was typed with it."""
    line = reading.read_line(ask, session, without_ids(words) or words)
    note = line.note if words else meeting.title
    return Draft(
        account="",
        people=parties.people,
        mates=tuple(one for one in parties.mates if one != session.viewer),
        day=meeting.day,
        kind=meeting.kind,
        favour=line.favour,
        attitude=line.attitude,
        promises=tuple(Owed(one.text, one.due.day if one.due is not None else None) for one in line.promises),
        plan=Ahead(meeting.day, meeting.kind.value, note) if meeting.ahead else None,
        learned=line.learned,
        visible=line.visible,
        note="" if meeting.ahead else note,
        typed=f"{meeting.title} {meeting.day.isoformat()}",
        met=not meeting.ahead,
    )


def planned_already(session: Session, draft: Draft, account: int) -> bool:
    if draft.plan is None or session.viewer is None:
        return False
    there = plans.open_on(session, account, session.viewer, draft.plan.day, draft.plan.kind)
    return there is not None and (there["kind"], there["text"]) == (draft.plan.kind, draft.plan.text)


def which_customer(ask: Ask, session: Session, meeting: Meeting, parties: Parties, again: str) -> Card:
    """Asks with which customer it was: those that may be meant, one that is new, or the form."""
    named = [ref for _s, _e, refs in session.known.accounts.in_text(meeting.title) for ref in refs]
    likely = list(dict.fromkeys([*(ref for ref, _votes in parties.votes.most_common()), *named]))[:OFFERED]
    buttons = [Button(name_of(session, ref), f"{again}account:{ref}") for ref in likely]
    for company in invited.new_companies(parties):
        buttons.append(Button(_("A new customer: {name}", name=company), f'{again}new:"{company}"'))
    line = lead.OPENS + " " + as_line(session, meeting, parties)
    buttons.append(Button(_("Fill in the form"), drafts.folded(session, "/logcontact ", line)))
    text = Text(f"{shown(meeting)}, {day(meeting.day, today_of(ask))}\n{invited.whom(session, parties)}".strip())
    return Card(_("With which customer is this meeting?"), (text, Buttons(tuple(buttons))))


def as_line(session: Session, meeting: Meeting, parties: Parties) -> str:
    marks = [f"person:{one}" for one in parties.people]
    names = [guest.name or invited.named_by(guest.mail) for guest in parties.strangers]
    marks += ['new:"{}"'.format(name.replace('"', "'")) for name in names if name]
    return f"{', '.join(marks)} {meeting.day.isoformat()} {meeting.kind.value}: {meeting.title}".strip()


def several(ask: Ask, session: Session, found: Sequence[Meeting], draft: int) -> Card:
    """A whole calendar: of its meetings with anybody from outside, the nearest ones, each with a button."""
    today, rows = today_of(ask), []
    for at, meeting in sorted(enumerate(found), key=lambda one: abs((one[1].day - today).days)):
        parties = invited.parties(session, meeting)
        if meeting.cancelled or not (parties.people or parties.strangers):
            continue
        label = _("Plan it") if meeting.ahead else _("Log it")
        detail = f"{kind_name(meeting.kind)}, {day(meeting.day, today)} · {invited.whom(session, parties)}"
        rows.append(Row(shown(meeting), detail, buttons=(Button(label, f"/rapport file {draft} event:{at}"),)))
        if len(rows) == SHOWN:
            break
    if not rows:
        return Card(_("In none of these meetings is anybody from a customer."))
    blocks: tuple[Block, ...] = (Table("contacts", tuple(rows), shown=SHOWN),)
    return Card(_("Which of these meetings?"), blocks)


def shown(meeting: Meeting) -> str:
    return meeting.title or kind_name(meeting.kind)

"""At which customer a contact was: a certain name is taken, a new one after "@" created, a guess asked about."""

from __future__ import annotations

from bot.rules.line import Mention
from bot.rules.names import Certain, Several, Unknown, folded
from bot.words import _
from handlers.contact import form
from handlers.contact.asking import Question, added
from handlers.contact.draft import Instead, Unclear
from storage import outbox, people

EQUAL = 0.03  # names whose likeness differs by less are equally meant


def account_of(question: Question) -> tuple[int | str, tuple[Instead, ...]]:
    """The account's id, or the name of one that is new; and which others the name may mean. Raises Unclear."""
    line, session = question.line, question.session
    if not line.accounts:
        return implied(question), ()
    if len(line.accounts) > 1:
        return among(question), ()
    mention = line.accounts[0]
    if mention.new:
        return mention.text, ()
    if len(mention.refs) == 1:
        return mention.refs[0], ()
    if mention.refs:
        raise Unclear(question.which(mention, "account", mention.refs))
    verdict = session.known.accounts.judge(mention.text)
    if isinstance(verdict, Certain):
        return verdict.ref, ()
    return unknown(question, mention, verdict)


def unknown(question: Question, mention: Mention, verdict: Several | Unknown) -> tuple[int | str, tuple[Instead, ...]]:
    """A name that no customer has: the only one that it is a part of, else a new one; asked where it is not clear."""
    line = question.line
    likely = verdict.hits if isinstance(verdict, Several) else []
    parts = [hit.ref for hit in likely if folded(hit.name).startswith(folded(mention.text))]
    meant = parts or [hit.ref for hit in likely if hit.score >= likely[0].score - EQUAL]
    if len(meant) > 1:
        raise Unclear(question.which(mention, "account", meant))
    if parts:
        return parts[0], (Instead("account", None, mention.text, added(line, mention), parts[0]),)
    if line.typed[: mention.start].rstrip().endswith("@"):
        return mention.text, tuple(
            Instead("account", hit.ref, mention.text, line.replaced(mention, f"account:{hit.ref}"))
            for hit in likely[:1]
        )
    if likely:
        raise Unclear(question.which(mention, "account", [hit.ref for hit in likely]))
    raise Unclear(question.offer(mention, [one for one in line.people if not one.refs and not one.new]))


def among(question: Question) -> int:
    """One of several accounts named in a line: the only one that the people in it belong to, or asked."""
    named = list(dict.fromkeys(ref for mention in question.line.accounts for ref in mention.refs))
    at = homes(question) & set(named)
    if len(at) == 1:
        return at.pop()
    raise Unclear(question.whose(named))


def homes(question: Question) -> set[int]:
    """The accounts at which the people of a line hold a position: the certain ones, else whoever may be meant."""
    certain = [mention.refs[0] for mention in question.line.people if len(mention.refs) == 1]
    possible = certain or [ref for mention in question.line.people for ref in mention.refs]
    return {row["account_id"] for row in people.positions(question.session, possible)}


def implied(question: Question) -> int:
    """The account when none is named: that of the people, or of the message replied to."""
    at = homes(question)
    ask, session = question.ask, question.session
    told = outbox.of_thread(session, ask.place, ask.thread) if ask.thread else []
    said = [int(row["id"]) for row in told]
    candidates = [ref for ref in said if ref in at] or sorted(at) or said
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise Unclear(question.whose(candidates))
    raise Unclear(form.of_line(question, _("I could not tell which customer this is about.")))

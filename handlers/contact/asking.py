"""The questions about a line: buttons that say it again with what was unclear replaced, while it waits in a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import telling
from bot.message import Ask, Button, Buttons, Card, Reply, Say, Text
from bot.rules.line import Line, Mention
from bot.rules.line.marks import MARK
from bot.words import _, listed
from handlers import which
from handlers.contact.lead import OPENS
from storage import drafts
from storage.session import Session

OFFERED = 4
SHOWN = 300  # signs of a line that is asked about


class Question:
    """A line that may have to be asked about. It is put into a draft when it is, and stays there until it is answered.

    `open` is the draft where it waits already, 0 for none.
    """

    def __init__(self, ask: Ask, session: Session, line: Line, open: int = 0) -> None:  # noqa: A002 - as it is typed
        self.ask = ask
        self.session = session
        self.line = line
        self.open = open

    def draft(self) -> int:
        """Where the line waits for its answer."""
        self.open = self.open or drafts.keep(self.session, self.line.typed, self.ask.at)
        return self.open

    def says(self, text: str, form: bool = False) -> str:
        """The command line of a button that answers with `text`."""
        return drafts.folded(self.session, "/logcontact ", f"{OPENS + ' ' if form else ''}open:{self.draft()} {text}")

    def card(self, title: str, buttons: Sequence[Button], text: str = "") -> Reply:
        """The question with the line as it was typed, and a way out."""
        never = Button(_("Do not log it"), f"/rapport undo open:{self.draft()}")
        typed = Text(readable(self.session, self.line.typed), quiet=True)
        return Say(Card(title, (*([Text(text)] if text else []), typed, Buttons((*buttons, never)))))

    def which(self, mention: Mention, kind: str, refs: Sequence[int]) -> Reply:
        """Which of several has the name: each is a button, and somebody new."""
        buttons = [
            Button(which.label(self.session, kind, ref), self.learning(mention, kind, ref))
            for ref in list(dict.fromkeys(refs))[:OFFERED]
        ]
        new = _("Somebody new") if kind == "person" else _("A new customer")
        buttons.append(Button(new, self.says(added(self.line, mention))))
        return self.card(_("Which one is “{name}”?", name=mention.text), buttons)

    def learning(self, mention: Mention, kind: str, ref: int) -> str:
        """The command line of a button that says whom a name means, which is remembered."""
        mark = f"{kind}:{ref}"
        says = self.says(self.line.replaced(mention, mark))
        return which.meant(mention.text, which.own_name(self.session, kind, ref), mark, says)

    def whose(self, accounts: Sequence[int]) -> Reply:
        """With which of several customers it was."""
        buttons = [
            Button(which.label(self.session, "account", ref), self.says(f"@account:{ref} {self.line.typed}"))
            for ref in accounts[:OFFERED]
        ]
        return self.card(_("Which customer was it with?"), buttons)

    def offer(self, account: Mention, others: Sequence[Mention]) -> Reply:
        """A customer that was only guessed: one tap adds it, and whoever else is new, and logs the line."""
        names = listed([mention.text for mention in (account, *others)])
        add = Button(_("Add and log"), self.says(added(self.line, account)), "primary")
        fill = Button(_("Fill in the form"), self.says(self.line.typed, form=True))
        text = _("Nothing is stored yet. Check the spelling, then add it with one tap.")
        return self.card(_("New to me: {names}", names=names), (add, fill), text)


def readable(session: Session, text: str) -> str:
    """A line as it is shown: with names where a button has put its marks, and cut where it is long."""

    def name(mark: re.Match[str]) -> str:
        if mark["kind"]:
            return which.label(session, mark["kind"], int(mark["ref"]))
        return mark["new"] or ""

    return telling.quoted(MARK.sub(name, text), SHOWN)


def added(line: Line, mention: Mention) -> str:
    """The line with `mention` marked as new."""
    before = line.typed[: mention.start]
    sign = "@" if mention in line.accounts and not before.rstrip().endswith("@") else ""
    name = mention.text.replace('"', "'")
    return f'{before}{sign}new:"{name}"{line.typed[mention.end :]}'

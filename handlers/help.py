"""/rapport help: how a contact is noted, and what else can be asked, by topic, as it is typed."""

from __future__ import annotations

from difflib import get_close_matches

from bot.message import Ask, Block, Button, Buttons, Card, Reply, Row, Say, Table, Text
from bot.words import N_, _
from handlers.topics import BY_WORD, TITLES, Topic
from storage import drafts
from storage.session import Session

# as they are typed, each with what comes of it
EXAMPLES = (
    (N_("met Jane Doe and Hong Gildong at ACME yesterday, budget is frozen"), N_("whom, where, when, how and what")),
    (N_("lunch with Jane Doe @ ACME next Tuesday"), N_("a plan: the day after, I ask how it went")),
    (N_("call with Jane Doe @ ACME, promise: send the test report by Friday"), N_("a promise: I remind you in time")),
    (N_("Jane Doe @ ACME call, ask: a reference"), N_("what you asked for; “give:” for what you gave")),
    (N_("Jane Doe @ ACME call: idea: sell it by the month"), N_("what you learned: need, problem, idea, competitor …")),
    (N_("private: Jane Doe @ ACME call: thinks of leaving"), N_("a note that only you can read; “team only:” too")),
)


def at_once(ask: Ask) -> Reply:
    """The help needs no memory."""
    topic = BY_WORD.get(ask.text.strip().casefold())
    if topic is not None:
        return Say(Card(_(TITLES[topic]), (listed(topic), buttons(topic))))
    start = _("Just write to me, as you would tell a colleague. I note it at once and say how I understood it:")
    examples = tuple(Row(_(typed), _(comes)) for typed, comes in EXAMPLES)
    hint = _("In a channel, put /logcontact before it. With nothing after it, it opens a form.")
    blocks: tuple[Block, ...] = (
        Text(start),
        Table("examples", examples, shown=len(examples)),
        Text(hint, quiet=True),
        listed(Topic.DAILY),
        buttons(None),
    )
    if not ask.text:
        return Say(Card(_("What I can do"), blocks))
    return Say(Card(_("I do not know “{text}”. This is what I can do", text=ask.text[:80]), (*meant(ask), *blocks)))


def listed(topic: Topic) -> Table:
    from handlers.commands import COMMANDS

    rows = tuple(
        Row(f"{command.typed} {_(command.usage)}".strip() if command.usage else command.typed, _(command.summary))
        for command in COMMANDS
        if command.topic is topic
    )
    return Table("commands", rows, _(TITLES[topic]) if topic is Topic.DAILY else "", shown=len(rows))


def buttons(here: Topic | None) -> Buttons:
    log = Button(_("Log a contact"), "/logcontact", "primary")
    others = [topic for topic in Topic if topic not in (here, Topic.DAILY)]
    return Buttons((log, *(Button(_(TITLES[topic]), f"/rapport help {topic.value}") for topic in others)))


def meant(ask: Ask) -> tuple[Block, ...]:
    """Buttons for the command that was nearly typed, and for logging the words as a contact."""
    from handlers.commands import BY_WORD

    first, _space, rest = ask.text.partition(" ")
    near = get_close_matches(first[:40].casefold(), BY_WORD, 1)
    found = []
    if near and len(ask.text) <= drafts.LONGEST:
        line = f"{BY_WORD[near[0]].typed} {rest}".strip()
        found.append(Button(line, line))
    if rest and len(ask.text) <= drafts.LONGEST:
        found.append(Button(_("Log it as a contact"), f"/logcontact {ask.text}"))
    return (Buttons(tuple(found)),) if found else ()


def answer(ask: Ask, session: Session) -> Reply:
    return at_once(ask)

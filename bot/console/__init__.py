"""The same bot in a terminal: type commands, read replies, tap buttons by their number."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text as Styled

from bot.console.fill import Hand, fill
from bot.console.show import Painter, buttons_of, clean, plain
from bot.message import Ask, Button, Card, Choice, Form, Nothing, Profile, Reply, Surface, Value, command_line
from bot.words import _, speaking

PROMPT = "> "
LAST_WORDS = ("exit", "quit", "끝", "종료")


class Terminal:
    """One conversation.

    `who` says anew for each line who types (their language may change under way); `read` gives the next line after a
    prompt and raises EOFError at the end. Where `out` is no terminal, replies are plain lines and there is no prompt.
    """

    def __init__(
        self,
        who: Callable[[], Profile],
        answer: Callable[[Ask], Coroutine[Any, Any, Reply]],
        look_up: Callable[[Ask, str, str], Coroutine[Any, Any, list[Choice]]],
        clock: Callable[[], datetime],
        read: Callable[[str], str],
        out: Console,
    ) -> None:
        self.who = who
        self.answer = answer
        self.look_up = look_up
        self.clock = clock
        self.read = read
        self.out = out
        self.buttons: list[Button] = []

    def run(self) -> None:
        """Until the input ends or somebody says "exit".

        The loop runs only while something is answered: a line is waited for outside of it, so that Ctrl-C works there.
        """
        with asyncio.Runner() as runner:
            while True:
                who = self.who()
                with speaking(who.locale, who.zone):
                    try:
                        line = self.prompted(PROMPT).strip()
                        if line.lower() in LAST_WORDS:
                            return
                        if line:
                            self.hear(line, who, runner)
                    except EOFError:
                        if self.out.is_terminal:
                            self.say("")
                        return
                    except KeyboardInterrupt:
                        self.say("")

    def hear(self, line: str, who: Profile, runner: asyncio.Runner) -> None:
        """One line: the number of a button of the last card, or something said."""
        said, surface = line, Surface.SHELL
        if self.buttons and line.isascii() and line.isdigit():
            if not 0 < int(line[:6]) <= len(self.buttons):
                return self.say(_("There is no button {number}.", number=line), "red")
            said, surface = self.buttons[int(line[:6]) - 1].says, Surface.BUTTON
        command, text = command_line(said)
        reply = runner.run(self.answer(self.ask(who, surface, command, text)))
        while isinstance(reply, Form):
            try:
                values = fill(reply, self.hand(reply, who, runner))
            except (EOFError, KeyboardInterrupt):
                return self.say("\n" + _("The form was left; nothing was stored."))
            reply = runner.run(self.answer(self.submission(reply, who, values)))
        return None if isinstance(reply, Nothing) else self.show(reply.card)

    def ask(self, who: Profile, surface: Surface, command: str, text: str) -> Ask:
        return Ask(who=who, at=self.clock(), command=command, text=text, platform="console", surface=surface)

    def submission(self, form: Form, who: Profile, values: dict[str, Value]) -> Ask:
        return Ask(
            who=who,
            at=self.clock(),
            command=form.command,
            values=values,
            state=form.state,
            platform="console",
            surface=Surface.FORM,
        )

    def hand(self, form: Form, who: Profile, runner: asyncio.Runner) -> Hand:
        def search(values: dict[str, Value], name: str, typed: str) -> list[Choice]:
            return runner.run(self.look_up(self.submission(form, who, values), name, typed))

        return Hand(self.prompted, self.say, search)

    def show(self, card: Card) -> None:
        self.buttons = [button for button, _row in buttons_of(card)]
        if self.out.is_terminal:
            Painter(self.out).card(card)
            self.say("")
        else:
            self.say(plain(card))

    def prompted(self, prompt: str) -> str:
        return self.read(prompt if self.out.is_terminal else "")

    def say(self, text: str, style: str = "") -> None:
        if self.out.is_terminal:
            self.out.print(Styled(clean(text), style=style))
        else:
            self.out.file.write(clean(text) + "\n")
            self.out.file.flush()

"""`rapport console`: the terminal, on one's own data or on the sample."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from bot.cli.bring import import_into, shown
from bot.cli.keep import appoint_in
from bot.cli.wiring import Failure, Installation, clock, installation
from bot.console import Terminal
from bot.message import Standing
from bot.settings import Settings
from bot.words import _, speaking, zone_of

SAMPLE = Path("var/console.db")
TRY = ("/whoknows ACME", "/neglected", "/logcontact Jane Doe @ ACME yesterday call: renewal in May")
TRY_IN_KOREAN = ("/whoknows 한빛전자", "/neglected", "/logcontact 어제 한빛전자 홍길동 부장님이랑 통화, 예산 동결")


def talk(settings: Settings, mail: str) -> None:
    """A conversation as the teammate with this address, or as the first admin."""
    with installation(settings) as here:
        converse(here, mail or here.somebody())


def talk_on_sample(settings: Settings, mail: str) -> None:
    """The same as one of the sample team."""
    with sample_installation(settings, SAMPLE, clock().astimezone(zone_of(settings.timezone)).date()) as here:
        converse(here, mail or here.somebody(settings.language), greeted=True)


@contextmanager
def sample_installation(settings: Settings, file: Path, today: date) -> Iterator[Installation]:
    """The sample team in `file` as of `today`, made anew on another day and whenever the sample itself changed."""
    from storage import sample

    wanted, stamp = sample.stamp(today), file.with_suffix(".sample")

    def drop() -> None:
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
            for name in (stamp.name, file.name, f"{file.name}-wal", f"{file.name}-shm"):
                file.with_name(name).unlink(missing_ok=True)

    with installation(
        replace(settings, database_url=f"sqlite:///{file}", webhook_url=""), alone=True, before=drop
    ) as here:
        if not stamp.exists():
            fill(here, today)
            stamp.write_text(wanted, encoding="utf-8")  # last: a sample half read is read again
        yield here


def fill(here: Installation, today: date) -> None:
    """Reads the sample in as an import reads a user's own files."""
    from storage import sample
    from storage.sample.names import TEAMMATES

    with TemporaryDirectory() as folder:
        for name, text in sample.texts(today).items():
            file = Path(folder, name)
            file.write_text(text, encoding="utf-8")
            with shown(name) as progress:
                import_into(here, file, progress)
    appoint_in(here, TEAMMATES[0][0])


def greet(here: Installation, mail: str, out: Console) -> None:
    who = here.profile(mail)
    with speaking(who.locale, who.zone):
        korean = who.locale.startswith("ko")
        lines = [
            _("Sample data, made anew each day. You are {name}. Try:", name=who.name),
            *(f"  {line}" for line in (TRY_IN_KOREAN if korean else TRY)),
            _("A number taps a button; exit or Ctrl-D ends."),
        ]
    out.print(Text("\n".join([*lines, ""])))


def converse(here: Installation, mail: str, *, greeted: bool = False) -> None:
    with suppress(ImportError):  # some Pythons are built without
        import readline  # noqa: F401 - gives input() editing and a history
    if here.profile(mail).standing is not Standing.MEMBER:
        raise Failure(_("Nobody on the team has the address {mail}.", mail=mail))
    bot = here.bot()
    out = Console(highlight=False, force_terminal=interactive())
    if greeted and out.is_terminal:
        greet(here, mail, out)
    Terminal(lambda: here.profile(mail), bot.answer, bot.look_up, clock, input, out).run()


def interactive() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()

"""`rapport backup` and `rapport admin`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bot.cli.wiring import Failure, Installation, installation
from bot.settings import Settings
from bot.words import _


def keep(settings: Settings, file: Path) -> None:
    """Copies the database to `file`, which must not be there yet."""
    from storage.backup import NoBackup, backup

    with installation(settings) as here:
        if here.memory.file is None:
            raise Failure(_("This database is PostgreSQL's: `pg_dump` makes its backups."))
        try:
            size = backup(here.memory, file)
        except FileExistsError:
            raise Failure(_("{file} is there already; give another name.", file=str(file))) from None
        except NoBackup as reason:
            raise Failure(_("The copy is not sound ({reason}): nothing was kept.", reason=str(reason))) from reason
    sys.stdout.write(_("{file}: {size} MB, checked.", file=str(file), size=f"{size / 1e6:.1f}") + "\n")


def appoint(settings: Settings, mail: str) -> None:
    """Makes the teammate with this mail address an admin; says what was done."""
    mail = mail.strip().lower()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", mail):
        raise Failure(_("{mail} is no mail address.", mail=mail))
    with installation(settings) as here:
        added = appoint_in(here, mail)
    said = _("{mail} is a teammate and an admin now.", mail=mail) if added else _("{mail} is an admin now.", mail=mail)
    sys.stdout.write(said + "\n")


def appoint_in(here: Installation, mail: str) -> bool:
    """The same in an open memory; whether the teammate had to be added."""
    from storage import teammates
    from storage.session import Session

    def work(session: Session) -> bool:
        row = teammates.find(session, "", mail)
        if row is None:
            teammates.add(session, mail, mail.partition("@")[0], admin=True)
        else:
            teammates.change(session, row["id"], admin=True, active=True)
        return row is None

    return here.memory.write_now(here.scope, work)

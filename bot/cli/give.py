"""`rapport export`: the memory into files."""

from __future__ import annotations

import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.bring import shown
from bot.cli.wiring import Failure, clock, installation
from bot.settings import Settings
from bot.words import _, _n, listed, zone_of

if TYPE_CHECKING:
    from storage.exports import Result

LAST = "last"


def give(settings: Settings, target: Path, form: str, since: str, system: str, *, private: bool) -> None:
    """Writes everything, or what is new, to `target` and says how many rows of what.

    `form` is "" for what the name of `target` says; `since` a day (2026-03-02), "last" or "" for everything; `system`
    "salesforce", "hubspot" or "". Raises Failure for what does not fit together and where there is something already.
    """
    from storage.exports import FORMATS, SYSTEMS, export

    if system and system not in SYSTEMS:
        raise Failure(_("{name} is not known: there is {known}.", name=system, known=listed(list(SYSTEMS))))
    form = form or target.suffix.removeprefix(".").lower()
    form = form if form in FORMATS else "csv"
    if system and form != "csv":
        raise Failure(_("What another system imports is a folder of CSV files."))
    if system and private:
        raise Failure(_("Private notes are for no other system."))
    with installation(settings) as here:
        try:
            with shown(target.name, quiet=False) as progress:
                result = export(
                    here.memory,
                    here.scope,
                    target,
                    form=form,
                    system=system,
                    since=moment(since, settings.timezone),
                    since_last=since == LAST,
                    private=private,
                    at=clock(),
                    progress=progress,
                )
        except FileExistsError:
            raise Failure(_("{file} is there already; give another name.", file=str(target))) from None
    sys.stdout.writelines(line + "\n" for line in told(target, result))


def moment(since: str, zone: str) -> datetime | None:
    """When the day began here; None for no day at all."""
    if since in ("", LAST):
        return None
    try:
        return datetime.combine(date.fromisoformat(since), time(), zone_of(zone))
    except ValueError:
        raise Failure(_("Give a day such as 2026-03-02, or last.")) from None


def told(target: Path, result: Result) -> list[str]:
    counts = ", ".join(f"{name} {n}" for name, n in result.rows.items())
    lines = [f"{target}: {counts}."]
    if result.cut:
        said = _n("{n} text was", "{n} texts were", result.cut)
        lines.append(_("{texts} longer than a cell holds and cut; a .jsonl file has them whole.", texts=said))
    return lines

"""What `rapport import` says: what became of the rows of a file, and what would become of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.phrases import rows_name
from bot.words import _, _n, listed

if TYPE_CHECKING:
    from storage.imports import Preview, Result

WIDEST = 40  # characters of a cell


def told(name: str, system: str, result: Result) -> list[str]:
    """The lines for a file that was imported."""
    label = f"{name} ({system} {rows_name(result.kind)})" if system else name
    if result.same:
        return [_("{file}: the same as when it was imported; nothing to do.", file=label)]
    lines = [
        _(
            "{file}: {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected.",
            file=label,
            new=result.new,
            changed=result.changed,
            unchanged=result.unchanged,
            rejected=result.rejected,
        )
    ]
    if result.joined:
        joined = _n("{n} row tells of one", "{n} rows tell of some", result.joined)
        lines.append(_("{rows} that were there already under another id.", rows=joined))
    if result.skipped:
        most = sorted(result.skipped.items(), key=lambda each: -each[1])
        reasons = listed([_("{n} {reason}", n=n, reason=reason) for reason, n in most])
        lines.append(_("Left out: {reasons}.", reasons=reasons))
    if result.owners:
        said = _n("{n} account without owner", "{n} accounts without owner", result.owners)
        lines.append(_("{accounts}: now of whoever had the first contact.", accounts=said))
    if result.rejected_file:
        lines.append(_("Rejected rows, each with its reason: {file}", file=str(result.rejected_file)))
    return lines


def previewed(preview: Preview) -> str:
    """What a file is, which of its columns are read into which field, and what would become of its rows."""
    read = [(header, field) for header, field in preview.columns if field]
    unread = [header for header, field in preview.columns if not field]
    lines = told(preview.name, preview.system, preview.result)
    lines[0] = _("{line} Nothing is written.", line=lines[0])
    lines += [f"  {header} → {field}" for header, field in read]
    if unread:
        lines.append("  " + _("not read: {columns}", columns=", ".join(unread)))
    if preview.first:
        lines += ["", _("The first rows as they would be stored:"), *table(preview.first)]
    if preview.reasons:
        lines += ["", _("Rejected:"), *(f"  {line}: {reason}" for line, reason in preview.reasons)]
    return "\n".join(lines)


def table(rows: Sequence[dict[str, str]]) -> list[str]:
    """Rows under the names of their fields, each field as wide as it needs to be."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([shortened(row.get(name, "")) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    return [("  " + "  ".join(map(str.ljust, line, widths))).rstrip() for line in cells]


def shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else flat[: WIDEST - 1] + "…"

"""A list that was handed to the bot: what would become of its rows, and with one tap it is imported."""

from __future__ import annotations

from collections.abc import Sequence

from bot.message import Ask, Block, Button, Buttons, Card, Refusal, Text
from bot.phrases import rows_name
from bot.words import _, _n, current, listed
from handlers import kept_files
from handlers.kept_files import Given
from storage import drafts
from storage.imports import Preview, bring, preview
from storage.session import Session

IMPORT = "import"
SHOWN = 3  # first rows, and rows that would be rejected
WIDEST = 60  # signs of a value


def take(ask: Ask, session: Session, given: Given) -> Card:
    """The preview of a list or, chosen "import", what was imported. Raises Refusal."""
    if session.me is None or not session.me["admin"]:
        raise Refusal(_("Only an administrator of Rapport can import a list. Ask one of them to send it to me."))
    zone = current().zone.key
    if given.choice != IMPORT:
        looked_at = preview(session, given.name, given.data, zone=zone, at=ask.at)
        return previewed(looked_at, kept_files.keep(session, given))
    done = bring(session, given.name, given.data, zone=zone, at=ask.at)
    drafts.close(session, given.draft)
    lines = [Text("\n".join([headline(one), *told(one)])) for one in done]
    return Card(_("Imported: {file}", file=given.name), tuple(lines))


def previewed(found: Sequence[Preview], draft: int) -> Card:
    blocks: list[Block] = []
    for one in found:
        read = [f"{header} → {field}" if header != field else field for header, field in one.columns if field]
        unread = [header for header, field in one.columns if not field]
        blocks.append(Text(f"{headline(one)}\n" + "\n".join(told(one))))
        blocks.append(Text(_("Read: {columns}", columns=", ".join(read)), quiet=True))
        if unread:
            blocks.append(Text(_("Not read: {columns}", columns=", ".join(unread)), quiet=True))
        blocks += [Text(row, quiet=True) for row in map(as_line, one.first[:SHOWN])]
    rows = sum(one.rows for one in found)
    label = _n("Import {n} row", "Import {n} rows", rows) if all(one.whole for one in found) else _("Import all rows")
    button = Button(label, f"/rapport file {draft} {IMPORT}", "primary")
    return Card(_("That is a list. Nothing is stored yet."), (*blocks, Buttons((button,))))


def headline(one: Preview) -> str:
    name = f"{one.name}: {rows_name(one.kind)}" + (f" ({one.system})" if one.system else "")
    return name if one.whole else _("{name}, by its first {n} rows", name=name, n=one.rows)


def told(one: Preview) -> list[str]:
    """What becomes of its rows."""
    result = one.result
    lines = [
        _(
            "{new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected.",
            new=result.new,
            changed=result.changed,
            unchanged=result.unchanged,
            rejected=result.rejected,
        )
    ]
    if result.skipped:
        reasons = listed([f"{n} {reason}" for reason, n in sorted(result.skipped.items(), key=lambda each: -each[1])])
        lines.append(_("Left out: {reasons}.", reasons=reasons))
    lines += [_("Line {n}: {reason}", n=line, reason=reason) for line, reason in one.reasons[:SHOWN]]
    return lines


def as_line(row: dict[str, str]) -> str:
    return " · ".join(value if len(value) <= WIDEST else f"{value[:WIDEST]}…" for value in row.values() if value)

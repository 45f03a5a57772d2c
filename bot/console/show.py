"""Cards for a terminal: in colour and fitted to its width, or as plain lines where the output is a pipe."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text as Styled

from bot.message import Block, Button, Buttons, Card, Divider, Facts, Form, Row, Table, Text
from bot.words import _, _n

NARROW = 60  # columns; below, a row's reason stands under its title instead of beside it


def clean(text: str) -> str:
    """`text` without the control characters by which a stored note could drive the terminal."""
    return "".join(c for c in text if c == "\n" or not (ord(c) < 32 or 127 <= ord(c) < 160))


def buttons_of(card: Card) -> list[tuple[Button, str]]:
    """The buttons that can be tapped, in reading order, each with the title of the row it belongs to (or "")."""
    found: list[tuple[Button, str]] = []
    for block in card.blocks:
        match block:
            case Buttons(buttons):
                found += [(button, "") for button in buttons]
            case Table():
                found += [(button, row.title) for row in block.rows[: block.shown] for button in row.buttons]
                if block.more and len(block.rows) > block.shown:
                    found.append((Button(_("Show all"), block.more), ""))
    return found


def plain(card: Card) -> str:
    """The card as lines, its buttons numbered below."""
    lines = [card.plain()]
    for number, (button, row) in enumerate(buttons_of(card), 1):
        lines.append(f"[{number}] {button.label} · {row}" if row else f"[{number}] {button.label}")
    return clean("\n".join(lines))


def plain_form(form: Form) -> str:
    """What a form asks for, as lines, for whoever cannot fill it in where it came up."""
    lines = [form.title, form.note]
    for field in form.fields:
        lines += [f"{field.label}: {shown(field.value)}".rstrip(), form.errors.get(field.name, "")]
    return clean("\n".join(line for line in lines if line))


def shown(value: object) -> str:
    """A field's value as one reads it: text, an ISO day, or the labels of what was picked."""
    return ", ".join(choice.label for choice in value) if isinstance(value, tuple) else str(value)


class Painter:
    """Paints one card, numbering its buttons as it comes by them."""

    def __init__(self, out: Console) -> None:
        self.out = out
        self.number = 0

    def card(self, card: Card) -> None:
        self.out.print(Styled(clean(card.title), style="bold"))
        for block in card.blocks:
            for part in self.block(block):
                self.out.print(part)

    def block(self, block: Block) -> list[RenderableType]:
        match block:
            case Text(text, quiet):
                return [Styled(clean(text), style="bright_black" if quiet else "")]
            case Facts(pairs):
                return [self.facts(pairs)]
            case Table():
                return self.table(block)
            case Divider():
                return [Styled("─" * min(self.out.width, NARROW), style="bright_black")]
            case Buttons(buttons):
                return [self.buttons(buttons)]

    def facts(self, pairs: tuple[tuple[str, str], ...]) -> RenderableType:
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="bright_black", max_width=self.out.width // 3)
        grid.add_column(overflow="fold")
        for label, value in pairs:
            grid.add_row(Styled(clean(label)), Styled(clean(value)))
        return grid

    def table(self, table: Table) -> list[RenderableType]:
        rows = table.rows[: table.shown]
        parts: list[RenderableType] = [Styled(clean(table.title), style="underline")] if table.title else []
        parts += self.beneath(rows) if self.out.width < NARROW else [self.beside(rows)]
        hidden = len(table.rows) - len(rows)
        if hidden > 0:
            line = Styled(_n("and {n} more", "and {n} more", hidden), style="bright_black")
            parts.append(line.append("  ").append(self.label(_("Show all"))) if table.more else line)
        return parts

    def beside(self, rows: tuple[Row, ...]) -> RenderableType:
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=self.out.width * 2 // 5)
        grid.add_column(overflow="fold")
        for row in rows:
            detail = Styled(clean(row.detail), style="default")
            if row.buttons:
                detail.append("\n" if row.detail else "").append(self.buttons(row.buttons))
            grid.add_row(Styled("• ").append(clean(row.title), style="cyan"), detail)
        return grid

    def beneath(self, rows: tuple[Row, ...]) -> list[RenderableType]:
        parts: list[RenderableType] = []
        for row in rows:
            parts.append(Styled("• ").append(clean(row.title), style="cyan"))
            if row.detail:
                parts.append(Padding(Styled(clean(row.detail)), (0, 0, 0, 2)))
            if row.buttons:
                parts.append(Padding(self.buttons(row.buttons), (0, 0, 0, 2)))
        return parts

    def buttons(self, buttons: tuple[Button, ...]) -> Styled:
        return Styled("  ").join(self.label(button.label, button.style) for button in buttons)

    def label(self, label: str, style: str = "") -> Styled:
        self.number += 1
        colour = {"primary": "bold green", "danger": "red"}.get(style, "green")
        # A number stays with the first word of its label when the line breaks.
        return Styled(f"[{self.number}]\N{NO-BREAK SPACE}", style="bold").append(clean(label), style=colour)

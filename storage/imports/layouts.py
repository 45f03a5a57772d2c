"""What a file is, told from the names of its columns: whose export, what its rows are, which column is which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from bot.words import _
from storage.imports.columns import COLUMNS, FIELDS, NEEDED, OWN_NEEDED, OWN_TOO
from storage.imports.rows import OURS, Problem, Style, Wish
from storage.imports.signatures import MARKS, SIGNATURES

Columns = Mapping[str, tuple[int, ...]]  # field → the columns it is read from, the first that is not empty


@dataclass(frozen=True, slots=True)
class Layout:
    """`kind` is what the rows are, `style` how they are to be understood."""

    kind: str
    style: Style
    columns: Columns
    headers: tuple[str, ...]

    @property
    def known(self) -> int:
        return len({at for places in self.columns.values() for at in places})

    def pairs(self) -> list[tuple[str, str]]:
        """Each column in the file's order with the fields it is read into, "" where it is not read."""
        fields: dict[int, list[str]] = {}
        for name, places in self.columns.items():
            for at in places:
                fields.setdefault(at, []).append(name)
        return [(header, ", ".join(fields.get(at, ()))) for at, header in enumerate(self.headers) if header.strip()]


def fold(header: str) -> str:
    return " ".join(header.replace("_", " ").lower().split())


def recognised(headers: Sequence[str], path: PurePath, wish: Wish) -> Layout | None:
    """The layout of a file whose line of column names this is; None where it is none, or not one that we read.

    Raises Problem for a column that is there twice.
    """
    folded = [fold(header) for header in headers]
    columns, stem = set(folded) - {""}, fold(path.stem).replace(" ", "")
    if wish.kind:
        fitting = [Layout(wish.kind, style_of(wish.kind, columns, stem), {}, tuple(headers))]
    else:
        own = [] if MARKS & columns else [kind for kind, needed in OWN_NEEDED.items() if fits(kind, needed, columns)]
        fitting = [Layout(kind, OURS, {}, tuple(headers)) for kind in own]
        fitting += [Layout(s.kind, s.style, {}, tuple(headers)) for s in SIGNATURES if s.fits(columns, stem)]
    fitting = [placed(layout, folded, wish) for layout in fitting]
    best = best_of([layout for layout in fitting if complete(layout)], path)
    if best is not None:
        refuse_twice(best, folded, path)
    return best


def fits(kind: str, needed: set[str], columns: set[str]) -> bool:
    """Whether a file of ours may have these columns: what is unknown to us may be beside, and not most of it."""
    known = {name for name in own_columns(kind) if fold(name) in columns}
    return needed <= known and (known >= set(COLUMNS[kind]) or 2 * len(known) >= len(columns))


def own_columns(kind: str) -> tuple[str, ...]:
    return COLUMNS[kind] + OWN_TOO.get(kind, ())


def style_of(kind: str, columns: set[str], stem: str) -> Style:
    """The style of a file whose kind somebody has said."""
    found = [s for s in SIGNATURES if s.kind == kind and s.fits(columns, stem)]
    if found:
        return found[0].style
    other = next((s.style for s in SIGNATURES if s.needs & MARKS & columns), OURS)
    return Style(other.system, "", other.utc)


def placed(layout: Layout, folded: Sequence[str], wish: Wish) -> Layout:
    """The layout with its columns: those that our table knows, changed by what somebody said of them."""
    first = {header: at for at, header in reversed(list(enumerate(folded))) if header}
    asked = {first[fold(column)]: field for column, field in wish.columns.items() if fold(column) in first}
    columns: dict[str, tuple[int, ...]] = {}
    for name, aliases in FIELDS[layout.kind].items():
        if not layout.style.foreign and not wish.kind:
            aliases = (fold(name),) if name in own_columns(layout.kind) else ()
        places = [first[alias] for alias in aliases if alias in first and first[alias] not in asked]
        said = [at for at, field in asked.items() if field == name]
        if said or places:
            columns[name] = tuple(dict.fromkeys([*said, *places]))
    unknown = sorted(set(wish.columns.values()) - set(FIELDS[layout.kind]) - {""})
    if unknown and wish.kind:
        raise Problem(no_field(unknown[0], layout.kind))
    return Layout(layout.kind, layout.style, columns, layout.headers)


def no_field(name: str, kind: str) -> str:
    return _("{kind} have no field {field}; there are {fields}.", kind=kind, field=name, fields=", ".join(FIELDS[kind]))


def complete(layout: Layout) -> bool:
    return all(any(name in layout.columns for name in group) for group in NEEDED[layout.kind])


def best_of(layouts: Sequence[Layout], path: PurePath) -> Layout | None:
    """The one that knows most columns; of several the one the file is named after, of one kind the first."""
    best = [layout for layout in layouts if layout.known == max(other.known for other in layouts)]
    kinds = {layout.kind for layout in best}
    named = [layout for layout in best if layout.kind in path.name.lower()]
    if len(kinds) > 1 and len({layout.kind for layout in named}) != 1:
        foreign = [layout for layout in best if layout.style.foreign]
        return foreign[0] if len({layout.kind for layout in foreign}) == 1 else None
    return (named or best)[0] if best else None


def refuse_twice(layout: Layout, folded: Sequence[str], path: PurePath) -> None:
    """Of a file of our own no column may be there twice; other systems do that, and the first one counts."""
    twice = sorted({header for header in folded if header and folded.count(header) > 1})
    if twice and not layout.style.foreign:
        raise Problem(_("{file} has the column {column} twice.", file=path, column=twice[0].replace(" ", "_")))

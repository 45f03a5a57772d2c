"""Collects every text that people read into the catalogues: python tools/catalogue.py

New texts are added without a translation, texts no longer said are dropped; a test fails until each has its Korean.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "schedules", "storage")
KEYWORDS = {"_": None, "N_": None, "_n": (1, 2)}
LANGUAGES = ("ko",)
# lines of a header that would change with the day and say nothing
NOISE = re.compile(r'^(?:#(?: .*)?|"(?:Project|Report|POT|PO|Last|Language-Team|Generated)\b.*")\n', re.MULTILINE)


def path(language: str) -> Path:
    return ROOT / "bot" / "locale" / language / "LC_MESSAGES" / "rapport.po"


def said() -> Catalog:
    """Every text in the code, with the files that say it."""
    catalog = Catalog(charset="utf-8")
    for room in ROOMS:
        found = extract_from_dir(str(ROOT / room), [("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, context in sorted(found, key=lambda one: (one[0], one[1])):
            catalog.add(message, locations=[(f"{room}/{name}", 0)], context=context)
    return catalog


def known(language: str) -> Catalog:
    if not path(language).exists():
        return Catalog(locale=language, project="Rapport", version="", charset="utf-8", fuzzy=False)
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or as many as the language has plurals."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def main() -> None:
    for language in LANGUAGES:
        catalog = known(language)
        catalog.update(said(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path(language).parent.mkdir(parents=True, exist_ok=True)
        written = io.BytesIO()
        write_po(written, catalog, width=120, sort_by_file=True, include_lineno=False)
        path(language).write_text(NOISE.sub("", written.getvalue().decode()), encoding="utf-8")
        missing = sum(not any(strings(message)) for message in catalog if message.id)
        print(f"{language}: {len(catalog)} texts, {missing} without a translation")


if __name__ == "__main__":
    main()

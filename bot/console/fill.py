"""A form in the terminal: its fields asked one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.console.show import clean, shown
from bot.message import Choice, Field, Form, Value
from bot.words import _, _n

CLEAR = "-"


class Unfit(Exception):  # noqa: N818 - asked again, not an error
    """What was typed does not fit the field; the message says why."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What filling in takes: a line read after a prompt (EOFError ends), a line said, and the search of a lookup field
    (what was filled in so far, the lookup's name, what was typed)."""

    read: Callable[[str], str]
    say: Callable[[str, str], None]  # text, style
    search: Callable[[dict[str, Value], str, str], list[Choice]]


def fill(form: Form, hand: Hand) -> dict[str, Value]:
    """The form's values after each of its fields, or only those that have errors, was asked for.

    An empty line keeps what a field shows, "-" clears it. Raises EOFError and KeyboardInterrupt as `hand.read` does.
    """
    hand.say(form.title, "bold")
    if form.note:
        hand.say(form.note, "")
    hand.say(_("Empty keeps what is shown, - clears it, Ctrl-C leaves the form."), "bright_black")
    values = {field.name: held(field) for field in form.fields}
    for field in form.fields:
        if form.errors and field.name not in form.errors:
            continue
        if field.name in form.errors:
            hand.say(form.errors[field.name], "red")
        values[field.name] = ask_for(field, hand, values)
    return values


def held(field: Field) -> Value:
    """What a field holds, as a submission carries it: the values of its choices, one of them unless it takes many."""
    if not isinstance(field.value, tuple):
        return () if field.many and not field.value else field.value
    values = tuple(choice.value for choice in field.value)
    if field.many:
        return values
    return values[0] if values else ""


def ask_for(field: Field, hand: Hand, values: dict[str, Value]) -> Value:
    while True:
        if field.choices:
            hand.say("\n".join(numbered(field.choices)), "")
        typed = hand.read(prompt(field)).strip()
        try:
            if not typed:
                return held(field)
            if typed == CLEAR:
                field = replace(field, value=() if field.many else "")
            else:
                field = taken(field, typed, hand, values)
        except Unfit as reason:
            hand.say(str(reason), "red")
            continue
        if not field.many:
            return held(field)


def prompt(field: Field) -> str:
    """ "Account (optional) [ACME]: ", with the hint where nothing is shown yet."""
    optional = _("optional")
    label = f"{field.label} ({optional})" if field.optional else field.label
    value = shown(field.value) or field.hint
    return clean(f"{label} [{value}]: ".replace("\n", " ⏎ ") if value else f"{label}: ")


def numbered(choices: tuple[Choice, ...] | list[Choice]) -> list[str]:
    return [f"  {number}. {choice.label}" for number, choice in enumerate(choices, 1)]


def taken(field: Field, typed: str, hand: Hand, values: dict[str, Value]) -> Field:
    """The field with what was typed in it. Raises Unfit."""
    match field.kind:
        case "date":
            try:
                return replace(field, value=date.fromisoformat(typed))
            except ValueError:
                raise Unfit(_("A day is written like {example}.", example="2026-03-02")) from None
        case "pick":
            return chosen(field, picked(list(field.choices), typed))
        case "lookup":
            return chosen(field, looked_up(field, typed, hand, values))
        case _:
            return replace(field, value=typed)


def looked_up(field: Field, typed: str, hand: Hand, values: dict[str, Value]) -> Choice:
    choices = hand.search(values, field.search, typed)
    if not choices:
        raise Unfit(_("Nothing is called {typed}.", typed=typed))
    if len(choices) == 1 and choices[0].label == typed:
        return choices[0]
    hand.say("\n".join(numbered(choices)), "")
    number = hand.read(_("Which one? Its number: "))
    return picked(choices, number)


def picked(choices: list[Choice], typed: str) -> Choice:
    """The choice with that number or label. Raises Unfit."""
    typed = typed.strip()
    if typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) <= len(choices):
        return choices[int(typed) - 1]
    for choice in choices:
        if choice.label.casefold() == typed.casefold():
            return choice
    raise Unfit(_n("There is only number 1.", "There are the numbers 1 to {n}.", len(choices)))


def chosen(field: Field, choice: Choice) -> Field:
    kept = field.value if field.many and isinstance(field.value, tuple) else ()
    return replace(field, value=(*(one for one in kept if one.value != choice.value), choice))

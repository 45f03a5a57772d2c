"""The command line, and the wiring behind it: the one place that knows everybody.

Here is what can be typed; the work of each command is in a file beside, imported when it is typed.
"""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.words import N_, _

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    name="rapport",
    help=N_("Remembers who met whom at which customer, and speaks up when one is being forgotten."),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
As = Annotated[str, typer.Option("--as", metavar="MAIL", help=N_("The teammate who asks, by mail address."))]
At = Annotated[str, typer.Option("--at", metavar="MOMENT", help=N_("As of then, such as 2026-03-02T09:00+09:00."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Print JSON."))]


def settings(*, slack: bool = False) -> Settings:
    from bot.settings import home, load

    return load(os.environ, home(os.environ), slack=slack)


def print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rapport {version('rapport')}")
        raise typer.Exit


@app.callback()
def rapport(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=print_version, help=N_("Print the version."))
    ] = False,
) -> None:
    pass


@app.command(help=N_("The whole bot in the browser, on sample data; needs no set-up."))
def demo(
    no_open: Annotated[bool, typer.Option("--no-open", help=N_("Only say where it is; open no browser."))] = False,
) -> None:
    from bot.cli.play import demo

    demo(settings(), browser=not no_open)


@app.command(help=N_("Serve Slack, and send each teammate's nudge in the morning."))
def start() -> None:
    from bot.cli.serve import start

    start(settings(slack=True))


@app.command(help=N_("The bot in the terminal, on your own data."))
def console(
    mail: As = "",
    sample: Annotated[bool, typer.Option("--sample", help=N_("On sample data, made anew each day."))] = False,
) -> None:
    from bot.cli.talk import talk, talk_on_sample

    (talk_on_sample if sample else talk)(settings(), mail)


@app.command(help=N_("Ask one question, or with - one for each line of JSON."))
def ask(
    said: Annotated[
        str,
        typer.Argument(
            metavar="TEXT",
            help=N_('Such as "/whoknows ACME"; with -, standard input has "as", "at" and "say".'),
        ),
    ],
    mail: As = "",
    at: At = "",
    as_json: Json = False,
) -> None:
    from bot.cli.ask import ask_once, ask_stream

    if said == "-":
        raise typer.Exit(0 if ask_stream(settings(), mail) else 1)
    if not mail:
        raise typer.BadParameter(_("Say who asks: --as you@example.com"))
    ask_once(settings(), mail, said, at, as_json=as_json)


@app.command(name="import", help=N_("Read lists: CSV or XLSX, also Salesforce's, HubSpot's."))
def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...")],
    kind: Annotated[
        str, typer.Option("--as", metavar="KIND", help=N_("What the rows are: accounts, people, interactions …"))
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help=N_("The field for a column; several may be given.")),
    ] = None,
    dates: Annotated[
        str, typer.Option(metavar="ORDER", help=N_("How 3/4/2026 is meant: dmy or mdy, where no day of them tells."))
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show how it would be read and stored, and write nothing."))
    ] = False,
    again: Annotated[bool, typer.Option("--again", help=N_("Also files that are as they were when imported."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=N_("Say only what was rejected."))] = False,
) -> None:
    from bot.cli.bring import How, bring
    from bot.cli.mapped import kind_named, mapped, order_named

    how = How(kind_named(kind), mapped(columns or []), order_named(dates), dry_run, again, quiet)
    raise typer.Exit(bring(settings(), files, how))


@app.command(help=N_("Write everything to files, or what is new since the last time."))
def export(
    target: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE", help=N_("A folder for CSV files, or a .xlsx or .jsonl file."))
    ],
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=N_("csv, xlsx or jsonl."))] = "",
    since: Annotated[str, typer.Option(metavar="DAY", help=N_("Only what was noted since a day, or since last."))] = "",
    system: Annotated[
        str, typer.Option("--for", metavar="CRM", help=N_("For the import of salesforce or hubspot: what it has not."))
    ] = "",
    private: Annotated[bool, typer.Option("--private", help=N_("Also the notes that are for their author."))] = False,
) -> None:
    from bot.cli.give import give

    give(settings(), target, form, since, system, private=private)


@app.command(help=N_("Send the nudges that are due."))
def nudge(
    at: At = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Show what would be sent, and send nothing."))] = False,
) -> None:
    from bot.cli.nudge import nudge

    nudge(settings(slack=not (at or dry_run)), at, dry_run=dry_run)


@app.command(help=N_("Print the manifest of the Slack app."))
def manifest(
    suffix: Annotated[str, typer.Option(help=N_("Ends each command's name, for a second installation."))] = "",
    http: Annotated[str, typer.Option(metavar="URL", help=N_("The public address, if Socket Mode is off."))] = "",
    as_json: Json = False,
) -> None:
    from bot.cli.manifest import print_manifest

    print_manifest(suffix, http, as_json=as_json)


@app.command(help=N_("Connect Slack: create the app, write its tokens to .env."))
def init() -> None:
    from bot.cli.init import connect
    from bot.settings import home

    connect(home(os.environ))


@app.command(help=N_("Find out what is not right, and what to do about it."))
def doctor() -> None:
    from bot.cli.doctor import examine
    from bot.settings import home

    raise typer.Exit(0 if examine(os.environ, home(os.environ)) else 1)


@app.command(help=N_("Copy the whole database into a file, also while in use."))
def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    from bot.cli.keep import keep

    keep(settings(), file)


@app.command(help=N_("Make a teammate an admin, adding them if need be."))
def admin(mail: Annotated[str, typer.Argument(metavar="MAIL")]) -> None:
    from bot.cli.keep import appoint

    appoint(settings(), mail)

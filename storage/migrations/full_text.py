"""The index of what was noted, and what keeps the list of rows that it has yet to be told of.

The index itself is each database's own: FTS5 on SQLite, a tsvector on PostgreSQL. Triggers put the number of every note
that is added, changed or taken away into `unindexed` (see storage.search), whoever changes it and by which way.
"""

from alembic import op

NOTED = {"interaction": ("note", 0), "insight": ("text", 1)}
SEEN = ("day", "visible", "account_id", "author_id", "kind")


def lay_index() -> None:
    if op.get_bind().dialect.name == "postgresql":
        on_postgresql()
    else:
        on_sqlite()


def on_sqlite() -> None:
    """The words come folded and parted by blanks (bot.rules.query), so that every sign but those of ASCII is a letter.

    A colon belongs to a mark, which no word has.
    """
    op.execute(
        "CREATE VIRTUAL TABLE words USING fts5(text, workspace_id UNINDEXED, prefix='2 3',"
        " tokenize=\"ascii tokenchars ':'\")"
    )
    for table, (text, bit) in NOTED.items():

        def queue(row: str, bit: int = bit) -> str:
            day = f"CAST(julianday({row}.day) - 1721424.5 AS INTEGER)"
            number = f"({day} << 32) | ({row}.id << 1) | {bit}"
            return (
                f'INSERT INTO unindexed (workspace_id, "row") VALUES ({row}.workspace_id, {number})'  # noqa: S608
                " ON CONFLICT DO NOTHING;"
            )

        for name, event, rows in events(text):
            noted = " OR ".join(f"{row}.{text} <> ''" for row in rows)
            steps = " ".join(queue(row) for row in rows)
            op.execute(f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} WHEN {noted} BEGIN {steps} END")


def on_postgresql() -> None:
    """No wall stands before the index: behind one, PostgreSQL would not use it. It yields but numbers of walled rows.

    What is on the list already is locked, so that whoever takes it off afterwards sees the note as it is then.
    """
    op.execute(
        'CREATE TABLE words (workspace_id integer NOT NULL, "row" bigint NOT NULL, text tsvector NOT NULL,'
        ' CONSTRAINT pk_words PRIMARY KEY (workspace_id, "row"))'
    )
    op.execute("CREATE INDEX ix_words_text ON words USING gin (text)")

    def queue(row: str) -> str:
        number = f"(({row}.day - DATE '0001-01-01' + 1)::bigint << 32) | ({row}.id::bigint << 1) | TG_ARGV[0]::bigint"
        return (
            f'INSERT INTO unindexed (workspace_id, "row") VALUES ({row}.workspace_id, {number})'  # noqa: S608
            ' ON CONFLICT (workspace_id, "row") DO UPDATE SET "row" = EXCLUDED."row";'
        )

    op.execute(
        "CREATE FUNCTION unindex() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP <> 'INSERT' THEN {queue('OLD')} END IF; IF TG_OP <> 'DELETE' THEN {queue('NEW')} END IF;"
        " RETURN NULL; END $$"
    )
    for table, (text, bit) in NOTED.items():
        for name, event, rows in events(text):
            noted = " OR ".join(f"{row}.{text} <> ''" for row in rows)
            op.execute(
                f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table}"
                f" FOR EACH ROW WHEN ({noted}) EXECUTE FUNCTION unindex('{bit}')"
            )


def events(text: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What happens to a note: a name for it, how SQL says it, and which of its rows there are then."""
    return (
        ("noted", "INSERT", ("NEW",)),
        ("renewed", f"UPDATE OF {', '.join((text, *SEEN))}", ("OLD", "NEW")),
        ("gone", "DELETE", ("OLD",)),
    )

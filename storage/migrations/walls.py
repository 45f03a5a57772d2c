"""Row-level security on PostgreSQL: the second wall between workspaces, should a statement ever forget its own."""

from collections.abc import Iterable

from alembic import op


def raise_walls(tables: Iterable[str]) -> None:
    """Rows of `tables` are seen and written only by a transaction that has named their workspace (engines.enter).

    FORCE, because the tables belong to the very role that uses them. A superuser passes all walls: do not use one.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    ours = "workspace_id = nullif(current_setting('rapport.workspace', true), '')::integer"
    for table in tables:
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        op.execute(f'CREATE POLICY workspace ON "{table}" USING ({ours}) WITH CHECK ({ours})')

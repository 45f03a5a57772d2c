"""How Alembic reaches the database: by the connection that storage.migrate hands it, inside its transaction."""

from alembic import context
from sqlmodel import SQLModel

from storage import tables

assert tables  # the models register themselves when imported

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()

"""How Alembic runs: on the connection that `service.database.migrate` gives."""

from __future__ import annotations

from alembic import context

from service.database.migrate import include_for
from service.database.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
    include_object=include_for(connection.dialect.name),
)
context.run_migrations()

"""Where everything is kept: SQLite by default, PostgreSQL by one setting, the same code."""

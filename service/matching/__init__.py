"""The engine behind the service, and the rankings that were shown."""

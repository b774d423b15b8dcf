"""A load test of the service: people of a network at work, on SQLite or PostgreSQL."""

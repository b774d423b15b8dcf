"""What insight reads from the database: columns for counting, one query each."""

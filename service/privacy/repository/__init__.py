"""Finding, changing and deleting what leads to a person."""

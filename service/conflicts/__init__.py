"""Who must not be brought together."""

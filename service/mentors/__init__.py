"""The volunteers of the registry."""

"""People who carry a project together."""

"""The numbered list of what changed, which engines in memory follow."""

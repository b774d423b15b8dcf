"""The taxonomy over HTTP, and corrections of what was read."""

"""The taxonomy of fine skills, and what needs are taken to be about."""

"""Meetings, as they are noted."""

"""Whole networks in and out, as tables."""

"""Copies of everything, taken while the service runs, and putting one back."""

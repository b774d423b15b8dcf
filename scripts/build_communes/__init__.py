"""Builds `data/communes/` from the two public archives; run it with ``python -m scripts.build_communes --help``."""

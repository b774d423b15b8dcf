"""One-off builders of what is committed under `data/` and `models/`; each is run with ``python -m scripts.NAME``."""

"""Writes openapi.json again from the routes themselves: ``python -m scripts.openapi``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Final

from service.app import create_app
from service.settings import Settings

TARGET: Final = Path(__file__).parents[1] / "openapi.json"


def described() -> str:
    """Return the description of the API as the committed file has it: sorted, one line a value."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(demo=True, data_folder=Path(folder), database_url=None, worker=False))
        document = app.openapi()
        app.state.service.database.dispose()
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write the file; return the exit status."""
    TARGET.write_text(described(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

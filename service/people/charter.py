"""The charter that members accept; its text is the page `/charte`."""

from typing import Final

CHARTER_VERSION: Final = "2026-11"

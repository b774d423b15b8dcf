"""Writes the table of docs/settings.md again from the settings themselves: ``python -m scripts.settings_table``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from service.settings import PREFIX, UNSAFE_SECRET, Settings

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "settings.md"
BEGIN: Final = "<!-- settings: written by python -m scripts.settings_table -->"
END: Final = "<!-- /settings -->"


def table() -> str:
    """Return the table of every setting, in the order in which they are declared."""
    rows = ["| réglage | variable d'environnement | par défaut | admis | ce qu'il règle |", "|---|---|---|---|---|"]
    rows += [_row(name, field) for name, field in Settings.model_fields.items()]
    return "\n".join(rows)


def _row(name: str, field: FieldInfo) -> str:
    cells = (
        f"`{name}`",
        f"`{PREFIX}{name.upper()}`",
        _default(field.default),
        _allowed(field),
        field.description or "",
    )
    return f"| {' | '.join(cells)} |"


def _default(value: Any) -> str:
    if isinstance(value, SecretStr):
        return "un secret refusé hors démonstration" if value.get_secret_value() == UNSAFE_SECRET else "vide"
    if value is None or value is PydanticUndefined or value == "":
        return "vide"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _allowed(field: FieldInfo) -> str:
    if field.annotation is bool:
        return "`true`, `false`"
    if choices := [choice for choice in get_args(field.annotation) if isinstance(choice, str)]:
        return ", ".join(f"`{choice}`" for choice in choices)
    least = next((bound.ge for bound in field.metadata if hasattr(bound, "ge")), None)
    most = next((bound.le for bound in field.metadata if hasattr(bound, "le")), None)
    if least is not None and most is not None:
        return f"{least} à {most}"
    return f"{least} ou plus" if least is not None else "texte"


def documented(text: str) -> str:
    """Return the document with its table written again."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> int:
    """Write the table; return the exit status."""
    DOCUMENT.write_text(documented(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Where the files that come with the program lie: beside the package in a clone, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from ptce_match.errors import InputError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as ``resource("data", "communes")``.

    Raises
    ------
    InputError
        Neither the clone nor the installed package holds it.
    """
    for base in (_PACKAGE.parent, _PACKAGE / "assets"):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise InputError(
        f"Le fichier « {'/'.join(parts)} », livré avec le programme, est introuvable. "
        "Réinstallez ptce-match ou récupérez de nouveau le dépôt complet."
    )

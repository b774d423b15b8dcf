"""Texts that people send: what a database and a file can hold, without spaces at either end."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

LONGEST: Final = 10_000


def _storable(text: str) -> str:
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t" for c in text):
        raise ValueError("le texte contient des caractères de commande, qu'aucun fichier ne peut garder")
    return unicodedata.normalize("NFC", text)


def _lower(text: str) -> str:
    return text.lower()


def _mail(text: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise ValueError("adresse électronique attendue, comme prenom.nom@exemple.fr") from error


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_stripped), StringConstraints(max_length=200), AfterValidator(_storable)]
"""A name, a title: one line, 200 characters at most; may be empty."""

FilledLine = Annotated[Line, StringConstraints(min_length=1)]
"""A line that must say something."""

Prose = Annotated[str, BeforeValidator(_stripped), StringConstraints(max_length=LONGEST), AfterValidator(_storable)]
"""A story, 10,000 characters at most; may be empty."""

FilledProse = Annotated[Prose, StringConstraints(min_length=1)]
"""A story that must say something."""

Email = Annotated[str, BeforeValidator(_stripped), StringConstraints(max_length=254), AfterValidator(_mail)]
"""An e-mail address in lower case."""

Key = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_storable)]
"""An identifier of the network."""

Money = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
"""Euros."""

Kilometres = Annotated[float, Field(ge=0, le=20_000, allow_inf_nan=False)]

Sector = Annotated[int, Field(ge=1, le=10, description="Numéro de secteur, de 1 à 10.")]

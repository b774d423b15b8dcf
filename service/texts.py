"""Texts that people send: what a database and a file can hold, without spaces at either end."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from ptce_match.tables.cells import CellError
from ptce_match.tables.text import clean_text

LONGEST: Final = 10_000
_BREAKS: Final = re.compile(r"\s*[\n\t\u2028\u2029]\s*")


def _storable(text: str) -> str:
    try:
        return clean_text(text)
    except CellError as error:
        raise ValueError("le texte contient des caractères de commande, qu'aucun fichier ne peut garder") from error


def _on_one_line(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _to_the_cent(amount: float) -> float:
    return round(amount, 2) + 0.0


def _to_the_metre(distance: float) -> float:
    return round(distance, 3) + 0.0


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


Line = Annotated[
    str,
    BeforeValidator(_stripped),
    StringConstraints(max_length=200),
    AfterValidator(_storable),
    AfterValidator(_on_one_line),
]
"""A name, a title: one line, 200 characters at most; may be empty."""

FilledLine = Annotated[Line, StringConstraints(min_length=1)]
"""A line that must say something."""

Prose = Annotated[str, BeforeValidator(_stripped), StringConstraints(max_length=LONGEST), AfterValidator(_storable)]
"""A story, 10,000 characters at most; may be empty."""

FilledProse = Annotated[Prose, StringConstraints(min_length=1)]
"""A story that must say something."""

Email = Annotated[
    str,
    BeforeValidator(_stripped),
    StringConstraints(max_length=254),
    AfterValidator(_mail),
    Field(json_schema_extra={"format": "email"}),
]
"""An e-mail address in lower case."""

EmailOrNone = Annotated[
    str,
    BeforeValidator(_stripped),
    StringConstraints(max_length=254),
    AfterValidator(lambda text: _mail(text) if text else ""),
]
"""An e-mail address in lower case, or nothing."""

Key = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_storable)]
"""An identifier of the network, as long as a table may have it."""

Money = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False), AfterValidator(_to_the_cent)]
"""Euros, to the cent, as the tables keep them."""

Kilometres = Annotated[float, Field(ge=0, le=20_000, allow_inf_nan=False), AfterValidator(_to_the_metre)]

Sector = Annotated[int, Field(ge=1, le=10, description="Numéro de secteur, de 1 à 10.")]

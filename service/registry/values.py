"""Values of the registry that the tables of the network can hold: what is entered here can be exported and read again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from ptce_match.tables import Phone, PostalCode
from ptce_match.tables.cells import CellError
from service.texts import FilledLine, Line, Sector

FIRST_DAY: Final = date(1950, 1, 1)
LAST_DAY: Final = date(2149, 12, 31)
_PHONE: Final = Phone()
_POSTAL_CODE: Final = PostalCode()


def _one_item(text: str) -> str:
    if ";" in text:
        raise ValueError("un élément de liste ne contient pas de point-virgule ; donnez deux éléments")
    return text


def _postal_code(text: str) -> str:
    try:
        return _POSTAL_CODE.parse(text) if text else ""
    except CellError as error:
        raise ValueError(f"attendu : {_POSTAL_CODE.expected}") from error


Item = Annotated[FilledLine, AfterValidator(_one_item)]
"""One element of a list; tables separate them by semicolons."""

Items = Annotated[list[Item], Field(max_length=50)]

PostalCodeOrNone = Annotated[Line, AfterValidator(_postal_code)]
"""A French postal code, or nothing."""

PhoneOrNone = Annotated[Line, AfterValidator(_PHONE.parse)]
"""A telephone number as it is written, or nothing."""

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY, description="Entre 1950 et 2149.")]
"""A day that every spreadsheet program counts alike."""

Sectors = Annotated[list[Sector], Field(max_length=10)]

Hours = Annotated[float, Field(ge=0, le=744, allow_inf_nan=False), AfterValidator(lambda hours: round(hours, 2) + 0.0)]
"""Hours a month."""

Count = Annotated[int, Field(ge=0, le=1000)]

"""Moments as numbers, so that durations are computed from columns instead of a hundred thousand objects."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class days(GenericFunction[float]):  # noqa: N801 - reads as the SQL function that it is
    """``days(moment)``: days since 1970, with their fraction, of a moment or a date; NULL for NULL."""

    type = Float()
    name = "days"
    inherit_cache = True


@compiles(days, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"(julianday({compiler.process(element.clauses, **options)}) - 2440587.5)"


@compiles(days, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"(extract(epoch from {compiler.process(element.clauses, **options)})::double precision / 86400)"

"""A commune of France, as the table of `data/communes/` knows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today.

    Attributes
    ----------
    insee : str
        Official code, five characters ("17300", "2A004").
    name : str
        Official name with its article ("La Rochelle").
    postal_codes : tuple of str
        At least one, in ascending order.
    population : int
        Inhabitants, as published with the table.
    lat, lon : float
        Degrees (WGS 84); NaN for the overseas collectivities, of which the sources give no outline.
    """

    insee: str
    name: str
    postal_codes: tuple[str, ...]
    population: int
    lat: float
    lon: float

    @property
    def department(self) -> str:
        """Code of the department or overseas collectivity: "17", "2A", "971"."""
        return department_of(self.insee)


def department_of(insee: str) -> str:
    """Return the department that an INSEE code begins with."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]

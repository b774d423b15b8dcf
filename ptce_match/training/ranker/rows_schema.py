"""The file of training rows that the service exports: its columns, and how each is understood.

It is what ``GET /api/v1/training-rows?format=csv`` answers: one judged suggestion a row, under pseudonyms. Only the
columns that learning looks at are required.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ptce_match.signals import SignalName
from ptce_match.tables import Choice, Column, Date, Identifier, Integer, Number, Schema, Text
from ptce_match.tables.cells import CellError, as_text
from ptce_match.tables.findings import shown
from ptce_match.tables.numeric import written_number
from ptce_match.training.ranker.reasons import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

MENTOR: Final = "mentor"
KINDS: Final = (MENTOR, "investor", "partner")
KEPT: Final = frozenset({"agreed", "introduced", "closed"})
REFUSED: Final = frozenset({"rejected", "declined", "declined_by_holder"})
NO_ANSWER: Final = "expired"
_OF_OTHERS: Final = ("criteria_not_fitting", "amount_not_fitting", "offer_not_fitting")
"""Reasons about investors and partners, whose rows are passed over."""
_VALUE: Final = Number(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class SignalValues:
    """Signals in one cell: ``expertise=0,42;tags=0,5``."""

    expected: str = "des signaux de 0 à 1, comme expertise=0,42;tags=0,5"

    def parse(self, cell: Any) -> Mapping[SignalName, float]:
        """Return the value of each signal."""
        values: dict[SignalName, float] = {}
        for item in filter(None, map(str.strip, as_text(cell).split(";"))):
            word, equals, number = item.partition("=")
            try:
                name = SignalName(word.strip())
            except ValueError:
                raise CellError(f"« {shown(word)} » n'est pas un signal") from None
            if not equals or name in values:
                raise CellError(f"« {shown(item)} » n'est pas un signal et sa valeur, donnés une seule fois")
            try:
                values[name] = _VALUE.parse(number)
            except CellError:
                raise CellError(f"« {shown(number)} » n'est pas une valeur de 0 à 1") from None
        if values and SignalName.EXPERTISE not in values:
            raise CellError("le signal « expertise » manque")
        return values

    def render(self, value: Mapping[SignalName, float]) -> Any:
        """Return the cell to write."""
        return ";".join(f"{name}={written_number(each)}" for name, each in value.items())


ROWS: Final = Schema(
    "apprentissage",
    (
        Column("ligne", Identifier(), filled=True),
        Column("genre", Choice(KINDS), optional=True, empty=MENTOR),
        Column("besoin", Identifier()),
        Column("projet", Identifier(), optional=True),
        Column("personne", Identifier(), filled=True),
        Column("signaux", SignalValues(), empty=None),
        Column("score", Number(0.0, 1.0), optional=True),
        Column("position", Integer(minimum=1), optional=True),
        Column("suggestions montrées", Integer(), optional=True),
        Column("encodeur", Text(), optional=True, empty=""),
        Column("classeur", Text(), optional=True, empty=""),
        Column("issue", Choice((*sorted(KEPT | REFUSED), NO_ANSWER)), filled=True),
        Column("motif", Choice((*REASONS, *_OF_OTHERS)), optional=True, empty=""),
        Column("note du bénévole", Integer(1, 5), optional=True),
        Column("note du porteur", Integer(1, 5), optional=True),
        Column("semaine d'affichage", Date(), optional=True),
        Column("semaine de décision", Date(), filled=True),
    ),
)

"""The tables of the network: which columns there are, what each accepts, and which attribute it fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from ptce_match.network.entities import Conflict, Decision, Investor, Mentor, Need, Partner, Project
from ptce_match.network.vocabulary import SECTORS, Instrument, InvestorKind, MentorStatus, Outcome, ProjectKind, Stage
from ptce_match.tables import (
    Choice,
    ChoiceList,
    Column,
    Date,
    Identifier,
    Integer,
    IntegerList,
    Money,
    Number,
    Phone,
    PostalCode,
    Schema,
    Table,
    Text,
    TextList,
    YesNo,
    new_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class EntityTable(Generic[E]):
    """A table, and the class of which each of its rows is an instance.

    Attributes
    ----------
    build : callable
        The class; its first arguments are the columns, in their order.
    schema : Schema
        The columns.
    attributes : tuple of str
        The attribute that each column fills.
    """

    build: Callable[..., E]
    schema: Schema
    attributes: tuple[str, ...]

    @property
    def placed(self) -> bool:
        """Whether the rows stand at a commune."""
        return "commune" in self.attributes

    def entities(self, table: Table, insees: Iterable[str] = ()) -> tuple[E, ...]:
        """Return one entity a row; `insees` are the codes of their communes, for a table that has them."""
        columns: list[Iterable[Any]] = [table.columns[column.name] for column in self.schema.columns]
        return tuple(map(self.build, *columns, *([insees] if self.placed else [])))

    def table(self, entities: Iterable[E]) -> Table:
        """Return the table of which the entities are the rows."""
        rows = tuple(entities)
        columns = zip(self.schema.columns, self.attributes, strict=True)
        return new_table(self.schema, {c.name: [getattr(row, attribute) for row in rows] for c, attribute in columns})


def _entity_table(
    table: str, build: Callable[..., E], /, *, optional: bool = False, **columns: Column
) -> EntityTable[E]:
    return EntityTable(build, Schema(table, tuple(columns.values()), optional), tuple(columns))


_ID: Final = Column("id", Identifier(), filled=True)
_COMMUNE: Final = Column("commune", Text(), empty="")
_POSTAL_CODE: Final = Column("code_postal", PostalCode(), empty="")
_RADIUS: Final = Column("rayon_km", Number(maximum=20_000, units=("km",)), filled=True)
_EMAIL: Final = Column("email", Text(), optional=True, empty="")
_SECTOR_LIST: Final = IntegerList(min(SECTORS), max(SECTORS))
_HOURS: Final = Number(maximum=744, units=("h/mois", "heures", "heure", "h"))


MENTORS: Final = _entity_table(
    "benevoles",
    Mentor,
    id=_ID,
    name=Column("nom", Text(), filled=True),
    status=Column("statut", Choice(tuple(MentorStatus)), filled=True),
    commune=_COMMUNE,
    postal_code=_POSTAL_CODE,
    radius_km=_RADIUS,
    hours_per_month=Column("disponibilite_h_mois", _HOURS, filled=True),
    capacity=Column("capacite_projets", Integer(), filled=True),
    tags=Column("competences", TextList(), empty=()),
    sectors=Column("domaines", _SECTOR_LIST, empty=()),
    profile=Column("profil", Text(), empty=""),
    email=_EMAIL,
    phone=Column("telephone", Phone(), optional=True, empty=""),
    paused_until=Column("pause_jusqu_au", Date(), optional=True),
    refusals=Column("refus", Text(), optional=True, empty=""),
    remote=Column("a_distance", YesNo(), optional=True),
)

PROJECTS: Final = _entity_table(
    "projets",
    Project,
    id=_ID,
    title=Column("titre", Text(), filled=True),
    holder=Column("porteur", Text(), empty=""),
    description=Column("description", Text(), empty=""),
    commune=_COMMUNE,
    postal_code=_POSTAL_CODE,
    sector=Column("secteur", Integer(min(SECTORS), max(SECTORS))),
    stage=Column("etape", Choice(tuple(Stage)), filled=True),
    amount_sought=Column("montant_recherche", Money(), empty=0.0),
    legal_form=Column("forme_juridique", Text(), empty=""),
    email=_EMAIL,
    amount_obtained=Column("montant_obtenu", Money(), optional=True, empty=0.0),
    kind=Column("type", Choice(tuple(ProjectKind)), optional=True),
)

NEEDS: Final = _entity_table(
    "besoins",
    Need,
    id=_ID,
    project_id=Column("projet_id", Identifier(), filled=True),
    text=Column("texte", Text(), filled=True),
    priority=Column("priorite", Integer(minimum=1), filled=True),
    deadline=Column("echeance", Date(), optional=True),
    mentors_wanted=Column("accompagnants", Integer(minimum=1), optional=True, empty=1),
    skills=Column("competences", TextList(), optional=True, empty=()),
)

INVESTORS: Final = _entity_table(
    "investisseurs",
    Investor,
    optional=True,
    id=_ID,
    name=Column("nom", Text(), filled=True),
    kind=Column("type", Choice(tuple(InvestorKind)), filled=True),
    commune=_COMMUNE,
    postal_code=_POSTAL_CODE,
    radius_km=_RADIUS,
    ticket_min=Column("ticket_min", Money(), empty=0.0),
    ticket_max=Column("ticket_max", Money(), filled=True),
    instruments=Column("instruments", ChoiceList(Choice(tuple(Instrument))), empty=()),
    sectors=Column("secteurs", _SECTOR_LIST, empty=()),
    criteria=Column("criteres", Text(), empty=""),
    stages=Column("etapes", ChoiceList(Choice(tuple(Stage))), optional=True, empty=()),
    legal_forms=Column("formes", TextList(), optional=True, empty=()),
    available=Column("disponible", Money(), optional=True),
)

PARTNERS: Final = _entity_table(
    "partenaires",
    Partner,
    optional=True,
    id=_ID,
    name=Column("nom", Text(), filled=True),
    kind=Column("type", Text(), empty=""),
    commune=_COMMUNE,
    postal_code=_POSTAL_CODE,
    offer=Column("offre", Text(), empty=""),
)

DECISIONS: Final = _entity_table(
    "historique",
    Decision,
    optional=True,
    need_id=Column("besoin_id", Identifier(), filled=True),
    mentor_id=Column("benevole_id", Identifier(), filled=True),
    date=Column("date", Date(), filled=True),
    outcome=Column("issue", Choice(tuple(Outcome)), filled=True),
    reason=Column("motif", Text(), optional=True, empty=""),
    rating=Column("note", Integer(1, 5), optional=True),
)

CONFLICTS: Final = _entity_table(
    "conflits",
    Conflict,
    optional=True,
    person_id=Column("personne_id", Identifier(), filled=True),
    project_id=Column("projet_id", Identifier(), optional=True, empty=""),
    other_person_id=Column("autre_personne_id", Identifier(), optional=True, empty=""),
    reason=Column("raison", Text(), optional=True, empty=""),
)

ENTITY_TABLES: Final[tuple[EntityTable[Any], ...]] = (
    MENTORS,
    PROJECTS,
    NEEDS,
    INVESTORS,
    PARTNERS,
    DECISIONS,
    CONFLICTS,
)
SCHEMAS: Final = tuple(table.schema for table in ENTITY_TABLES)

"""The columns of the contract, and the attributes they fill."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from ptce_match.network.schema import ENTITY_TABLES, EntityTable

CONTRACT = {
    "benevoles": "id nom statut commune code_postal rayon_km disponibilite_h_mois capacite_projets competences domaines "
    "profil email? telephone? pause_jusqu_au? refus? a_distance?",
    "projets": "id titre porteur description commune code_postal secteur etape montant_recherche forme_juridique email? "
    "montant_obtenu? type?",
    "besoins": "id projet_id texte priorite echeance? accompagnants? competences?",
    "investisseurs": "id nom type commune code_postal rayon_km ticket_min ticket_max instruments secteurs criteres "
    "etapes? formes? disponible?",
    "partenaires": "id nom type commune code_postal offre",
    "historique": "besoin_id benevole_id date issue motif? note?",
    "conflits": "personne_id projet_id? autre_personne_id? raison?",
}


def test_the_tables_are_those_of_the_contract() -> None:
    assert [table.schema.name for table in ENTITY_TABLES] == list(CONTRACT)
    assert [table.schema.name for table in ENTITY_TABLES if not table.schema.optional] == [
        "benevoles",
        "projets",
        "besoins",
    ]


@pytest.mark.parametrize("table", ENTITY_TABLES, ids=lambda table: table.schema.name)
def test_the_columns_are_those_of_the_contract(table: EntityTable[Any]) -> None:
    told = [column.name + ("?" if column.optional else "") for column in table.schema.columns]
    assert told == CONTRACT[table.schema.name].split()


@pytest.mark.parametrize("table", ENTITY_TABLES, ids=lambda table: table.schema.name)
def test_columns_stand_in_the_order_of_the_fields(table: EntityTable[Any]) -> None:
    assert is_dataclass(table.build)
    names = [field.name for field in fields(table.build)]
    assert names == [*table.attributes, *(["insee"] if table.placed else [])]

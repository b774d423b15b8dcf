"""A network of a few rows, which each test changes where it needs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "benevoles": (
        "id;nom;statut;commune;code_postal;rayon_km;disponibilite_h_mois;capacite_projets;competences;domaines;profil\n"
        'B1;Jeanne;retraitée;Matha;17160;25;4;2;"compta;paie";"3;5";J\'ai tenu la caisse du comité.\n'
        "B2;Ali;cheffe d’entreprise;st jean d angely;17400;10;2,5;1;;;Menuisier\n"
    ),
    "projets": (
        "id;titre;porteur;description;commune;code_postal;secteur;etape;montant_recherche;forme_juridique\n"
        "P1;Le Fournil;Léa;Du pain;Matha;17160;3;création;12 000 €;SCIC\n"
        "P2;L'Atelier;Sam;Des vélos;Surgères;17700;;idée;;\n"
    ),
    "besoins": (
        "id;projet_id;texte;priorite;echeance;accompagnants\n"
        "N1;P1;Je ne sais pas fixer mes prix;2;;\n"
        "N2;P1;La banque veut un tableau;1;31/12/2026;2\n"
        "N3;P1;Un statut;1;;\n"
    ),
    "investisseurs": (
        "id;nom;type;commune;code_postal;rayon_km;ticket_min;ticket_max;instruments;secteurs;criteres\n"
        "F1;La Fourmi;cigale;Matha;17160;35;800;4000;capital;;Circuits courts\n"
    ),
    "historique": "besoin_id;benevole_id;date;issue;motif;note\nN1;B1;2026-01-05;terminé;;5\n",
    "conflits": (
        "personne_id;projet_id;autre_personne_id;raison\nB1;P2;;sa sœur\nB2;;B1;anciens associés\nF1;;B2;rivaux\n"
    ),
    "partenaires": "id;nom;type;commune;code_postal;offre\nT1;Crédit;banque;;;Un compte\n",
}


def write_rows(folder: Path, **changed: str | None) -> Path:
    """Write the tables into the folder, with some replaced or, by None, left out."""
    for name, content in {**TABLES, **changed}.items():
        if content is not None:
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def extended(table: str, *rows: str) -> str:
    """Return a table with more rows."""
    return TABLES[table] + "".join(row + "\n" for row in rows)

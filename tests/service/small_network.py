"""A network of a few rows, as the tables that a team would send."""

from __future__ import annotations

from typing import Final

TABLES: Final = {
    "benevoles": (
        "id;nom;statut;commune;code_postal;rayon_km;disponibilite_h_mois;capacite_projets;competences;domaines;profil;email\n"
        "B1;Annick Rullier;retraitée;Matha;17160;30;8;2;comptabilité;3;"
        "J'ai tenu vingt ans les comptes d'une coopérative de boulangers et fait les déclarations de TVA.;annick@exemple.fr\n"
        "B2;Paulo Esteves;indépendant;Surgères;17700;40;4;1;commercial;10;"
        "J'ai rempli deux gîtes sans passer par les grandes plateformes, en soignant les photos et les avis.;paulo@exemple.fr\n"
        "B3;Inès Belkacem;étudiante;Saintes;17100;60;10;2;communication;;"
        "Je dessine des affiches et je tiens le site d'un club de hand.;ines@exemple.fr\n"
    ),
    "projets": (
        "id;titre;porteur;description;commune;code_postal;secteur;etape;montant_recherche;forme_juridique\n"
        "P1;La Fournée du bourg;Nadia Ferrand;Rouvrir le fournil avec des farines d'ici.;Matha;17160;3;création;45000;SCIC\n"
        "P2;Le Gîte du moulin;Yves Morin;Trois chambres au bord de la Boutonne.;Surgères;17700;10;étude;20000;\n"
    ),
    "besoins": (
        "id;projet_id;texte;priorite\n"
        "N1;P1;La TVA me fait peur, je ne sais pas ce que je dois déclarer ni quand.;1\n"
        "N2;P1;Personne ne sait que nous ouvrons en mars.;2\n"
        "N3;P2;Comment remplir les chambres hors saison ?;1\n"
    ),
    "investisseurs": (
        "id;nom;type;commune;code_postal;rayon_km;ticket_min;ticket_max;instruments;secteurs;criteres\n"
        "F1;CIGALES du Marais;cigale;Surgères;17700;60;500;5000;capital;;Des coopératives proches de nous.\n"
    ),
    "partenaires": (
        "id;nom;type;commune;code_postal;offre\n"
        "T1;Atelier partagé;association;Saintes;17100;Un atelier équipé et deux menuisiers le mercredi.\n"
    ),
    "historique": "besoin_id;benevole_id;date;issue;motif;note\nN3;B2;2026-03-02;acceptée;;\n",
    "conflits": "personne_id;projet_id;autre_personne_id;raison\nB3;P1;;Nièce de la porteuse\n",
}

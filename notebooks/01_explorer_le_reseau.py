# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Explorer le réseau
#
# Ce carnet regarde le réseau de démonstration (fictif) : ce que contiennent les tableaux, combien de besoins reçoivent
# une suggestion, où se trouvent les besoins mal couverts, et ce qui entre dans le score d'une paire. Pour votre propre
# réseau, changez `DOSSIER` à la cellule suivante. Il tourne en moins de deux minutes.
#
# L'outil suggère, une personne décide : un score range des noms pour un besoin, il ne note personne.

# %%
# ruff: noqa: D100, RUF100 (un carnet commence par son texte)
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from ptce_match import Matcher, Network
from ptce_match.places import Communes
from ptce_match.resources import resource

pd.options.display.max_colwidth = None

DOSSIER: Path = resource("data", "demo")
network = Network.read(DOSSIER)
pd.DataFrame({"remarque à la lecture": [str(warning) for warning in network.warnings]})

# %% [markdown]
# ## Les tableaux

# %%
tables = {
    "benevoles": network.mentors,
    "projets": network.projects,
    "besoins": network.needs,
    "investisseurs": network.investors,
    "partenaires": network.partners,
    "historique": network.decisions,
    "conflits": network.conflicts,
}
pd.Series({name: len(rows) for name, rows in tables.items()}, name="lignes").to_frame()

# %%
mentors = pd.DataFrame(
    {
        "id": [m.id for m in network.mentors],
        "statut": [str(m.status) for m in network.mentors],
        "commune": [m.commune for m in network.mentors],
        "rayon (km)": [m.radius_km for m in network.mentors],
        "heures par mois": [m.hours_per_month for m in network.mentors],
        "places": [m.capacity for m in network.mentors],
        "mots du profil": [len(m.profile.split()) for m in network.mentors],
    }
).set_index("id")
mentors.head()

# %%
mentors[["rayon (km)", "heures par mois", "places", "mots du profil"]].describe().round(1)

# %% [markdown]
# Les secteurs et les étapes des projets.

# %%
projects = pd.DataFrame(
    {
        "secteur": [p.sector for p in network.projects],
        "étape": [str(p.stage) for p in network.projects],
    }
)
pd.crosstab(projects["secteur"], projects["étape"])

# %% [markdown]
# ## Combien de besoins reçoivent une suggestion ?
#
# Pour chaque besoin, le meilleur score parmi les bénévoles qu'aucune règle n'écarte. Sous le seuil publié, la réponse est
# « aucune correspondance satisfaisante ».

# %%
matcher = Matcher(network)
queries = matcher.queries(network.needs)
rankings = [matcher.mentor_ranking(query, 3) for query in queries]
threshold = rankings[0].threshold

needs = pd.DataFrame(
    {
        "id": [need.id for need in network.needs],
        "commune": [query.place for query in queries],
        "insee": [network.project(need.project_id).insee for need in network.needs],
        "meilleur score": [ranking.best_score for ranking in rankings],
        "suggestions": [len(ranking.suggestions) for ranking in rankings],
        "texte": [need.text for need in network.needs],
    }
).set_index("id")
covered = needs["suggestions"] > 0
f"{covered.sum()} besoins sur {len(needs)} ont au moins une suggestion (seuil : {threshold:.0%})."

# %%
figure, axes = plt.subplots(figsize=(8, 3))
axes.hist(needs["meilleur score"], bins=np.linspace(0, 1, 26).tolist(), color="#4c78a8")
axes.axvline(threshold, color="#e45756", label=f"seuil : {threshold:.0%}")
axes.set_xlabel("meilleur score du besoin")
axes.set_ylabel("besoins")
axes.legend()
plt.show()

# %% [markdown]
# Les besoins les moins bien servis : c'est là qu'il manque quelqu'un.

# %%
needs.sort_values("meilleur score")[["commune", "meilleur score", "texte"]].head(8)

# %% [markdown]
# ## La couverture, commune par commune
#
# Un rond par commune qui a des besoins : sa taille dit combien, sa couleur le meilleur score moyen. Les croix sont les
# communes des bénévoles.

# %%
known = needs[needs["insee"] != ""]
places = known.groupby("insee").agg(
    commune=("commune", "first"), besoins=("texte", "size"), score=("meilleur score", "mean")
)
communes = Communes.load()
where = communes.coordinates(list(places.index))
mentors_at = communes.coordinates([mentor.insee for mentor in network.mentors])

figure, axes = plt.subplots(figsize=(8, 8))
axes.scatter(mentors_at[:, 1], mentors_at[:, 0], marker="x", s=20, color="#999999", label="bénévoles")
points = axes.scatter(where[:, 1], where[:, 0], s=40 * places["besoins"], c=places["score"], cmap="viridis", alpha=0.8)
for (latitude, longitude), name in zip(where, places["commune"], strict=True):
    axes.annotate(name, (longitude, latitude), fontsize=7, xytext=(4, 4), textcoords="offset points")
# À cette latitude, un degré de longitude est plus court qu'un degré de latitude.
axes.set_aspect(1 / np.cos(np.radians(np.nanmean(where[:, 0]))))
axes.set_xlabel("longitude")
axes.set_ylabel("latitude")
axes.legend(loc="lower left")
figure.colorbar(points, ax=axes, label="meilleur score, en moyenne", shrink=0.6)
plt.show()

# %%
places.sort_values("score").round(3).head(10)

# %% [markdown]
# ## Ce qui entre dans un score
#
# Les signaux de la première suggestion du besoin le mieux servi. Chaque signal va de 0 à 1 ; la preuve dit d'où il vient.

# %%
best = max((ranking for ranking in rankings if ranking.suggestions), key=lambda ranking: ranking.best_score)
query = queries[rankings.index(best)]
suggestion = best.suggestions[0]
said = [
    ("besoin", query.text),
    ("bénévole", suggestion.mentor.id),
    ("score", f"{suggestion.score:.0%}"),
    *(("raison", reason) for reason in suggestion.reasons),
    *(("réserve", reservation) for reservation in suggestion.reservations),
]
pd.DataFrame(said, columns=["quoi", "texte"]).set_index("quoi")

# %%
signals = pd.DataFrame(
    [(signal.label, signal.value, signal.evidence) for signal in suggestion.signals],
    columns=["signal", "valeur", "preuve"],
).set_index("signal")
signals.round(2)

# %%
figure, axes = plt.subplots(figsize=(8, 3.5))
axes.barh(signals.index[::-1], signals["valeur"][::-1], color="#4c78a8")
axes.set_xlim(0, 1)
axes.set_xlabel("valeur du signal")
figure.tight_layout()
plt.show()

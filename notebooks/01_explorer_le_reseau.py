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
# Ce carnet regarde le réseau de démonstration (fictif) : qui est là, ce que demandent les projets, quelles compétences
# se lisent dans les textes, ce qui est couvert, où et à quelle distance, et ce qui entre dans le score d'une paire. Pour
# votre propre réseau, changez `DOSSIER` à la cellule suivante. Il tourne en moins de deux minutes.
#
# L'outil suggère, une personne décide : un score range des noms pour un besoin, il ne note personne.

# %%
# ruff: noqa: D100, RUF100 (un carnet commence par son texte)
from collections import Counter
from pathlib import Path
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown
from matplotlib.colors import ListedColormap
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from ptce_match import Matcher, Network
from ptce_match.explanation.wording import number, percent, plural
from ptce_match.index import Documents
from ptce_match.network.vocabulary import SECTORS, MentorStatus
from ptce_match.places import Communes, distances_km
from ptce_match.resources import resource

DOSSIER: Path = resource("data", "demo")

# Des couleurs que distinguent aussi les personnes daltoniennes (Okabe et Ito, 2008).
BLEU, CIEL, VERT, ORANGE, ROUGE, ROSE, JAUNE = (
    "#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#cc79a7", "#f0e442"
)  # fmt: skip
GRIS, NOIR = "#b0b0b0", "#333333"
plt.rcParams.update(
    {
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titlepad": 10,
        "figure.constrained_layout.use": True,
        "legend.frameon": False,
    }
)
virgule = FuncFormatter(lambda value, _: f"{value:.2g}".replace(".", ","))
pour_cent = PercentFormatter(1.0, decimals=0, symbol=" %")
pd.options.display.max_colwidth = None

network = Network.read(DOSSIER)
pd.DataFrame({"remarque à la lecture": [str(warning) for warning in network.warnings]})

# %% [markdown]
# ## Qui est là, et que cherchent les projets

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
        "insee": [m.insee for m in network.mentors],
        "rayon (km)": [m.radius_km for m in network.mentors],
        "heures par mois": [m.hours_per_month for m in network.mentors],
        "places": [m.capacity for m in network.mentors],
        "à distance": [bool(m.remote) for m in network.mentors],
        "mots du profil": [len(m.profile.split()) for m in network.mentors],
    }
).set_index("id")
mentors[["rayon (km)", "heures par mois", "places", "mots du profil"]].describe().round(1)

# %% [markdown]
# Les secteurs et les étapes des projets.

# %%
projects = pd.DataFrame(
    {
        "secteur": [SECTORS.get(p.sector, "non renseigné") for p in network.projects],
        "étape": [str(p.stage) for p in network.projects],
    }
)
pd.crosstab(projects["secteur"], projects["étape"])

# %% [markdown]
# À gauche, ce que font les bénévoles. À droite, chaque secteur : ses projets, et les bénévoles qui disent le connaître.

# %%
statuses = mentors["statut"].value_counts().reindex([str(each) for each in MentorStatus], fill_value=0).sort_values()
known_sectors = Counter(sector for mentor in network.mentors for sector in mentor.sectors)
asked_sectors = Counter(project.sector for project in network.projects)
by_sector = pd.DataFrame(
    {
        "projets": [asked_sectors[key] for key in SECTORS],
        "bénévoles": [known_sectors[key] for key in SECTORS],
    },
    index=list(SECTORS.values()),
).sort_values(["projets", "bénévoles"])

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.6), width_ratios=[2, 3])
left.barh(statuses.index, statuses, color=BLEU)
left.set(title="Ce que font les bénévoles", xlabel="bénévoles")
rows = np.arange(len(by_sector))
right.barh(rows + 0.2, by_sector["bénévoles"], height=0.38, color=BLEU, label="bénévoles qui le connaissent")
right.barh(rows - 0.2, by_sector["projets"], height=0.38, color=ORANGE, label="projets")
right.set_yticks(rows, by_sector.index)
right.set(title="Secteurs : connus et demandés", xlabel="personnes ou projets")
right.legend(loc="lower right")
plt.show()

# %%
projects_each = by_sector[by_sector["projets"] > 0]
tightest = (projects_each["bénévoles"] / projects_each["projets"]).idxmin()
Markdown(
    f"Comparez les deux barres de chaque secteur : celui où les bénévoles sont les moins nombreux par projet est "
    f"**{tightest}** ({plural(by_sector.loc[tightest, 'bénévoles'], 'bénévole', 'bénévoles')} pour "
    f"{plural(by_sector.loc[tightest, 'projets'], 'projet', 'projets')}). Un secteur n'est pas une compétence : la suite "
    f"regarde ce que chacun sait faire. La moitié des bénévoles offrent au plus "
    f"{number(mentors['heures par mois'].median())} heures par mois."
)

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

figure, axes = plt.subplots(figsize=(9, 3.4))
axes.hist(needs["meilleur score"], bins=np.linspace(0, 1, 26).tolist(), color=BLEU, edgecolor="white")
axes.axvline(threshold, color=ROUGE)
axes.annotate(
    f" seuil : {percent(threshold)}", (threshold, 1), xycoords=("data", "axes fraction"), color=ROUGE, va="top"
)
axes.set(title="Meilleur score de chaque besoin", xlabel="meilleur score", ylabel="besoins", xlim=(0, 1))
axes.xaxis.set_major_formatter(pour_cent)
axes.yaxis.set_major_locator(MaxNLocator(integer=True))
plt.show()

# %%
answered = needs["suggestions"] > 0
Markdown(
    f"**{answered.sum()} besoins sur {len(needs)}** ont au moins une suggestion ; les autres sont à gauche du trait rouge. "
    f"Plus les barres sont à droite, plus l'outil est sûr de son premier nom : la moitié des besoins dépassent "
    f"{percent(needs['meilleur score'].median())}. Un score moyen peut vouloir dire que quelqu'un sait faire, mais habite "
    f"loin ou n'a plus de place : c'est ce que séparent les graphiques suivants."
)

# %% [markdown]
# ## Ce que les textes disent savoir et demander
#
# Personne n'écrit le nom de sa compétence. Le lecteur de compétences donne, pour chaque texte, une probabilité à chacune
# des compétences fines du référentiel : pour un besoin, celles qu'il demande (ou celles que l'équipe a dites, qui
# passent avant) ; pour un bénévole, celles que montre la phrase la plus claire de son profil. Il se trompe parfois :
# ouvrez les textes avant de conclure.

# %%
reader = matcher.reader
taxonomy = reader.taxonomy
families = {family.id: family.name for family in taxonomy.families}
family_of = np.array([skill.family for skill in taxonomy])

read = reader.distributions(np.stack([query.vector for query in queries]), [query.text for query in queries])
wanted = np.array([line if query.said is None else query.said for line, query in zip(read, queries, strict=True)])
shown = reader.shown(Documents([mentor.profile for mentor in network.mentors], matcher.encoder))

understood = [matcher.understood(query) for query in queries]
needs["compris comme"] = [
    ", ".join(f"{skill.name} ({percent(sure)})" for skill, sure in readings) for readings in understood
]
needs["famille"] = [families[readings[0].skill.family] if readings else "illisible" for readings in understood]
needs[["texte", "compris comme"]].head(5)

# %% [markdown]
# Un besoin est rangé d'après sa première compétence, parmi quatre cas. Un bénévole la **montre** si la probabilité lue
# dans son profil atteint `NET` ; il **peut venir** s'il habite assez près pour son rayon, ou s'il aide à distance. Le
# référentiel dit quelles compétences sont voisines.

# %%
NET = 0.5

communes = Communes.load()
places = communes.coordinates([mentor.insee for mentor in network.mentors])
distances = np.array([distances_km(query.coordinates, places) for query in queries])
can_come = (distances <= mentors["rayon (km)"].to_numpy()) | mentors["à distance"].to_numpy()

first = wanted.argmax(axis=1)
knows = (shown[:, first] >= NET).T
near = np.array([(shown[:, taxonomy.nearness[place] >= 2] >= NET).any(axis=1) for place in first])

CASES = {
    "quelqu'un le montre et peut venir": VERT,
    "quelqu'un le montre, mais trop loin": CIEL,
    "une compétence voisine seulement": ORANGE,
    "personne": ROUGE,
}
case = np.select([(knows & can_come).any(axis=1), knows.any(axis=1), near.any(axis=1)], [0, 1, 2], 3)
needs["cas"] = np.array(list(CASES))[case]
needs["cas"].value_counts().reindex(list(CASES), fill_value=0).to_frame("besoins")

# %% [markdown]
# ## La couverture, famille par famille
#
# À gauche, les besoins de chaque famille, rangés par cas ; à droite les bénévoles qui montrent au moins une de ses
# compétences.

# %%
names = list(families.values())
asked = pd.crosstab(needs["famille"], needs["cas"]).reindex(index=names, columns=list(CASES), fill_value=0)
offered = pd.Series({families[key]: int((shown[:, family_of == key] >= NET).any(axis=1).sum()) for key in families})
asked = asked.loc[(offered / asked.sum(axis=1).clip(lower=0.5)).sort_values(ascending=False).index]

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 7.2), sharey=True, width_ratios=[3, 2])
start = np.zeros(len(asked))
for label, colour in CASES.items():
    left.barh(asked.index, asked[label], left=start, color=colour, label=label)
    start += asked[label].to_numpy()
left.invert_xaxis()
left.yaxis.tick_right()
left.spines[["left", "right"]].set_visible(False)
left.tick_params(axis="y", length=0, labelright=False)
left.set(title="Besoins", xlabel="besoins dont c'est la première compétence")
left.xaxis.set_major_locator(MaxNLocator(integer=True))
figure.legend(loc="outside lower left", ncols=4, fontsize=9.5)
right.barh(asked.index, offered[asked.index], color=GRIS)
right.tick_params(axis="y", labelleft=True, length=0)
right.set(title="Bénévoles", xlabel="bénévoles qui en montrent une compétence")
figure.suptitle("Ce qui est demandé et ce qui est offert (en haut : le moins d'offre par besoin)", fontsize=13)
plt.show()

# %%
gap = asked["personne"] + asked["une compétence voisine seulement"]
tense = asked.index[-1]
Markdown(
    f"Regardez d'abord l'orange et le rouge à gauche : là, personne ne montre la compétence demandée, même si la famille a "
    f"du monde. C'est le cas de **{plural(int(gap.sum()), 'besoin', 'besoins')}**, surtout en "
    f"« {gap.idxmax()} » ({int(gap.max())}). La famille la plus tendue est **{tense}** : "
    f"{plural(int(asked.loc[tense].sum()), 'besoin', 'besoins')} pour {plural(offered[tense], 'bénévole', 'bénévoles')}."
)

# %% [markdown]
# ## La couverture, commune par commune
#
# Chaque case dit combien de bénévoles montrent une compétence de la famille *et* peuvent venir dans la commune. Un rond
# marque les cases où des besoins sont posés ; les communes sont celles des projets.

# %%
sites = needs[needs["insee"] != ""].groupby("insee").agg(commune=("commune", "first"), besoins=("texte", "size"))
where = communes.coordinates(list(sites.index))
comes = np.array(
    [
        (distances_km(point, places) <= mentors["rayon (km)"].to_numpy()) | mentors["à distance"].to_numpy()
        for point in where
    ]
)
in_family = np.stack([(shown[:, family_of == key] >= NET).any(axis=1) for key in families], axis=1)
reach = pd.DataFrame(comes.astype(int) @ in_family.astype(int), index=sites["commune"], columns=names)
posed = pd.crosstab(needs["commune"], needs["famille"]).reindex(index=reach.index, columns=names, fill_value=0)
by_site, by_family = reach.sum(axis=1).sort_values().index, reach.sum().sort_values().index
reach, posed = reach.loc[by_site, by_family], posed.loc[by_site, by_family]

HIGHEST = 8
steps = plt.get_cmap("Blues")(np.linspace(0.12, 0.9, HIGHEST))
colours = ListedColormap(["#f7d3bd", *steps])
figure, axes = plt.subplots(figsize=(12, 9))
image = axes.imshow(reach.clip(upper=HIGHEST), cmap=colours, vmin=-0.5, vmax=HIGHEST + 0.5, aspect="auto")
rows, columns = np.nonzero(posed.to_numpy())
alone = reach.to_numpy()[rows, columns] == 0
axes.scatter(columns[~alone], rows[~alone], s=46, facecolor="white", edgecolor=NOIR, label="un besoin au moins")
axes.scatter(columns[alone], rows[alone], s=70, color=ROUGE, edgecolor=NOIR, label="un besoin, et personne")
axes.set_xticks(range(len(by_family)), by_family, rotation=45, ha="right", rotation_mode="anchor")
axes.set_yticks(range(len(by_site)), by_site)
axes.spines[:].set_visible(False)
axes.tick_params(length=0)
axes.set(
    title="Bénévoles qui connaissent la famille et peuvent venir\n", xlabel="famille de compétences", ylabel="commune"
)
axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderpad=0)
bar = figure.colorbar(image, ax=axes, shrink=0.5, label="bénévoles", ticks=range(HIGHEST + 1))
bar.ax.set_yticklabels([*map(str, range(HIGHEST)), f"{HIGHEST} et plus"])
plt.show()

# %%
empty = (reach == 0).to_numpy()
Markdown(
    f"Une case saumon est un vide : personne de la famille ne peut venir. Il y en a {int(empty.sum())} sur {empty.size}, dont "
    f"{int(alone.sum())} où un besoin est posé (rond rouge). Les lignes du haut sont les communes les moins "
    f"bien desservies (**{by_site[0]}** d'abord), les colonnes de gauche les familles les plus rares "
    f"(**{by_family[0]}**). Une case peut cacher une compétence fine absente : lisez aussi la liste des besoins plus bas."
)

# %% [markdown]
# Sur la carte, un rond par commune qui a des besoins : sa taille dit combien, sa couleur la part de ceux que quelqu'un
# montre savoir traiter en pouvant venir. Les croix sont les communes des bénévoles. Les axes sont des kilomètres, comptés
# depuis le milieu des projets.

# %%
sites["couverts"] = [(case[(needs["insee"] == insee).to_numpy()] == 0).mean() for insee in sites.index]
middle = np.nanmean(where, axis=0)
KM_PER_DEGREE = 111.2


def kilometres(points: np.ndarray) -> np.ndarray:
    """Return (east, north) of the middle in kilometres, of latitudes and longitudes."""
    # À cette latitude, un degré de longitude est plus court qu'un degré de latitude.
    shrunk = np.cos(np.radians(middle[0]))
    return KM_PER_DEGREE * np.stack([(points[:, 1] - middle[1]) * shrunk, points[:, 0] - middle[0]], axis=1)


def label(axes: plt.Axes, points: np.ndarray, texts: list[str], away: np.ndarray, others: np.ndarray) -> None:
    """Write texts beside their points, `away` from them, each on the side where it covers least of all the `others`."""
    axes.figure.draw_without_rendering()
    seen, dots, taken = axes.get_window_extent(), axes.transData.transform(others), []
    for (x, y), text, gap in zip(points, texts, away, strict=True):
        tried = []
        for shift, ha, va in (((0, -gap), "center", "top"), ((0, gap), "center", "bottom"), ((gap, 0), "left", "center"), ((-gap, 0), "right", "center")):  # fmt: skip
            note = axes.annotate(text, (x, y), fontsize=8, xytext=shift, textcoords="offset points", ha=ha, va=va)
            box = note.get_window_extent()
            out = not (seen.contains(box.x0, box.y0) and seen.contains(box.x1, box.y1))
            covered = sum(box.contains(*dot) for dot in dots)
            tried.append((20 * out + 10 * sum(map(box.overlaps, taken)) + covered, len(tried), note, box))
        best, *rest = sorted(tried, key=lambda each: each[:2])
        for each in rest:
            each[2].remove()
        taken.append(best[3])


at, homes = kilometres(where), kilometres(places)
figure, axes = plt.subplots(figsize=(9.5, 8.5))
axes.scatter(*homes.T, marker="x", s=30, color=NOIR, linewidth=1, label="commune d'un bénévole", zorder=3)
points = axes.scatter(
    *at.T, s=55 * sites["besoins"], c=sites["couverts"], cmap="cividis", vmin=0, vmax=1, edgecolor="white", zorder=2
)
axes.set_aspect("equal")
axes.grid(color="#eeeeee")
axes.set_axisbelow(True)
axes.set(title="Besoins couverts, par commune (nombre de besoins)", xlabel="km vers l'est", ylabel="km vers le nord")
axes.legend(loc="lower left")
figure.colorbar(points, ax=axes, label="besoins que quelqu'un peut traiter", shrink=0.6, format=pour_cent)
beside = 3 + np.sqrt(55 * sites["besoins"] / np.pi)
label(axes, at, [f"{site.commune} ({site.besoins})" for site in sites.itertuples()], beside, np.vstack([at, homes]))
plt.show()

# %%
weak = sites.sort_values(["couverts", "besoins"], ascending=[True, False])
Markdown(
    f"Les ronds sombres sont les communes où presque rien n'est couvert : d'abord **{weak['commune'].iloc[0]}** "
    f"({percent(weak['couverts'].iloc[0])} de {plural(weak['besoins'].iloc[0], 'besoin', 'besoins')}). Un rond sombre entouré "
    f"de croix manque d'une compétence, pas de monde. Un rond sombre sans croix est loin de tout le monde : là, l'aide à "
    f"distance change la donne."
)

# %%
to_anybody = np.nanmin(distances, axis=1)
to_somebody_fit = np.array([np.nanmin(line[fit]) if fit.any() else np.nan for line, fit in zip(distances, knows, strict=True)])  # fmt: skip

figure, axes = plt.subplots(figsize=(9, 3.8))
axes.ecdf(to_anybody[~np.isnan(to_anybody)], color=GRIS, linewidth=2.5)
covered = np.sort(to_somebody_fit[~np.isnan(to_somebody_fit)])
axes.step(covered, np.arange(1, len(covered) + 1) / len(needs), where="post", color=BLEU, linewidth=2.5)
axes.axhline(len(covered) / len(needs), color=BLEU, linestyle=":", linewidth=1)
axes.annotate("n'importe quel bénévole", (np.nanmax(to_anybody), 0.985), xytext=(8, -2), textcoords="offset points", color="#666666", va="top")  # fmt: skip
axes.annotate(
    "un bénévole qui montre la compétence",
    (np.median(covered), 0.5 * len(covered) / len(needs)),
    xytext=(14, -8),
    textcoords="offset points",
    color=BLEU,
    va="top",
)
axes.yaxis.set_major_formatter(pour_cent)
axes.set(title="À quelle distance est le plus proche ?", xlabel="distance à vol d'oiseau (km)", ylabel="part des besoins", ylim=(0, 1.03), xlim=(0, None))  # fmt: skip
plt.show()

# %%
Markdown(
    f"La courbe grise dit que {percent(np.nanmean(to_anybody < 1))} des besoins ont un bénévole dans leur commune. La bleue "
    f"monte plus lentement : avec la bonne compétence, la moitié de ceux qui l'ont quelque part doivent aller jusqu'à "
    f"**{np.median(covered):.0f} km**. Elle s'arrête à {percent(len(covered) / len(needs))} : pour le reste, personne ne "
    f"montre la compétence, à aucune distance."
)

# %% [markdown]
# ## Les besoins que personne ne couvre
#
# Ceux dont aucun profil ne montre la première compétence. « Le plus proche » est le bénévole dont le profil la montre le
# plus, avec sa probabilité. Vérifiez d'abord si le besoin a été bien compris ; sinon, dites la compétence à la place du
# lecteur (colonne `competences` des besoins, ou la fiche du besoin dans le service).

# %%
best_shown = shown[:, first].T
needs["le plus proche"] = [
    f"{network.mentors[row].id} ({percent(value)})"
    for row, value in zip(best_shown.argmax(axis=1), best_shown.max(axis=1), strict=True)
]
missing = needs[case >= 2].assign(cas=needs["cas"]).sort_values(["cas", "meilleur score"])
missing[["commune", "texte", "compris comme", "cas", "le plus proche", "meilleur score"]].round(2)

# %% [markdown]
# Les besoins les moins bien servis une fois tout compté (compétence, distance, temps, places). Il arrive que celui qui
# irait bien soit écarté par une règle : elle est dite.

# %%
needs["écarté"] = [ranking.excluded[0].rule if ranking.excluded else "" for ranking in rankings]
needs.sort_values("meilleur score")[["commune", "meilleur score", "cas", "écarté", "texte"]].round(2).head(8)

# %% [markdown]
# ## La carte des compétences
#
# Deux compétences sont proches quand le modèle de texte entend des choses proches dans leurs définitions. Une projection à
# deux dimensions (t-SNE) garde surtout le voisinage : seules les petites distances se lisent, ni les axes ni les grandes
# distances n'ont de sens.

# %%
from sklearn.manifold import TSNE  # noqa: E402 (une bibliothèque lourde, qui ne sert qu'ici)

meanings = matcher.encoder.encode([f"{skill.name}. {skill.definition}" for skill in taxonomy], "profile")
meanings = meanings - meanings.mean(axis=0)
meanings /= np.linalg.norm(meanings, axis=1, keepdims=True)
far = np.clip(1.0 - meanings @ meanings.T, 0.0, None)
flat = TSNE(2, perplexity=10, metric="precomputed", init="random", random_state=0).fit_transform(far)

spread = np.linalg.norm(flat[:, None] - flat[None], axis=2)
np.fill_diagonal(spread, np.inf)
five = np.argsort(spread, axis=1)[:, :5]
kept = (np.take_along_axis(taxonomy.nearness, five, axis=1) >= 1).mean()
chance = (taxonomy.nearness[~np.eye(len(taxonomy), dtype=bool)] >= 1).mean()

demand = np.bincount(first, minlength=len(taxonomy))
nobody = ~(shown >= NET).any(axis=0)
marks = ["o", "s", "^"]
tones = [BLEU, ORANGE, VERT, ROUGE, CIEL, ROSE, JAUNE]
figure, axes = plt.subplots(figsize=(12.5, 9))
for place, key in enumerate(families):
    mine = family_of == key
    size = 26 + 26 * demand[mine]
    edge = np.where(nobody[mine], "black", "white")
    axes.scatter(*flat[mine].T, s=size, marker=marks[place // len(tones)], color=tones[place % len(tones)], edgecolor=edge, linewidth=np.where(nobody[mine], 1.6, 0.6), zorder=2)  # fmt: skip
axes.set(title="Les compétences fines, par ressemblance de leurs définitions (nommées : les plus demandées)", xlabel="première dimension (sans unité)", ylabel="seconde dimension (sans unité)", xticks=[], yticks=[])  # fmt: skip
axes.margins(0.08)
for name in families.values():
    axes.scatter([], [], s=60, marker=marks[names.index(name) // 7], color=tones[names.index(name) % 7], label=name)
figure.legend(loc="outside right center", fontsize=9, title="famille", alignment="left")
asked_most = np.argsort(-demand, kind="stable")[:14]
label(axes, flat[asked_most], [fill(taxonomy.skills[place].name, 26) for place in asked_most], np.full(14, 7.0), flat)
plt.show()

# %%
Markdown(
    f"La taille dit combien de besoins demandent la compétence ; un bord noir, que personne ne la montre "
    f"({plural(int(nobody.sum()), 'compétence', 'compétences')} sur {len(taxonomy)}). Les familles font des groupes, sans "
    f"frontière nette : parmi les cinq plus proches de chaque compétence, {percent(kept)} sont de sa famille ou ses voisines "
    f"dans le référentiel, contre {percent(chance)} au hasard. Un bord noir au milieu de points sans bord est un manque que "
    f"des compétences voisines peuvent adoucir ; plusieurs bords noirs groupés disent où chercher de nouveaux bénévoles."
)

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
    ("compris comme", needs["compris comme"].iloc[rankings.index(best)]),
    ("bénévole", suggestion.mentor.id),
    ("score", percent(suggestion.score)),
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
neutral = {name: weight.neutral for name, weight in matcher.mentor_matcher.ranker.weights.of.items()}
figure, axes = plt.subplots(figsize=(9, 3.8))
axes.barh(signals.index[::-1], signals["valeur"][::-1], color=BLEU, height=0.6)
for row, signal in enumerate(reversed(suggestion.signals)):
    if signal.name in neutral:
        axes.plot([neutral[signal.name]] * 2, [row - 0.4, row + 0.4], color=NOIR, linewidth=2)
axes.set(
    title="Les signaux d'une paire (trait noir : valeur neutre)", xlabel="valeur du signal, de 0 à 1", xlim=(0, 1.01)
)
axes.xaxis.set_major_formatter(virgule)
plt.show()

# %%
below = [each.label for each in suggestion.signals if each.name in neutral and each.value < neutral[each.name] - 0.01]
against = f"baissent le score : {', '.join(below)}" if below else "rien ne baisse le score"
Markdown(
    f"L'expérience fait le gros du score ; les autres signaux le déplacent. À droite de son trait noir, un signal parle pour "
    f"la paire, à gauche contre elle, dessus il ne change rien. Ici, {against}."
)

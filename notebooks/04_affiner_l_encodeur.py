# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Affiner l'encodeur
#
# L'encodeur est le modèle qui change un texte en une liste de nombres (un vecteur) : deux textes qui parlent de la même chose
# ont des vecteurs proches. Ce carnet en montre l'apprentissage en petit : douze compétences, seize pas, des
# textes laissés de côté pour mesurer. Il sert à comprendre ce qui bouge, et à essayer **vos** textes avant de lancer le vrai
# apprentissage, qui dure plus d'une heure. Le carnet tourne en moins de deux minutes.
#
# Il faut le complément `train` (`pip install 'ptce-match[train,notebooks]'`), et aucun réseau : on part de l'encodeur livré,
# dont les poids en nombres entiers sont relus. Rien de ce qui suit n'y touche : tout est écrit dans un dossier temporaire,
# effacé à la fin. Pour vos textes, changez `TEXTES` (le format est dit dans `data/training/README.md`) et `COMPETENCES`.

# %%
# ruff: noqa: D100, RUF100 (un carnet commence par son texte)
import json
import warnings
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill, shorten
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
from IPython.display import Markdown
from matplotlib.ticker import FuncFormatter, PercentFormatter
from scipy.linalg import orthogonal_procrustes

from ptce_match.encoder import OnnxEncoder
from ptce_match.explanation.wording import percent, plural
from ptce_match.metrics import paired_bootstrap
from ptce_match.resources import resource
from ptce_match.skills import default_taxonomy
from ptce_match.training.cues import read_cues
from ptce_match.training.encoder.base import read_base
from ptce_match.training.encoder.bert import MAX_TOKENS
from ptce_match.training.encoder.export import write_sentence_transformer
from ptce_match.training.encoder.fit import fit
from ptce_match.training.encoder.making import quiet
from ptce_match.training.encoder.material import Material
from ptce_match.training.encoder.prompts import PASSAGE, QUERY
from ptce_match.training.encoder.recipe import DEFAULT
from ptce_match.training.ranker.wording import decimal
from ptce_match.training.texts import read_training_texts

TEXTES: Path = resource("data", "training")
BASE: Path = resource("models", "encoder")
COMPETENCES = [
    *("fis-tva", "fis-regime-micro", "cpt-facturation"),
    *("mkt-prix", "cpt-cout-revient", "com-negociation", "com-prospection"),
    *("cmn-graphisme", "cmn-photo-video", "num-site"),
    *("imm-renovation", "pro-bois"),
]
PAS = 16

# Des couleurs que distinguent aussi les personnes daltoniennes (Okabe et Ito, 2008).
BLEU, ORANGE, ROUGE, GRIS = "#0072b2", "#e69f00", "#d55e00", "#999999"
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
pour_cent = PercentFormatter(1.0, decimals=0, symbol=" %")
virgule = FuncFormatter(lambda value, _: f"{value:.3g}".replace(".", ",").replace("-", "−"))
pd.options.display.max_colwidth = None
warnings.filterwarnings("ignore", message="IProgress not found")  # une barre de progression qui ne servirait pas ici
quiet()
torch.set_num_threads(1)  # à deux, les processeurs s'attendent l'un l'autre dès que la machine fait autre chose

# %% [markdown]
# ## Les textes, et ceux qu'on met de côté
#
# Pour chaque compétence, des besoins et des profils, écrits un par un. Ceux dont le numéro est grand (à partir de 17) ne
# servent pas à apprendre : ce sont eux qui diront si l'on a appris autre chose que des phrases par cœur.

# %%
taxonomy = default_taxonomy()
texts = [text for text in read_training_texts(TEXTES, taxonomy) if text.skills[0] in COMPETENCES]
learned = [text for text in texts if not text.held_out]
held_out = [text for text in texts if text.held_out]
# Autant de textes appris que de textes mis de côté, pour que les deux se mesurent de la même façon.
seats = {(skill, kind): sum(text.skills[0] == skill and text.kind == kind for text in held_out) for skill in COMPETENCES for kind in ("need", "profile")}  # fmt: skip
sample = []
for text in learned:
    if seats[text.skills[0], text.kind]:
        seats[text.skills[0], text.kind] -= 1
        sample.append(text)

names = [taxonomy[skill].name for skill in COMPETENCES]
pd.DataFrame(
    [
        (
            taxonomy[skill].name,
            sum(text.skills[0] == skill for text in learned),
            sum(text.skills[0] == skill for text in held_out),
            shorten(next(text.text for text in held_out if text.skills[0] == skill and text.kind == "need"), 110, placeholder="…"),
        )
        for skill in COMPETENCES
    ],
    columns=["compétence", "textes à apprendre", "mis de côté", "un besoin mis de côté"],
).set_index("compétence")  # fmt: skip

# %% [markdown]
# ## L'encodeur de départ
#
# L'encodeur livré garde ses poids en entiers de 8 bits : c'est ce qui le rend petit et rapide. Pour apprendre, il faut des
# nombres à virgule : on les relit, à un demi-pas d'arrondi près. Le vrai apprentissage du projet part de plus haut, d'un modèle
# jamais arrondi (`python -m scripts.build_base`) ; pour un essai ou pour votre réseau, celui-ci suffit.

# %%
from sentence_transformers import SentenceTransformer  # noqa: E402 (une bibliothèque lourde, et bavarde à son arrivée)

folder = TemporaryDirectory()
work = Path(folder.name)
base = read_base(BASE)
write_sentence_transformer(base.body, base.tokenizer, work / "depart")
model = SentenceTransformer(str(work / "depart"), device="cpu")


def vectors(some: list) -> dict[str, np.ndarray]:
    """Return the vectors of the needs and those of the profiles, read whole, each of shape (n, dimension)."""
    longest, model.max_seq_length = model.max_seq_length, MAX_TOKENS
    found = {
        kind: model.encode([prompt + text.text for text in some if text.kind == kind], show_progress_bar=False)
        for kind, prompt in (("need", QUERY), ("profile", PASSAGE))
    }
    model.max_seq_length = longest
    return found


def places(some: list, kind: str) -> np.ndarray:
    """Return the skill of each text of a kind, as a place in `COMPETENCES`."""
    return np.array([COMPETENCES.index(text.skills[0]) for text in some if text.kind == kind])


def found_first(some: list, both: dict[str, np.ndarray]) -> np.ndarray:
    """Return for each need the share of right profiles among as many first ones as there are right ones."""
    nearest = np.argsort(-both["need"] @ both["profile"].T, axis=1, kind="stable")
    right = places(some, "profile")[nearest] == places(some, "need")[:, None]
    return np.array([line[: line.sum()].mean() for line in right])


before = vectors(held_out)
start = found_first(held_out, before)
shipped, manifest = OnnxEncoder.load(BASE), json.loads((BASE / "manifest.json").read_text(encoding="utf-8"))
served = shipped.encode([text.text for text in held_out if text.kind == "need"], "need")
agreement = (served * before["need"]).sum(axis=1)
chance = np.mean([(places(held_out, "profile") == place).mean() for place in places(held_out, "need")])
Markdown(
    f"Entre l'encodeur livré et sa relecture, le cosinus vaut {decimal(agreement.mean(), 3)} en moyenne sur les besoins mis de côté "
    f"(1 : identiques ; le plus bas : {decimal(agreement.min(), 3)}). **La mesure de tout ce carnet** : pour un besoin, on range les "
    f"profils mis de côté du plus proche au plus lointain ; s'il y en a quatre de la bonne compétence, combien sont parmi les quatre premiers ? "
    f"Au hasard, on en trouverait {percent(chance)}. Cet encodeur a déjà appris de {manifest['training']['written_texts']} "
    f"textes écrits pour ce projet, peut-être de ceux-ci : son score de départ est donc flatté."
)

# %% [markdown]
# ## Apprendre
#
# À chaque pas, le modèle voit un paquet de besoins et de profils ; il rapproche ceux de la même compétence et éloigne les
# autres, moins fort quand les compétences sont voisines dans le référentiel. La **recette** dit tout ce qui se règle
# (`ptce_match/training/encoder/recipe.py`). Un profil sur cinq n'y montre qu'un passage qui dit la compétence, un sur dix un passage qui
# ne dit rien, et qui ne répond à aucun besoin : des personnes ont jugé ces passages un par un. On mesure tous les huit pas, sur des textes appris et sur les textes mis de côté.
#
# **Le vocabulaire est gelé** (`learn_words=False`) : chaque morceau de mot a un vecteur d'entrée, et ces vecteurs-là ne bougent
# pas ; seules bougent les douze couches qui les combinent. Les deux cinquièmes du modèle sont dans ce vocabulaire de 42 000
# morceaux. Quelques milliers de textes n'en montrent qu'une partie : dégelés, les mots vus bougeraient, les autres non, et le
# modèle lirait moins bien les mots qu'il n'a pas revus. Geler, c'est aussi un apprentissage plus rapide et un disque plus léger.

# %%
recipe = replace(DEFAULT, steps=PAS, pairs=len(COMPETENCES), each=1, max_tokens=64, learn_words=False, trainings=1)
curve, latest = [], {}


def measure(done: int, total: int) -> None:
    """Note how both sets of texts are found, every eight steps."""
    if done % 8 == 0 or done == total:
        latest["held out"] = vectors(held_out) if done else before
        curve.append(
            (done, found_first(sample, vectors(sample)).mean(), found_first(held_out, latest["held out"]).mean())
        )


begun = perf_counter()
material = Material(learned, taxonomy, cues=read_cues(TEXTES, taxonomy))
fit(model, material, recipe, work / "essai", measure)
lasted = perf_counter() - begun
after = latest["held out"]
end = found_first(held_out, after)

steps, of_learned, of_held_out = map(np.array, zip(*curve, strict=True))
figure, axes = plt.subplots(figsize=(8.5, 4))
axes.plot(steps, of_learned, color=ORANGE, marker="s", label="textes appris")
axes.plot(steps, of_held_out, color=BLEU, marker="o", label="textes mis de côté")
axes.axhline(chance, color=GRIS, linestyle=":", label="au hasard")
axes.set(
    title="Bons profils parmi les premiers",
    xlabel="pas d'apprentissage",
    ylabel="part moyenne",
    ylim=(0, 1),
    xticks=steps,
)
axes.yaxis.set_major_formatter(pour_cent)
axes.legend(loc="lower right")
plt.show()

# %%
gap = paired_bootstrap(end, start)
verdict = (
    "un gain établi sur ces besoins"
    if gap.low > 0
    else "une perte établie sur ces besoins"
    if gap.high < 0
    else "rien d'établi : l'écart peut venir du hasard des besoins"
)
apart = (of_learned[-1] - of_learned[0]) - (of_held_out[-1] - of_held_out[0])
Markdown(
    f"En {plural(PAS, 'pas', 'pas')} ({decimal(lasted, 0)} secondes, mesures comprises), les textes mis de côté passent de {percent(start.mean())} à "
    f"**{percent(end.mean())}** : {decimal(gap.mean, 3)} (de {decimal(gap.low, 3)} à {decimal(gap.high, 3)}, intervalle apparié à 95 % sur "
    f"{gap.n} besoins), soit **{verdict}**. Les textes appris gagnent {decimal(of_learned[-1] - of_learned[0], 3)} : regardez surtout l'écart "
    f"entre les deux courbes. Quand l'orange monte et que le bleu ne suit pas ({decimal(apart, 3)} de plus ici pour l'orange), le modèle retient des "
    f"phrases ; il faut d'autres textes, pas davantage de pas."
)

# %% [markdown]
# ## Ce qui s'est rapproché, ce qui s'est éloigné
#
# Chaque case est le cosinus moyen entre les besoins d'une compétence (lignes) et les profils d'une autre (colonnes), textes mis
# de côté seulement. La moyenne du panneau est retirée : un encodeur trouve presque tout un peu semblable, et seul
# l'écart se lit : orange, plus proches que la moyenne ; violet, moins. Un bon modèle a une diagonale orange, et de l'orange hors
# d'elle seulement là où les métiers se touchent.


# %%
def by_skill(both: dict) -> np.ndarray:
    """Return the mean cosine of the needs of each skill with the profiles of each, less the mean of all."""
    cosines = both["need"] @ both["profile"].T
    needs, profiles = places(held_out, "need"), places(held_out, "profile")
    numbers = range(len(COMPETENCES))
    found = np.array(
        [[cosines[np.ix_(needs == row, profiles == column)].mean() for column in numbers] for row in numbers]
    )
    return found - found.mean()


maps = [by_skill(before), by_skill(after)]
most = max(np.abs(each).max() for each in maps)
figure, panels = plt.subplots(1, 2, figsize=(12.5, 6), sharey=True)
for axes, found, title in zip(panels, maps, ("Avant", f"Après {PAS} pas"), strict=True):
    image = axes.imshow(found, cmap="PuOr_r", vmin=-most, vmax=most)
    axes.set_xticks(range(len(names)), [fill(name, 24) for name in names], rotation=90, fontsize=8)
    axes.set(title=title, xlabel="profils")
    axes.spines[:].set_visible(False)
panels[0].set_yticks(range(len(names)), [fill(name, 30) for name in names], fontsize=8)
panels[0].set_ylabel("besoins")
bar = figure.colorbar(image, ax=panels, shrink=0.7, label="cosinus moyen, moins la moyenne du panneau")
bar.ax.yaxis.set_major_formatter(virgule)
plt.show()

# %%
diagonal = np.eye(len(names), dtype=bool)
contrast = [each[diagonal].mean() - each[~diagonal].mean() for each in maps]
near = np.array([[taxonomy.nearness[taxonomy.place[one], taxonomy.place[other]] for other in COMPETENCES] for one in COMPETENCES])  # fmt: skip
beside, apart_ = (near > 0) & ~diagonal, near == 0
worst = np.unravel_index(np.argmax(np.where(diagonal, -np.inf, maps[1])), near.shape)
Markdown(
    f"L'écart entre la diagonale et le reste passe de {decimal(contrast[0], 3)} à **{decimal(contrast[1], 3)}**. Hors de la diagonale, les compétences "
    f"voisines ou de la même famille sont à {decimal(maps[1][beside].mean(), 3)} en moyenne, les autres à {decimal(maps[1][apart_].mean(), 3)} : "
    f"{'les voisines restent plus proches, comme le référentiel le demande' if maps[1][beside].mean() > maps[1][apart_].mean() else 'les voisines ne sont pas plus proches que les autres, ce qui est anormal'}. La confusion la plus forte "
    f"après apprentissage : un besoin de « {names[worst[0]]} » attire des profils de « {names[worst[1]]} ». "
    f"Un contraste plus grand n'est pas en soi un progrès : seul compte l'ordre des profils, mesuré plus haut."
)

# %% [markdown]
# ## Qui a changé de voisin
#
# Chaque compétence est un point : la moyenne des vecteurs de ses textes mis de côté. Les deux plans (analyse en composantes
# principales) sont tournés pour se ressembler le plus possible. Un trait va de chaque compétence à celle qui lui ressemble
# le plus ; il est rouge quand elle n'est pas la même des deux côtés.


# %%
def centres(both: dict) -> np.ndarray:
    """Return the unit vector in the middle of the texts of each skill, once their common part is taken away."""
    rows = np.concatenate([both["need"] - both["need"].mean(axis=0), both["profile"] - both["profile"].mean(axis=0)])
    skills = np.concatenate([places(held_out, "need"), places(held_out, "profile")])
    found = np.array([rows[skills == place].mean(axis=0) for place in range(len(COMPETENCES))])
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def flat(points: np.ndarray) -> np.ndarray:
    """Return the two first principal components, shape (n, 2)."""
    middle = points - points.mean(axis=0)
    left, size, _ = np.linalg.svd(middle, full_matrices=False)
    return left[:, :2] * size[:2]


middles = [centres(before), centres(after)]
planes = [flat(points) for points in middles]
turn, _ = orthogonal_procrustes(planes[1], planes[0])
planes[1] = planes[1] @ turn
closest = [np.argmax(points @ points.T - 2 * np.eye(len(points)), axis=1) for points in middles]
changed = closest[0] != closest[1]

figure, panels = plt.subplots(1, 2, figsize=(12.5, 6), sharex=True, sharey=True)
for axes, plane, mate, title in zip(panels, planes, closest, ("Avant", f"Après {PAS} pas"), strict=True):
    for place, other in enumerate(mate):
        axes.plot(*plane[[place, other]].T, color=ROUGE if changed[place] else GRIS, linewidth=1.4, zorder=1)
    axes.scatter(*plane.T, s=230, color=BLEU, edgecolor="white", zorder=2)
    for number, (x, y) in enumerate(plane, start=1):
        axes.annotate(str(number), (x, y), color="white", ha="center", va="center", fontsize=8)
    axes.set(title=title, xlabel="première dimension (sans unité)", xticks=[], yticks=[])
    axes.margins(0.1)
for number, name in enumerate(names, start=1):
    axes.plot([], [], " ", label=f"{number}  {name}")
figure.legend(loc="outside lower center", ncols=3, fontsize=9, handlelength=0)
panels[0].set_ylabel("seconde dimension (sans unité)")
plt.show()

# %%
in_taxonomy = [near[np.arange(len(names)), mate] > 0 for mate in closest]
moves = [f"« {names[place]} » va de « {names[closest[0][place]]} » à « {names[closest[1][place]]} »" for place in np.flatnonzero(changed)[:3]]  # fmt: skip
Markdown(
    f"**{plural(int(changed.sum()), 'compétence change', 'compétences changent')} de plus proche voisine**"
    f"{' : ' + ' ; '.join(moves) + ('…' if changed.sum() > 3 else '') if moves else ''}. La plus proche est voisine ou de la même famille dans "
    f"le référentiel pour {in_taxonomy[0].sum()} compétences sur {len(names)} avant, {in_taxonomy[1].sum()} après. Un plan à deux dimensions "
    f"en écrase trois cent quatre-vingt-quatre : fiez-vous aux traits, calculés dans l'espace entier, plus qu'aux distances à l'œil."
)

# %% [markdown]
# ## Besoin par besoin
#
# Les besoins mis de côté que l'essai a le plus changés, en bien ou en mal. Lisez-les : un besoin perdu dont l'étiquette est
# discutable n'accuse pas le modèle.

# %%
asked = [text for text in held_out if text.kind == "need"]
order = np.argsort(end - start, kind="stable")
table = pd.DataFrame(
    [
        (shorten(asked[row].text, 150, placeholder="…"), names[COMPETENCES.index(asked[row].skills[0])], start[row], end[row])
        for row in [*order[:3], *order[::-1][:3]]
        if start[row] != end[row]
    ],
    columns=["besoin", "compétence", "avant", "après"],
)  # fmt: skip
table.style.format({"avant": percent, "après": percent}).hide(axis="index")

# %%
folder.cleanup()
Markdown(
    f"Mieux servis : {(end > start).sum()} besoins ; moins bien : {(end < start).sum()} ; inchangés : {(end == start).sum()}. Avec {gap.n} besoins, quelques-uns "
    f"font la moyenne : c'est pourquoi l'intervalle plus haut est large de {decimal(gap.high - gap.low, 2)}."
)

# %% [markdown]
# ## Le vrai apprentissage, et ce qu'il ne faut pas conclure d'ici
#
# En ligne de commande, sur tous les textes, avec une barre de progression ; Ctrl+C l'arrête, la même commande le reprend :
#
# ```console
# ptce-match train encoder --out mon-encodeur --held-out
# ptce-match evaluate mon-reseau --encoder mon-encodeur.travail/st
# ptce-match train encoder --out mon-encodeur
# ```
#
# La première laisse de côté les mêmes textes que ce carnet ; la deuxième compare sur **vos** besoins jugés (sans `--encoder`, elle
# mesure l'encodeur en service) ; la troisième apprend de tout, une fois la recette choisie. Ensuite, mettez le dossier
# `mon-encodeur` à la place de `models/encoder` et lancez `ptce-match train reader` : le lecteur de compétences est appris pour un
# encodeur précis et ne sert qu'avec lui. `docs/retraining.md` dit le reste.
#
# Ce que ce carnet ne dit pas :
# - **si un apprentissage complet serait meilleur.** Douze compétences sur plus de cent quarante, sans les synonymes d'ESCO : un modèle
#   affiné ainsi a pu oublier le reste, que rien ici ne mesure. Ne mettez jamais cet essai-là en service ;
# - **si les suggestions seraient meilleures.** Le classement mêle l'encodeur, les mots et le lecteur de compétences. Seul
#   `evaluate`, sur un réseau jugé, le dit ; le carnet `03_comparer_deux_modeles` montre comment le lire ;
# - **si vos textes valent la peine**, tant que l'intervalle touche zéro. Et changer la recette jusqu'à ce que ces textes mis de côté
#   soient contents, c'est apprendre d'eux aussi : gardez-en d'autres pour le dernier mot.

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
# # Comparer deux modèles
#
# Deux modèles classent les mêmes bénévoles pour les mêmes besoins jugés. Lequel range le mieux, en est-on sûr, où
# diffèrent-ils, et quels besoins y perdraient ? L'exemple oppose le classement publié à lui-même **sans** lecteur de
# compétences, avec les mots seuls (`bm25`) comme repère. Le carnet tourne en moins de deux minutes.
#
# Pour les vôtres : changez `DOSSIER` et `JUGEMENTS`, puis `A` et `B`. Une version apprise s'écrit
# `Classement("appris", encoder, Ranker(mentor_weights("dossier/des/modeles")), reader_for(encoder.model_id))`.

# %%
# ruff: noqa: D100, RUF100 (un carnet commence par son texte)
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown
from matplotlib.ticker import FuncFormatter

from ptce_match import Matcher, Network
from ptce_match.encoder import Encoder, default_encoder
from ptce_match.evaluation import evaluate, method_named, read_mentor_qrels
from ptce_match.explanation.wording import percent, plural
from ptce_match.matcher.mentors import EXPERTISE_ONLY, MentorMatcher
from ptce_match.metrics import bootstrap_interval, paired_bootstrap
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.resources import resource
from ptce_match.signals import load_reference
from ptce_match.skills import SkillReader, reader_for
from ptce_match.training.ranker.exposure import SHOWN, discounts, effective_number
from ptce_match.training.ranker.wording import decimal

DOSSIER: Path = resource("data", "demo")
JUGEMENTS: Path = DOSSIER / "qrels" / "mentors.csv"
MESURE = "ndcg@5"

# Des couleurs que distinguent aussi les personnes daltoniennes (Okabe et Ito, 2008).
BLEU, ORANGE, ROUGE, GRIS, NOIR = "#0072b2", "#e69f00", "#d55e00", "#999999", "#333333"
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
virgule = FuncFormatter(lambda value, _: f"{value:.3g}".replace(".", ",").replace("-", "−"))
pd.options.display.max_colwidth = None

network = Network.read(DOSSIER)
encoder = default_encoder()

# %% [markdown]
# ## Les modèles
#
# Un modèle est n'importe quel objet qui donne un score à chaque bénévole pour chaque besoin. On ne juge que ce que les gens
# savent faire : distance, temps et places sont mis de côté, pour tous de la même façon.


# %%
@dataclass(frozen=True)
class Classement:
    """The published way of scoring mentors, with the weights and the skill reader that one wants to compare."""

    name: str
    encoder: Encoder
    ranker: Ranker
    reader: SkillReader | None

    @property
    def encoder_name(self) -> str:
        """Return the model behind the vectors."""
        return self.encoder.model_id

    def mentor_scores(self, network, needs) -> np.ndarray:
        """Return the score of each need with each mentor, shape (n_needs, n_mentors)."""
        mentors = MentorMatcher(network, self.encoder, load_reference(), self.ranker, self.reader)
        columns = [mentors.pool.row[mentor.id] for mentor in network.mentors]
        queries = Matcher(network, self.encoder, ranker=self.ranker).queries(needs)
        return np.array([self.ranker.score(mentors.signals(query, EXPERTISE_ONLY))[columns] for query in queries])


published = Ranker(MENTOR_PRIOR)
A = Classement("sans lecteur", encoder, published, None)
B = Classement("avec lecteur", encoder, published, reader_for(encoder.model_id))
models = {model.name: model for model in (A, B, method_named("bm25"))}
cards = {name: evaluate(network, model, JUGEMENTS).mentors for name, model in models.items()}

MESURES = {
    "ndcg@5": "nDCG@5 : les bons noms, et tôt",
    "mrr": "MRR : un sur la place du premier bon nom",
    "top1": "premier nom bon",
    "hit3@5": "un excellent nom dans les cinq",
    "recall@10": "bons noms retrouvés dans les dix",
}


def told(card, metric: str) -> str:
    """Write a mean and its interval."""
    low, high = card.intervals()[metric]
    return f"{decimal(card.means()[metric], 2)} ({decimal(low, 2)} – {decimal(high, 2)})"


pd.DataFrame({name: {title: told(card, metric) for metric, title in MESURES.items()} for name, card in cards.items()})

# %% [markdown]
# ## Quelle différence, et en est-on sûr ?
#
# À gauche, chaque modèle seul, avec son intervalle à 95 %. À droite, les différences, **besoin par besoin** : on rééchantillonne
# les mêmes besoins pour les deux modèles (rééchantillonnage apparié), ce qui enlève la part due à des besoins faciles ou durs.

# %%
measured = {name: card.values[MESURE] for name, card in cards.items()}  # noqa: PD011 (ce n'est pas une table de pandas)
pairs = ((B.name, A.name), (B.name, "bm25"), (A.name, "bm25"))
gaps = {pair: paired_bootstrap(*(measured[name] for name in pair)) for pair in pairs}
tint = {A.name: ORANGE, B.name: BLEU, "bm25": GRIS}

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 3.2))
for row, (name, card) in enumerate(reversed(cards.items())):
    mean, (low, high) = card.means()[MESURE], card.intervals()[MESURE]
    left.errorbar(mean, row, xerr=[[mean - low], [high - mean]], fmt="o", color=tint[name], capsize=4, linewidth=2)
left.set_yticks(range(len(cards)), list(reversed(cards)))
left.set(
    title="Chaque modèle", xlabel=f"{MESURE.replace('ndcg', 'nDCG')} moyen (de 0 à 1)", ylim=(-0.6, len(cards) - 0.4)
)
for row, (pair, gap) in enumerate(reversed(gaps.items())):
    right.errorbar(gap.mean, row, xerr=[[gap.mean - gap.low], [gap.high - gap.mean]], fmt="o", color=tint[pair[0]], capsize=4, linewidth=2)  # fmt: skip
right.axvline(0, color=NOIR, linewidth=1)
right.set_yticks(range(len(gaps)), [" − ".join(pair) for pair in reversed(gaps)])
right.set(title="Différences, sur les mêmes besoins", xlabel="différence moyenne, intervalle apparié à 95 %", ylim=(-0.6, len(gaps) - 0.4))  # fmt: skip
for axes in (left, right):
    axes.xaxis.set_major_formatter(virgule)
plt.show()

# %%
gap = gaps[B.name, A.name]
a, b = measured[A.name], measured[B.name]
apart = sum(high - low for low, high in (card.intervals()[MESURE] for card in (cards[A.name], cards[B.name])))
settled = gap.low > 0 or gap.high < 0
Markdown(
    f"À droite, un intervalle qui touche le trait noir ne tranche pas. « {B.name} » moins « {A.name} » : "
    f"**{decimal(gap.mean)}** ({decimal(gap.low)} à {decimal(gap.high)}, p {f'= {decimal(gap.p)}' if gap.p >= 0.001 else '< 0,001'}, {gap.n} besoins) ; "
    f"{'la différence est établie sur ces besoins' if settled else 'la différence peut venir du hasard des besoins'}. L'intervalle "
    f"apparié est large de {decimal(gap.high - gap.low)}, contre {decimal(apart / 2)} en moyenne pour un modèle seul : comparez "
    f"toujours les différences, pas deux intervalles de gauche."
)

# %% [markdown]
# ## Besoin par besoin
#
# Un rond par besoin ; sa taille dit combien de besoins sont au même endroit.

# %%
EGAL = 0.01
difference = b - a
side = np.select([difference > EGAL, difference < -EGAL], ["gagnés", "perdus"], "égaux")
spots = (
    pd.DataFrame({"a": a.round(3), "b": b.round(3), "side": side})
    .groupby(["a", "b", "side"])
    .size()
    .reset_index(name="n")
)

figure, axes = plt.subplots(figsize=(9.5, 6.2))
axes.plot([0, 1], [0, 1], color=GRIS, linewidth=1, zorder=1)
for name, colour, marker in (("gagnés", BLEU, "o"), ("égaux", GRIS, "o"), ("perdus", ROUGE, "s")):
    mine = spots[spots["side"] == name]
    axes.scatter(mine["a"], mine["b"], s=30 * mine["n"], color=colour, marker=marker, alpha=0.75, clip_on=False, label=f"{name} ({(side == name).sum()})")  # fmt: skip
axes.set_aspect("equal")
axes.set(title="nDCG@5 de chaque besoin", xlabel=f"« {A.name} »", ylabel=f"« {B.name} »", xlim=(0, 1), ylim=(0, 1))
for axis in (axes.xaxis, axes.yaxis):
    axis.set_major_formatter(virgule)
legend = axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1), title=f"besoins, pour « {B.name} »", alignment="left")
for handle in legend.legend_handles:
    handle.set_sizes([40])
plt.show()

# %%
won, lost = (side == "gagnés").sum(), (side == "perdus").sum()
Markdown(
    f"Au-dessus de la diagonale, « {B.name} » fait mieux. Il gagne {plural(int(won), 'besoin', 'besoins')}, en perd "
    f"**{int(lost)}**, et ne change rien à {len(side) - won - lost}. Regardez surtout le bord gauche (besoins que « {A.name} » "
    f"ratait tout à fait : {int(((a == 0) & (b > 0)).sum())} sont rattrapés) et le bord bas "
    f"({plural(int(((b == 0) & (a > 0)).sum()), 'besoin perdu', 'besoins perdus')} tout à fait) : une petite moyenne peut cacher de grosses pertes."
)

# %% [markdown]
# ## Où diffèrent-ils ?
#
# Les besoins, rangés par famille de la compétence que le lecteur y trouve. Un point par besoin, un trait noir pour la moyenne.

# %%
matcher = Matcher(network, encoder, ranker=published)
queries = matcher.queries([network.need(need_id) for need_id in cards[A.name].query_ids])
understood = [matcher.understood(query) for query in queries]
families = {family.id: family.name for family in matcher.reader.taxonomy.families}
needs = pd.DataFrame(
    {
        "famille": [families[readings[0].skill.family] for readings in understood],
        "différence": difference,
        "texte": [query.text for query in queries],
        "compris comme": [
            ", ".join(f"{skill.name} ({percent(sure)})" for skill, sure in readings) for readings in understood
        ],
    },
    index=list(cards[A.name].query_ids),
)
by_family = needs.groupby("famille")["différence"].agg(["mean", "size"]).sort_values("mean")

figure, axes = plt.subplots(figsize=(9.5, 7))
axes.axvline(0, color=GRIS, linewidth=1)
for row, name in enumerate(by_family.index):
    values = np.sort(needs.loc[needs["famille"] == name, "différence"].to_numpy())
    # Les points égaux sont écartés en hauteur, pour que chacun se voie.
    stacked = np.array(
        [np.count_nonzero(np.isclose(values[:place], value, atol=0.02)) for place, value in enumerate(values)]
    )
    height = row + 0.13 * ((stacked + 1) // 2) * np.where(stacked % 2, 1, -1)
    colours = np.select([values > EGAL, values < -EGAL], [BLEU, ROUGE], GRIS)
    axes.scatter(values, height, s=22, color=colours, alpha=0.8, zorder=2)
    axes.plot([by_family.loc[name, "mean"]] * 2, [row - 0.38, row + 0.38], color=NOIR, linewidth=2.5, zorder=3)
axes.set_yticks(range(len(by_family)), [f"{name} ({size})" for name, size in by_family["size"].items()])
axes.set(title=f"« {B.name} » moins « {A.name} », par famille (nombre de besoins)", xlabel="différence de nDCG@5")
axes.xaxis.set_major_formatter(virgule)
axes.grid(axis="y", color="#eeeeee")
axes.set_axisbelow(True)
plt.show()

# %%
worse = by_family[by_family["mean"] < 0]
behind = ", ".join(f"{name} ({decimal(mean, 2)})" for name, mean in worse["mean"].head(3).items())
Markdown(
    f"Cherchez une famille dont tous les points sont du même côté : là, l'écart a une cause. « {by_family.index[-1]} » gagne le plus "
    f"(en moyenne {decimal(by_family['mean'].iloc[-1], 2)}). Reculent en moyenne : {behind or 'aucune'}. Avec cinq ou six besoins par "
    f"famille, un seul besoin déplace la moyenne : lisez-le avant d'en faire une règle."
)

# %% [markdown]
# ## Les besoins perdus et gagnés, côte à côte
#
# Les trois premiers noms de chaque modèle, avec la pertinence jugée : 3 exactement la bonne personne, 2 aide beaucoup,
# 1 connaît le domaine, 0 rien. Pour un besoin perdu, voyez d'abord si la compétence lue est la bonne.

# %%
qrels = read_mentor_qrels(JUGEMENTS, network)
scores = {
    model.name: model.mentor_scores(network, [network.need(need_id) for need_id in qrels.query_ids]) for model in (A, B)
}


def names(model: str, row: int) -> str:
    """Write the first three mentors of a need, each with its grade."""
    best = np.argsort(-scores[model][row], kind="stable")[:3]
    return ", ".join(f"{qrels.document_ids[place]} [{qrels.grades[row, place]}]" for place in best)


def side_by_side(rows) -> pd.DataFrame:
    """Return needs with what both models suggest."""
    table = needs.iloc[rows].assign(
        **{model.name: [names(model.name, row) for row in rows] for model in (A, B)},
    )
    table["texte"] = [shorten(text, 140, placeholder="…") for text in table["texte"]]
    return table[["texte", "compris comme", A.name, B.name, "différence"]].round(2)


order = np.argsort(difference, kind="stable")
side_by_side([row for row in order[:8] if difference[row] < -EGAL])

# %% [markdown]
# Les plus gagnés.

# %%
side_by_side([row for row in order[::-1][:6] if difference[row] > EGAL])

# %%
right_first = {
    model.name: qrels.grades[np.arange(len(qrels.grades)), scores[model.name].argmax(axis=1)] >= 2 for model in (A, B)
}
spoilt = right_first[A.name] & ~right_first[B.name]
mended = right_first[B.name] & ~right_first[A.name]
unsure = np.array([readings[0].probability < 0.5 for readings in understood])
Markdown(
    f"Le premier nom devient mauvais pour **{plural(int(spoilt.sum()), 'besoin', 'besoins')}** et bon pour "
    f"**{int(mended.sum())}**. Parmi les besoins perdus, le lecteur n'était pas sûr de lui (moins de 50 %) dans "
    f"{percent(unsure[difference < -EGAL].mean() if lost else 0.0)} des cas, contre {percent(unsure.mean())} sur l'ensemble. Un besoin mal lu "
    f"se corrige à la main, en disant sa compétence ; un besoin bien lu et perdu met en cause le modèle."
)

# %% [markdown]
# ## Sur quoi reposerait un changement
#
# Cinq questions, dans l'ordre. La quatrième compte autant que la première : un modèle qui range mieux en montrant toujours
# les mêmes gens les épuise. Les noms montrés sont les cinq premiers de chaque besoin, au-dessus du seuil.


# %%
def shown(model: str) -> float:
    """Return how many mentors are shown in effect."""
    exposure = np.zeros(len(network.mentors))
    for line in scores[model]:
        best = np.argsort(-line, kind="stable")[:SHOWN]
        best = best[line[best] >= MENTOR_PRIOR.threshold]
        exposure[best] += discounts(len(best))
    return effective_number(exposure)


effective = {model.name: shown(model.name) for model in (A, B)}
seconds = {name: evaluate(network, model, JUGEMENTS).seconds for name, model in models.items()}
deviation = difference.std(ddof=1)
# Quatre chances sur cinq qu'un vrai gain soit établi à 95 % (Student apparié : 1,96 + 0,84 écarts types).
needed = {wished: int(np.ceil(((1.96 + 0.84) * deviation / wished) ** 2)) for wished in (0.03, 0.10)}
worst = bootstrap_interval((difference < -0.2).astype(float))
pd.DataFrame(
    [
        ("La différence est-elle établie ?", f"{decimal(gap.mean)} ({decimal(gap.low)} à {decimal(gap.high)})", "l'intervalle ne contient pas 0"),
        ("Combien de besoins perdent beaucoup ?", f"{(difference < -0.2).sum()} sur {len(difference)} perdent plus de 0,2 (entre {percent(worst[0])} et {percent(worst[1])})", "chacun a été relu"),
        ("Le premier nom est-il meilleur ?", f"{mended.sum()} réparés, {spoilt.sum()} gâchés", "plus de réparés que de gâchés"),
        ("Combien de monde est montré ?", f"{decimal(effective[B.name], 1)}, contre {decimal(effective[A.name], 1)}", "une baisse de 3 % au plus"),
        ("Que coûte-t-il ?", f"{decimal(seconds[B.name], 1)} s, contre {decimal(seconds[A.name], 1)} s, pour tous les besoins", "supportable sur votre machine"),
    ],
    columns=["question", f"« {B.name} » contre « {A.name} »", "pour changer, il faudrait que"],
).set_index("question")  # fmt: skip
# %%
Markdown(
    f"Ces chiffres viennent du réseau de démonstration, sur lequel les poids publiés ont été choisis : ils montrent la méthode, ils ne "
    f"décident pas pour vous. Jugez vos propres besoins, sans regarder les listes. Les différences varient de "
    f"{decimal(deviation, 2)} d'un besoin à l'autre (écart type) : pour avoir quatre chances sur cinq d'établir un gain de 0,03, il "
    f"faudrait environ **{needed[0.03]} besoins jugés** ; pour un gain de 0,10, environ {needed[0.10]}."
)

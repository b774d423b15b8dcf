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
# # Réentraîner le classement
#
# De l'historique des décisions à une version qui peut servir : lire les décisions, apprendre, voir ce qui a bougé et
# pourquoi, combien de décisions il faudrait, si les scores restent honnêtes, ce que dit la comparaison avec le classement
# en service, enfin comment mettre une version en service et revenir en arrière. Les règles sont dans
# `docs/retraining.md`. Pour votre propre réseau, changez `DOSSIER` ; sans besoins jugés par des lecteurs, passez la partie
# « Les scores disent-ils vrai ? ». Le carnet tourne en moins de deux minutes.
#
# Rien de ce qui suit ne touche à votre classement : les versions sont écrites dans un dossier temporaire, effacé à la fin.

# %%
# ruff: noqa: D100, RUF100 (un carnet commence par son texte)
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter
from scipy.special import logit
from sklearn.linear_model import LogisticRegression

from ptce_match import Matcher
from ptce_match.errors import InputError
from ptce_match.evaluation import read_mentor_qrels
from ptce_match.explanation.wording import day, percent, plural
from ptce_match.matcher.mentor_rules import MentorRules
from ptce_match.matcher.mentors import EXPERTISE_ONLY
from ptce_match.metrics.calibration import calibration_error
from ptce_match.models import Registry
from ptce_match.ranker import MENTOR_PRIOR, Ranker
from ptce_match.resources import resource
from ptce_match.signals import LABELS
from ptce_match.training.ranker import Decisions, Judgment, learn, read_decisions, retrain
from ptce_match.training.ranker.contest import MARGIN, NARROWING
from ptce_match.training.ranker.curve import learning_curve
from ptce_match.training.ranker.design import NAMES, PRIOR_THETA, design
from ptce_match.training.ranker.exposure import shown_rows
from ptce_match.training.ranker.simulator import Field
from ptce_match.training.ranker.teams import TEAMS
from ptce_match.training.ranker.wording import decimal

DOSSIER: Path = resource("data", "demo")
JUGEMENTS: Path = DOSSIER / "qrels" / "mentors.csv"
JOUR = date.today()  # noqa: DTZ011 (les pauses se jugent au jour du calendrier)

# Des couleurs que distinguent aussi les personnes daltoniennes (Okabe et Ito, 2008).
BLEU, CIEL, VERT, ORANGE, ROUGE = "#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00"
GRIS, NOIR = "#999999", "#333333"
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
deux = FuncFormatter(lambda value, _: decimal(value, 2))
virgule = FuncFormatter(lambda value, _: f"{value:.3g}".replace(".", ",").replace("-", "−"))
pour_cent = PercentFormatter(1.0, decimals=0, symbol=" %")
pd.options.display.max_colwidth = None

# %% [markdown]
# ## Les décisions
#
# Une décision par paire, avec ses signaux tels qu'ils étaient ce jour-là. Ce qui ne dit rien de l'accord (une proposition
# sans réponse, un refus parce que le besoin n'existe plus) est laissé de côté, et compté.

# %%
decisions, network = read_decisions([DOSSIER])
facts = decisions.described()
pd.Series(
    {
        "décisions qui disent quelque chose": facts["decisions"],
        "besoins": facts["needs"],
        "bénévoles": facts["mentors"],
        "première": facts["since"],
        "dernière": facts["until"],
        **{f"laissées de côté : {reason}": number for reason, number in facts["left_out"].items()},
    },
    name="",
).to_frame()

# %%
colours = {Judgment.ACCEPTED: VERT, Judgment.RATED: BLEU, Judgment.REFUSED: ORANGE}
quarters = pd.PeriodIndex([pair.day for pair in decisions.pairs], freq="Q")
counts = pd.crosstab(quarters, [str(pair.judgment) for pair in decisions.pairs])
counts = counts.reindex(pd.period_range(quarters.min(), quarters.max(), freq="Q"), fill_value=0)
titles = [f"{quarter.quarter}ᵉ trim. {quarter.year}".replace("1ᵉ ", "1ᵉʳ ") for quarter in counts.index]
ratings = Counter(round(pair.rating) for pair in decisions.pairs if pair.rating is not None)

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 3.8), width_ratios=[3, 2])
start = np.zeros(len(counts))
for judgment, colour in colours.items():
    height = counts.get(str(judgment), pd.Series(0, index=counts.index)).to_numpy()
    left.bar(titles, height, bottom=start, color=colour, label=f"{judgment}s")
    start += height
left.tick_params(axis="x", labelrotation=30)
left.set(title="Décisions par trimestre", xlabel="trimestre de la proposition", ylabel="décisions")
left.legend(loc="upper left")
left.set_ylim(0, 1.25 * start.max())
right.bar(range(1, 6), [ratings[note] for note in range(1, 6)], color=BLEU)
right.set(title="Notes des accompagnements terminés", xlabel="note (5 : très utile)", ylabel="accompagnements")
for axes in (left, right):
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
plt.show()

# %%
kept = sum(pair.judgment is not Judgment.REFUSED for pair in decisions.pairs)
Markdown(
    f"Regardez s'il y a des oui et des non dans chaque trimestre : **{percent(kept / len(decisions))}** des décisions ne sont pas des "
    f"refus. Un trimestre fait d'une seule couleur vient souvent d'une saisie incomplète, et apprendrait mal. Une note "
    f"de 1 compte comme un non, de 5 comme un oui, 3 ne tranche pas."
)

# %% [markdown]
# ## Apprendre : ce qui a bougé, et pourquoi
#
# Les poids partent de ceux qui sont publiés, et s'en écartent autant que les décisions le demandent. L'intervalle à 95 %
# vient d'un rééchantillonnage des besoins : ce que les poids seraient devenus si d'autres besoins étaient venus.

# %%
learned = learn(decisions)
TIRAGES = 200

by_need: dict[str, list] = {}
for pair in decisions.pairs:
    by_need.setdefault(pair.need_id, []).append(pair)
chance = np.random.default_rng(0)
drawn = np.array(
    [
        learn(
            Decisions(tuple(pair for need in chance.choice(list(by_need), len(by_need)) for pair in by_need[need]))
        ).theta
        for _ in range(TIRAGES)
    ]
)
low, high = np.quantile(drawn, [0.025, 0.975], axis=0)

said = design(decisions.pairs)
yes = np.average(said.rows, axis=0, weights=said.weight * said.target)
no = np.average(said.rows, axis=0, weights=said.weight * (1 - said.target))
moved = pd.DataFrame(
    {
        "publié": PRIOR_THETA,
        "appris": learned.theta,
        "de": low,
        "à": high,
        "chez les oui, en plus": yes - no,
    },
    index=[LABELS[name] for name in NAMES],
)
moved.round(2)

# %%
rows = np.arange(len(moved))[::-1]
figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.6), sharey=True, width_ratios=[3, 2])
left.hlines(rows, moved["de"], moved["à"], color=CIEL, linewidth=6, label="intervalle à 95 %")
left.scatter(moved["publié"], rows, s=70, facecolor="white", edgecolor=NOIR, zorder=3, label="poids publié")
left.scatter(moved["appris"], rows, s=36, color=BLEU, zorder=4, label="poids appris")
left.set_yticks(rows, moved.index)
left.set(title="Les poids, avant et après", xlabel="poids (logarithme des chances, d'un bout à l'autre du signal)")
left.set_xlim(left=0)
left.legend(loc="lower right")
right.barh(
    rows, moved["chez les oui, en plus"], color=np.where(moved["chez les oui, en plus"] < 0, ORANGE, VERT), height=0.55
)
right.axvline(0, color=NOIR, linewidth=1)
right.tick_params(axis="y", length=0)
right.set(title="Pourquoi", xlabel="valeur moyenne du signal : les oui moins les non")
for axes in (left, right):
    axes.xaxis.set_major_formatter(virgule)
plt.show()

# %%
change = moved["appris"] - moved["publié"]
top = change.abs().idxmax()
sure = [name for name in moved.index if not moved.loc[name, "de"] <= moved.loc[name, "publié"] <= moved.loc[name, "à"]]
silent = [name for name in moved.index if moved.loc[name, "de"] == moved.loc[name, "à"]]
Markdown(
    f"Le poids qui bouge le plus est « **{top}** » : de {decimal(moved.loc[top, 'publié'], 2)} à "
    f"{decimal(moved.loc[top, 'appris'], 2)}, car ce signal vaut en moyenne {decimal(moved.loc[top, 'chez les oui, en plus'], 2)} "
    f"de plus chez les oui. L'intervalle laisse le poids publié dehors pour : {', '.join(sure) if sure else 'aucun signal'}. "
    + (
        f"Ne peuvent pas bouger ici : {', '.join(silent)} ; ces paires ont été formées par des gens qui connaissaient les "
        "compétences, elles n'apprennent rien sur la lecture des textes."
        if silent
        else ""
    )
)

# %% [markdown]
# ## Ce que cela change dans les listes
#
# Le meilleur score de chaque besoin, avant et après, parmi ceux qu'aucune règle n'écarte. Un besoin qui passe sous le seuil
# (pointillés) n'a plus de suggestion.

# %%
matcher = Matcher(network, today=JOUR, ranker=Ranker(MENTOR_PRIOR))
pool = matcher.mentor_matcher.pool
queries = matcher.queries(network.needs)
lists, best = [], []
for query in queries:
    signals = matcher.mentor_matcher.signals(query)
    excluded = MentorRules(network, pool, query, JOUR).excluded
    rankers = [Ranker(weights) for weights in (MENTOR_PRIOR, learned.weights)]
    lists.append([shown_rows(ranker, signals, excluded).tolist() for ranker in rankers])
    best.append([ranker.score(signals)[~excluded].max() for ranker in rankers])
best = np.array(best)
changed = np.array([max(len(set(before) - set(after)), len(set(after) - set(before))) for before, after in lists])
other_first = np.array([before[:1] != after[:1] for before, after in lists])
answered = np.array([[bool(before), bool(after)] for before, after in lists])

figure, axes = plt.subplots(figsize=(6.2, 6.2))
same = answered[:, 0] == answered[:, 1]
axes.plot([0, 1], [0, 1], color=GRIS, linewidth=1)
for line in (axes.axvline, axes.axhline):
    line(MENTOR_PRIOR.threshold, color=GRIS, linestyle=":")
axes.scatter(*best[same].T, s=22, color=BLEU, alpha=0.7, label="répondu, ou non, comme avant")
axes.scatter(*best[~same].T, s=40, color=ROUGE, marker="s", label="passe d'un côté du seuil à l'autre")
axes.set_aspect("equal")
axes.set(
    title="Meilleur score de chaque besoin",
    xlabel="avec les poids publiés",
    ylabel="avec les poids appris",
    xlim=(0, 1),
    ylim=(0, 1),
)
axes.xaxis.set_major_formatter(pour_cent)
axes.yaxis.set_major_formatter(pour_cent)
axes.legend(loc="upper left")
plt.show()

# %%
Markdown(
    f"Sous la diagonale, un besoin perd en score ; en moyenne, le meilleur score change ici de "
    f"{decimal(100 * (best[:, 1] - best[:, 0]).mean(), 1)} point. "
    f"{(changed == 0).sum()} listes sur {len(changed)} gardent les mêmes noms. "
    f"Le premier nom change, ou disparaît, pour **{plural(int(other_first.sum()), 'besoin', 'besoins')}**. Surveillez les réponses "
    f"« aucune correspondance » : {(~answered[:, 0]).sum()} besoins avec les poids publiés, {(~answered[:, 1]).sum()} avec les "
    f"poids appris. Avec peu de décisions, peu de listes doivent changer ; si beaucoup changent, relisez-en quelques-unes."
)

# %%
people = [mentor.id for mentor in pool.mentors]
pd.DataFrame(
    [
        (need.id, need.text, *(", ".join(people[row] for row in rows[:3]) or "personne" for rows in (before, after)))
        for need, (before, after), new in zip(network.needs, lists, other_first, strict=True)
        if new
    ],
    columns=["besoin", "texte", "publié", "appris"],
).set_index("besoin").head(6)

# %% [markdown]
# ## Combien de décisions faut-il ?
#
# Six équipes imaginaires décident chacune à sa façon sur la moitié des besoins ; on mesure sur l'autre moitié à quel point
# l'ordre obtenu est celui qu'elles voudraient (nDCG@5 : 1 si c'est le leur). `TIRAGES_COURBE` est petit pour aller vite ; le
# tableau complet est dans `docs/benchmarks.md`.

# %%
TIRAGES_COURBE = 4
TAILLES = (10, 30, 100, 300)
points = pd.DataFrame(learning_curve(Field.of(matcher), sizes=TAILLES, seeds=TIRAGES_COURBE))

figure, grid = plt.subplots(2, 3, figsize=(12, 6), sharex=True, sharey=True)
places = np.arange(len(TAILLES) + 1)
for axes, team in zip(grid.flat, TEAMS, strict=True):
    mine = points[points["team"] == team.name].sort_values("decisions")
    axes.axhline(mine["mean"].iloc[0], color=GRIS, linestyle="--", linewidth=1.2)
    axes.fill_between(places, mine["low"], mine["high"], color=CIEL, alpha=0.4, linewidth=0)
    axes.plot(places, mine["mean"], color=BLEU, marker="o", markersize=4)
    axes.set_title(team.name, fontsize=11)
    axes.set_xticks(places, [0, *TAILLES])
    axes.yaxis.set_major_formatter(deux)
figure.suptitle(
    "Courbe d'apprentissage de six équipes (tirets : poids publiés ; bande : 95 %)", x=0.01, ha="left", fontsize=13
)
figure.supxlabel("décisions apprises (échelle non régulière)")
figure.supylabel("nDCG@5 sur les besoins jamais décidés")
plt.show()

# %%
at = points.pivot_table(index="team", columns="decisions", values="mean")
gains, most = at[TAILLES[-1]] - at[0], TAILLES[-1]
Markdown(
    f"Une équipe gagne d'autant plus que ses goûts s'éloignent du classement publié : « **{gains.idxmax()}** » passe de "
    f"{decimal(at.loc[gains.idxmax(), 0], 2)} à {decimal(at.loc[gains.idxmax(), most], 2)} après {most} décisions, "
    f"« {gains.idxmin()} » change de {decimal(gains.min(), 3)}. Après 10 décisions les courbes sont presque plates "
    f"({decimal((at[10] - at[0]).min(), 3)} pour l'équipe la moins bien servie) : c'est pourquoi une nouvelle version passe d'abord "
    f"par la comparaison plus bas. Votre réseau en a {len(decisions)}."
)

# %% [markdown]
# ## Les scores disent-ils vrai ?
#
# Un score de 60 % devrait être juste six fois sur dix. Les dix premiers bénévoles de chaque besoin jugé : à gauche, la part de
# ceux que des lecteurs attentifs ont gardés (pertinence 2 ou 3) contre le score, sur l'expertise seule ; à droite, combien de
# paires portent chaque score. Les traits verticaux sont des intervalles à 95 % (Wilson), la diagonale est l'honnêteté parfaite.

# %%
qrels = read_mentor_qrels(JUGEMENTS, network)
columns = [pool.row[mentor.id] for mentor in network.mentors]
judged = matcher.queries([network.need(need_id) for need_id in qrels.query_ids])
expertise = [matcher.mentor_matcher.signals(query, EXPERTISE_ONLY) for query in judged]


def first_ten(weights) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores of the first ten of each judged need, and which of them people kept, (n_needs, 10) each."""
    scores = np.array([Ranker(weights).score(signals)[columns] for signals in expertise])
    first = np.argsort(-scores, axis=1)[:, :10]
    return np.take_along_axis(scores, first, 1), np.take_along_axis(qrels.grades >= 2, first, 1)


def reliability(stated: np.ndarray, happened: np.ndarray) -> pd.DataFrame:
    """Return, for each tenth of the scores, the mean score, the share that happened, and its Wilson interval."""
    table = pd.DataFrame({"stated": stated.ravel(), "happened": happened.ravel()})
    tenths = np.minimum((table["stated"] * 10).astype(int), 9)
    found = table.groupby(tenths).agg(s=("stated", "mean"), happened=("happened", "mean"), n=("stated", "size"))
    found = found.rename(columns={"s": "stated"})
    z2 = 1.96**2
    centre = (found["happened"] + z2 / (2 * found["n"])) / (1 + z2 / found["n"])
    half = np.sqrt(z2 * found["happened"] * (1 - found["happened"]) / found["n"] + (z2 / (2 * found["n"])) ** 2) / (1 + z2 / found["n"])  # fmt: skip
    return found.assign(low=centre - half, high=centre + half)


def refitted(stated: np.ndarray, happened: np.ndarray) -> float:
    """Return the calibration error of a curve that is fitted on four fifths of the needs and measured on the fifth."""
    fold, honest = np.random.default_rng(0).permutation(len(stated)) % 5, np.zeros(stated.shape)
    for part in range(5):
        inside, outside = fold != part, fold == part
        model = LogisticRegression(C=1e4).fit(logit(stated[inside]).reshape(-1, 1), happened[inside].ravel())
        honest[outside] = model.predict_proba(logit(stated[outside]).reshape(-1, 1))[:, 1].reshape(-1, 10)
    return calibration_error(honest.ravel(), happened.ravel())


both = {"publié": first_ten(MENTOR_PRIOR), "appris": first_ten(learned.weights)}
errors = {name: calibration_error(stated.ravel(), happened.ravel()) for name, (stated, happened) in both.items()}

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5.2))
left.plot([0, 1], [0, 1], color=GRIS, linewidth=1)
for (name, pairs), colour, marker, shift in zip(both.items(), (ORANGE, BLEU), "so", (-0.01, 0.01), strict=True):
    found = reliability(*pairs)
    left.vlines(found["stated"] + shift, found["low"], found["high"], color=colour, linewidth=1.4)
    left.scatter(found["stated"] + shift, found["happened"], s=34, color=colour, marker=marker, clip_on=False, zorder=3, label=f"{name} : erreur {decimal(errors[name])}")  # fmt: skip
left.set_aspect("equal")
left.set(title="Annoncé et constaté", xlabel="score annoncé", ylabel="part de paires gardées", xlim=(0, 1), ylim=(0, 1))
left.yaxis.set_major_formatter(pour_cent)
left.legend(loc="upper left")
stated, happened = both["appris"]
tenths = np.linspace(0, 1, 11).tolist()
right.hist([stated[happened], stated[~happened]], bins=tenths, stacked=True, color=[VERT, GRIS], edgecolor="white", label=["gardées", "non gardées"])  # fmt: skip
right.set(title="Combien de paires à chaque score (appris)", xlabel="score annoncé", ylabel="paires", xlim=(0, 1))
right.legend(loc="upper right")
for axes in (left, right):
    axes.xaxis.set_major_formatter(pour_cent)
plt.show()

# %%
Markdown(
    f"Un point sous la diagonale promet trop, au-dessus pas assez ; une longue barre repose sur peu de paires. L'erreur de "
    f"calibration attendue est l'écart moyen à la diagonale : **{decimal(errors['appris'])}** pour les poids appris, "
    f"{decimal(errors['publié'])} pour les publiés ({decimal(refitted(*both['publié']))} si la courbe est refaite sur d'autres "
    f"besoins que ceux où on la mesure). La courbe publiée a été ajustée sur ces jugements : ailleurs, attendez-vous à un peu "
    f"plus. Au-dessus de 0,05, les pourcentages affichés ne sont plus à prendre au mot."
)

# %% [markdown]
# ## La comparaison avec le classement en service
#
# Les besoins sont répartis en cinq parts, chacune mise de côté à son tour : la nouvelle version n'a jamais vu les décisions sur
# lesquelles elle est mesurée. Elle ne doit pas être moins bonne, ni montrer moins de monde. Ici, le classement en service est
# le classement publié ; pour comparer au vôtre, donnez `Registry(models_folder()).champion_version()` à la place de `None`.

# %%
result = retrain(decisions, network, None, JOUR)
verdict = result.verdict
Markdown("\n".join(f"- {sentence}" for sentence in verdict.sentences))

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(12, 3.2))
if verdict.gain is not None:
    gain = verdict.gain
    left.errorbar(gain.mean, 0, xerr=[[gain.mean - gain.low], [gain.high - gain.mean]], fmt="o", color=BLEU, capsize=5, linewidth=2)  # fmt: skip
    left.set_xlim(min(-1.4 * MARGIN, 1.2 * gain.low), max(1.4 * MARGIN, 1.2 * gain.high))
left.axvline(0, color=NOIR, linewidth=1)
left.axvline(-MARGIN, color=ROUGE, linestyle="--")
left.annotate(" perte de trop", (-MARGIN, 0.97), xycoords=("data", "axes fraction"), color=ROUGE, va="top")
left.set(
    title="Gain sur les décisions mises de côté", xlabel="baisse de l'erreur (nats par décision), intervalle à 95 %"
)
left.set_yticks([0], ["appris"])
left.xaxis.set_major_formatter(virgule)
if verdict.exposure is not None:
    before, after = verdict.exposure.champion, verdict.exposure.challenger
    right.barh(["appris", "publié"], [after, before], color=[BLEU, ORANGE], height=0.5)
    right.axvline(before * (1 - NARROWING), color=ROUGE, linestyle="--")
    right.annotate("limite ", (before * (1 - NARROWING), 0.5), color=ROUGE, ha="right", va="center")
right.set(title="Combien de monde est montré", xlabel="bénévoles effectivement montrés (équivalent à parts égales)")
plt.show()

# %%
if verdict.gain is None:
    text = "Il n'y a pas encore assez de décisions pour comparer : le classement en service reste, et c'est voulu."
else:
    text = (
        f"À gauche, tout l'intervalle doit rester à droite du trait rouge, et le point ne pas être à gauche de zéro : le gain est de "
        f"{decimal(verdict.gain.mean)}, entre {decimal(verdict.gain.low)} et {decimal(verdict.gain.high)}, sur {verdict.gain.n} besoins. "
        f"À droite, la barre bleue doit atteindre le trait rouge. La version apprise "
        f"**{'peut servir' if verdict.wins else 'ne remplace pas le classement en service'}**."
    )
Markdown(text)

# %% [markdown]
# ## Mettre en service, et revenir en arrière
#
# Une version est gardée avec ses poids, ses mesures et l'empreinte des décisions. Les mêmes gestes en ligne de commande :
# `ptce-match train ranker`, `ptce-match models`, `ptce-match models promote`, `ptce-match models rollback`. Le carnet les fait
# dans un dossier temporaire ; pour de bon, la ligne de commande écrit dans votre dossier de modèles.

# %%
now = datetime.now(UTC)
steps: list[tuple[str, str]] = []
with TemporaryDirectory() as folder:
    registry = Registry(folder)
    version = registry.add(result.learned.weights, result.evidence(now))
    registry.verify(version)
    steps.append((f"garder la version {version.id}", registry.champion))
    try:
        registry.promote(version.id, now.isoformat(timespec="seconds"))
        steps.append(("la mettre en service", registry.champion))
    except InputError as refusal:
        steps.append((f"la mettre en service : refusé ({refusal})", registry.champion))
        registry.promote(version.id, now.isoformat(timespec="seconds"), forced=True)
        steps.append(("passer outre, pour l'exemple", registry.champion))
    registry.rollback(now.isoformat(timespec="seconds"))
    steps.append(("revenir en arrière", registry.champion))
    history = [(each.how, each.version, "oui" if each.forced else "non") for each in registry.history]
pd.DataFrame(steps, columns=["geste", "en service ensuite"])

# %%
pd.DataFrame(history, columns=["ce que l'historique garde", "version", "contre l'avis"])

# %% [markdown]
# Un service déjà lancé prend la version promue à son prochain démarrage. Avant de promouvoir, relisez les listes qui changent,
# et comparez sur des besoins jugés (carnet 03).

# %%
Markdown(
    f"Décisions du {day(decisions.pairs[0].day)} au {day(decisions.pairs[-1].day)}, empreinte `{facts['sha256'][:12]}`."
)

"""At which stages an investor comes in.

Few name a stage. They ask for something that only a project of some age can show (an estimate, a lease, a balance sheet),
or say when they leave. Each mark of that kind is a cut on the line idea, study, creation, growth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ptce_match.criteria.clauses import Stance
from ptce_match.criteria.verdicts import Verdict
from ptce_match.network import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ptce_match.criteria.clauses import Clause

I, S, C, G = Stage
_EARLY: Final = (I, S)
_LIVE: Final = (C, G)
_ALL: Final = (I, S, C, G)
_NONE: Final = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that place a project in time.

    Attributes
    ----------
    accepts, refuses : tuple of Stage
        What follows where the words stand in a clause that does not turn them away.
    denied_accepts, denied_refuses : tuple of Stage
        What follows where it does.
    ends : tuple of Stage
        What is refused where the words say when the money stops.
    """

    pattern: re.Pattern[str]
    accepts: tuple[Stage, ...]
    refuses: tuple[Stage, ...]
    denied_accepts: tuple[Stage, ...]
    denied_refuses: tuple[Stage, ...]
    ends: tuple[Stage, ...]


_N: Final = r"(?:1?\d|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|dix-huit|quinze|vingt|vingt-quatre)"
_FEW_YEARS: Final = r"(?:[23]|deux|trois|deuxieme|troisieme) (?:ans?|annees?|exercices?|bilans?)"

_MARKS: Final = tuple(
    Mark(re.compile(pattern), *cut)
    for pattern, *cut in (
        # Anything goes.
        (r"tous? (?:les )?(?:stades?|etapes?|ages?)|quelle que soit (?:leur|l'|son) ?(?:anciennete|avancement|etape)|condition d'anciennete"
         r"|\bavancement\b|avec ce que vous avez|dogme sur la date", _ALL, _NONE, _ALL, _NONE, _NONE),
        # Not registered yet.
        (r"(?:avant|pas encore|non encore|sans) (?:les? |l'|la |meme les |d'avoir |de |d'en )?(?:statuts|immatricul\w+|kbis|papiers?|siret|structure|creation|commence\w*)"
         r"|statuts soient pas", (S,), _NONE, _NONE, _EARLY, _NONE),
        # Before anything exists.
        (r"\bidees?\b|\bconcepts?\b|\bintentions?\b|\bintuitions?\b|\breves?\b|\breveurs?\b|une envie|coin de (?:table|nappe)|croquis"
         r"|page blanche|\bpart\w* de (?:rien|zero)|demarr\w+ de rien|tout debut|qui y songent|\breflexion\b(?! avancee)|reflechi|en gestation|en l'air"
         r"|encore rien|\bparoles\b|n'osent? pas|\bhesit\w+|parle seulement|cherche encore|meme flou|interven\w+ tot", (I,), _NONE, _NONE, (I,), _NONE),
        # The study is behind.
        (r"(?:fini|termin|achev|boucl|sorti|valid|apres)\w*.{0,30}(?:etude|faisabilite|enquete)|(?:etude|faisabilite|enquete)s?\b.{0,30}(?:fini|termin|achev|boucl|valide)"
         r"|sortie de phase d'etude", _LIVE, _EARLY, (S,), _NONE, _LIVE),
        (r"\betudes? (?:de|d'|du|des|prealable|initiale)|phase d'etude|des l'etude|\betude\W*$|(?:simple|a l'|en) ?etudes?\b|faisabilite|\bprotos?\b|prototyp|maquette|experimentation"
         r"|prefigur|emergence|diagnostic|\benquete\b|\bpoc\b|preuve de concept|\bmvp\b|\bincub|en amont|avant-projet|\bingenierie\b|tatonn|\bun essai\b|essayer une"
         r"|verifier (?:que|si)|phase de (?:recherche|conception)|reflexion avancee", (S,), _NONE, _NONE, _EARLY, (S, C, G)),
        # Young, and how young.
        (r"moins (?:de |d')(?:un an|une annee|(?:six|douze|dix-huit|6|12|18) mois)|vient d'en creer|dans les (?:six|\d+) mois|dans les trois mois", (C,), (G,), _NONE, (C,), (G,)),
        (r"(?:moins de|jusqu'a|jusqu'au|au plus|dans les|apres) (?:le |la )?" + _FEW_YEARS + r"|(?:premiere|deuxieme) (?:ou deuxieme )?annee d'activite", _LIVE, _NONE, _NONE, (C,), _NONE),
        # Ready to begin.
        (r"\bdevis\b|\bbail\b|(?:lieu|bati\w*|local|locaux|murs?|salle|terrain)\b.{0,25}(?:trouve|repere|choisi|sous compromis|prete|loue)|un local et|il faut les murs|\bpermis\b|previsionnel|budget (?:boucle|ficele)"
         r"|dossier (?:solide|complet|chiffre)|plan de financement|tour de table|\bstatuts\b|\bkbis\b|\bgreffe\b|greffier|immatricul|\bregistre\b|notaire ou le"
         r"|licences? obtenue|agrement .{0,8}obtenu|\bficele|prete?s? a etre lanc|existence juridique|de nom\b|une date|societe (?:soit )?creee|boite existe|entreprise est creee"
         r"|date de creation|structure existe|signes?\b|tampon", _LIVE, _EARLY, _EARLY, _NONE, _LIVE),
        # Beginning.
        (r"\bcreation|\bcre(?:er|e|ent|es|ee|ees|ateurs?|atrices?)\b|\bdemarr|\blanc(?:e|er|ent|ement|ee?s?)\b|\binstall(?:er|ation|e\b|ent)|amorcage|\bouvert(?:ure)?\b|\bouvr(?:e|ir|ent)\b"
         r"|premiers? (?:pas|etal|fournil|achats?|fournee|stock|commande|commerce)|premiere (?:commande|edition|acquisition)|\bdebut(?:e|ent|ants?|antes?)\b|naiss|\bjeunes? (?:societe|pousse|entreprise)|primo"
         r"|\bcommenc|constitutive|ex nihilo|\brelanc|\breprise\b|\bcoup d'envoi", (C,), _NONE, _NONE, (C,), _LIVE),
        # It sells already.
        (r"\bdeja\b|(?:roul|travaill|vend|existe|encaiss|tourn|march|serv)\w* (?:deja|un peu)"
         r"|\bclient(?:e?s)?\b|a vendu|\bsiret\b|\bpatente|ait commence|est debout|l'exploitation|a qui (?:elle|il) va vendre|rien a voir|public identifie|devant un public", _LIVE, _EARLY, _NONE, (G,), (G,)),
        # It has figures to show.
        (r"\bbilans?\b(?! de comp)|\bliasses?\b|\bexercices?\b|comptes? de resultat|chiffre d'affaires|grand livre|\brealises\b|factures? payees?|premier euro|historique|modele.{0,15}prouve"
         rf"|plus de {_N} (?:ans|mois)|{_N} (?:ans?|annees?|mois) (?:d'existence|d'activite|d'action|au moins|d'exercice)|au moins (?:un|{_N}) ans?\b|depuis {_N} (?:ans?|mois)|premiere annee"
         r"|une saison|\bin bonis|\bsaines?\b|en marche", (G,), (I, S, C), (C,), (G,), (G,)),
        # Growing.
        (r"\bdevelopp|croissance|agrandi|\bextension|grossir|changement d'echelle|changer d'echelle|essaim|dupliqu|consolid|qui (?:tourne|marche)nt?\b|tourn(?:e|ent) depuis|rodage"
         r"|\betablis?\b|\betablies\b|pignon sur rue|gagnent|deuxieme agence|\bexistant|\binstallee?s?\b|\bembauche|matures?\b|anciennes\b|dix ans|quinze ans|quatre salaries"
         r"|quand l'usine|le chantier lance", (G,), _NONE, _NONE, (G,), (G,)),
    )
)  # fmt: skip


def read_stages(clauses: Iterable[Clause]) -> dict[Stage, Verdict]:
    """Return the verdict on each stage that the clauses speak of, directly or not."""
    accepted: dict[Stage, list[str]] = {stage: [] for stage in Stage}
    refused: dict[Stage, list[str]] = {stage: [] for stage in Stage}
    exclusive = ""
    for clause in clauses:
        for mark in _marks(clause.words):
            into, away = _effect(mark, clause.stance)
            # « Même avant les statuts », « à tous les stades » outweigh what else is asked for.
            often = 2 if clause.stance is Stance.NEEDLESS or set(into) == set(Stage) else 1
            for stage in into:
                accepted[stage] += [clause.sentence] * often
            for stage in away:
                refused[stage].append(clause.sentence)
            if clause.exclusive and into and not mark.refuses:
                exclusive = exclusive or clause.sentence
    said = {
        stage: Verdict(len(accepted[stage]) > len(refused[stage]), said=True, quote=quotes[0])
        for stage in Stage
        if (quotes := accepted[stage] if len(accepted[stage]) > len(refused[stage]) else refused[stage])
    }
    return _implied(said, exclusive)


def _effect(mark: Mark, stance: Stance) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """Return which stages a mark accepts and refuses in a clause of that stance."""
    if stance is Stance.ENDED:
        return ((), mark.ends) if mark.ends else (mark.accepts, ())
    if stance is Stance.REFUSED:
        return mark.denied_accepts, mark.denied_refuses
    if stance is Stance.NEEDLESS:
        return (*mark.accepts, *mark.refuses), ()
    return mark.accepts, mark.refuses


def _marks(words: str) -> Iterator[Mark]:
    """Return the marks of a clause; words that one has claimed are not read again."""
    for mark in _MARKS:
        left = mark.pattern.sub("#", words)
        if left != words:
            yield mark
        words = left


def _implied(said: dict[Stage, Verdict], exclusive: str) -> dict[Stage, Verdict]:
    """Add what follows: stages accepted are a stretch of time without a hole, and so are those refused at either end."""
    verdicts = dict(said)

    def follow(stage: Stage, source: Stage, *, accepted: bool) -> None:
        verdicts.setdefault(stage, Verdict(accepted, said=False, quote=said[source].quote))

    welcome = [stage for stage in Stage if stage in said and said[stage].accepted]
    closed = [stage for stage in Stage if stage in said and not said[stage].accepted]
    order = list(Stage)
    for stage in order:
        before = [w for w in welcome if order.index(w) < order.index(stage)]
        after = [w for w in welcome if order.index(w) > order.index(stage)]
        if before and after:
            follow(stage, before[-1], accepted=True)
    if I in welcome:
        follow(S, I, accepted=True)
    for stage in closed:
        early = [w for w in welcome if order.index(w) < order.index(stage)]
        later = [w for w in welcome if order.index(w) > order.index(stage)]
        beyond = order[order.index(stage) + 1 :] if early and not later else order[: order.index(stage)] if not early else []
        for other in beyond:
            follow(other, stage, accepted=False)
    if I in closed:
        follow(S, I, accepted=False)
    if closed == [G] and not welcome:
        follow(C, G, accepted=True)
    if S in welcome and C in closed:
        follow(I, S, accepted=True)
    if exclusive and welcome:
        for stage in order:
            verdicts.setdefault(stage, Verdict(accepted=False, said=False, quote=exclusive))
    return verdicts
